//! What a condition can ask about, and how.

use crate::FieldId;
use serde::{Deserialize, Serialize};
use std::fmt;

/// One value of a ticket.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(try_from = "String", into = "String")]
pub enum Path {
    Status,
    StatusCategory,
    Priority,
    Department,
    Assignees,
    Tags,
    Channel,
    Subject,
    Description,
    Requester,
    Organisation,
    DueAt,
    /// A custom field: `fields.<key>`.
    Field {
        key: String,
        id: FieldId,
    },
}

impl Path {
    /// What paths to custom fields begin with.
    pub const FIELDS: &'static str = "fields.";

    /// Every path but those of custom fields.
    const FIXED: [(&'static str, Self); 12] = [
        ("status", Self::Status),
        ("status_category", Self::StatusCategory),
        ("priority", Self::Priority),
        ("department_id", Self::Department),
        ("assignee_ids", Self::Assignees),
        ("tags", Self::Tags),
        ("channel", Self::Channel),
        ("subject", Self::Subject),
        ("description", Self::Description),
        ("requester_id", Self::Requester),
        ("organisation_id", Self::Organisation),
        ("due_at", Self::DueAt),
    ];

    /// The path to the custom field with this key, whether or not it exists.
    #[must_use]
    pub fn field(key: &str) -> Self {
        Self::Field {
            key: key.to_owned(),
            id: FieldId::from_key(key),
        }
    }

    /// The custom field that is asked about, if it is one.
    #[must_use]
    pub fn field_id(&self) -> Option<FieldId> {
        match self {
            Self::Field { id, .. } => Some(*id),
            _ => None,
        }
    }

    /// Every spelling that is not a custom field's, for people.
    pub(super) fn known() -> String {
        let names: Vec<_> = Self::FIXED.iter().map(|(name, _)| *name).collect();
        names.join(", ")
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Self::Field { key, .. } = self {
            return write!(f, "{}{key}", Self::FIELDS);
        }
        let found = Self::FIXED.iter().find(|(_, path)| path == self);
        f.write_str(found.map_or("", |(name, _)| name))
    }
}

impl TryFrom<String> for Path {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        if let Some(key) = text.strip_prefix(Self::FIELDS) {
            return Ok(Self::field(key));
        }
        let found = Self::FIXED.into_iter().find(|(name, _)| *name == text);
        found
            .map(|(_, path)| path)
            .ok_or_else(|| format!("there is no path {text}"))
    }
}

impl From<Path> for String {
    fn from(path: Path) -> Self {
        path.to_string()
    }
}

/// How a value is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Op {
    /// Is this.
    Eq,
    /// Is not this, or is missing.
    Ne,
    /// Is one of these; of a list: has one of these.
    In,
    /// Is none of these, or is missing; of a list: has none of these.
    NotIn,
    /// Of a text: has this in it; of a list: has this.
    Contains,
    /// Of a text: begins so; of a cascading choice: lies at or below this.
    StartsWith,
    Lt,
    Le,
    Gt,
    Ge,
    /// `true`: has a value; `false`: has none.
    Exists,
}

impl Op {
    const ALL: [(&'static str, Self); 11] = [
        ("eq", Self::Eq),
        ("ne", Self::Ne),
        ("in", Self::In),
        ("not_in", Self::NotIn),
        ("contains", Self::Contains),
        ("starts_with", Self::StartsWith),
        ("lt", Self::Lt),
        ("le", Self::Le),
        ("gt", Self::Gt),
        ("ge", Self::Ge),
        ("exists", Self::Exists),
    ];

    /// Every spelling.
    pub fn names() -> impl Iterator<Item = &'static str> {
        Self::ALL.iter().map(|(name, _)| *name)
    }

    /// Every spelling, for people.
    pub(super) fn known() -> String {
        Self::names().collect::<Vec<_>>().join(", ")
    }

    /// The op that is spelled so.
    #[must_use]
    pub fn named(text: &str) -> Option<Self> {
        let found = Self::ALL.into_iter().find(|(name, _)| *name == text);
        found.map(|(_, op)| op)
    }
}

impl fmt::Display for Op {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let found = Self::ALL.iter().find(|(_, op)| op == self);
        f.write_str(found.map_or("", |(name, _)| name))
    }
}
