//! What would have become of tickets by another policy, beside what became of them.

use super::openness::Story;
use super::{
    Applies, Clock, ClockKind, ClockState, PolicyHistory, PolicyVersion, SlaPolicy, SlaRules,
};
use crate::ticket::TicketEvent;
use crate::{Catalog, DepartmentId, SlaPolicyId};
use jiff::Timestamp;
use std::collections::BTreeMap;

/// How many clocks of one kind came to what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub met: u64,
    /// Done too late, or not done and too late already.
    pub missed: u64,
    /// Not decided yet.
    pub open: u64,
    /// Nothing is expected any more, and nothing was late.
    pub stopped: u64,
}

/// A clock that came to something else, or is there by one side alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Difference {
    pub kind: ClockKind,
    pub started_at: Timestamp,
    pub before: Option<ClockState>,
    pub after: Option<ClockState>,
}

/// Counts per kind of clock and department.
pub type Tallies = BTreeMap<(ClockKind, Option<DepartmentId>), (Tally, Tally)>;

/// Tickets of the past by the policies as they were, and as if one more had always been there.
#[derive(Debug)]
pub struct Trial<'a> {
    before: SlaRules<'a>,
    after: SlaRules<'a>,
    now: Timestamp,
    tallies: Tallies,
}

impl PolicyHistory {
    /// As if this policy had always been there, instead of the one with its id where there is one.
    #[must_use]
    pub fn with_draft(&self, id: SlaPolicyId, draft: SlaPolicy) -> Self {
        let mut history = self.without(id);
        let policy = SlaPolicy {
            applies: Applies::New,
            ..draft
        };
        history.add(PolicyVersion {
            id,
            version: 0,
            since: Timestamp::MIN,
            policy: Some(policy),
        });
        history
    }
}

impl<'a> Trial<'a> {
    /// As everything stands at `now`.
    #[must_use]
    pub fn new(catalog: &'a Catalog, after: &'a PolicyHistory, now: Timestamp) -> Self {
        Self {
            before: SlaRules::of(catalog),
            after: SlaRules::with(catalog, after),
            now,
            tallies: Tallies::new(),
        }
    }

    /// Adds a ticket, and tells what is different about it.
    pub fn add(&mut self, story: Story<'_>) -> Vec<Difference> {
        let before = self.before.clocks(story, self.now).clocks;
        let after = self.after.clocks(story, self.now).clocks;
        let department = department(story);
        for clock in &before {
            self.tally(clock, department).0.add(clock.state);
        }
        for clock in &after {
            self.tally(clock, department).1.add(clock.state);
        }
        differences(&before, &after)
    }

    #[must_use]
    pub fn tallies(&self) -> &Tallies {
        &self.tallies
    }

    fn tally(&mut self, clock: &Clock, department: Option<DepartmentId>) -> &mut (Tally, Tally) {
        self.tallies.entry((clock.kind, department)).or_default()
    }
}

impl Tally {
    fn add(&mut self, state: ClockState) {
        match state {
            ClockState::Met => self.met += 1,
            ClockState::Missed | ClockState::Breached => self.missed += 1,
            ClockState::Running | ClockState::Warning | ClockState::Paused => self.open += 1,
            ClockState::Stopped => self.stopped += 1,
        }
    }
}

/// The one that the ticket is in at the end of its story.
fn department(story: Story<'_>) -> Option<DepartmentId> {
    let told = story.iter().rev().find_map(|(event, _)| match event {
        TicketEvent::Routed { to, .. } => Some(*to),
        TicketEvent::Created(created) => Some(created.department),
        _ => None,
    });
    told.flatten()
}

fn differences(before: &[Clock], after: &[Clock]) -> Vec<Difference> {
    let mut known: BTreeMap<_, [Option<ClockState>; 2]> = BTreeMap::new();
    for (side, clocks) in [before, after].into_iter().enumerate() {
        for clock in clocks {
            let states = known.entry((clock.started_at, clock.kind)).or_default();
            states[side] = Some(clock.state);
        }
    }
    let mut differences = Vec::new();
    for ((started_at, kind), [before, after]) in known {
        if before != after {
            differences.push(Difference {
                kind,
                started_at,
                before,
                after,
            });
        }
    }
    differences
}
