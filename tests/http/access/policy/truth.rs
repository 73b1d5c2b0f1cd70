//! What is true of everything, folded from the log, and what the pure model opens of it.

use super::Asking;
use domain::attachment::Attachment;
use domain::ticket::{Details, Ticket, TicketEvent};
use domain::{Access, Aggregate, Catalog, MessageId, Permission as P, Recorded};
use eventstore::EventStore;
use std::collections::BTreeMap;
use std::sync::Arc;
use uuid::Uuid;

/// Events read at once.
const PAGE: usize = 500;

/// Everything, up to `head`.
#[derive(Default)]
pub struct Truth {
    pub catalog: Catalog,
    pub tickets: BTreeMap<Uuid, Ticket>,
    pub files: BTreeMap<Uuid, Attachment>,
    pub log: Vec<Arc<Recorded>>,
    pub head: i64,
}

impl Truth {
    pub async fn of(store: &EventStore) -> Self {
        let mut truth = Self::default();
        loop {
            let page = store.read_after(truth.head, PAGE).await.unwrap();
            let Some(last) = page.last() else {
                return truth;
            };
            truth.head = last.position;
            for event in page {
                truth.learn(store, event).await;
            }
        }
    }

    async fn learn(&mut self, store: &EventStore, event: Arc<Recorded>) {
        let id = event.stream_id;
        self.catalog.apply(&event).unwrap();
        if event.category == Ticket::CATEGORY && !self.tickets.contains_key(&id) {
            let ticket = store.load::<Ticket>(id).await.unwrap();
            self.tickets.insert(id, ticket.state.clone());
        }
        if event.category == Attachment::CATEGORY && !self.files.contains_key(&id) {
            let file = store.load::<Attachment>(id).await.unwrap();
            self.files.insert(id, file.state.clone());
        }
        self.log.push(event);
    }

    pub fn details(&self, ticket: Uuid) -> &Details {
        self.tickets[&ticket].details.as_deref().unwrap()
    }

    /// Positions after `after` of the events of tickets that the policy shows.
    pub fn shown(&self, access: &Access, after: i64) -> Vec<i64> {
        let events = self.log.iter().filter(|event| event.position > after);
        let shown = events.filter(|event| event.category == Ticket::CATEGORY);
        let shown = shown.filter(|event| self.shows(access, event));
        shown.map(|event| event.position).collect()
    }

    fn shows(&self, access: &Access, event: &Recorded) -> bool {
        let ticket = self.details(event.stream_id);
        let heard = |id| access.message(id, ticket).is_some();
        access.reach(P::ReadTickets).covers(ticket) && message_of(event).is_none_or(heard)
    }
}

impl Asking<'_> {
    /// Whether the policy opens the ticket to whoever asks.
    pub fn covers(&self, ticket: Uuid) -> bool {
        let reach = self.access.reach(P::ReadTickets);
        reach.covers(self.truth.details(ticket))
    }

    /// Whether they may read tickets at all.
    pub fn reads(&self) -> bool {
        self.access.allows(P::ReadTickets)
    }

    pub fn covered(&self) -> impl Iterator<Item = Uuid> {
        let tickets = self.truth.tickets.keys().copied();
        tickets.filter(|ticket| self.covers(*ticket))
    }

    /// Whether the policy lets them see the file.
    pub fn sees_file(&self, file: &Attachment) -> bool {
        let ticket = |id: domain::TicketId| self.truth.tickets.get(&id.0);
        self.access.sees_file(&self.actor, file, ticket)
    }
}

/// Whether a list leaves the ticket out unless it is asked for.
pub fn is_hidden(ticket: &Ticket) -> bool {
    let merged = ticket
        .details
        .as_ref()
        .and_then(|details| details.merged_into);
    ticket.deleted || merged.is_some()
}

/// The message that an event tells of.
fn message_of(event: &Recorded) -> Option<MessageId> {
    match event.decode().unwrap() {
        TicketEvent::MessagePosted(posted) => Some(posted.message),
        TicketEvent::MessageEdited(edited) => Some(edited.message),
        TicketEvent::MessageRedacted { message, .. }
        | TicketEvent::MessageSplit { message, .. } => Some(message),
        _ => None,
    }
}
