//! The envelope around every stored event, and how payloads are spelled in it.

use crate::Actor;
use crate::aggregate::Happened;
use jiff::Timestamp;
use serde::{Serialize, de::DeserializeOwned};
use uuid::Uuid;

/// One event as the log holds it. `data` is the stored JSON text, byte for byte.
#[derive(Clone, Debug, PartialEq)]
pub struct Recorded {
    /// Place in the log: 1, 2, 3 … in commit order, without holes.
    pub position: i64,
    pub stream_id: Uuid,
    /// Place in the stream: 1, 2, 3 …
    pub version: i32,
    pub id: Uuid,
    pub category: String,
    /// The contract's name, e.g. `ticket.assigned`.
    pub name: String,
    pub schema: i16,
    /// When the log took it; never goes back along positions.
    pub recorded_at: Timestamp,
    /// When it happened; earlier than `recorded_at` for imported history.
    pub occurred_at: Timestamp,
    pub command_id: Uuid,
    pub causation_id: Option<Uuid>,
    pub correlation_id: Uuid,
    pub actor: Actor,
    pub data: String,
}

impl Recorded {
    /// What a fold learns from the envelope.
    #[must_use]
    pub fn happened(&self) -> Happened {
        Happened {
            at: self.occurred_at,
            actor: self.actor,
        }
    }

    /// The payload, in the shape that today's code uses (older schemas are upcast).
    pub fn decode<E: EventPayload>(&self) -> Result<E, DecodeError> {
        E::decode(&self.name, self.schema, &self.data)
    }
}

/// A payload ready to be stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EncodedEvent {
    pub name: String,
    pub schema: i16,
    pub data: String,
}

/// A stored payload that today's code cannot read.
#[derive(Debug, thiserror::Error)]
#[error("event {name} in schema {schema} cannot be read: {reason}")]
pub struct DecodeError {
    pub name: String,
    pub schema: i16,
    pub reason: String,
}

/// An event contract: how a payload is written to and read from the log.
pub trait EventPayload: Clone + Send + Sync + Sized + 'static {
    /// Spells the payload in its newest schema.
    fn encode(&self) -> EncodedEvent;

    /// Reads a payload of any schema ever written.
    fn decode(name: &str, schema: i16, data: &str) -> Result<Self, DecodeError>;
}

/// Why an event of a newer program is refused rather than misread.
pub(crate) const UNKNOWN_SCHEMA: &str = "this program does not know that schema";

/// Encodes an enum tagged `#[serde(tag = "type", content = "data")]`.
pub(crate) fn encode_tagged<E: Serialize>(event: &E) -> EncodedEvent {
    #[derive(serde::Deserialize)]
    struct Tagged<'a> {
        r#type: &'a str,
        #[serde(borrow)]
        data: &'a serde_json::value::RawValue,
    }
    let text = to_json(event);
    #[expect(
        clippy::expect_used,
        reason = "event names need no escapes, and the tag is always there"
    )]
    let tagged: Tagged<'_> = serde_json::from_str(&text).expect("a tagged event has type and data");
    EncodedEvent {
        name: tagged.r#type.to_owned(),
        schema: 1,
        data: tagged.data.get().to_owned(),
    }
}

/// Decodes an enum tagged `#[serde(tag = "type", content = "data")]`.
pub(crate) fn decode_tagged<E: DeserializeOwned>(
    name: &str,
    schema: i16,
    data: &str,
) -> Result<E, DecodeError> {
    if schema != 1 {
        return Err(decode_error(name, schema, &UNKNOWN_SCHEMA));
    }
    let text = format!(r#"{{"type":{},"data":{data}}}"#, to_json(&name));
    serde_json::from_str(&text).map_err(|e| decode_error(name, schema, &e))
}

pub(crate) fn decode_error(name: &str, schema: i16, reason: &dyn std::fmt::Display) -> DecodeError {
    DecodeError {
        name: name.to_owned(),
        schema,
        reason: reason.to_string(),
    }
}

#[expect(
    clippy::expect_used,
    reason = "our payloads have string keys and no failing serializer"
)]
pub(crate) fn to_json<T: Serialize + ?Sized>(value: &T) -> String {
    serde_json::to_string(value).expect("event payloads always serialize")
}
