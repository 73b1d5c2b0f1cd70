//! Conditions: how they are read, what they answer, what they refuse.

use super::*;
use crate::field::{Field, FieldValue, FieldValues};
use crate::given::{self, ANA, SUPPORT, put, status};
use crate::setting::SettingEvent::Saved;
use crate::setting::StatusCategory;
use crate::ticket::Channel;
use crate::{Catalog, CustomerId, FieldId, PriorityId, StatusId};
use serde_json::{Value as Json, json};
use std::sync::LazyLock;
use uuid::Uuid;

mod answers;
mod property;
pub(crate) mod reference;
mod refused;
mod times;
mod wide;

/// The usual settings and a field of every type that compares in its own way.
static CATALOG: LazyLock<Catalog> = LazyLock::new(|| {
    let choices = json!([
        {"key": "red", "name": "Red"},
        {"key": "blue", "name": "Blue", "retired": true},
        {"key": "green", "name": "Green"},
    ]);
    let tree = json!([
        {"key": "house", "name": "House", "choices": [
            {"key": "attic", "name": "Attic"}, {"key": "cellar", "name": "Cellar"},
        ]},
        {"key": "garden", "name": "Garden"},
    ]);
    let mut catalog = given::catalog();
    for (key, kind) in [
        ("note", json!({"type": "text"})),
        ("weight", json!({"type": "number"})),
        ("floor", json!({"type": "integer"})),
        ("insured", json!({"type": "yes_no"})),
        ("bought_on", json!({"type": "date"})),
        ("seen_at", json!({"type": "date_time"})),
        ("colour", json!({"type": "choice", "choices": choices})),
        (
            "colours",
            json!({"type": "multi_choice", "choices": choices}),
        ),
        (
            "place",
            json!({"type": "cascading_choice", "choices": tree}),
        ),
        ("expert", json!({"type": "member"})),
        ("payer", json!({"type": "customer"})),
    ] {
        let field = json!({"key": key, "name": key, "kind": kind, "order": 0});
        let field: Field = serde_json::from_value(field).unwrap();
        put(&mut catalog, FieldId::from_key(key).0, [Saved(field)]);
    }
    catalog
});

const DANA: Uuid = Uuid::from_u128(0xC1);

fn leaf(path: &str, op: &str, value: impl Into<Json>) -> Json {
    json!({"path": path, "op": op, "value": value.into()})
}

#[track_caller]
fn parsed(json: &Json) -> Condition {
    Condition::parse(json, "when", &CATALOG).unwrap_or_else(|e| panic!("{json}: {e:?}"))
}

/// A ticket that the tests ask about.
struct Sample {
    values: FieldValues,
    tags: Vec<String>,
    empty: bool,
}

impl Sample {
    /// Everything filled in.
    fn full() -> Self {
        let text = |text: &str| FieldValue::Text(text.to_owned());
        let list = |texts: [&str; 2]| FieldValue::List(texts.map(str::to_owned).into());
        let values = [
            ("note", text("Größe: Ärmel")),
            ("weight", FieldValue::Number(2.5)),
            ("floor", FieldValue::Integer(3)),
            ("insured", FieldValue::Bool(false)),
            ("bought_on", text("2026-03-01")),
            ("seen_at", text("2026-03-01T09:30:00.5Z")),
            ("colour", text("red")),
            ("colours", list(["red", "green"])),
            ("place", list(["house", "attic"])),
            ("expert", text(&ANA.to_string())),
            ("payer", text(&DANA.to_string())),
        ];
        Self {
            values: values.map(|(key, v)| (FieldId::from_key(key), v)).into(),
            tags: vec!["fire".to_owned(), "étage 3".to_owned()],
            empty: false,
        }
    }

    /// Nothing filled in that may be left out.
    fn empty() -> Self {
        Self {
            values: FieldValues::new(),
            tags: vec![],
            empty: true,
        }
    }

    fn says(&self, condition: &Condition) -> bool {
        let assignees = [ANA];
        let full = !self.empty;
        condition.holds(&TicketFacts {
            status: StatusId::from_key("open"),
            status_category: Some(StatusCategory::Open),
            priority: PriorityId::from_key("high"),
            department: full.then_some(SUPPORT),
            assignees: if full { &assignees } else { &[] },
            tags: &self.tags,
            channel: Channel::Phone,
            subject: "Printer on FIRE",
            description: if full { "Smoke.\nMuch of it" } else { "" },
            requester: full.then_some(CustomerId(DANA)),
            organisation: None,
            due_at: full.then(|| "2026-03-01T12:00:00Z".parse().unwrap()),
            fields: &self.values,
        })
    }
}

#[track_caller]
fn holds(json: &Json) -> bool {
    Sample::full().says(&parsed(json))
}

#[track_caller]
fn holds_of_nothing(json: &Json) -> bool {
    Sample::empty().says(&parsed(json))
}

#[test]
fn what_is_stored_is_read_back_and_answers_alike() {
    let json = json!({"all": [
        leaf("priority", "in", ["high", "urgent"]),
        {"not": {"any": [leaf("fields.weight", "gt", 3), leaf("tags", "contains", "water")]}},
    ]});
    let condition = parsed(&json);
    let stored = serde_json::to_string(&condition).unwrap();
    assert_eq!(serde_json::from_str::<Json>(&stored).unwrap(), json);
    let read: Condition = serde_json::from_str(&stored).unwrap();
    assert_eq!(read, condition);
    assert!(Sample::full().says(&read));
}

#[test]
fn ids_become_keys_which_people_can_read_in_the_log() {
    let open = status("open").0;
    let json = leaf("status", "in", vec![open.to_string(), "pending".to_owned()]);
    let stored = serde_json::to_value(parsed(&json)).unwrap();
    assert_eq!(stored["value"], json!(["open", "pending"]));
    let id = FieldId::from_key("floor");
    let stored = serde_json::to_value(parsed(&leaf(&format!("fields.{id}"), "eq", 3))).unwrap();
    assert_eq!(stored["path"], "fields.floor");
}

#[test]
fn the_paths_of_a_condition_are_told_in_order() {
    let condition = parsed(&json!({"any": [
        leaf("subject", "contains", "x"),
        {"not": leaf("fields.floor", "eq", 3)},
    ]}));
    let paths: Vec<_> = condition.paths().iter().map(ToString::to_string).collect();
    assert_eq!(paths, ["subject", "fields.floor"]);
}
