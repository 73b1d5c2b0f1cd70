//! The fields that customers fill in.

use crate::request::PortalReader;
use crate::types::Nullable;
use domain::field::{Choice, Field, FieldKind, form as fields_of};
use domain::setting::in_language;
use poem_openapi::Object;
use serde::{Deserialize, Serialize};

/// What a new ticket's form asks customers besides subject and description.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct PortalForm {
    pub fields: Vec<PortalField>,
}

/// A field that customers fill in, in their language.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct PortalField {
    pub key: String,
    pub name: String,
    pub help: String,
    /// `text`, `long_text`, `number`, `choice`, …
    pub kind: String,
    /// Whether it must always be filled in; some must be filled in only with certain values of
    /// others.
    pub required: bool,
    pub choices: Vec<PortalChoice>,
    /// What a text must look like, in words.
    pub hint: Nullable<String>,
}

/// Something to choose.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct PortalChoice {
    /// With `/` between the levels of a tree.
    pub key: String,
    pub name: String,
}

/// The fields of tickets that no department owns yet, as far as customers fill them in.
pub(super) fn form(reader: &PortalReader) -> PortalForm {
    let fields = fields_of(&reader.catalog, None).into_iter();
    let theirs = fields.filter(|(_, field)| field.access.edits(reader.audience()));
    let language = &reader.customer.language;
    PortalForm {
        fields: theirs.map(|(_, f)| PortalField::of(f, language)).collect(),
    }
}

impl PortalField {
    fn of(field: &Field, language: &str) -> Self {
        let mut choices = Vec::new();
        gather(field.kind.choices(), ("", ""), language, &mut choices);
        let hint = match &field.kind {
            FieldKind::Regex { hint, .. } => hint.clone(),
            _ => None,
        };
        Self {
            key: field.key.clone(),
            name: in_language(&field.name, &field.names, language).to_owned(),
            help: in_language(&field.help, &field.helps, language).to_owned(),
            kind: field.kind.name().to_owned(),
            required: field.required,
            choices,
            hint: hint.into(),
        }
    }
}

/// What can still be chosen, each choice of a tree after the one above it.
fn gather(
    choices: &[Choice],
    (key, name): (&str, &str),
    language: &str,
    all: &mut Vec<PortalChoice>,
) {
    for choice in choices.iter().filter(|choice| !choice.retired) {
        let own = in_language(&choice.name, &choice.names, language);
        let (key, name) = match key {
            "" => (choice.key.clone(), own.to_owned()),
            _ => (format!("{key}/{}", choice.key), format!("{name} / {own}")),
        };
        if choice.choices.is_empty() {
            all.push(PortalChoice { key, name });
        } else {
            gather(&choice.choices, (&key, &name), language, all);
        }
    }
}
