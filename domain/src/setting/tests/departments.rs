//! What departments may be.

use super::*;
use crate::FieldId;
use crate::field::{Field, FieldAccess, FieldKind};
use crate::given::GUS;

fn with_fields() -> Catalog {
    let mut catalog = catalog();
    for key in ["product", "floor"] {
        let field = Field {
            key: key.to_owned(),
            name: key.to_owned(),
            names: Names::new(),
            help: String::new(),
            helps: Names::new(),
            kind: FieldKind::Date,
            group: None,
            order: 0,
            default: None,
            shown_if: None,
            required: false,
            required_if: None,
            access: FieldAccess::default(),
        };
        put(&mut catalog, FieldId::from_key(key).0, [Saved(field)]);
    }
    catalog
}

fn with_form(keys: &[&str]) -> Department {
    Department {
        form: Some(keys.iter().map(|key| FieldId::from_key(key)).collect()),
        ..department("Support")
    }
}

#[test]
fn a_department_has_a_form_of_fields_in_use() {
    departments([])
        .among(with_fields())
        .when(Create(with_form(&["product", "floor"])))
        .then([Saved(with_form(&["product", "floor"]))]);
}

#[test]
fn a_form_names_no_unknown_field_and_none_twice() {
    departments([])
        .among(with_fields())
        .when(Create(with_form(&["floor", "moon", "floor"])))
        .wrong(["form", "form"]);
}

#[test]
fn a_field_that_was_retired_may_stay_in_a_form() {
    let renamed = Department {
        name: "Help desk".to_owned(),
        ..with_form(&["retired"])
    };
    departments([Saved(with_form(&["retired"]))])
        .when(Save(renamed.clone()))
        .then([Saved(renamed)]);
}

#[test]
fn a_department_is_led_by_a_member_in_service() {
    for (lead, wrong) in [(ANA, false), (GUS, true), (NOBODY.into(), true)] {
        let led = Department {
            lead: Some(lead),
            ..department("Support")
        };
        let when = departments([]).when(Create(led.clone()));
        if wrong {
            when.wrong(["lead_id"]);
        } else {
            when.then([Saved(led)]);
        }
    }
}

#[test]
fn all_wrong_fields_of_a_department_are_reported_at_once() {
    let bad = Department {
        name: String::new(),
        description: "\0".to_owned(),
        colour: Some("red-ish".to_owned()),
        lead: Some(GUS),
        ..with_form(&["moon"])
    };
    departments([])
        .when(Create(bad))
        .wrong(["name", "description", "colour", "lead_id", "form"]);
}
