//! A ticket as it began.

use super::{Channel, Participant, Requester};
use crate::attachment::File;
use crate::field::FieldValues;
use crate::{
    CustomerId, DepartmentId, MemberId, MessageId, OrganisationId, PriorityId, StatusId, TicketId,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// A ticket as it began.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Created {
    /// The number that people say; unique, never reused.
    pub number: i64,
    pub subject: String,
    pub description: String,
    /// Who asked, as far as was told, where no customer stands for them.
    pub requester: Option<Requester>,
    pub status: StatusId,
    pub priority: PriorityId,
    pub department: Option<DepartmentId>,
    pub assignees: Vec<MemberId>,
    pub due_at: Option<Timestamp>,
    pub window_from: Option<Timestamp>,
    pub window_to: Option<Timestamp>,
    pub tags: Vec<String>,
    pub channel: Channel,
    /// Who asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer: Option<CustomerId>,
    /// Of the customer, at that moment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<OrganisationId>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cc: Vec<Participant>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub watchers: Vec<Participant>,
    #[serde(default, skip_serializing_if = "FieldValues::is_empty")]
    pub fields: FieldValues,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<File>,
    /// The ticket that it was made from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<TicketSource>,
}

impl Created {
    /// A ticket with nothing but what every ticket has.
    #[must_use]
    pub fn new(
        number: i64,
        subject: impl Into<String>,
        status: StatusId,
        priority: PriorityId,
    ) -> Self {
        Self {
            number,
            subject: subject.into(),
            description: String::new(),
            requester: None,
            status,
            priority,
            department: None,
            assignees: Vec::new(),
            due_at: None,
            window_from: None,
            window_to: None,
            tags: Vec::new(),
            channel: Channel::Api,
            customer: None,
            organisation: None,
            cc: Vec::new(),
            watchers: Vec::new(),
            fields: FieldValues::new(),
            files: Vec::new(),
            source: None,
        }
    }
}

/// What a ticket was made from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum TicketSource {
    /// A copy of another ticket.
    Clone { ticket: TicketId },
    /// One message of another ticket.
    Split {
        ticket: TicketId,
        message: MessageId,
    },
}
