//! Filters by custom fields: `field.<key>=<value>`.

use super::given::{Wrong, split};
use crate::request::Reader;
use domain::FieldId;
use domain::field::{self, FieldKind, FieldValue};
use projections::FieldFilter;
use serde_json::{Map, Value};
use uuid::Uuid;

/// What stands before the key of a field, in the name of a parameter.
pub(crate) const FIELD_PREFIX: &str = "field.";

/// The filters among the parameters; each asks for any of its values.
pub(super) fn filters(
    parameters: &[(String, String)],
    reader: &Reader,
    wrong: &mut Wrong,
) -> Vec<FieldFilter> {
    let mut filters = Vec::new();
    for (name, text) in parameters {
        let Some(key) = name.strip_prefix(FIELD_PREFIX) else {
            continue;
        };
        match filter(key, text, reader) {
            Ok(filter) => filters.push(filter),
            Err(detail) => wrong.add(&shown(name), detail),
        }
    }
    filters
}

fn filter(key: &str, text: &str, reader: &Reader) -> Result<FieldFilter, String> {
    let field = Uuid::parse_str(key).map_or_else(|_| FieldId::from_key(key), FieldId);
    let entry = reader.catalog.fields.get(field.0);
    let kind = entry.and_then(|entry| entry.setting.value.as_ref());
    let kind = kind.map(|field| &field.kind);
    let me = reader.principal.me().to_string();
    let values = match kind {
        Some(kind) if !is_free_text(kind) => split(text),
        _ => vec![text.trim()],
    };
    let read = |text: &str| match (kind, text) {
        (Some(FieldKind::Member), "me") => value(key, me.as_str().into(), reader),
        _ => value(key, json(kind, text), reader),
    };
    let any_of: Vec<_> = values.into_iter().map(read).collect::<Result<_, _>>()?;
    if any_of.is_empty() {
        return Err("must not be empty; leave it out to find all".to_owned());
    }
    Ok(FieldFilter { field, any_of })
}

/// Texts may have commas in them; of other kinds several values stand with commas between.
fn is_free_text(kind: &FieldKind) -> bool {
    matches!(
        kind,
        FieldKind::Text { .. }
            | FieldKind::LongText { .. }
            | FieldKind::Regex { .. }
            | FieldKind::Url
            | FieldKind::Email
            | FieldKind::Phone
    )
}

/// The text as a ticket's JSON would have it.
fn json(kind: Option<&FieldKind>, text: &str) -> Value {
    match kind {
        Some(FieldKind::Number { .. } | FieldKind::Integer { .. } | FieldKind::YesNo) => {
            serde_json::from_str(text).unwrap_or_else(|_| text.into())
        }
        Some(FieldKind::MultiChoice { .. }) => vec![text].into(),
        Some(FieldKind::CascadingChoice { .. }) => text.split('/').collect::<Vec<_>>().into(),
        _ => text.into(),
    }
}

/// The value as it is stored, by the rules of values in tickets.
fn value(key: &str, json: Value, reader: &Reader) -> Result<FieldValue, String> {
    let given = Map::from_iter([(key.to_owned(), json)]);
    match field::parse(&given, &reader.catalog, reader.audience()) {
        Ok(values) => (values.into_iter().find_map(|(_, value)| value))
            .ok_or_else(|| "must not be empty; leave it out to find all".to_owned()),
        Err(errors) => Err(errors.into_iter().map(|e| e.detail).collect()),
    }
}

/// A parameter's name, short enough to be told.
fn shown(name: &str) -> String {
    let visible = name.chars().filter(|c| !c.is_control());
    visible.take(100).collect()
}
