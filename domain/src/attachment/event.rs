//! Facts about one attachment.

use crate::event::{DecodeError, EncodedEvent, EventPayload, decode_tagged, encode_tagged};
use crate::ids::{MessageId, TicketId};
use serde::{Deserialize, Serialize};

/// Facts about one attachment. Kept for ever: variants and fields are only added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "type", content = "data")]
pub enum AttachmentEvent {
    /// A file was stored.
    #[serde(rename = "attachment.uploaded")]
    Uploaded(Upload),
    /// It was attached to a ticket, or to a message on it.
    #[serde(rename = "attachment.attached")]
    Attached {
        ticket: TicketId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        message: Option<MessageId>,
    },
    /// It was taken from a ticket or a message.
    #[serde(rename = "attachment.detached")]
    Detached {
        ticket: TicketId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        message: Option<MessageId>,
    },
    /// It was given up; its content is deleted.
    #[serde(rename = "attachment.removed")]
    Removed {},
}

/// A file that was stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Upload {
    pub name: String,
    /// What the content is, as told by its first bytes.
    pub media_type: String,
    pub bytes: u64,
    /// In lower-case hexadecimal.
    pub sha256: String,
}

impl EventPayload for AttachmentEvent {
    fn encode(&self) -> EncodedEvent {
        encode_tagged(self)
    }

    fn decode(name: &str, schema: i16, data: &str) -> Result<Self, DecodeError> {
        decode_tagged(name, schema, data)
    }
}
