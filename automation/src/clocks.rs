//! Clocks of service levels: what they come to is told in the log when it is due, once each.
//!
//! What happens to a ticket, or to what is promised, only makes tickets due to be looked at; the
//! looking is done many tickets at a time, by time. What is due is computed anew from a ticket's
//! events each time, and told only while no event was added: so looking too often, too late or
//! twice at once changes nothing.

use crate::assignment::loads::Loads;
use crate::deadlines::{Deadline, Deadlines};
use crate::reaction::Reaction;
use crate::rules::settled;
use domain::business::BusinessCalendar;
use domain::field::Field;
use domain::setting::{Department, SettingKind, Status, Workspace};
use domain::sla::SlaPolicy;
use domain::ticket::Ticket;
use domain::{ActorKind, Aggregate, Catalog, Recorded, TicketId};
use eventstore::{EventStore, Live, StoreError};
use jiff::{SignedDuration, Timestamp};
use std::time::Duration;
use tokio::sync::Mutex;

mod gist;
mod look;
mod told;

/// What was done just in time may still be on its way into the log.
const GRACE: SignedDuration = SignedDuration::from_millis(500);
/// Tickets looked at before the log is followed again.
const AT_ONCE: i64 = 200;
/// Before anything that can be due: where many wait to be looked at, all of them are before the
/// first of what they come to is told.
const SOONEST: Timestamp = Timestamp::UNIX_EPOCH;

/// Tells what clocks come to.
#[derive(Debug)]
pub(crate) struct Clocks {
    store: EventStore,
    catalog: Live<Catalog>,
    deadlines: Deadlines,
    /// Knows which tickets are open.
    loads: Loads,
    /// What was due for too long when it was looked for last.
    stuck: Mutex<Option<Deadline>>,
    /// How far the clock by which it works is ahead: nothing, but in tests of clocks that jump.
    ahead: SignedDuration,
}

/// What is known on the way along the log.
#[derive(Debug)]
pub(crate) struct Next {
    /// When the earliest deadline is due.
    at: Option<Timestamp>,
    /// Settings must be known up to here.
    position: i64,
    /// What settings say that clocks ask, as of the last of them.
    gist: Option<u64>,
}

impl Reaction for Clocks {
    const CHECKPOINT: &'static str = "sla";
    /// Those of tickets, and those of what says how long something takes.
    const CATEGORIES: &'static [&'static str] = &[
        Ticket::CATEGORY,
        SlaPolicy::CATEGORY,
        BusinessCalendar::CATEGORY,
        Status::CATEGORY,
        Department::CATEGORY,
        Field::CATEGORY,
        Workspace::CATEGORY,
    ];
    type State = Next;

    fn store(&self) -> &EventStore {
        &self.store
    }

    async fn begin(&self, position: i64) -> Result<Next, StoreError> {
        if !self.deadlines.are_armed().await? {
            let catalog = settled(&self.catalog, position).await?;
            self.hasten_open(&catalog, position).await?;
            self.deadlines.set_armed().await?;
        }
        Ok(Next {
            at: self.deadlines.next().await?,
            position,
            gist: None,
        })
    }

    async fn take(&self, next: &mut Next, event: &Recorded) -> Result<(), StoreError> {
        let catalog = settled(&self.catalog, event.position).await?;
        next.position = event.position;
        if catalog.sla_history.is_empty() || is_told_here(event) {
            return Ok(());
        }
        if event.category == Ticket::CATEGORY {
            let ticket = TicketId(event.stream_id);
            self.hasten(&[ticket], event.position).await?;
        } else {
            let gist = gist::of(&catalog);
            if next.gist == Some(gist) {
                return Ok(());
            }
            self.hasten_open(&catalog, event.position).await?;
            next.gist = Some(gist);
        }
        next.at = self.deadlines.next().await?;
        Ok(())
    }

    fn next_moment(&self, next: &Next) -> Option<Timestamp> {
        let at = next.at.map(|at| at.saturating_add(GRACE - self.ahead));
        at.map(|at| at.unwrap_or(Timestamp::MAX))
    }

    async fn fire(&self, next: &mut Next) -> Result<(), StoreError> {
        let catalog = settled(&self.catalog, next.position).await?;
        let now = self.settled_moment();
        let due = self.deadlines.due(now, AT_ONCE).await?;
        let all = due.len() < usize::try_from(AT_ONCE).unwrap_or_default();
        // what comes later than the last of these has its turn after others that are due before it
        let until = due.last().filter(|_| !all).map_or(now, |last| last.at);
        self.look_at(&due, &catalog, until).await?;
        next.at = self.deadlines.next().await?;
        Ok(())
    }

    /// Whether the first of what is due is still the same as when this was asked last.
    async fn is_overdue(&self, patience: Duration) -> Result<bool, StoreError> {
        let patience = SignedDuration::try_from(patience).unwrap_or(SignedDuration::MAX);
        let since = Timestamp::now().saturating_sub(patience);
        let first = self
            .deadlines
            .due(since.unwrap_or(Timestamp::MIN), 1)
            .await?;
        let mut stuck = self.stuck.lock().await;
        let before = std::mem::replace(&mut *stuck, first.into_iter().next());
        Ok(before.is_some() && before == *stuck)
    }
}

/// Whether it tells what a clock came to, which moves no clock.
fn is_told_here(event: &Recorded) -> bool {
    event.actor.kind == ActorKind::System && event.name.starts_with("ticket.sla_")
}

impl Clocks {
    /// Fails when `database_url` is no URL.
    pub(crate) fn connect(
        store: &EventStore,
        catalog: &Live<Catalog>,
        database_url: &str,
    ) -> Result<Self, StoreError> {
        Ok(Self {
            store: store.clone(),
            catalog: catalog.clone(),
            deadlines: Deadlines::connect(database_url, Self::CHECKPOINT)?,
            loads: Loads::connect(database_url)?,
            stuck: Mutex::new(None),
            ahead: SignedDuration::ZERO,
        })
    }

    /// The same by a clock that is so far ahead.
    #[cfg(test)]
    pub(crate) fn ahead(self, ahead: SignedDuration) -> Self {
        Self { ahead, ..self }
    }

    /// The moment up to which the log surely has what was done.
    fn settled_moment(&self) -> Timestamp {
        let now = Timestamp::now().saturating_add(self.ahead - GRACE);
        now.unwrap_or(Timestamp::MAX)
    }

    /// Has the tickets looked at as soon as their turn comes, because of the event at `position`.
    async fn hasten(&self, tickets: &[TicketId], position: i64) -> Result<(), StoreError> {
        let why = position.to_string();
        self.deadlines.hasten(tickets, SOONEST, &why).await
    }

    /// What a changed setting may have moved.
    async fn hasten_open(&self, catalog: &Catalog, position: i64) -> Result<(), StoreError> {
        if catalog.sla_history.is_empty() {
            return Ok(());
        }
        self.loads.catch_up(&self.store, position).await?;
        let open = self.loads.open_tickets(catalog).await?;
        self.hasten(&open, position).await
    }
}
