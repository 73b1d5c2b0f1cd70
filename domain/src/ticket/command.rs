//! What can be asked of a ticket, and why it may be refused.

use super::{Channel, Requester, Visibility};
use crate::aggregate::{FieldError, describe};
use crate::{DepartmentId, MemberId, MessageId, PriorityId, RuleId, StatusId};
use jiff::Timestamp;
use std::collections::{BTreeMap, HashSet};

/// What can be asked of a ticket. Ids, numbers and times come in with the command.
#[derive(Clone, Debug, PartialEq)]
pub enum TicketCommand {
    Create(Box<CreateTicket>),
    ChangeSubject {
        subject: String,
    },
    ChangeDescription {
        description: String,
    },
    Assign {
        member: MemberId,
    },
    Unassign {
        member: MemberId,
    },
    Route {
        department: Option<DepartmentId>,
    },
    SetStatus {
        status: StatusId,
    },
    SetPriority {
        priority: PriorityId,
    },
    Schedule {
        due_at: Option<Timestamp>,
        window_from: Option<Timestamp>,
        window_to: Option<Timestamp>,
    },
    Tag {
        tag: String,
    },
    Untag {
        tag: String,
    },
    PostMessage {
        message: MessageId,
        visibility: Visibility,
        body: String,
    },
    Delete,
    Restore,
    RecordActivity {
        activity: String,
        source: String,
        line: u64,
        attributes: BTreeMap<String, String>,
    },
    StopAutomation {
        rule: RuleId,
        rule_version: i32,
        reason: String,
    },
}

/// A new ticket. What is left out gets its usual value: status `open`, priority `normal`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CreateTicket {
    pub number: i64,
    pub subject: String,
    pub description: String,
    pub requester: Option<Requester>,
    pub status: Option<StatusId>,
    pub priority: Option<PriorityId>,
    pub department: Option<DepartmentId>,
    pub assignees: Vec<MemberId>,
    pub due_at: Option<Timestamp>,
    pub window_from: Option<Timestamp>,
    pub window_to: Option<Timestamp>,
    pub tags: Vec<String>,
    pub channel: Channel,
}

impl TicketError {
    /// Every wrong field of several refusals; what is no fault of a field comes first.
    pub(super) fn together(errors: Vec<Self>) -> Self {
        let mut wrong = Vec::new();
        for error in errors {
            match error {
                Self::Invalid(fields) => wrong.extend(fields),
                other => return other,
            }
        }
        // what is broken need not be told that it is missing as well
        let mut seen = HashSet::new();
        wrong.retain(|e: &FieldError| {
            !e.field.starts_with("fields.") || seen.insert(e.field.clone())
        });
        Self::Invalid(wrong)
    }
}

/// Why a ticket's command was refused.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum TicketError {
    #[error("there is no such ticket")]
    NotFound,
    #[error("the ticket was deleted; restore it first")]
    Deleted,
    #[error("the ticket exists already")]
    Exists,
    #[error("invalid ticket: {}", describe(.0))]
    Invalid(Vec<FieldError>),
}
