//! What the oracle knows of a ticket and of one of its clocks.

use super::super::super::STATUSES;
use super::{
    BTreeMap, ClockKind, ClockState, Held, History, Mark, Only, PRIORITIES, Policy, SlaPolicy,
    StatusCategory, Step, StopReason, Targets, Ticket, Walked,
};

impl Ticket {
    pub(super) fn new(history: &History) -> Self {
        Self {
            status: history.status,
            priority: history.priority,
            department: history.department,
            tagged: false,
            due: None,
            deleted: false,
            merged: false,
            responded: false,
            waits: false,
        }
    }

    pub(super) fn is_done(&self) -> bool {
        is_done(self.status)
    }

    pub(super) fn is_for(&self, only: Only) -> bool {
        match only {
            Only::All => true,
            Only::Priority(index) => self.priority == index,
            Only::Support => self.department == 0,
            Only::Tagged => self.tagged,
        }
    }

    /// Why a clock does not run.
    pub(super) fn why(&self, policy: Option<Held<'_>>, clock: &Walked<'_>) -> Option<StopReason> {
        let response = matches!(
            clock.kind,
            ClockKind::FirstResponse | ClockKind::NextResponse
        );
        if response && clock.ended.is_some() {
            return None;
        }
        if self.deleted {
            return Some(StopReason::Deleted);
        }
        if self.merged {
            return Some(StopReason::Merged);
        }
        let Some((_, _, policy)) = policy else {
            return Some(StopReason::NoPolicy);
        };
        if self.is_done() {
            return Some(StopReason::Done);
        }
        let paused = policy.policy.pause.contains(&STATUSES[self.status].1);
        (paused && clock.kind != ClockKind::DueDate).then_some(StopReason::Paused)
    }
}

impl History {
    /// Whether the ticket was open just before what happened in a minute.
    pub(super) fn is_open_before(&self, minute: i64) -> bool {
        if minute <= self.created {
            return false;
        }
        let (mut done, mut deleted, mut merged) = (is_done(self.status), false, false);
        let within = |at: &i64| *at < minute && *at <= self.now;
        for (_, step) in self.steps.iter().filter(|(at, _)| within(at)) {
            match step {
                Step::Status(index) => done = is_done(*index),
                Step::Deleted(on) => deleted = *on,
                Step::Merged(on) => merged = *on,
                _ => {}
            }
        }
        !(done || deleted || merged)
    }
}

impl<'w> Walked<'w> {
    pub(super) fn new(kind: ClockKind, started: i64) -> Self {
        Self {
            kind,
            started,
            elapsed: 0,
            ended: None,
            met: Vec::new(),
            judged: None,
            judged_priority: 0,
            notes: BTreeMap::new(),
            held: Vec::new(),
        }
    }

    /// What it came to when it had ended, by what was promised then.
    pub(super) fn judge(&mut self, policy: Option<Held<'w>>, ticket: &Ticket) {
        if self.judged.is_some() || policy.is_none() {
            return;
        }
        (self.judged, self.judged_priority) = (policy, ticket.priority);
        let promised = !marks(policy, ticket.priority, self, ticket.due).is_empty();
        if promised && !self.notes.contains_key(&Mark::Breach) {
            self.met.extend(self.ended);
        }
    }

    pub(super) fn state(&self) -> ClockState {
        let late = self.notes.contains_key(&Mark::Breach);
        let held = self.held.last().copied().flatten();
        match held {
            _ if self.ended.is_some() && late => ClockState::Missed,
            _ if self.ended.is_some() => ClockState::Met,
            Some(why) if why != StopReason::Paused && late => ClockState::Missed,
            Some(why) if why != StopReason::Paused => ClockState::Stopped,
            _ if late => ClockState::Breached,
            Some(_) => ClockState::Paused,
            None if self.notes.is_empty() => ClockState::Running,
            None => ClockState::Warning,
        }
    }

    /// The stretches of minutes with one and the same reason not to run.
    pub(super) fn stops(&self) -> Vec<(i64, Option<i64>, StopReason)> {
        let mut stops: Vec<(i64, Option<i64>, StopReason)> = Vec::new();
        for (minute, why) in (self.started..).zip(&self.held) {
            let open = stops.last_mut().filter(|(_, to, _)| to.is_none());
            match (open, why) {
                (Some(last), why) if Some(last.2) == *why => {}
                (last, why) => {
                    if let Some(last) = last {
                        last.1 = Some(minute);
                    }
                    stops.extend(why.map(|why| (minute, None, why)));
                }
            }
        }
        stops
    }
}

/// What a clock can reach: minutes of its own, for a due date the minute itself.
pub(super) fn marks(
    held: Option<Held<'_>>,
    priority: usize,
    clock: &Walked<'_>,
    due: Option<i64>,
) -> Vec<(Mark, i64)> {
    let Some((_, _, Policy { policy, .. })) = held else {
        return Vec::new();
    };
    if clock.kind == ClockKind::DueDate {
        let Some(due) = due else { return Vec::new() };
        let early = policy.warn_before_due.iter();
        let early = early.map(|seconds| (Mark::BeforeDue(*seconds), due - seconds / 60));
        let late = steps(policy).map(|(mark, minutes)| (mark, due + minutes));
        return early.chain([(Mark::Breach, due)]).chain(late).collect();
    }
    let of = |targets: &Targets| match clock.kind {
        ClockKind::FirstResponse => targets.first_response,
        ClockKind::NextResponse => targets.next_response,
        _ => targets.resolution,
    };
    let own = policy.by_priority.get(PRIORITIES[priority]).and_then(of);
    let Some(target) = own.or(of(&policy.targets)) else {
        return Vec::new();
    };
    let early = policy.warn_at.iter();
    let early = early.map(|p| (Mark::Percent(*p), target / 60 * i64::from(*p) / 100));
    let late = steps(policy).map(|(mark, minutes)| (mark, target / 60 + minutes));
    early
        .chain([(Mark::Breach, target / 60)])
        .chain(late)
        .collect()
}

/// The steps after a breach, in minutes.
fn steps(policy: &SlaPolicy) -> impl Iterator<Item = (Mark, i64)> {
    let steps = (1..).zip(&policy.escalate_after);
    steps.map(|(step, &seconds)| (Mark::Escalation { step, seconds }, seconds / 60))
}

fn is_done(status: usize) -> bool {
    matches!(
        STATUSES[status].1,
        StatusCategory::Resolved | StatusCategory::Closed
    )
}
