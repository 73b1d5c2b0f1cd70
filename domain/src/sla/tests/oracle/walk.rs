//! The slow way: through a ticket's life minute by minute, with nothing carried ahead.

mod held;
mod ticket;

use super::super::super::{ClockKind, ClockState, Mark, SlaPolicy, StopReason, Targets};
use super::Shown;
use super::world::{Choice, HORIZON, History, Only, PRIORITIES, Policy, Step, World};
use crate::setting::StatusCategory;
use std::collections::BTreeMap;
use ticket::marks;

/// A ticket as far as clocks ask.
#[derive(Clone, Debug)]
struct Ticket {
    status: usize,
    priority: usize,
    department: usize,
    tagged: bool,
    due: Option<i64>,
    deleted: bool,
    merged: bool,
    responded: bool,
    waits: bool,
}

/// A version of a policy that holds: of which policy, in which version.
type Held<'w> = (usize, i32, &'w Policy);

#[derive(Clone, Debug)]
struct Walked<'w> {
    kind: ClockKind,
    started: i64,
    elapsed: i64,
    ended: Option<i64>,
    /// The minutes in which it was done in time.
    met: Vec<i64>,
    judged: Option<Held<'w>>,
    judged_priority: usize,
    notes: BTreeMap<Mark, i64>,
    /// Why it did not run, minute by minute since it started.
    held: Vec<Option<StopReason>>,
}

/// What was seen on the way.
pub struct Walk<'w> {
    world: &'w World,
    open: &'w [Vec<bool>],
    now: i64,
    ticket: Ticket,
    policy: Option<Held<'w>>,
    clocks: Vec<Walked<'w>>,
}

impl<'w> Walk<'w> {
    pub fn through(world: &'w World, open: &'w [Vec<bool>], history: &History) -> Self {
        let mut walk = Self {
            world,
            open,
            now: history.created,
            ticket: Ticket::new(history),
            policy: None,
            clocks: Vec::new(),
        };
        for kind in [ClockKind::FirstResponse, ClockKind::Resolution] {
            walk.clocks.push(Walked::new(kind, history.created));
        }
        walk.begin_and_end();
        for minute in history.created..=history.now {
            walk.now = minute;
            for (_, step) in history.steps.iter().filter(|(at, _)| *at == minute) {
                walk.take(*step);
                walk.begin_and_end();
            }
            walk.policy = walk.matching(history);
            walk.look();
            if minute < history.now {
                walk.pass();
            }
        }
        walk
    }

    pub fn policy(&self) -> Option<(u128, i32)> {
        self.policy.map(|(id, version, _)| (id as u128, version))
    }

    pub fn shown(&self) -> Vec<Shown> {
        self.in_order()
            .into_iter()
            .filter_map(|clock| self.one(clock))
            .collect()
    }

    /// When each clock that is shown reaches its target, where that is in sight.
    pub fn due(&self) -> Vec<Option<i64>> {
        let shown = self
            .in_order()
            .into_iter()
            .filter(|clock| self.one(clock).is_some());
        shown
            .map(|clock| match clock.notes.get(&Mark::Breach) {
                Some(at) => Some(*at),
                None if clock.kind == ClockKind::DueDate => self.ticket.due,
                None => self
                    .ahead(clock)
                    .into_iter()
                    .find(|(_, m)| *m == Mark::Breach)
                    .map(|(at, _)| at),
            })
            .collect()
    }

    pub fn next_moment(&self) -> Option<i64> {
        let ahead = self.clocks.iter().flat_map(|clock| self.ahead(clock));
        ahead.map(|(at, _)| at).filter(|at| *at < HORIZON).min()
    }

    fn take(&mut self, step: Step) {
        let ticket = &mut self.ticket;
        match step {
            Step::Status(index) => ticket.status = index,
            Step::Priority(index) => ticket.priority = index,
            Step::Route(index) => ticket.department = index,
            Step::Tag(on) => ticket.tagged = on,
            Step::Due(at) => ticket.due = at,
            Step::Deleted(on) => ticket.deleted = on,
            Step::Merged(on) => ticket.merged = on,
            Step::Note | Step::Rule => {}
            Step::Customer => ticket.waits = true,
            Step::Answer => {
                (ticket.responded, ticket.waits) = (true, false);
                let now = self.now;
                for clock in &mut self.clocks {
                    if matches!(
                        clock.kind,
                        ClockKind::FirstResponse | ClockKind::NextResponse
                    ) {
                        clock.ended.get_or_insert(now);
                    }
                }
            }
        }
    }

    fn begin_and_end(&mut self) {
        if self.ticket.deleted || self.ticket.merged {
            return;
        }
        let (now, done) = (self.now, self.ticket.is_done());
        let has = |kind: ClockKind| move |clock: &Walked<'_>| clock.kind == kind;
        if self.ticket.due.is_none() {
            self.clocks.retain(|clock| clock.kind != ClockKind::DueDate);
        } else if !self.clocks.iter().any(has(ClockKind::DueDate)) {
            self.clocks.push(Walked::new(ClockKind::DueDate, now));
        }
        let open =
            |clock: &Walked<'_>| clock.kind == ClockKind::NextResponse && clock.ended.is_none();
        if self.ticket.waits && self.ticket.responded && !done && !self.clocks.iter().any(open) {
            self.clocks.push(Walked::new(ClockKind::NextResponse, now));
        }
        for clock in &mut self.clocks {
            if matches!(clock.kind, ClockKind::Resolution | ClockKind::DueDate) {
                clock.ended = if done {
                    clock.ended.or(Some(now))
                } else {
                    None
                };
                clock.judged = clock.judged.filter(|_| done);
            }
        }
    }

    /// What is so at the end of the minute's events.
    fn look(&mut self) {
        let (now, policy, ticket) = (self.now, self.policy, self.ticket.clone());
        for clock in &mut self.clocks {
            let why = ticket.why(policy, clock);
            clock.held.push(why);
            if clock.ended.is_some() {
                clock.judge(policy, &ticket);
                continue;
            }
            if !matches!(why, None | Some(StopReason::Paused)) {
                continue;
            }
            let reached = marks(policy, ticket.priority, clock, ticket.due);
            let reached = reached.into_iter().filter(|(_, at)| match clock.kind {
                ClockKind::DueDate => *at <= now,
                _ => *at <= clock.elapsed,
            });
            let reached: Vec<_> = reached.map(|(mark, _)| mark).collect();
            clock.notes.retain(|mark, _| reached.contains(mark));
            for mark in reached {
                clock.notes.entry(mark).or_insert(now);
            }
        }
    }

    fn pass(&mut self) {
        let open = self.is_open(self.now);
        for clock in &mut self.clocks {
            let runs = clock.ended.is_none() && clock.held.last() == Some(&None);
            let counts = open || clock.kind == ClockKind::DueDate;
            clock.elapsed += i64::from(runs && counts);
        }
    }

    fn is_open(&self, minute: i64) -> bool {
        let Some((_, _, policy)) = self.policy else {
            return false;
        };
        let own = self.world.chosen;
        let calendar = match policy.calendar {
            Choice::AlwaysOpen => None,
            Choice::Named(index) => Some(index),
            Choice::Department if self.ticket.department < 2 => {
                own[self.ticket.department].or(own[2])
            }
            Choice::Department => own[2],
        };
        calendar.is_none_or(|index| self.open[index][usize::try_from(minute).unwrap()])
    }

    /// The marks that a clock reaches if nothing happens any more, with the minutes.
    fn ahead(&self, clock: &Walked<'w>) -> Vec<(i64, Mark)> {
        let held = clock.held.last().copied().flatten();
        if clock.ended.is_some() || !matches!(held, None | Some(StopReason::Paused)) {
            return Vec::new();
        }
        let marks = marks(self.policy, self.ticket.priority, clock, self.ticket.due);
        let marks = marks
            .into_iter()
            .filter(|(mark, _)| !clock.notes.contains_key(mark));
        if clock.kind == ClockKind::DueDate {
            return marks.map(|(mark, at)| (at, mark)).collect();
        }
        let mut marks: Vec<_> = marks.filter(|_| held.is_none()).collect();
        let (mut elapsed, mut ahead) = (clock.elapsed, Vec::new());
        for minute in self.now..HORIZON {
            let reached = marks.iter().filter(|(_, at)| *at <= elapsed);
            ahead.extend(reached.map(|(mark, _)| (minute, *mark)));
            marks.retain(|(_, at)| *at > elapsed);
            if marks.is_empty() {
                break;
            }
            elapsed += i64::from(self.is_open(minute));
        }
        ahead
    }

    fn in_order(&self) -> Vec<&Walked<'w>> {
        let mut clocks: Vec<_> = self.clocks.iter().collect();
        clocks.sort_by_key(|clock| (clock.started, clock.kind));
        clocks
    }

    fn one(&self, clock: &Walked<'w>) -> Option<Shown> {
        let (policy, priority) = match clock.judged {
            Some(judged) => (judged, clock.judged_priority),
            None => (self.policy?, self.ticket.priority),
        };
        marks(Some(policy), priority, clock, self.ticket.due).last()?;
        let mut notes: Vec<_> = clock.notes.iter().map(|(mark, at)| (*at, *mark)).collect();
        notes.sort_unstable();
        Some(Shown {
            kind: clock.kind,
            policy: (policy.0 as u128, policy.1),
            started_at: clock.started,
            elapsed: clock.elapsed,
            state: clock.state(),
            notes,
            ended_at: clock.ended,
            met_at: clock.met.clone(),
            stops: clock.stops(),
        })
    }
}
