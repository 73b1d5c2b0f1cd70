//! Custom fields on tickets: defaults, what is required when, what is hidden.

use super::*;
use crate::field::{Field, FieldValue, FieldValues};
use crate::given::{ANA, SALES, SUPPORT, department};
use crate::setting::Department;
use crate::setting::SettingEvent::Retired;
use crate::{Audience, FieldId};
use TicketCommand as C;
use serde_json::{Value as Json, json};

mod changed;

/// The usual settings and these fields.
fn among<const N: usize>(fields: [Json; N]) -> Catalog {
    let mut catalog = catalog();
    define(&mut catalog, fields);
    catalog
}

pub fn define<const N: usize>(catalog: &mut Catalog, fields: [Json; N]) {
    for json in fields {
        let field = field(json);
        put(catalog, id(&field.key).0, [Saved(field)]);
    }
}

/// A field of which name and place do not matter.
fn field(mut json: Json) -> Field {
    json["name"] = json["key"].clone();
    json["order"] = 1.into();
    serde_json::from_value(json).expect("a field")
}

fn id(key: &str) -> FieldId {
    FieldId::from_key(key)
}

fn text(text: &str) -> FieldValue {
    FieldValue::Text(text.to_owned())
}

/// A line of text about what was done, required of pending tickets.
fn solution() -> Json {
    json!({
        "key": "solution",
        "kind": {"type": "text"},
        "required_if": {"path": "status", "op": "eq", "value": "pending"},
    })
}

/// A required number.
fn floor() -> Json {
    json!({"key": "floor", "kind": {"type": "integer", "max": 90}, "required": true})
}

/// Shown of urgent tickets alone; usually `siren`.
fn alarm() -> Json {
    json!({
        "key": "alarm",
        "kind": {"type": "text"},
        "shown_if": {"path": "priority", "op": "eq", "value": "urgent"},
        "default": "siren",
    })
}

fn with<const N: usize>(values: [(&str, Option<FieldValue>); N]) -> CreateTicket {
    let fields = values.map(|(key, value)| (id(key), value)).to_vec();
    CreateTicket { fields, ..new() }
}

fn holding<const N: usize>(values: [(&str, FieldValue); N]) -> TicketEvent {
    let fields = FieldValues::from(values.map(|(key, value)| (id(key), value)));
    let facts = Created { fields, ..facts() };
    Created(Box::new(facts))
}

#[test]
fn a_new_ticket_keeps_the_values_that_were_told() {
    given([])
        .among(among([floor()]))
        .when(create(with([("floor", Some(FieldValue::Integer(3)))])))
        .then([holding([("floor", FieldValue::Integer(3))])]);
}

#[test]
fn what_is_required_is_required_of_a_new_ticket() {
    for values in [with([]), with([("floor", None)])] {
        given([])
            .among(among([floor()]))
            .when(create(values))
            .wrong(["fields.floor"]);
    }
}

#[test]
fn what_is_required_only_later_is_not_required_of_a_new_ticket() {
    given([])
        .among(among([solution()]))
        .when(create(new()))
        .then([created()]);
    let status = Some(pending());
    given([])
        .among(among([solution()]))
        .when(create(CreateTicket { status, ..new() }))
        .wrong(["fields.solution"]);
}

#[test]
fn rules_and_imports_too_bring_what_is_required() {
    for actor in [rule(), Actor::SYSTEM, Actor::IMPORT] {
        given([])
            .among(among([floor()]))
            .asked_by(actor)
            .when(create(new()))
            .wrong(["fields.floor"]);
    }
}

#[test]
fn a_new_ticket_has_the_defaults_of_the_fields_that_are_shown() {
    let priority = Some(urgent());
    let FieldsOf { plain, urgent } = fields_of(CreateTicket { priority, ..new() });
    assert_eq!(plain, FieldValues::new());
    assert_eq!(urgent, FieldValues::from([(id("alarm"), text("siren"))]));
}

/// What a usual ticket and this one hold when nobody says anything of fields.
struct FieldsOf {
    plain: FieldValues,
    urgent: FieldValues,
}

fn fields_of(urgent: CreateTicket) -> FieldsOf {
    let [plain, urgent] = [new(), urgent].map(|new| {
        let (ticket, catalog) = (Ticket::default(), among([alarm()]));
        let events = crate::given::decide(&ticket, &create(new), &catalog).unwrap();
        details(given(events)).fields
    });
    FieldsOf { plain, urgent }
}

#[test]
fn a_value_that_was_told_stands_instead_of_the_default() {
    let told = CreateTicket {
        priority: Some(urgent()),
        ..with([("alarm", Some(text("bell")))])
    };
    assert_eq!(
        fields_of_urgent(told),
        FieldValues::from([(id("alarm"), text("bell"))])
    );
    let cleared = CreateTicket {
        priority: Some(urgent()),
        ..with([("alarm", None)])
    };
    assert_eq!(fields_of_urgent(cleared), FieldValues::new());
}

fn fields_of_urgent(new: CreateTicket) -> FieldValues {
    fields_of(new).urgent
}

#[test]
fn a_hidden_field_is_not_filled_in() {
    given([])
        .among(among([alarm()]))
        .when(create(with([("alarm", Some(text("bell")))])))
        .wrong(["fields.alarm"]);
}

#[test]
fn rules_and_imports_may_fill_in_what_is_hidden() {
    for actor in [rule(), Actor::IMPORT] {
        given([])
            .among(among([alarm()]))
            .asked_by(actor)
            .when(create(with([("alarm", Some(text("bell")))])))
            .then([holding([("alarm", text("bell"))])]);
    }
}

#[test]
fn values_that_no_field_takes_are_refused() {
    let wrong = [
        ("floor", Some(FieldValue::Integer(91))),
        ("alarm", Some(FieldValue::Bool(true))),
    ];
    given([])
        .among(among([floor(), alarm()]))
        .asked_by(rule())
        .when(create(with(wrong)))
        .wrong(["fields.alarm", "fields.floor"]);
    let unknown = id("unknown");
    given([])
        .when(create(with([("unknown", Some(text("?")))])))
        .wrong([format!("fields.{unknown}").as_str()]);
}

/// Settings in which Support asks for the floor alone, and Sales for nothing.
fn with_forms() -> Catalog {
    let mut catalog = among([floor(), alarm()]);
    let form = |name, form| Department {
        form: Some(form),
        ..department(name)
    };
    put(
        &mut catalog,
        SUPPORT.0,
        [Saved(form("Support", vec![id("floor")]))],
    );
    put(&mut catalog, SALES.0, [Saved(form("Sales", vec![]))]);
    catalog
}

#[test]
fn a_department_asks_for_its_own_fields() {
    let of = |department| CreateTicket {
        department: Some(department),
        priority: Some(urgent()),
        ..new()
    };
    given([])
        .among(with_forms())
        .when(create(of(SUPPORT)))
        .wrong(["fields.floor"]);
    let kept = Created {
        department: Some(SALES),
        priority: urgent(),
        ..facts()
    };
    given([])
        .among(with_forms())
        .when(create(of(SALES)))
        .then([Created(Box::new(kept))]);
}

#[test]
fn an_answer_shows_what_is_shown_to_those_who_may_see_it() {
    let mut secret = alarm();
    secret["access"] = json!({"see_departments": [SALES]});
    let catalog = among([floor(), secret]);
    let ticket = details(given([
        holding([("floor", FieldValue::Integer(3)), ("alarm", text("bell"))]),
        PriorityChanged {
            from: normal(),
            to: urgent(),
        },
    ]));
    let staff = Audience::of(&Actor::member(ANA.0), &catalog);
    let shown = |ticket: &Details, audience: &Audience| {
        let seen = ticket.visible_fields(&catalog, audience).into_iter();
        seen.map(|(field, _)| field.key.clone()).collect::<Vec<_>>()
    };
    assert_eq!(shown(&ticket, &staff), ["floor"]);
    assert_eq!(shown(&ticket, &Audience::Portal), Vec::<String>::new());
    let mut all = shown(&ticket, &Audience::Everything);
    all.sort_unstable();
    assert_eq!(all, ["alarm", "floor"]);
    let calm = Details {
        priority: normal(),
        ..ticket
    };
    assert_eq!(shown(&calm, &Audience::Everything), ["floor"]);
}
