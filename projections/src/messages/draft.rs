//! What a batch of events changes about messages, gathered in memory.

use crate::projection::ApplyError;
use deadpool_postgres::Transaction;
use domain::ticket::{Posted, Said, TicketEvent};
use domain::{CustomerId, MessageId, Recorded};
use jiff::Timestamp;
use std::collections::HashMap;
use std::sync::Arc;
use uuid::Uuid;

/// Events that tell of messages or of who asks. No other is decoded.
const NAMES: [&str; 6] = [
    "ticket.created",
    "ticket.requester_changed",
    "ticket.message_posted",
    "ticket.message_edited",
    "ticket.message_redacted",
    "ticket.message_split",
];

pub(super) fn tells(event: &Recorded) -> bool {
    NAMES.contains(&event.name.as_str())
}

/// The tickets and messages of a batch.
#[derive(Debug, Default)]
pub(super) struct Drafts {
    tickets: HashMap<Uuid, Ticket>,
    pub messages: Vec<Message>,
    index: HashMap<(Uuid, MessageId), usize>,
}

/// Whose ticket it is, and how far it was folded.
#[derive(Debug)]
pub(super) struct Ticket {
    pub id: Uuid,
    pub position: i64,
    pub customer: Option<CustomerId>,
    /// Whether messages that stand in the tables already say otherwise.
    pub moved: bool,
    changed: bool,
}

/// One message, or what is new about one that stands in the tables already.
#[derive(Debug)]
pub(super) struct Message {
    pub ticket: Uuid,
    pub message: MessageId,
    pub new: Option<New>,
    pub edits: i32,
    pub edited: Option<i64>,
    pub edited_payload: Option<i32>,
    pub split: Option<i64>,
    pub redacted: bool,
}

/// What never changes about a message.
#[derive(Debug)]
pub(super) struct New {
    pub position: i64,
    pub created_at: Timestamp,
    pub said: Said,
    pub payload: i32,
}

impl Drafts {
    /// Reads what is known of all tickets that the events are about.
    pub(super) async fn load(
        tx: &Transaction<'_>,
        events: &[&Arc<Recorded>],
    ) -> Result<Self, tokio_postgres::Error> {
        let mut ids: Vec<_> = events.iter().map(|e| e.stream_id).collect();
        ids.sort_unstable();
        ids.dedup();
        let statement = tx.prepare_cached(LOAD).await?;
        let rows = tx.query(&statement, &[&ids]).await?;
        let tickets = rows.iter().map(|row| {
            let id = row.get(0);
            let ticket = Ticket {
                id,
                position: row.get(1),
                customer: row.get::<_, Option<Uuid>>(2).map(CustomerId),
                moved: false,
                changed: false,
            };
            (id, ticket)
        });
        Ok(Self {
            tickets: tickets.collect(),
            ..Self::default()
        })
    }

    /// Folds one event in, unless its ticket has it already.
    pub(super) fn fold(&mut self, event: &Recorded) -> Result<(), ApplyError> {
        let known = self.tickets.get(&event.stream_id);
        if known.is_some_and(|ticket| event.position <= ticket.position) {
            return Ok(());
        }
        let payload: TicketEvent = event.decode()?;
        if known.is_none() && !matches!(payload, TicketEvent::Created(_)) {
            return Err(ApplyError::Gap {
                version: event.version,
            });
        }
        let id = event.stream_id;
        let ticket = self.tickets.entry(id).or_insert_with(|| Ticket::new(id));
        ticket.position = event.position;
        ticket.changed = true;
        match payload {
            TicketEvent::Created(created) => ticket.customer = created.customer,
            TicketEvent::RequesterChanged { to, .. } => {
                ticket.customer = to;
                ticket.moved = true;
            }
            TicketEvent::MessagePosted(posted) => self.post(&posted, event),
            TicketEvent::MessageEdited(edited) => {
                let message = self.message(id, edited.message);
                message.edits += 1;
                message.edited = Some(event.position);
                message.edited_payload = Some(bytes(event));
            }
            TicketEvent::MessageRedacted { message, .. } => {
                self.message(id, message).redacted = true;
            }
            TicketEvent::MessageSplit { message, .. } => {
                self.message(id, message).split = Some(event.position);
            }
            _ => {}
        }
        Ok(())
    }

    /// The tickets that are to be written.
    pub(super) fn changed(&self) -> Vec<&Ticket> {
        self.tickets.values().filter(|t| t.changed).collect()
    }

    /// Who asks on a ticket after the batch.
    pub(super) fn customer(&self, ticket: Uuid) -> Option<CustomerId> {
        self.tickets.get(&ticket).and_then(|t| t.customer)
    }

    fn post(&mut self, posted: &Posted, event: &Recorded) {
        let happened = event.happened();
        self.message(event.stream_id, posted.message).new = Some(New {
            position: event.position,
            created_at: posted.said_at(&happened),
            said: Said::of(posted, &happened),
            payload: bytes(event),
        });
    }

    fn message(&mut self, ticket: Uuid, message: MessageId) -> &mut Message {
        let next = self.messages.len();
        let at = *self.index.entry((ticket, message)).or_insert(next);
        if at == next {
            self.messages.push(Message::unchanged(ticket, message));
        }
        &mut self.messages[at]
    }
}

impl Ticket {
    fn new(id: Uuid) -> Self {
        Self {
            id,
            position: 0,
            customer: None,
            moved: false,
            changed: false,
        }
    }
}

impl Message {
    fn unchanged(ticket: Uuid, message: MessageId) -> Self {
        Self {
            ticket,
            message,
            new: None,
            edits: 0,
            edited: None,
            edited_payload: None,
            split: None,
            redacted: false,
        }
    }
}

/// An event has 512 KiB at most.
fn bytes(event: &Recorded) -> i32 {
    i32::try_from(event.data.len()).unwrap_or(i32::MAX)
}

const LOAD: &str = "
SELECT id, position, customer
FROM message_tickets
WHERE id = ANY ($1)";
