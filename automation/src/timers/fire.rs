//! Firing: what is due sets its rule off, once.

use super::{GRACE, Story, Timers, deadline, scheduled};
use crate::act::Run;
use crate::ask::{Person, ask};
use crate::cause::Cause;
use crate::deadlines::Deadline;
use domain::automation::{Rule, Timer};
use domain::{Catalog, RuleId};
use eventstore::StoreError;
use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use jiff::Timestamp;
use std::collections::{BTreeSet, HashMap};
use uuid::Uuid;

/// Deadlines taken together, the earliest first.
const AT_ONCE: i64 = 256;
/// Tickets seen to at the same time, so that the log's batches are filled.
const SIDE_BY_SIDE: usize = 128;
/// Tickets of a schedule looked at together.
const CHUNK: usize = 500;

/// What becomes of a deadline that was looked at.
#[derive(Debug)]
enum After {
    /// It is over.
    Over(String),
    /// It has moved on.
    Armed(Deadline),
}

impl Timers {
    /// Fires what is due, the earliest first; deadlines taken together fire side by side, those of
    /// one ticket one after the other. They are taken away together once all have fired: whoever is
    /// cut off before that finds nothing left to do.
    pub(super) async fn fire_due(&self, catalog: &Catalog) -> Result<(), StoreError> {
        let due = self
            .deadlines
            .due(Timestamp::now() - GRACE, AT_ONCE)
            .await?;
        let tickets: BTreeSet<_> = due.iter().map(|deadline| deadline.ticket).collect();
        let tickets: Vec<_> = tickets.into_iter().collect();
        let stories = Story::read_all(&self.desk.store, &tickets).await?;
        let stories: HashMap<_, _> = stories.into_iter().map(|s| (s.id, s)).collect();
        let mut firing = Vec::new();
        for due in by_ticket(due) {
            let story = stories.get(&due[0].ticket);
            firing.push(self.fire_each(due, story, catalog));
        }
        let firing = stream::iter(firing).buffered(SIDE_BY_SIDE);
        let (mut over, mut armed) = (Vec::new(), Vec::new());
        for after in firing.try_collect::<Vec<_>>().await?.into_iter().flatten() {
            match after {
                After::Over(key) => over.push(key),
                After::Armed(deadline) => armed.push(deadline),
            }
        }
        self.deadlines.arm_all(&armed).await?;
        self.deadlines.disarm_all(&over).await
    }

    /// The second of two rules on a ticket finds it as the first has left it.
    async fn fire_each(
        &self,
        due: Vec<Deadline>,
        story: Option<&Story>,
        catalog: &Catalog,
    ) -> Result<Vec<After>, StoreError> {
        let mut after = Vec::with_capacity(due.len());
        for (place, deadline) in due.into_iter().enumerate() {
            let newer = match place {
                0 => None,
                _ => {
                    let tickets = [deadline.ticket];
                    Story::read_all(&self.desk.store, &tickets).await?.pop()
                }
            };
            let story = newer.as_ref().or(story);
            after.push(self.fire_one(deadline, story, catalog).await?);
        }
        Ok(after)
    }

    /// A ticket without a story cannot be read; what is due on it would never fire.
    async fn fire_one(
        &self,
        due: Deadline,
        story: Option<&Story>,
        catalog: &Catalog,
    ) -> Result<After, StoreError> {
        let id = Uuid::parse_str(&due.what).map(RuleId).ok();
        let rules = catalog.timer_rules();
        let rule = rules.into_iter().find(|(known, ..)| Some(*known) == id);
        let Some((id, version, rule)) = rule else {
            return Ok(After::Over(due.key)); // it was switched off, or retired
        };
        if let Some(Timer::Schedule(schedule)) = &rule.timer {
            self.fire_schedule(due.at, (id, version, rule), catalog)
                .await?;
            let next = schedule.next(due.at.max(Timestamp::now()));
            return Ok(match next {
                Some(next) => After::Armed(scheduled(id, next)),
                None => After::Over(due.key),
            });
        }
        let Some(story) = story else {
            return Ok(After::Over(due.key));
        };
        match story.due(rule, catalog) {
            Some(at) if at == due.at => {}
            Some(at) if at > Timestamp::now() => {
                return Ok(After::Armed(deadline(id, due.ticket, at))); // it moved on
            }
            _ => return Ok(After::Over(due.key)),
        }
        self.set_off_or_pass(story, due.at, (id, version, rule), catalog)
            .await?;
        Ok(After::Over(due.key))
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
            is_new: !begun,
        };
        run.act().await
    }
}

/// Deadlines of each ticket in their order; tickets by their first.
fn by_ticket(due: Vec<Deadline>) -> Vec<Vec<Deadline>> {
    let (mut tickets, mut places) = (Vec::<Vec<Deadline>>::new(), HashMap::new());
    for deadline in due {
        let place = *places.entry(deadline.ticket).or_insert_with(|| {
            tickets.push(Vec::new());
            tickets.len() - 1
        });
        tickets[place].push(deadline);
    }
    tickets
}

/// Some of the work at a time, begun in its order.
async fn side_by_side(
    work: Vec<impl Future<Output = Result<(), StoreError>>>,
) -> Result<(), StoreError> {
    let work = stream::iter(work).buffered(SIDE_BY_SIDE);
    work.try_collect().await
}
