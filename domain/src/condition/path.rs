//! What a condition can ask about.

use super::EventPath;
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
    Number,
    Version,
    /// Whether nobody has it.
    Unassigned,
    /// Whether it was due before now and is neither resolved nor closed.
    Overdue,
    /// Whether it is set aside now.
    Snoozed,
    Deleted,
    /// Whether it goes on as a part of another one.
    Merged,
    Cc,
    Watchers,
    /// Members and departments who were called upon.
    Mentioned,
    /// Addresses of the customer who asked.
    RequesterEmail,
    RequesterLanguage,
    CreatedAt,
    UpdatedAt,
    WindowFrom,
    WindowTo,
    SnoozedUntil,
    FirstResponseAt,
    LastCustomerMessageAt,
    LastStaffMessageAt,
    /// How many messages were posted, internal ones too.
    Messages,
    /// How many files are on it and on its messages.
    Files,
    /// How many tickets are parts of its work and not done.
    OpenChildren,
    Minutes,
    ChecklistTotal,
    ChecklistDone,
    /// What a rule is set off by.
    Event(EventPath),
    /// What a value of the ticket was before the event that set a rule off: `before.<path>`.
    Before(Box<Path>),
    /// How it stands by what is promised on it.
    SlaState,
    /// When the first of its clocks reaches its target, or did.
    SlaDueAt,
    /// When the first of its clocks reaches a warning, or did.
    SlaWarnAt,
}

/// Every path but those of custom fields, those first that the rules of custom fields may ask about.
const FIXED: [(&str, Path); 41] = [
    ("status", Path::Status),
    ("status_category", Path::StatusCategory),
    ("priority", Path::Priority),
    ("department_id", Path::Department),
    ("assignee_ids", Path::Assignees),
    ("tags", Path::Tags),
    ("channel", Path::Channel),
    ("subject", Path::Subject),
    ("description", Path::Description),
    ("requester_id", Path::Requester),
    ("organisation_id", Path::Organisation),
    ("due_at", Path::DueAt),
    ("number", Path::Number),
    ("version", Path::Version),
    ("unassigned", Path::Unassigned),
    ("overdue", Path::Overdue),
    ("snoozed", Path::Snoozed),
    ("deleted", Path::Deleted),
    ("merged", Path::Merged),
    ("cc_ids", Path::Cc),
    ("watcher_ids", Path::Watchers),
    ("mentioned_ids", Path::Mentioned),
    ("requester.email", Path::RequesterEmail),
    ("requester.language", Path::RequesterLanguage),
    ("created_at", Path::CreatedAt),
    ("updated_at", Path::UpdatedAt),
    ("window_from", Path::WindowFrom),
    ("window_to", Path::WindowTo),
    ("snoozed_until", Path::SnoozedUntil),
    ("first_response_at", Path::FirstResponseAt),
    ("last_customer_message_at", Path::LastCustomerMessageAt),
    ("last_staff_message_at", Path::LastStaffMessageAt),
    ("message_count", Path::Messages),
    ("file_count", Path::Files),
    ("open_child_count", Path::OpenChildren),
    ("minutes_spent", Path::Minutes),
    ("checklist_total", Path::ChecklistTotal),
    ("checklist_done", Path::ChecklistDone),
    ("sla.state", Path::SlaState),
    ("sla.due_at", Path::SlaDueAt),
    ("sla.warn_at", Path::SlaWarnAt),
];
/// How many of them the rules of custom fields may ask about.
const OF_FIELD_RULES: usize = 12;

impl Path {
    /// What paths to custom fields begin with.
    pub const FIELDS: &'static str = "fields.";
    /// What paths to values of before begin with.
    pub const BEFORE: &'static str = "before.";

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
            Self::Before(path) => path.field_id(),
            _ => None,
        }
    }

    /// Whether it is a moment of the ticket itself, which others may be compared with.
    #[must_use]
    pub fn is_moment(&self) -> bool {
        matches!(
            self,
            Self::DueAt
                | Self::CreatedAt
                | Self::UpdatedAt
                | Self::WindowFrom
                | Self::WindowTo
                | Self::SnoozedUntil
                | Self::FirstResponseAt
                | Self::LastCustomerMessageAt
                | Self::LastStaffMessageAt
                | Self::SlaDueAt
                | Self::SlaWarnAt
        )
    }

    /// Whether the rules of custom fields may ask about it: it changes with the ticket alone, and
    /// what they are asked of knows it.
    pub(super) fn is_of_field_rules(&self) -> bool {
        let known = FIXED[..OF_FIELD_RULES].iter().any(|(_, path)| path == self);
        known || self.field_id().is_some()
    }

    /// Whether it asks about the event that sets a rule off, which lists know nothing of.
    pub(super) fn is_of_events(&self) -> bool {
        matches!(self, Self::Event(_) | Self::Before(_))
    }

    /// Whether other tickets, or what is promised, answer it.
    pub(super) fn is_of_others(&self) -> bool {
        matches!(
            self,
            Self::OpenChildren | Self::SlaState | Self::SlaDueAt | Self::SlaWarnAt
        )
    }

    /// Every spelling that is not a custom field's, with the path.
    pub(super) fn fixed() -> impl Iterator<Item = (&'static str, &'static Self)> {
        FIXED.iter().map(|(name, path)| (*name, path))
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Field { key, .. } => return write!(f, "{}{key}", Self::FIELDS),
            Self::Before(path) => return write!(f, "{}{path}", Self::BEFORE),
            Self::Event(path) => return f.write_str(path.as_str()),
            _ => {}
        }
        let found = FIXED.iter().find(|(_, path)| path == self);
        f.write_str(found.map_or("", |(name, _)| name))
    }
}

impl TryFrom<String> for Path {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        if let Some(key) = text.strip_prefix(Self::FIELDS) {
            return Ok(Self::field(key));
        }
        if let Some(path) = text.strip_prefix(Self::BEFORE) {
            let path = Self::try_from(path.to_owned())?;
            return match path.is_of_field_rules() {
                true => Ok(Self::Before(Box::new(path))),
                false => Err(format!("there is no path {text}")),
            };
        }
        if let Some(path) = EventPath::named(&text) {
            return Ok(Self::Event(path));
        }
        let found = FIXED.into_iter().find(|(name, _)| *name == text);
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
