//! What conditions are asked of: a ticket, or anything else that can say what a path holds.

use super::Path;
use crate::field::{FieldValue, FieldValues};
use crate::setting::StatusCategory;
use crate::ticket::Channel;
use crate::{CustomerId, DepartmentId, MemberId, OrganisationId, PriorityId, StatusId};
use jiff::Timestamp;
use uuid::Uuid;

/// Says what a path holds.
pub trait Facts {
    fn value(&self, path: &Path) -> Value<'_>;
}

/// What a path holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value<'a> {
    Missing,
    Yes(bool),
    Number(f64),
    /// An empty text counts as missing.
    Text(&'a str),
    /// An empty list counts as missing.
    Texts(&'a [String]),
    Category(StatusCategory),
    Id(Uuid),
    /// An empty list counts as missing.
    Ids(&'a [Uuid]),
    /// An empty list counts as missing.
    Members(&'a [MemberId]),
    Moment(Timestamp),
}

impl Value<'_> {
    /// Whether there is nothing to compare.
    #[must_use]
    pub fn is_missing(&self) -> bool {
        match self {
            Self::Missing => true,
            Self::Text(text) => text.is_empty(),
            Self::Texts(texts) => texts.is_empty(),
            Self::Ids(ids) => ids.is_empty(),
            Self::Members(members) => members.is_empty(),
            Self::Yes(_) | Self::Number(_) | Self::Category(_) | Self::Id(_) | Self::Moment(_) => {
                false
            }
        }
    }
}

impl<'a> From<&'a FieldValue> for Value<'a> {
    #[expect(
        clippy::cast_precision_loss,
        reason = "whole numbers are held within 2^53 when they are read"
    )]
    fn from(value: &'a FieldValue) -> Self {
        match value {
            FieldValue::Bool(yes) => Self::Yes(*yes),
            FieldValue::Integer(number) => Self::Number(*number as f64),
            FieldValue::Number(number) => Self::Number(*number),
            FieldValue::Text(text) => Self::Text(text),
            FieldValue::List(texts) => Self::Texts(texts),
        }
    }
}

/// A ticket as far as the rules of custom fields ask.
#[derive(Clone, Copy, Debug)]
pub struct TicketFacts<'a> {
    pub status: StatusId,
    /// As the catalog has it.
    pub status_category: Option<StatusCategory>,
    pub priority: PriorityId,
    pub department: Option<DepartmentId>,
    pub assignees: &'a [MemberId],
    pub tags: &'a [String],
    pub channel: Channel,
    pub subject: &'a str,
    pub description: &'a str,
    pub requester: Option<CustomerId>,
    pub organisation: Option<OrganisationId>,
    pub due_at: Option<Timestamp>,
    pub fields: &'a FieldValues,
}

impl Facts for TicketFacts<'_> {
    fn value(&self, path: &Path) -> Value<'_> {
        self.lasting(path)
    }
}

impl<'a> TicketFacts<'a> {
    /// What a path holds, for as long as the ticket is there.
    pub(crate) fn lasting(&self, path: &Path) -> Value<'a> {
        let id = |id: Option<Uuid>| id.map_or(Value::Missing, Value::Id);
        match path {
            Path::Status => Value::Id(self.status.0),
            Path::StatusCategory => self.status_category.map_or(Value::Missing, Value::Category),
            Path::Priority => Value::Id(self.priority.0),
            Path::Department => id(self.department.map(|d| d.0)),
            Path::Assignees => Value::Members(self.assignees),
            Path::Tags => Value::Texts(self.tags),
            Path::Channel => Value::Text(self.channel.as_str()),
            Path::Subject => Value::Text(self.subject),
            Path::Description => Value::Text(self.description),
            Path::Requester => id(self.requester.map(|r| r.0)),
            Path::Organisation => id(self.organisation.map(|o| o.0)),
            Path::DueAt => self.due_at.map_or(Value::Missing, Value::Moment),
            Path::Field { id, .. } => self.fields.get(id).map_or(Value::Missing, Value::from),
            _ => Value::Missing,
        }
    }
}
