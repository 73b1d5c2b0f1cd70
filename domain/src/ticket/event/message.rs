//! What is said on a ticket.

use crate::aggregate::Happened;
use crate::attachment::File;
use crate::{Actor, CustomerId, DepartmentId, MemberId, MessageId, TicketId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// A message as it was posted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Posted {
    pub message: MessageId,
    pub visibility: Visibility,
    pub body: String,
    #[serde(default, skip_serializing_if = "Format::is_text")]
    pub format: Format,
    /// The message that it answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<MessageId>,
    #[serde(default, skip_serializing_if = "Mentions::is_empty")]
    pub mentions: Mentions,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<File>,
    /// The customer whose words they are, where somebody else recorded them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer: Option<CustomerId>,
    /// Where, when and by whom it was said first, for one that was taken from another ticket.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<MessageSource>,
}

impl Posted {
    /// A message of plain text and nothing else.
    #[must_use]
    pub fn new(message: MessageId, visibility: Visibility, body: impl Into<String>) -> Self {
        Self {
            message,
            visibility,
            body: body.into(),
            format: Format::Text,
            reply_to: None,
            mentions: Mentions::default(),
            files: Vec::new(),
            customer: None,
            source: None,
        }
    }

    /// When it was said: for one that was taken from another ticket, there.
    #[must_use]
    pub fn said_at(&self, happened: &Happened) -> Timestamp {
        self.source.map_or(happened.at, |source| source.at)
    }
}

/// What a message says from now on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Edited {
    pub message: MessageId,
    pub body: String,
    #[serde(default, skip_serializing_if = "Format::is_text")]
    pub format: Format,
    #[serde(default, skip_serializing_if = "Mentions::is_empty")]
    pub mentions: Mentions,
}

/// Who sees a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Visibility {
    /// The customer too.
    Public,
    /// The staff alone.
    Internal,
}

/// How a body is written. Bodies are kept as they came; they are made safe when shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Format {
    #[default]
    Text,
    Markdown,
    Html,
}

impl Format {
    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "serde passes a reference"
    )]
    fn is_text(&self) -> bool {
        *self == Self::Text
    }
}

/// Who is called upon in a message.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Mentions {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<MemberId>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub departments: Vec<DepartmentId>,
}

impl Mentions {
    /// Whether nobody is called upon.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.members.is_empty() && self.departments.is_empty()
    }
}

/// Where a message was said first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct MessageSource {
    pub ticket: TicketId,
    pub message: MessageId,
    pub author: Actor,
    pub at: Timestamp,
}
