//! What is appended, and what became of it.

use domain::{Actor, Catalog, EncodedEvent, EventPayload, limits::EVENT_BYTES};
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// One event on its way into the log.
#[derive(Clone, Debug)]
pub struct NewEvent {
    /// Which of the command's streams it belongs to.
    pub stream: usize,
    pub id: Uuid,
    pub name: String,
    pub schema: i16,
    pub occurred_at: Timestamp,
    pub data: String,
    /// Set where it is not the command's own.
    pub origin: Option<Origin>,
}

/// Why an event happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Origin {
    pub actor: Actor,
    pub causation_id: Option<Uuid>,
    pub correlation_id: Uuid,
}

/// One stream that a command appends to.
#[derive(Clone, Debug)]
pub struct StreamPart {
    pub id: Uuid,
    pub category: &'static str,
    /// The version that the stream must have; 0 when it must not exist.
    pub expected_version: i32,
}

/// A stream that a command does not append to, and the version that its decision knew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reliance {
    pub stream_id: Uuid,
    pub version: i32,
}

/// One command's events: all are appended, or none. Positions follow the order of `events`.
#[derive(Clone, Debug)]
pub struct Append {
    pub command_id: Uuid,
    pub causation_id: Option<Uuid>,
    pub correlation_id: Uuid,
    pub actor: Actor,
    pub streams: Vec<StreamPart>,
    pub events: Vec<NewEvent>,
    /// What must still be as it was when the events were decided.
    pub relies_on: Vec<Reliance>,
    /// Set to keep the command's id for good, so that a repetition is answered as
    /// [`Outcome::Done`]. Holds a hash of what was asked. Without it, a repetition is recognised
    /// only as long as it names the same expected version (a send repeated after a lost answer).
    pub remember: Option<Vec<u8>>,
}

impl Append {
    /// A command of one stream, without events yet.
    #[must_use]
    pub fn new(command_id: Uuid, actor: Actor, stream: StreamPart) -> Self {
        Self {
            command_id,
            causation_id: None,
            correlation_id: command_id,
            actor,
            streams: vec![stream],
            events: Vec::new(),
            relies_on: Vec::new(),
            remember: None,
        }
    }

    /// Holds the command to settings as a catalog knows them; what it does not know cannot change.
    pub(crate) fn rely_on(&mut self, settings: impl IntoIterator<Item = Uuid>, catalog: &Catalog) {
        for stream_id in settings {
            let known = self.relies_on.iter().any(|r| r.stream_id == stream_id);
            let version = catalog.version_of(stream_id).filter(|_| !known);
            let reliance = version.map(|version| Reliance { stream_id, version });
            self.relies_on.extend(reliance);
        }
    }

    /// Adds an event to the command's stream number `stream`. Fails when it is too large.
    pub fn push<E: EventPayload>(
        &mut self,
        stream: usize,
        occurred_at: Timestamp,
        event: &E,
    ) -> Result<(), AppendError> {
        self.add(stream, occurred_at, None, event).map(drop)
    }

    /// The same for an event whose origin is not the command's; returns the event's id.
    pub fn push_from<E: EventPayload>(
        &mut self,
        stream: usize,
        occurred_at: Timestamp,
        origin: Origin,
        event: &E,
    ) -> Result<Uuid, AppendError> {
        self.add(stream, occurred_at, Some(origin), event)
    }

    fn add<E: EventPayload>(
        &mut self,
        stream: usize,
        occurred_at: Timestamp,
        origin: Option<Origin>,
        event: &E,
    ) -> Result<Uuid, AppendError> {
        let EncodedEvent { name, schema, data } = event.encode();
        if data.len() > EVENT_BYTES {
            return Err(AppendError::TooLarge {
                name,
                bytes: data.len(),
            });
        }
        let id = Uuid::now_v7();
        self.events.push(NewEvent {
            stream,
            id,
            name,
            schema,
            occurred_at: micros(occurred_at),
            data,
            origin,
        });
        Ok(id)
    }

    /// Why its events happened, where they do not say otherwise.
    pub(crate) fn origin(&self) -> Origin {
        Origin {
            actor: self.actor,
            causation_id: self.causation_id,
            correlation_id: self.correlation_id,
        }
    }

    /// Bytes that it takes in a batch, roughly.
    pub(crate) fn bytes(&self) -> usize {
        self.events.iter().map(|e| e.data.len() + 300).sum()
    }
}

/// Why an event cannot be appended whatever the log holds.
#[derive(Debug, thiserror::Error)]
pub enum AppendError {
    #[error("event {name} has {bytes} bytes; the most is {EVENT_BYTES}: attach longer content")]
    TooLarge { name: String, bytes: usize },
}

/// Where a command's events stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appended {
    pub stream_id: Uuid,
    /// Version of `stream_id` after the command.
    pub version: i32,
    pub first_position: i64,
    /// The log's position after the command.
    pub last_position: i64,
}

impl Appended {
    /// Whether the command recorded anything; `false` where all was so already.
    #[must_use]
    pub fn has_events(&self) -> bool {
        self.first_position <= self.last_position
    }
}

/// What became of a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    Appended {
        recorded_at: Timestamp,
        appended: Appended,
    },
    /// A stream was not at the expected version, whether the command appends to it or relies on
    /// it; nothing was appended.
    Conflict { stream_id: Uuid, actual: i32 },
    /// The same command was appended before; nothing was appended now. `fingerprint` is what was
    /// remembered then, absent when only a repeated send was recognised.
    Done {
        appended: Appended,
        fingerprint: Option<Vec<u8>>,
    },
}

/// Postgres keeps microseconds; what is hashed must be what is stored.
pub(crate) fn micros(at: Timestamp) -> Timestamp {
    Timestamp::from_microsecond(at.as_microsecond()).unwrap_or(at)
}

/// SHA-256 over the canonical event: every column but position and `recorded_at`, each as its
/// length and bytes, in the table's order.
pub(crate) fn leaf(append: &Append, event: &NewEvent, version: i32, actor: &str) -> [u8; 32] {
    let part = &append.streams[event.stream];
    let origin = event.origin.unwrap_or_else(|| append.origin());
    let causation = origin.causation_id.map(Uuid::into_bytes);
    let fields: [&[u8]; 12] = [
        part.id.as_bytes(),
        &version.to_be_bytes(),
        event.id.as_bytes(),
        part.category.as_bytes(),
        event.name.as_bytes(),
        &event.schema.to_be_bytes(),
        &event.occurred_at.as_microsecond().to_be_bytes(),
        append.command_id.as_bytes(),
        causation.as_ref().map_or(&[], |id| id),
        origin.correlation_id.as_bytes(),
        actor.as_bytes(),
        event.data.as_bytes(),
    ];
    let mut hash = Sha256::new();
    for field in fields {
        hash.update((field.len() as u64).to_be_bytes());
        hash.update(field);
    }
    hash.finalize().into()
}
