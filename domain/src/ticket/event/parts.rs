//! The values that tickets' events are made of.

use crate::{CustomerId, MemberId, TimeEntryId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Who asked, as far as was told.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
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
#[cfg_attr(test, derive(schemars::JsonSchema))]
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

/// Somebody who takes part in a ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "kind", content = "id", rename_all = "snake_case")]
pub enum Participant {
    Member(MemberId),
    Customer(CustomerId),
}

/// What another ticket is to this one. Each kind has a counterpart on the other ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum LinkKind {
    RelatesTo,
    Blocks,
    BlockedBy,
    Duplicates,
    DuplicatedBy,
    ParentOf,
    ChildOf,
}

impl LinkKind {
    /// What this ticket is to the other.
    #[must_use]
    pub fn counterpart(self) -> Self {
        match self {
            Self::RelatesTo => Self::RelatesTo,
            Self::Blocks => Self::BlockedBy,
            Self::BlockedBy => Self::Blocks,
            Self::Duplicates => Self::DuplicatedBy,
            Self::DuplicatedBy => Self::Duplicates,
            Self::ParentOf => Self::ChildOf,
            Self::ChildOf => Self::ParentOf,
        }
    }
}

/// Time that a member spent on a ticket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct TimeEntry {
    pub entry: TimeEntryId,
    pub member: MemberId,
    pub minutes: u32,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// When the work was done.
    pub worked_at: Timestamp,
}

/// How content a customer is with what became of their ticket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Rating {
    /// From 1, not at all, to 5, very much.
    pub score: u8,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub comment: String,
}

impl Rating {
    /// The best score; 1 is the worst.
    pub const BEST: u8 = 5;
}
