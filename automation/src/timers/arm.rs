//! Arming: which deadlines tickets and calendars have.

use super::{Story, Timers, deadline, is_scheduled, saved_at, scheduled};
use crate::ask::{Person, ask};
use crate::cause::Cause;
use domain::automation::{Rule, Timer};
use domain::{Catalog, RuleId, TicketId};
use eventstore::StoreError;
use jiff::Timestamp;

/// Tickets looked at together.
const AT_ONCE: usize = 500;

/// Some deadlines to arm, and keys of some to take away.
#[derive(Debug, Default)]
struct Changes {
    arm: Vec<crate::deadlines::Deadline>,
    disarm: Vec<String>,
}

impl Timers {
    /// Moves the deadlines of one ticket to where they are now; whether any moved.
    pub(super) async fn arm_one(
        &self,
        story: &mut Story,
        catalog: &Catalog,
    ) -> Result<bool, StoreError> {
        let mut changes = Changes::default();
        self.look(story, catalog, &mut changes).await?;
        let moved = !(changes.arm.is_empty() && changes.disarm.is_empty());
        self.write(changes).await?;
        Ok(moved)
    }

    /// Moves all deadlines to where they are, for rules that were saved and hours that changed.
    /// `anew`: nothing is armed, and what was begun is perhaps not finished.
    pub(super) async fn arm_all(
        &self,
        catalog: &Catalog,
        position: i64,
        anew: bool,
    ) -> Result<(), StoreError> {
        self.arm_schedules(catalog).await?;
        let rules = catalog.timer_rules();
        if rules.iter().all(|(_, _, rule)| is_scheduled(rule)) {
            return Ok(());
        }
        for tickets in self.candidates(catalog, position).await?.chunks(AT_ONCE) {
            let mut changes = Changes::default();
            for mut story in Story::read_all(&self.desk.store, tickets).await? {
                self.look(&mut story, catalog, &mut changes).await?;
                if anew {
                    self.take_up(&story, catalog, &mut changes).await?;
                }
            }
            self.write(changes).await?;
        }
        Ok(())
    }

    /// Every ticket that is there and in no status that closes it for good.
    pub(super) async fn candidates(
        &self,
        catalog: &Catalog,
        position: i64,
    ) -> Result<Vec<TicketId>, StoreError> {
        let position = position.max(self.desk.store.known_head());
        self.desk.loads.catch_up(&self.desk.store, position).await?;
        self.desk.loads.tickets_not_closed(catalog).await
    }

    async fn write(&self, changes: Changes) -> Result<(), StoreError> {
        self.deadlines.arm_all(&changes.arm).await?;
        self.deadlines.disarm_all(&changes.disarm).await
    }

    async fn arm_schedules(&self, catalog: &Catalog) -> Result<(), StoreError> {
        for (id, _, rule) in catalog.timer_rules() {
            let Some(Timer::Schedule(schedule)) = &rule.timer else {
                continue;
            };
            let key = id.to_string();
            // what is armed and still meant stays, so that nothing is missed while nobody looked
            let from = saved_at(id, catalog);
            let armed = self.deadlines.armed_at(&key).await?;
            let meant = |at: &Timestamp| *at > from && schedule.is_at(*at);
            if armed.as_ref().is_some_and(meant) {
                continue;
            }
            if let Some(at) = schedule.next(from.max(Timestamp::now())) {
                self.deadlines.arm(&scheduled(id, at)).await?;
            }
        }
        Ok(())
    }

    async fn look(
        &self,
        story: &mut Story,
        catalog: &Catalog,
        changes: &mut Changes,
    ) -> Result<(), StoreError> {
        let (timed, now) = (catalog.timer_rules().into_iter(), Timestamp::now());
        for (id, _, rule) in timed.filter(|(_, _, rule)| !is_scheduled(rule)) {
            if story
                .due(rule, catalog)
                .is_some_and(|at| story.has_fired(id, at))
            {
                continue; // it is done, or being done
            }
            let moment = self.moment(story, (id, rule), catalog).await?;
            // what is due already was perhaps looked at, and in vain
            let stands = moment.is_none_or(|at| at > now);
            if story.armed.insert(id, moment) == Some(moment) && stands {
                continue;
            }
            match moment {
                Some(at) => changes.arm.push(deadline(id, story.id, at)),
                None => changes.disarm.push(format!("{id}/{}", story.id)),
            }
        }
        Ok(())
    }

    /// Arms what was begun and is not known to have come to its end.
    async fn take_up(
        &self,
        story: &Story,
        catalog: &Catalog,
        changes: &mut Changes,
    ) -> Result<(), StoreError> {
        for (id, _, rule) in catalog.timer_rules() {
            let begun = story
                .due(rule, catalog)
                .filter(|at| story.has_fired(id, *at));
            let Some(at) = begun else { continue };
            let ends = Cause::moment(id, story.id, at).ends(id, rule.actions.len());
            let done = self.desk.store.commands_done(&ends).await?;
            if done.is_empty() {
                changes.arm.push(deadline(id, story.id, at));
            }
        }
        Ok(())
    }

    /// When the rule is to be looked at on this ticket. What is due already is, where it has not
    /// fired and the ticket looks so by now.
    async fn moment(
        &self,
        story: &Story,
        (id, rule): (RuleId, &Rule),
        catalog: &Catalog,
    ) -> Result<Option<Timestamp>, StoreError> {
        let Some(at) = story.due(rule, catalog) else {
            return Ok(None);
        };
        let now = Timestamp::now();
        if at > now {
            return Ok(Some(at));
        }
        if at <= saved_at(id, catalog) {
            return Ok(None);
        }
        let ticket = &story.ticket;
        let person = Person::of(&self.desk.store, &[rule], &ticket.state, i64::MAX).await?;
        let found = ask(rule, ticket, &Story::occasion(now), &person, catalog);
        Ok(found.map(|_| at))
    }
}
