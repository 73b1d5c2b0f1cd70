//! A ticket's events, folded as timers want them.

use domain::automation::{Moments, Occasion, Rule};
use domain::ticket::{Ticket, TicketEvent};
use domain::{Actor, Recorded, RuleId, TicketId};
use eventstore::{EventStore, Loaded, StoreError};
use jiff::Timestamp;
use std::collections::{HashMap, HashSet};

/// Events of one ticket read in one go.
const PAGE: usize = 500;

/// A ticket with its moments, and what timers did on it.
#[derive(Debug)]
pub(super) struct Story {
    pub id: TicketId,
    pub ticket: Loaded<Ticket>,
    pub moments: Moments,
    fired: HashSet<(RuleId, Timestamp)>,
    /// Where each rule's deadline was put last; none where it was taken away.
    pub armed: HashMap<RuleId, Option<Timestamp>>,
}

impl Story {
    /// All that the log has of a ticket.
    pub async fn read(store: &EventStore, id: TicketId) -> Result<Self, StoreError> {
        let (mut story, mut after) = (Self::new(id), 0);
        loop {
            let events = store.read_stream(id.0, after, PAGE).await?;
            for event in &events {
                story.take(event)?;
            }
            match events.last() {
                Some(last) if events.len() == PAGE => after = last.version,
                _ => return Ok(story),
            }
        }
    }

    /// All that the log has of several tickets, in no order. One that cannot be read is left out.
    pub async fn read_all(store: &EventStore, ids: &[TicketId]) -> Result<Vec<Self>, StoreError> {
        let streams: Vec<_> = ids.iter().map(|id| id.0).collect();
        let (mut stories, mut unreadable) = (HashMap::new(), HashSet::new());
        for event in store.read_streams(&streams).await? {
            let id = TicketId(event.stream_id);
            let story = stories.entry(id).or_insert_with(|| Self::new(id));
            if let Err(error) = story.take(&event)
                && unreadable.insert(id)
            {
                tracing::error!(%error, ticket = %id, "timers pass a ticket over");
            }
        }
        stories.retain(|id, _| !unreadable.contains(id));
        Ok(stories.into_values().collect())
    }

    /// A ticket that nothing is known of yet.
    pub fn new(id: TicketId) -> Self {
        Self {
            id,
            ticket: Loaded::default(),
            moments: Moments::default(),
            fired: HashSet::new(),
            armed: HashMap::new(),
        }
    }

    /// Takes the next event in.
    pub fn take(&mut self, event: &Recorded) -> Result<(), StoreError> {
        let happened: TicketEvent = event.decode()?;
        self.ticket.apply(event)?;
        if let TicketEvent::RuleFired(fired) = &happened
            && let Some(due_at) = fired.due_at
        {
            self.fired.insert((fired.rule, due_at));
        }
        if let Some(details) = self.ticket.state.details.as_deref() {
            self.moments.see(&happened, &event.happened(), details);
        }
        Ok(())
    }

    pub fn version(&self) -> i32 {
        self.ticket.version
    }

    /// Whether the rule was set off by this moment before.
    pub fn has_fired(&self, rule: RuleId, at: Timestamp) -> bool {
        self.fired.contains(&(rule, at))
    }

    /// Whether there is a ticket that rules may act on.
    pub fn is_there(&self) -> bool {
        self.ticket.state.open().is_ok()
    }

    /// The moment at which the rule is due on the ticket as it stands, to the microsecond, as the
    /// log keeps it.
    pub fn due(&self, rule: &Rule, catalog: &domain::Catalog) -> Option<Timestamp> {
        let details = self.ticket.state.open().ok()?;
        let due = rule.timer.as_ref()?.due(&self.moments, details, catalog)?;
        Timestamp::from_microsecond(due.as_microsecond()).ok()
    }

    /// What a condition is told when a moment has come.
    pub fn occasion<'a>(at: Timestamp) -> Occasion<'a> {
        Occasion {
            event: None,
            by: Actor::SYSTEM,
            at,
            before: None,
        }
    }
}
