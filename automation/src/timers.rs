//! Timer rules: moments that set rules off, kept as durable deadlines and never looked for in
//! sweeps.
//!
//! What is due is computed anew from the ticket's events each time that somebody looks, and what a
//! firing does has ids that follow from the rule, the ticket and the moment: looking too often, too
//! late or twice at once changes nothing.

use crate::deadlines::{Deadline, Deadlines};
use crate::desk::Desk;
use crate::outbox::Outbox;
use crate::reaction::Reaction;
use crate::rules::settled;
use domain::automation::{Rule, Timer};
use domain::business::BusinessCalendar;
use domain::setting::{Department, SettingKind, Workspace};
use domain::ticket::Ticket;
use domain::{Aggregate, Catalog, Recorded, RuleId, TicketId};
use eventstore::{EventStore, Live, StoreError};
use jiff::{SignedDuration, Timestamp};
use std::collections::HashMap;
use std::time::Duration;
use story::Story;
use uuid::Uuid;

mod arm;
mod fire;
mod story;

/// What was done just in time may still be on its way into the log.
const GRACE: SignedDuration = SignedDuration::from_millis(500);

/// Arms deadlines of timer rules, and fires them.
#[derive(Debug)]
pub(crate) struct Timers {
    desk: Desk,
    catalog: Live<Catalog>,
    deadlines: Deadlines,
}

/// When the earliest deadline is due, and what is known of the tickets seen last.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    next: Option<Timestamp>,
    stories: HashMap<TicketId, Story>,
}

/// Most tickets that are remembered.
const REMEMBERED: usize = 10_000;

impl Reaction for Timers {
    const CHECKPOINT: &'static str = "timers";
    /// Those of tickets, those of rules, and those of what says how long business time takes.
    const CATEGORIES: &'static [&'static str] = &[
        Ticket::CATEGORY,
        Rule::CATEGORY,
        BusinessCalendar::CATEGORY,
        Department::CATEGORY,
        Workspace::CATEGORY,
    ];
    type State = Seen;

    fn store(&self) -> &EventStore {
        &self.desk.store
    }

    async fn begin(&self, position: i64) -> Result<Seen, StoreError> {
        self.desk.failures.look_anew();
        if !self.deadlines.are_armed().await? {
            let catalog = settled(&self.catalog, position).await?;
            self.arm_all(&catalog, position, true).await?;
            self.deadlines.set_armed().await?;
        }
        let next = self.deadlines.next().await?;
        let stories = HashMap::new();
        Ok(Seen { next, stories })
    }

    async fn take(&self, seen: &mut Seen, event: &Recorded) -> Result<(), StoreError> {
        let catalog = settled(&self.catalog, event.position).await?;
        if event.category != Ticket::CATEGORY {
            seen.stories.clear(); // what was armed may lie elsewhere now
            self.arm_all(&catalog, event.position, false).await?;
            seen.next = self.deadlines.next().await?;
            return Ok(());
        }
        if catalog.timer_rules().is_empty() {
            return Ok(());
        }
        let mut story = self.story(seen, event).await?;
        if self.arm_one(&mut story, &catalog).await? {
            seen.next = self.deadlines.next().await?;
        }
        if seen.stories.len() >= REMEMBERED {
            seen.stories.clear();
        }
        seen.stories.insert(story.id, story);
        Ok(())
    }

    fn next_moment(&self, seen: &Seen) -> Option<Timestamp> {
        seen.next.map(|at| at + GRACE)
    }

    async fn fire(&self, seen: &mut Seen) -> Result<(), StoreError> {
        self.fire_due(&self.catalog.now()).await?;
        seen.next = self.deadlines.next().await?;
        Ok(())
    }

    async fn is_overdue(&self, patience: Duration) -> Result<bool, StoreError> {
        let patience = SignedDuration::try_from(patience).unwrap_or(SignedDuration::MAX);
        let next = self.deadlines.next().await?;
        Ok(next.is_some_and(|at| Timestamp::now().duration_since(at) > patience))
    }
}

impl Timers {
    /// Fails when `database_url` is no URL.
    pub(crate) fn connect(
        store: &EventStore,
        catalog: &Live<Catalog>,
        (database_url, outbox): (&str, &Outbox),
    ) -> Result<Self, StoreError> {
        Ok(Self {
            desk: Desk::connect(store, database_url, outbox)?,
            catalog: catalog.clone(),
            deadlines: Deadlines::connect(database_url, Self::CHECKPOINT)?,
        })
    }

    /// The ticket's story with this event, from memory where what came before it is known.
    async fn story(&self, seen: &mut Seen, event: &Recorded) -> Result<Story, StoreError> {
        let id = TicketId(event.stream_id);
        let known = match event.version {
            1 => Some(Story::new(id)),
            _ => seen.stories.remove(&id),
        };
        let mut story = match known.filter(|known| known.version() + 1 >= event.version) {
            Some(known) => known,
            None => return Story::read(&self.desk.store, id).await,
        };
        if story.version() < event.version {
            story.take(event)?;
        }
        Ok(story)
    }
}

/// The deadline of a rule on a ticket.
fn deadline(rule: RuleId, ticket: TicketId, at: Timestamp) -> Deadline {
    Deadline {
        key: format!("{rule}/{ticket}"),
        at,
        ticket,
        what: rule.to_string(),
    }
}

/// The deadline of a rule that goes by the calendar, for no ticket in particular.
fn scheduled(rule: RuleId, at: Timestamp) -> Deadline {
    Deadline {
        key: rule.to_string(),
        at,
        ticket: TicketId(Uuid::nil()),
        what: rule.to_string(),
    }
}

/// Since when a version of a rule is there: what was due before does not set it off.
fn saved_at(rule: RuleId, catalog: &Catalog) -> Timestamp {
    let entry = catalog.rules.get(rule.0);
    entry.map_or(Timestamp::MAX, |entry| entry.updated_at)
}

/// Whether the rule goes by the calendar.
fn is_scheduled(rule: &Rule) -> bool {
    matches!(rule.timer, Some(Timer::Schedule(_)))
}
