//! Clocks of service levels: what they come to is told in the log when it is due, once each.
//!
//! What is due is computed anew from the ticket's events each time that somebody looks, so looking
//! too often, too late or twice at once changes nothing: ids of commands follow from what was
//! reached and when.

use crate::assignment::loads::Loads;
use crate::deadlines::{Deadline, Deadlines};
use crate::reaction::Reaction;
use crate::rules::settled;
use domain::aggregate::Happened;
use domain::business::BusinessCalendar;
use domain::field::Field;
use domain::setting::{Department, SettingKind, Status, Workspace};
use domain::sla::{SlaPolicy, SlaRules, TicketSla, ToTell};
use domain::ticket::{Ticket, TicketCommand, TicketEvent};
use domain::{Actor, Aggregate, Catalog, Recorded, TicketId};
use eventstore::{EventStore, Execute, ExecuteError, Live, StoreError};
use jiff::{SignedDuration, Timestamp};
use std::time::Duration;

/// What was done just in time may still be on its way into the log.
const GRACE: SignedDuration = SignedDuration::from_millis(500);
/// Events of one ticket read in one go.
const PAGE: usize = 500;
/// Deadlines looked at before the log is followed again.
const AT_ONCE: i64 = 200;

/// Tells what clocks come to.
#[derive(Debug)]
pub(crate) struct Clocks {
    store: EventStore,
    catalog: Live<Catalog>,
    deadlines: Deadlines,
    /// Knows which tickets are open.
    loads: Loads,
}

/// When the earliest deadline is due.
#[derive(Debug)]
pub(crate) struct Next(Option<Timestamp>);

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
            self.look_at_open(&catalog, position).await?;
            self.deadlines.set_armed().await?;
        }
        self.next().await
    }

    async fn take(&self, next: &mut Next, event: &Recorded) -> Result<(), StoreError> {
        let catalog = settled(&self.catalog, event.position).await?;
        if catalog.sla_history.is_empty() {
            return Ok(());
        }
        if event.category == Ticket::CATEGORY {
            self.look_at(TicketId(event.stream_id), &catalog).await?;
        } else {
            self.look_at_open(&catalog, event.position).await?;
        }
        *next = self.next().await?;
        Ok(())
    }

    fn next_moment(&self, next: &Next) -> Option<Timestamp> {
        next.0.map(|at| at + GRACE)
    }

    async fn fire(&self, next: &mut Next) -> Result<(), StoreError> {
        let catalog = self.catalog.now();
        for deadline in self.deadlines.due(settled_moment(), AT_ONCE).await? {
            match self.look_at(deadline.ticket, &catalog).await {
                Err(StoreError::Decode(error)) => {
                    let ticket = deadline.ticket;
                    tracing::error!(%error, %ticket, "clocks of a ticket cannot be told");
                    self.deadlines.disarm(&deadline.key).await?;
                }
                looked => looked?,
            }
        }
        *next = self.next().await?;
        Ok(())
    }

    async fn is_overdue(&self, patience: Duration) -> Result<bool, StoreError> {
        let patience = SignedDuration::try_from(patience).unwrap_or(SignedDuration::MAX);
        let next = self.deadlines.next().await?;
        Ok(next.is_some_and(|at| Timestamp::now().duration_since(at) > patience))
    }
}

/// The moment up to which the log surely has what was done.
fn settled_moment() -> Timestamp {
    Timestamp::now() - GRACE
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
        })
    }

    async fn next(&self) -> Result<Next, StoreError> {
        self.deadlines.next().await.map(Next)
    }

    /// What a changed setting may have moved.
    async fn look_at_open(&self, catalog: &Catalog, position: i64) -> Result<(), StoreError> {
        if catalog.sla_history.is_empty() {
            return Ok(());
        }
        self.loads.catch_up(&self.store, position).await?;
        for ticket in self.loads.open_tickets(catalog).await? {
            self.look_at(ticket, catalog).await?;
        }
        Ok(())
    }

    /// Tells what a ticket's clocks have come to, and arms what comes next.
    async fn look_at(&self, ticket: TicketId, catalog: &Catalog) -> Result<(), StoreError> {
        let story = self.story(ticket).await?;
        let last = story.iter().map(|(_, happened)| happened.at).max();
        let now = last.map_or(settled_moment(), |last| last.max(settled_moment()));
        let sla = SlaRules::of(catalog).clocks(&story, now);
        for told in sla.untold(&story) {
            // the log of one ticket does not go back in time: what was reached is told in the event
            let at = last.map_or(told.at, |last| last.max(told.at));
            self.tell(ticket, &told, at, catalog).await?;
        }
        self.arm(ticket, &sla).await
    }

    async fn arm(&self, ticket: TicketId, sla: &TicketSla) -> Result<(), StoreError> {
        let key = ticket.to_string();
        let Some(at) = sla.next_moment else {
            return self.deadlines.disarm(&key).await;
        };
        let deadline = Deadline {
            key,
            at,
            ticket,
            what: String::new(),
        };
        self.deadlines.arm(&deadline).await
    }

    /// Carried out once, however often it comes.
    async fn tell(
        &self,
        ticket: TicketId,
        told: &ToTell,
        at: Timestamp,
        catalog: &Catalog,
    ) -> Result<(), StoreError> {
        let command = match told.event.clone() {
            TicketEvent::SlaWarned(warned) => TicketCommand::WarnOfSla(warned),
            TicketEvent::SlaBreached(breached) => TicketCommand::BreachSla(breached),
            _ => return Ok(()),
        };
        let mut request = Execute::<Ticket>::new(ticket.0, command, Actor::SYSTEM, catalog, at);
        request.command_id = told.command_id(ticket);
        request.remember = Some(ticket.0.as_bytes().to_vec());
        match self.store.execute(request).await {
            Ok(_) => metrics::counter!("docket_sla_told_total").increment(1),
            Err(ExecuteError::KeyReused) => {}
            Err(ExecuteError::Refused(error)) => {
                tracing::error!(%error, %ticket, "what a clock came to cannot be told");
            }
            Err(ExecuteError::Store(error)) => return Err(error),
            Err(ExecuteError::Conflict | ExecuteError::VersionMismatch { .. }) => {
                return Err(StoreError::Busy);
            }
        }
        Ok(())
    }

    async fn story(&self, ticket: TicketId) -> Result<Vec<(TicketEvent, Happened)>, StoreError> {
        let (mut story, mut after) = (Vec::new(), 0);
        loop {
            let events = self.store.read_stream(ticket.0, after, PAGE).await?;
            for event in &events {
                story.push((event.decode()?, event.happened()));
            }
            match events.last() {
                Some(last) if events.len() == PAGE => after = last.version,
                _ => return Ok(story),
            }
        }
    }
}
