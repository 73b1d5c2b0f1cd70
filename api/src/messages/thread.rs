//! A ticket's conversation as it reads now, folded from the events that tell of messages.

use crate::problem::Problem;
use domain::ticket::{Format, Mentions, Posted, TicketEvent};
use domain::{Actor, MessageId, Recorded, TicketId};
use eventstore::{EventFilter, EventStore};
use jiff::Timestamp;
use std::collections::HashMap;
use uuid::Uuid;

/// Events that tell of messages.
const NAMES: [&str; 4] = [
    "ticket.message_posted",
    "ticket.message_edited",
    "ticket.message_redacted",
    "ticket.message_split",
];
/// Events read at once; each may hold the longest body.
const PAGE: usize = 50;
/// Events before the end of a stream among which the last command's are.
const LAST: i32 = 16;

/// One message with what became of it. Of a redacted one no content is left here.
#[derive(Clone, Debug)]
pub(super) struct Said {
    /// The ticket that it was posted on.
    pub ticket: TicketId,
    /// Of the event that posted it.
    pub version: i32,
    /// Who said it; for one taken from another ticket, there.
    pub author: Actor,
    /// When it was said; for one taken from another ticket, there.
    pub at: Timestamp,
    /// Who posted it here, and when.
    pub posted: (Actor, Timestamp),
    /// As it reads now.
    pub now: Posted,
    pub edits: u32,
    pub edited_at: Option<Timestamp>,
    pub redacted: Option<Redaction>,
    pub split_to: Option<TicketId>,
}

/// Why a message is not shown any more.
#[derive(Clone, Debug)]
pub(super) struct Redaction {
    pub by: Actor,
    pub at: Timestamp,
    pub reason: String,
}

/// Everything said on one ticket, in the order of its stream.
#[derive(Debug)]
pub(super) struct Thread {
    ticket: TicketId,
    pub said: Vec<Said>,
    places: HashMap<MessageId, usize>,
}

impl Thread {
    /// The conversation as it reads now.
    pub async fn read(store: &EventStore, ticket: TicketId) -> Result<Self, Problem> {
        Self::read_until(store, ticket, i32::MAX).await
    }

    /// The conversation as it read at `version`, but for what was redacted since.
    pub async fn read_until(
        store: &EventStore,
        ticket: TicketId,
        version: i32,
    ) -> Result<Self, Problem> {
        let mut thread = Self::new(ticket);
        let filter = filter(ticket.0);
        let mut position = 0;
        loop {
            let events = store.read_filtered(position, PAGE, &filter).await?;
            for event in &events {
                thread.fold(event, version)?;
            }
            match events.last() {
                Some(last) if events.len() == PAGE => position = last.position,
                _ => return Ok(thread),
            }
        }
    }

    /// A message that was posted by the command that led to `version`.
    pub async fn just_posted(
        store: &EventStore,
        ticket: TicketId,
        (message, version): (MessageId, i32),
    ) -> Result<Option<Said>, Problem> {
        let before = (version - LAST).max(0);
        let events = store.read_stream(ticket.0, before, LAST as usize).await?;
        let mut thread = Self::new(ticket);
        let told = |event: &&Recorded| NAMES.contains(&event.name.as_str());
        for event in events.iter().filter(told) {
            thread.fold(event, version)?;
        }
        match thread.take(message) {
            Some(said) => Ok(Some(said)),
            None => Ok(Self::read_until(store, ticket, version)
                .await?
                .take(message)),
        }
    }

    /// Nothing said yet.
    pub fn new(ticket: TicketId) -> Self {
        Self {
            ticket,
            said: Vec::new(),
            places: HashMap::new(),
        }
    }

    /// Takes one message out of it.
    pub fn take(mut self, message: MessageId) -> Option<Said> {
        let place = self.places.remove(&message)?;
        Some(self.said.swap_remove(place))
    }

    /// Folds an event of the ticket in, unless it came after `until`; redactions always.
    pub fn fold(&mut self, event: &Recorded, until: i32) -> Result<(), Problem> {
        let happened = event.decode().map_err(|error| Problem::internal(&error))?;
        match happened {
            TicketEvent::MessageRedacted { message, reason } => {
                self.on(message, |said| said.redact(event, reason));
            }
            _ if event.version > until => {}
            TicketEvent::MessagePosted(posted) => self.add(*posted, event),
            TicketEvent::MessageEdited(edited) => self.on(edited.message, |said| {
                (said.now.body, said.now.format) = (edited.body, edited.format);
                said.now.mentions = edited.mentions;
                said.edits += 1;
                said.edited_at = Some(event.occurred_at);
            }),
            TicketEvent::MessageSplit { message, to } => {
                self.on(message, |said| said.split_to = Some(to));
            }
            _ => {}
        }
        Ok(())
    }

    fn add(&mut self, posted: Posted, event: &Recorded) {
        self.places.insert(posted.message, self.said.len());
        let here = (event.actor, event.occurred_at);
        let (author, at) = posted.source.map_or(here, |s| (s.author, s.at));
        self.said.push(Said {
            ticket: self.ticket,
            version: event.version,
            author,
            at,
            posted: here,
            now: posted,
            edits: 0,
            edited_at: None,
            redacted: None,
            split_to: None,
        });
    }

    fn on(&mut self, message: MessageId, change: impl FnOnce(&mut Said)) {
        if let Some(place) = self.places.get(&message) {
            change(&mut self.said[*place]);
        }
    }
}

impl Said {
    fn redact(&mut self, event: &Recorded, reason: String) {
        self.now.body = String::new();
        self.now.format = Format::Text;
        self.now.mentions = Mentions::default();
        self.now.files = Vec::new();
        self.redacted = Some(Redaction {
            by: event.actor,
            at: event.occurred_at,
            reason,
        });
    }
}

/// The events of one stream that tell of messages.
pub(super) fn filter(stream_id: Uuid) -> EventFilter {
    EventFilter {
        names: NAMES.map(str::to_owned).to_vec(),
        stream_id: Some(stream_id),
        ..EventFilter::default()
    }
}
