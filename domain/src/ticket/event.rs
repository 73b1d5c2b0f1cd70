//! Facts about tickets.

use crate::event::{DecodeError, EncodedEvent, EventPayload, decode_tagged, encode_tagged};
use crate::{DepartmentId, MemberId, MessageId, PriorityId, RuleId, StatusId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Facts about one ticket. Kept for ever: variants and fields are only added.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", content = "data")]
pub enum TicketEvent {
    #[serde(rename = "ticket.created")]
    Created(Box<Created>),
    #[serde(rename = "ticket.subject_changed")]
    SubjectChanged { from: String, to: String },
    #[serde(rename = "ticket.description_changed")]
    DescriptionChanged { from: String, to: String },
    #[serde(rename = "ticket.assigned")]
    Assigned { member: MemberId },
    #[serde(rename = "ticket.unassigned")]
    Unassigned { member: MemberId },
    #[serde(rename = "ticket.routed")]
    Routed {
        from: Option<DepartmentId>,
        to: Option<DepartmentId>,
    },
    #[serde(rename = "ticket.status_changed")]
    StatusChanged { from: StatusId, to: StatusId },
    #[serde(rename = "ticket.priority_changed")]
    PriorityChanged { from: PriorityId, to: PriorityId },
    #[serde(rename = "ticket.scheduled")]
    Scheduled {
        due_at: Option<Timestamp>,
        window_from: Option<Timestamp>,
        window_to: Option<Timestamp>,
    },
    #[serde(rename = "ticket.tagged")]
    Tagged { tag: String },
    #[serde(rename = "ticket.untagged")]
    Untagged { tag: String },
    #[serde(rename = "ticket.message_posted")]
    MessagePosted {
        message: MessageId,
        visibility: Visibility,
        body: String,
    },
    #[serde(rename = "ticket.deleted")]
    Deleted {},
    #[serde(rename = "ticket.restored")]
    Restored {},
    /// A line of an imported log, kept even when it changed nothing.
    #[serde(rename = "ticket.activity_recorded")]
    ActivityRecorded {
        activity: String,
        source: String,
        /// Number of the line in its file, from 1 for the header.
        line: u64,
        /// The line's other columns, by their names.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        attributes: BTreeMap<String, String>,
    },
    /// A rule was kept from running, so that rules cannot chase each other for ever.
    #[serde(rename = "ticket.automation_stopped")]
    AutomationStopped {
        rule: RuleId,
        rule_version: i32,
        reason: String,
    },
}

impl TicketEvent {
    /// Events that may set a rule off.
    pub const TRIGGERS: [&'static str; 14] = [
        "ticket.created",
        "ticket.subject_changed",
        "ticket.description_changed",
        "ticket.assigned",
        "ticket.unassigned",
        "ticket.routed",
        "ticket.status_changed",
        "ticket.priority_changed",
        "ticket.scheduled",
        "ticket.tagged",
        "ticket.untagged",
        "ticket.message_posted",
        "ticket.deleted",
        "ticket.restored",
    ];
}

impl EventPayload for TicketEvent {
    fn encode(&self) -> EncodedEvent {
        encode_tagged(self)
    }

    fn decode(name: &str, schema: i16, data: &str) -> Result<Self, DecodeError> {
        decode_tagged(name, schema, data)
    }
}

/// A ticket as it began.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Created {
    /// The number that people say; unique, never reused.
    pub number: i64,
    pub subject: String,
    pub description: String,
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
}

/// Who asked, as far as was told.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Requester {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<String>,
}

/// The way a ticket came in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    #[default]
    Api,
    Console,
    Email,
    Phone,
    Web,
    Import,
}

impl Channel {
    /// The spelling used in events and answers.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Api => "api",
            Self::Console => "console",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Web => "web",
            Self::Import => "import",
        }
    }
}

/// Who sees a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Visibility {
    /// The customer too.
    Public,
    /// The staff alone.
    Internal,
}
