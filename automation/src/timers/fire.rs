//! Firing: what is due sets its rule off, once.

use super::{GRACE, Story, Timers, deadline, scheduled};
use crate::act::Run;
use crate::ask::{Person, ask};
use crate::cause::Cause;
use crate::deadlines::Deadline;
use domain::automation::{Rule, Timer};
use domain::{Catalog, RuleId};
use eventstore::StoreError;
use futures_util::{StreamExt as _, TryStreamExt as _};
use jiff::Timestamp;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Deadlines taken together, the earliest first.
const AT_ONCE: i64 = 256;
/// Tickets seen to at the same time, so that the log's batches are filled.
const SIDE_BY_SIDE: usize = 32;
/// Tickets of a schedule looked at together.
const CHUNK: usize = 500;

impl Timers {
    /// Fires what is due, the earliest first; deadlines taken together fire side by side, those of
    /// one ticket one after the other.
    pub(super) async fn fire_due(&self, catalog: &Catalog) -> Result<(), StoreError> {
        let due = self
            .deadlines
            .due(Timestamp::now() - GRACE, AT_ONCE)
            .await?;
        let mut by_ticket: BTreeMap<usize, Vec<Deadline>> = BTreeMap::new();
        let mut places = std::collections::HashMap::new();
        for (place, deadline) in due.into_iter().enumerate() {
            let place = *places.entry(deadline.ticket).or_insert(place);
            by_ticket.entry(place).or_default().push(deadline);
        }
        let mut firing = Vec::with_capacity(by_ticket.len());
        for all in by_ticket.into_values() {
            firing.push(self.fire_each(all, catalog));
        }
        side_by_side(firing).await
    }

    async fn fire_each(&self, due: Vec<Deadline>, catalog: &Catalog) -> Result<(), StoreError> {
        for deadline in due {
            match self.fire_one(&deadline, catalog).await {
                Err(StoreError::Decode(error)) => {
                    let ticket = deadline.ticket;
                    tracing::error!(%error, %ticket, "a timer cannot fire: the ticket cannot be read");
                    self.deadlines.disarm(&deadline.key).await?;
                }
                fired => fired?,
            }
        }
        Ok(())
    }

    async fn fire_one(&self, due: &Deadline, catalog: &Catalog) -> Result<(), StoreError> {
        let id = Uuid::parse_str(&due.what).map(RuleId).ok();
        let rules = catalog.timer_rules();
        let rule = rules.into_iter().find(|(known, ..)| Some(*known) == id);
        let Some((id, version, rule)) = rule else {
            return self.deadlines.disarm(&due.key).await; // it was switched off, or retired
        };
        match &rule.timer {
            Some(Timer::Schedule(schedule)) => {
                self.fire_schedule(due.at, (id, version, rule), catalog)
                    .await?;
                match schedule.next(due.at.max(Timestamp::now())) {
                    Some(next) => self.deadlines.arm(&scheduled(id, next)).await,
                    None => self.deadlines.disarm(&due.key).await,
                }
            }
            _ => self.fire_on(due, (id, version, rule), catalog).await,
        }
    }

    async fn fire_on(
        &self,
        due: &Deadline,
        (id, version, rule): (RuleId, i32, &Rule),
        catalog: &Catalog,
    ) -> Result<(), StoreError> {
        let story = Story::read(&self.desk.store, due.ticket).await?;
        match story.due(rule, catalog) {
            Some(at) if at == due.at => {}
            Some(at) if at > Timestamp::now() => {
                return self.deadlines.arm(&deadline(id, due.ticket, at)).await; // it moved on
            }
            _ => return self.deadlines.disarm(&due.key).await,
        }
        self.set_off(&story, due.at, (id, version, rule), catalog)
            .await?;
        self.deadlines.disarm(&due.key).await
    }

    /// Every ticket that looks so at this moment, each by itself.
    async fn fire_schedule(
        &self,
        at: Timestamp,
        rule: (RuleId, i32, &Rule),
        catalog: &Catalog,
    ) -> Result<(), StoreError> {
        let head = self.desk.store.known_head();
        for tickets in self.candidates(catalog, head).await?.chunks(CHUNK) {
            let stories = Story::read_all(&self.desk.store, tickets).await?;
            let mut firing = Vec::with_capacity(stories.len());
            for story in &stories {
                firing.push(self.set_off_or_pass(story, at, rule, catalog));
            }
            side_by_side(firing).await?;
        }
        Ok(())
    }

    /// One that cannot be read holds none of the others up.
    async fn set_off_or_pass(
        &self,
        story: &Story,
        at: Timestamp,
        rule: (RuleId, i32, &Rule),
        catalog: &Catalog,
    ) -> Result<(), StoreError> {
        match self.set_off(story, at, rule, catalog).await {
            Err(StoreError::Decode(error)) => {
                tracing::error!(%error, ticket = %story.id, "a timer passes a ticket over");
                Ok(())
            }
            went => went,
        }
    }

    /// Runs the rule where the ticket looks so. What it began before is finished without asking.
    async fn set_off(
        &self,
        story: &Story,
        at: Timestamp,
        (id, version, rule): (RuleId, i32, &Rule),
        catalog: &Catalog,
    ) -> Result<(), StoreError> {
        if !story.is_there() {
            return Ok(());
        }
        let ticket = &story.ticket;
        let person = Person::of(&self.desk.store, &[rule], &ticket.state, i64::MAX).await?;
        let found = ask(rule, ticket, &Story::occasion(at), &person, catalog);
        let begun = story.has_fired(id, at);
        let Some(matched) = found.or_else(|| begun.then(Vec::new)) else {
            return Ok(());
        };
        let run = Run {
            desk: &self.desk,
            catalog,
            cause: Cause::moment(id, story.id, at),
            id,
            version,
            rule,
            matched,
        };
        run.act().await
    }
}

/// Some of the work at a time, begun in its order.
async fn side_by_side(
    work: Vec<impl Future<Output = Result<(), StoreError>>>,
) -> Result<(), StoreError> {
    let work = futures_util::stream::iter(work).buffered(SIDE_BY_SIDE);
    work.try_collect().await
}
