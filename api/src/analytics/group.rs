//! What tickets are divided by, as the query spells it.

use crate::request::Reader;
use domain::FieldId;
use domain::field::FieldKind;
use projections::Group;

/// What stands before the key of a custom field.
const FIELD: &str = "fields.";
const NAMES: [(&str, Group); 8] = [
    ("status", Group::Status),
    ("department", Group::Department),
    ("member", Group::Assignee),
    ("priority", Group::Priority),
    ("customer", Group::Customer),
    ("organisation", Group::Organisation),
    ("channel", Group::Channel),
    ("tag", Group::Tag),
];

/// What is divided by. A field that the reader may not see is as if there were none.
pub(super) fn parse(text: &str, reader: &Reader) -> Result<Group, String> {
    if let Some((_, group)) = NAMES.iter().find(|(name, _)| *name == text) {
        return Ok(*group);
    }
    let names = NAMES.map(|(name, _)| name).join(", ");
    let unknown = || format!("must be one of {names}, or fields.<key> of a custom field");
    let id = FieldId::from_key(text.strip_prefix(FIELD).ok_or_else(unknown)?);
    let entry = reader.catalog.fields.get(id.0);
    let field = entry.and_then(|entry| entry.setting.value.as_ref());
    let field = field.filter(|field| field.access.sees(reader.audience()));
    match field.ok_or_else(unknown)?.kind {
        FieldKind::CascadingChoice { .. } => Ok(Group::Field { id, path: true }),
        FieldKind::YesNo
        | FieldKind::Choice { .. }
        | FieldKind::MultiChoice { .. }
        | FieldKind::Member
        | FieldKind::Customer => Ok(Group::Field { id, path: false }),
        _ => Err("must be a field with choices, or of yes and no".to_owned()),
    }
}
