//! What holds for a ticket's clocks at a time: a policy, its targets and its hours.

use super::hours::Hours;
use super::{ClockKind, Mark, PolicyVersion, SlaPolicy, Targets};
use jiff::{SignedDuration, Timestamp};

/// What holds for a ticket's clocks at a time.
#[derive(Clone, Debug)]
pub(super) struct Term<'r> {
    pub version: &'r PolicyVersion,
    pub policy: &'r SlaPolicy,
    pub hours: &'r Hours,
    /// For the ticket's priority.
    pub targets: Targets,
    /// The ticket's.
    pub due_at: Option<Timestamp>,
}

/// How far a mark lies from a clock's beginning, or when it comes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Place {
    Elapsed(SignedDuration),
    At(Timestamp),
}

impl Term<'_> {
    /// The target of a clock; none of a due date.
    pub fn target(&self, kind: ClockKind) -> Option<SignedDuration> {
        self.targets.of(kind).map(SignedDuration::from_secs)
    }

    /// Whether anything is promised that the clock measures.
    pub fn promises(&self, kind: ClockKind) -> bool {
        match kind {
            ClockKind::DueDate => self.due_at.is_some(),
            _ => self.target(kind).is_some(),
        }
    }

    /// What a clock can reach, and where.
    pub fn marks(&self, kind: ClockKind) -> Vec<(Mark, Place)> {
        match (kind, self.due_at, self.targets.of(kind)) {
            (ClockKind::DueDate, Some(due_at), _) => {
                let before = self.policy.warn_before_due.iter().map(|seconds| {
                    let early = due_at.checked_sub(SignedDuration::from_secs(*seconds));
                    (Mark::BeforeDue(*seconds), early.unwrap_or(due_at))
                });
                let after = self.escalations().map(|(mark, seconds)| {
                    let late = due_at.checked_add(SignedDuration::from_secs(seconds));
                    (mark, late.unwrap_or(Timestamp::MAX))
                });
                let all = before.chain([(Mark::Breach, due_at)]).chain(after);
                all.map(|(mark, at)| (mark, Place::At(at))).collect()
            }
            (ClockKind::DueDate, None, _) | (_, _, None) => Vec::new(),
            (_, _, Some(target)) => {
                let part =
                    |percent: u8| SignedDuration::from_millis(target * 10 * i64::from(percent));
                let warnings = self.policy.warn_at.iter();
                let warnings = warnings.map(|percent| (Mark::Percent(*percent), part(*percent)));
                let after = self.escalations().map(|(mark, seconds)| {
                    (
                        mark,
                        SignedDuration::from_secs(target.saturating_add(seconds)),
                    )
                });
                let breach = (Mark::Breach, SignedDuration::from_secs(target));
                let all = warnings.chain([breach]).chain(after);
                all.map(|(mark, length)| (mark, Place::Elapsed(length)))
                    .collect()
            }
        }
    }

    /// The steps after a breach, with how long after it they come.
    fn escalations(&self) -> impl Iterator<Item = (Mark, i64)> {
        let steps = (1..).zip(&self.policy.escalate_after);
        steps.map(|(step, &seconds)| (Mark::Escalation { step, seconds }, seconds))
    }
}
