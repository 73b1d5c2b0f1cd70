//! Custom fields of the mapping: their values in the file, and as tickets hold them.

use std::cmp::Ordering;

use domain::field::{Choice, Field, FieldAccess, FieldKind, FieldValue};
use domain::ids::derived;
use domain::limits::{Checks, NAME_CHARS};
use domain::setting::Names;
use domain::{Catalog, FieldId, aggregate::describe};

use super::{
    column::Header,
    mapping::{FieldShape, FieldType, Mapping},
    plan::Plan,
    table::Row,
};

/// Longest key of a choice, and how much of it may tell what it stands for.
const KEY: usize = 50;
const STEM: usize = 40;
/// Letters of the digest that tells alike keys apart.
const DIGEST: usize = 8;

/// A custom field and where its values stand.
#[derive(Debug)]
pub(super) struct PlannedField<'m> {
    pub id: FieldId,
    key: &'m str,
    shape: &'m FieldShape,
    column: usize,
}

impl<'m> PlannedField<'m> {
    /// All fields of the mapping, in the order of their keys.
    pub fn all(mapping: &'m Mapping, header: &Header) -> Result<Vec<Self>, String> {
        let fields = mapping.fields.iter().map(|(key, shape)| {
            let at = format!("fields.{key}");
            let mut checks = Checks::default();
            checks.key(&at, key);
            checks.line(&format!("{at}.name"), &shape.name, NAME_CHARS);
            checks.finish().map_err(|errors| describe(&errors))?;
            Ok(Self {
                id: FieldId::from_key(key),
                key,
                shape,
                column: header.find(&shape.column, &format!("{at}.column"))?,
            })
        });
        fields.collect()
    }

    /// What a line says; nothing when its cell is empty.
    pub fn text<'t>(&self, row: Row<'t>) -> Option<&'t str> {
        let text = row.cell(self.column).trim();
        (!text.is_empty()).then_some(text)
    }

    /// The text as tickets hold it: a choice by its key.
    pub fn value(&self, text: &str, catalog: &Catalog) -> FieldValue {
        let known = catalog.fields.get(self.id.0);
        let known = known.and_then(|entry| entry.setting.value.as_ref());
        let choices = known.map(|field| field.kind.choices()).unwrap_or_default();
        let key = match self.shape.kind {
            FieldType::Choice => find(choices, text).map(|choice| choice.key.clone()),
            FieldType::Text => None,
        };
        FieldValue::Text(key.unwrap_or_else(|| text.to_owned()))
    }

    pub fn has_choices(&self) -> bool {
        self.shape.kind == FieldType::Choice
    }

    /// The field to make where there is none, as `order` in the list and without choices.
    pub fn new_field(&self, order: i32) -> Field {
        Field {
            key: self.key.to_owned(),
            name: self.shape.name.clone(),
            names: Names::new(),
            help: String::new(),
            helps: Names::new(),
            kind: match self.shape.kind {
                FieldType::Choice => FieldKind::Choice {
                    choices: Vec::new(),
                },
                FieldType::Text => FieldKind::Text { max_length: None },
            },
            group: None,
            order,
            default: None,
            shown_if: None,
            required: false,
            required_if: None,
            access: FieldAccess::default(),
        }
    }
}

/// Fields that are there already must be of the kind that the mapping says.
pub(super) fn check(plan: &Plan<'_>, catalog: &Catalog) -> Result<(), String> {
    for field in &plan.fields {
        let known = catalog.fields.get(field.id.0);
        let Some(known) = known.and_then(|entry| entry.setting.value.as_ref()) else {
            continue;
        };
        let (is, wanted) = (known.kind.name(), field.new_field(0).kind.name());
        if is != wanted {
            let key = field.key;
            return Err(format!(
                "fields.{key}.kind: there is a field {key} already, which is {is}, not {wanted}; choose another key"
            ));
        }
    }
    Ok(())
}

/// The field with a choice for each of these texts; none when it has them all.
pub(super) fn with_choices(field: &Field, texts: &[String]) -> Option<Field> {
    let mut new: Vec<&String> = (texts.iter())
        .filter(|text| find(field.kind.choices(), text).is_none())
        .collect();
    new.sort_by(|a, b| by_number(a, b));
    let mut field = field.clone();
    let FieldKind::Choice { choices } = &mut field.kind else {
        return None;
    };
    let before = choices.len();
    for text in new {
        // two texts may share a key
        if find(choices, text).is_none() {
            choices.push(Choice {
                key: key(text),
                name: text.clone(),
                names: Names::new(),
                retired: false,
                available_if: None,
                choices: Vec::new(),
            });
        }
    }
    (choices.len() > before).then_some(field)
}

/// The choice that a text stands for: by its key, so that it may be renamed, or else by its name.
fn find<'c>(choices: &'c [Choice], text: &str) -> Option<&'c Choice> {
    let key = key(text);
    let by_key = choices.iter().find(|choice| choice.key == key);
    by_key.or_else(|| choices.iter().find(|choice| choice.name == text))
}

/// The key of a text, the same in every run. Only texts that differ in case, or in spaces and
/// underscores, share one.
fn key(text: &str) -> String {
    let told = |c: char| c.is_ascii_alphanumeric();
    let plain: String = (text.chars())
        .map(|c| if told(c) { c.to_ascii_lowercase() } else { '_' })
        .collect();
    let is_plain = text.chars().all(|c| told(c) || c == ' ' || c == '_');
    if is_plain && plain.len() <= KEY && plain.starts_with(told) {
        return plain;
    }
    let digest = derived("import.choice", text).simple().to_string();
    let stem: String = plain.trim_matches('_').chars().take(STEM).collect();
    match stem.trim_end_matches('_') {
        "" => digest[..DIGEST].to_owned(),
        stem => format!("{stem}_{}", &digest[..DIGEST]),
    }
}

/// By text, but `Value 10` after `Value 9`.
fn by_number(a: &str, b: &str) -> Ordering {
    let parts = |text: &str| {
        let stem = text.trim_end_matches(|c: char| c.is_ascii_digit());
        let number = text[stem.len()..].parse::<u64>().unwrap_or_default();
        (stem.to_owned(), number, text.to_owned())
    };
    parts(a).cmp(&parts(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_tells_what_it_stands_for() {
        assert_eq!(key("Value 12"), "value_12");
        assert_eq!(key("Hard_ware"), "hard_ware");
    }

    #[test]
    fn texts_that_no_key_can_spell_have_keys_of_their_own() {
        let long = "a long name ".repeat(20);
        let texts = ["C", "C++", "C#", "طابعة", "מדפסת", "_c", &long, &long[1..]];
        let keys = texts.map(key);
        for (index, key) in keys.iter().enumerate() {
            let mut checks = Checks::default();
            checks.key("key", key);
            assert_eq!(checks.finish(), Ok(()), "{key}");
            assert!(!keys[..index].contains(key), "{key} twice");
        }
    }

    #[test]
    fn choices_are_in_the_order_of_their_numbers() {
        let mut texts = ["Value 10", "Other", "Value 9", "Value"];
        texts.sort_by(|a, b| by_number(a, b));
        assert_eq!(texts, ["Other", "Value", "Value 9", "Value 10"]);
    }
}
