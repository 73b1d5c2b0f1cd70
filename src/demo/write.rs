//! Writes the history: some hundred events in one append, each append once however often it is sent.

use super::DemoError;
use super::history::{Entry, Fact};
use domain::attachment::Attachment;
use domain::ids::derived;
use domain::sla::TicketStanding;
use domain::ticket::Ticket;
use domain::{Actor, Aggregate};
use eventstore::{Append, AppendError, EventStore, Origin, Outcome, StoreError, StreamPart};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::time::Duration;
use uuid::Uuid;

/// Events of one append, and bytes after which it takes no more.
const EVENTS: usize = 300;
const BYTES: usize = 600 * 1024;
/// What an event takes besides its payload, roughly.
const ENVELOPE: usize = 300;
/// Pauses before the same append is sent again when the log cannot be reached.
const PAUSES: [Duration; 3] = [
    Duration::from_millis(200),
    Duration::from_secs(2),
    Duration::from_secs(5),
];

/// Appends the lives in their order, each whole: workers of a running service meet no ticket that is
/// half told. What was appended before, by a run that was cut off, is recognised; `run` tells one
/// run's appends from another's.
pub(super) async fn write(
    store: &EventStore,
    lives: &[Vec<Entry>],
    run: &str,
    progress: &(dyn Fn(u64, u64) + Sync),
) -> Result<(), DemoError> {
    let mut at = 0;
    while at < lives.len() {
        let (append, taken) = next(&lives[at..], &format!("{run}/{at}"))?;
        send(store, append).await?;
        at += taken;
        progress(at as u64, lives.len() as u64);
    }
    Ok(())
}

/// The append that begins with the first of the lives, and how many it takes.
fn next(lives: &[Vec<Entry>], name: &str) -> Result<(Append, usize), AppendError> {
    let id = derived("demo.append", name);
    let mut append = Append {
        command_id: id,
        causation_id: None,
        correlation_id: id,
        actor: Actor::SYSTEM,
        streams: Vec::new(),
        events: Vec::new(),
        relies_on: Vec::new(),
        remember: Some(Sha256::digest(name).to_vec()),
    };
    let mut bytes = 0;
    for (place, life) in lives.iter().enumerate() {
        if append.events.len() >= EVENTS || bytes >= BYTES {
            return Ok((append, place));
        }
        bytes += add(&mut append, life, &format!("{name}/{place}"))?;
    }
    Ok((append, lives.len()))
}

/// Adds a life's events, whose streams are all new; how many bytes they take, roughly.
fn add(append: &mut Append, life: &[Entry], name: &str) -> Result<usize, AppendError> {
    let (mut streams, mut bytes) = (HashMap::new(), 0);
    for (place, entry) in life.iter().enumerate() {
        let stream = *streams.entry(entry.stream).or_insert_with(|| {
            append.streams.push(StreamPart {
                id: entry.stream,
                category: entry.fact.category(),
                expected_version: 0,
            });
            append.streams.len() - 1
        });
        entry.push(append, stream)?;
        if let Some(event) = append.events.last_mut() {
            event.id = derived("demo.event", &format!("{name}/{place}"));
            bytes += event.data.len() + ENVELOPE;
        }
    }
    Ok(bytes)
}

async fn send(store: &EventStore, append: Append) -> Result<(), DemoError> {
    let mut pauses = PAUSES.iter();
    loop {
        match store.append(append.clone()).await {
            Ok(Outcome::Appended { .. } | Outcome::Done { .. }) => return Ok(()),
            Ok(Outcome::Conflict { .. }) => return Err(DemoError::Changed),
            Err(error) => match pauses.next().filter(|_| error.is_passing()) {
                Some(pause) => tokio::time::sleep(*pause).await,
                None => return Err(StoreError::into(error)),
            },
        }
    }
}

impl Entry {
    fn push(&self, append: &mut Append, stream: usize) -> Result<Uuid, AppendError> {
        let origin = Origin {
            actor: self.actor,
            causation_id: None,
            correlation_id: self.correlation,
        };
        match &self.fact {
            Fact::Ticket(event) => append.push_from(stream, self.at, origin, event),
            Fact::File(event) => append.push_from(stream, self.at, origin, event),
            Fact::Standing(event) => append.push_from(stream, self.at, origin, event),
        }
    }
}

impl Fact {
    fn category(&self) -> &'static str {
        match self {
            Self::Ticket(_) => Ticket::CATEGORY,
            Self::File(_) => Attachment::CATEGORY,
            Self::Standing(_) => TicketStanding::CATEGORY,
        }
    }
}
