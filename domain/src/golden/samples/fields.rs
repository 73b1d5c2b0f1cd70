//! Samples of custom fields and their groups.

use crate::condition::Condition;
use crate::field::{Choice, Field, FieldAccess, FieldGroup, FieldKind, FieldValue, Portal};
use crate::given::{SALES, SUPPORT};
use crate::{FieldGroupId, ids::derived};
use serde_json::json;

/// Every kind of field, with the label of its file.
pub fn fields() -> Vec<(&'static str, Field)> {
    vec![
        ("", full()),
        (".bare", bare("note", FieldKind::Text { max_length: None })),
        (".text", bare("serial", text())),
        (".number", bare("weight", number())),
        (".integer", bare("floor", integer())),
        (".cascading_choice", bare("place", cascading())),
        (".regex", bare("plate", regex())),
        (".date", bare("bought_on", FieldKind::Date)),
        (".date_time", bare("seen_at", FieldKind::DateTime)),
        (".yes_no", bare("insured", FieldKind::YesNo)),
        (".multi_choice", bare("colours", multi())),
        (".member", bare("expert", FieldKind::Member)),
        (".customer", bare("payer", FieldKind::Customer)),
        (".url", bare("page", FieldKind::Url)),
        (".email", bare("copy_to", FieldKind::Email)),
        (".phone", bare("call", FieldKind::Phone)),
        (".long_text", bare("story", long_text())),
    ]
}

pub fn group() -> FieldGroup {
    FieldGroup {
        name: "Device".to_owned(),
        names: [("he".to_owned(), "מכשיר".to_owned())].into(),
        order: 2,
        collapsed: true,
    }
}

fn full() -> Field {
    let condition = |json| serde_json::from_value::<Condition>(json).expect("a condition");
    let laptop = json!({"path": "fields.device", "op": "in", "value": ["laptop", "tablet"]});
    let urgent = json!({"all": [
        {"path": "priority", "op": "eq", "value": "urgent"},
        {"any": [
            {"path": "fields.weight", "op": "ge", "value": 2.5},
            {"path": "due_at", "op": "lt", "value": "2026-03-01T09:30:00Z"},
        ]},
        {"not": {"path": "assignee_ids", "op": "exists", "value": true}},
    ]});
    let mut german = choice("german");
    german.names = [("ar".to_owned(), "ألمانية".to_owned())].into();
    german.available_if = Some(condition(laptop.clone()));
    let mut french = choice("french");
    french.retired = true;
    Field {
        name: "Keyboard".to_owned(),
        names: [("ar".to_owned(), "لوحة المفاتيح".to_owned())].into(),
        help: "As printed on it".to_owned(),
        helps: [("he".to_owned(), "כפי שמודפס".to_owned())].into(),
        group: Some(FieldGroupId(derived("test", "device"))),
        order: 3,
        default: Some(FieldValue::Text("german".to_owned())),
        shown_if: Some(condition(laptop)),
        required: true,
        required_if: Some(condition(urgent)),
        access: FieldAccess {
            see_roles: vec!["member".to_owned()],
            see_departments: vec![SUPPORT, SALES],
            edit_roles: vec!["administrator".to_owned()],
            edit_departments: vec![SUPPORT],
            portal: Portal::Visible,
        },
        ..bare(
            "keyboard",
            FieldKind::Choice {
                choices: vec![german, french],
            },
        )
    }
}

fn bare(key: &str, kind: FieldKind) -> Field {
    Field {
        key: key.to_owned(),
        name: key.to_owned(),
        names: [].into(),
        help: String::new(),
        helps: [].into(),
        kind,
        group: None,
        order: 0,
        default: None,
        shown_if: None,
        required: false,
        required_if: None,
        access: FieldAccess::default(),
    }
}

fn choice(key: &str) -> Choice {
    Choice {
        key: key.to_owned(),
        name: key.to_owned(),
        names: [].into(),
        retired: false,
        available_if: None,
        choices: vec![],
    }
}

fn text() -> FieldKind {
    FieldKind::Text {
        max_length: Some(40),
    }
}

fn long_text() -> FieldKind {
    FieldKind::LongText {
        max_length: Some(4_000),
    }
}

fn number() -> FieldKind {
    FieldKind::Number {
        min: Some(0.0),
        max: Some(99.5),
        unit: Some("kg".to_owned()),
        decimals: Some(2),
    }
}

fn integer() -> FieldKind {
    FieldKind::Integer {
        min: Some(-3),
        max: Some(40),
        unit: None,
    }
}

fn multi() -> FieldKind {
    FieldKind::MultiChoice {
        choices: vec![choice("red"), choice("blue")],
    }
}

fn cascading() -> FieldKind {
    let mut house = choice("house");
    house.choices = vec![choice("cellar"), choice("attic")];
    FieldKind::CascadingChoice {
        choices: vec![house, choice("garden")],
    }
}

fn regex() -> FieldKind {
    FieldKind::Regex {
        pattern: "[A-Z]{2}-[0-9]+".to_owned().into(),
        hint: Some("two letters, a dash, digits".to_owned()),
    }
}
