//! What the document shows for fields.

use super::{Access, Field, FieldPatch, NewField};
use crate::fields::choice::Choice;
use crate::fields::condition::Condition;
use crate::fields::kind::{FieldType, Kind};
use crate::types::Nullable;
use domain::FieldId;
use jiff::Timestamp;
use poem_openapi::types::Example;
use serde_json::json;
use std::collections::BTreeMap;

impl Example for NewField {
    fn example() -> Self {
        Self {
            key: "keyboard".to_owned(),
            name: "Keyboard".to_owned(),
            names: names("لوحة المفاتيح", "מקלדת"),
            help: "The layout that is printed on it".to_owned(),
            helps: BTreeMap::new(),
            kind: keyboards(),
            group_id: None,
            order: 20,
            default: Some(json!("hebrew")),
            shown_if: Some(on_laptops()),
            required: false,
            required_if: Some(Condition(json!(
                {"path": "priority", "op": "in", "value": ["high", "urgent"]}
            ))),
            access: Some(Access::default()),
        }
    }
}

impl Example for Field {
    fn example() -> Self {
        let new = NewField::example();
        let at = Timestamp::constant(1_772_357_400, 0);
        Self {
            id: FieldId::from_key(&new.key).0,
            key: new.key,
            name: new.name,
            names: new.names,
            help: new.help,
            helps: new.helps,
            kind: new.kind,
            group_id: new.group_id.into(),
            order: new.order,
            default: new.default.unwrap_or_default(),
            shown_if: new.shown_if.into(),
            required: new.required,
            required_if: new.required_if.into(),
            access: new.access.unwrap_or_default(),
            retired: false,
            version: 1,
            created_at: at.into(),
            updated_at: at.into(),
        }
    }
}

impl Example for FieldPatch {
    fn example() -> Self {
        Self {
            order: Some(10),
            required: Some(true),
            required_if: Some(Nullable(None)),
            ..Self::default()
        }
    }
}

fn keyboards() -> Kind {
    let mut braille = choice("braille", "Braille", "برايل", "ברייל");
    braille.available_if = Some(Condition(
        json!({"path": "tags", "op": "contains", "value": "accessibility"}),
    ));
    let mut kind = Kind::bare(FieldType::Choice);
    kind.choices = Some(vec![
        choice("arabic", "Arabic", "عربية", "ערבית"),
        choice("hebrew", "Hebrew", "عبرية", "עברית"),
        braille,
    ]);
    kind
}

fn choice(key: &str, name: &str, ar: &str, he: &str) -> Choice {
    Choice {
        key: key.to_owned(),
        name: name.to_owned(),
        names: names(ar, he),
        retired: false,
        available_if: None,
        choices: None,
    }
}

fn names(ar: &str, he: &str) -> BTreeMap<String, String> {
    [("ar", ar), ("he", he)]
        .map(|(language, name)| (language.to_owned(), name.to_owned()))
        .into()
}

fn on_laptops() -> Condition {
    Condition(json!({"path": "fields.device", "op": "eq", "value": "laptop"}))
}
