//! Clocks as HTTP spells them.

use crate::types::{ClockKind, ClockState, Moment, Nullable, StopReason};
use domain::Catalog;
use domain::sla::{self, Mark};
use jiff::{SignedDuration, Timestamp};
use poem_openapi::Object;
use poem_openapi::types::Example;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What is promised on a ticket, and how its clocks stand at a moment.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(example)]
pub(crate) struct TicketSla {
    /// The moment.
    pub at: Moment,
    /// The policy that holds then; null where none does.
    pub policy: Nullable<PolicyName>,
    /// By when they started. What is not promised has no clock.
    pub clocks: Vec<Clock>,
    /// When a clock reaches a warning or its target next, if nothing happens before.
    pub next_moment: Nullable<Moment>,
}

/// A policy in one version.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct PolicyName {
    pub id: Uuid,
    /// As it is called today.
    pub name: String,
    /// The version that holds for the ticket, which need not be the newest.
    pub version: i32,
}

/// One clock.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct Clock {
    /// What it measures; each waiting of a customer after the first response has its own.
    pub clock: ClockKind,
    pub state: ClockState,
    pub policy_id: Uuid,
    pub policy_version: i32,
    pub started_at: Moment,
    /// Seconds of business time; null for a due date.
    pub target_seconds: Nullable<i64>,
    /// Seconds of business time that have passed; for a due date seconds of any time.
    pub elapsed_seconds: i64,
    /// What is left of the target, less than nothing once it was passed; null for a due date.
    pub remaining_seconds: Nullable<i64>,
    /// When the target is reached, or was; null while the clock stands still before it.
    pub due_at: Nullable<Moment>,
    /// When the target was reached with nothing done.
    pub breached_at: Nullable<Moment>,
    /// When what is promised was done.
    pub ended_at: Nullable<Moment>,
    /// The warnings that were reached, by time.
    pub warnings: Vec<ClockWarning>,
    /// The steps after the breach that were reached, by time.
    pub escalations: Vec<ClockEscalation>,
    /// When it did not run, whatever its calendar says.
    pub stops: Vec<ClockStop>,
}

/// A warning that was reached. It has one of the first two.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct ClockWarning {
    /// So many hundredths of the target.
    pub percent: Nullable<u8>,
    /// So many seconds before the due date.
    pub seconds_before_due: Nullable<i64>,
    pub at: Moment,
}

/// A step after a breach that was reached.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct ClockEscalation {
    /// From 1.
    pub step: u8,
    /// Seconds of business time since the breach.
    pub seconds_after: i64,
    pub at: Moment,
}

/// A time in which a clock did not run.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct ClockStop {
    pub from: Moment,
    /// Null while it lasts.
    pub to: Nullable<Moment>,
    pub reason: StopReason,
}

impl TicketSla {
    pub fn of(sla: &sla::TicketSla, at: Timestamp, catalog: &Catalog) -> Self {
        let policy = sla.policy.map(|(id, version)| {
            let entry = catalog.sla_policies.get(id.0);
            let known = entry.and_then(|entry| entry.setting.value.as_ref());
            PolicyName {
                id: id.0,
                name: known.map_or_else(|| id.to_string(), |policy| policy.name.clone()),
                version,
            }
        });
        Self {
            at: at.into(),
            policy: policy.into(),
            clocks: sla.clocks.iter().map(Clock::of).collect(),
            next_moment: sla.next_moment.map(Moment::from).into(),
        }
    }
}

impl Clock {
    fn of(clock: &sla::Clock) -> Self {
        let seconds = |length: SignedDuration| length.as_secs();
        Self {
            clock: ClockKind(clock.kind),
            state: ClockState(clock.state),
            policy_id: clock.policy.0,
            policy_version: clock.policy_version,
            started_at: clock.started_at.into(),
            target_seconds: clock.target.map(seconds).into(),
            elapsed_seconds: seconds(clock.elapsed),
            remaining_seconds: clock.remaining().map(seconds).into(),
            due_at: clock.due_at.map(Moment::from).into(),
            breached_at: clock.breached_at().map(Moment::from).into(),
            ended_at: clock.ended_at.map(Moment::from).into(),
            warnings: clock.notes.iter().filter_map(ClockWarning::of).collect(),
            escalations: (clock.notes.iter())
                .filter_map(ClockEscalation::of)
                .collect(),
            stops: clock.stops.iter().map(ClockStop::of).collect(),
        }
    }
}

impl ClockWarning {
    /// `None` for the breach and what comes after it, which are told by themselves.
    fn of(note: &sla::Note) -> Option<Self> {
        let (percent, before) = match note.mark {
            Mark::Percent(percent) => (Some(percent), None),
            Mark::BeforeDue(seconds) => (None, Some(seconds)),
            Mark::Breach | Mark::Escalation { .. } => return None,
        };
        Some(Self {
            percent: percent.into(),
            seconds_before_due: before.into(),
            at: note.at.into(),
        })
    }
}

impl ClockEscalation {
    fn of(note: &sla::Note) -> Option<Self> {
        let Mark::Escalation { step, seconds } = note.mark else {
            return None;
        };
        Some(Self {
            step,
            seconds_after: seconds,
            at: note.at.into(),
        })
    }
}

impl ClockStop {
    fn of(stop: &sla::Stop) -> Self {
        Self {
            from: stop.from.into(),
            to: stop.to.map(Moment::from).into(),
            reason: StopReason(stop.why),
        }
    }
}

impl Example for TicketSla {
    fn example() -> Self {
        let moment = |minute: i64| Moment(Timestamp::constant(1_767_603_600 + minute * 60, 0));
        let policy_id = Uuid::from_u128(0x0192_0000_0000_7000_8000_0000_0000_051a);
        let warning = ClockWarning {
            percent: Nullable(Some(50)),
            seconds_before_due: Nullable(None),
            at: moment(30),
        };
        let clock = Clock {
            clock: ClockKind(sla::ClockKind::FirstResponse),
            state: ClockState(sla::ClockState::Warning),
            policy_id,
            policy_version: 2,
            started_at: moment(0),
            target_seconds: Nullable(Some(3_600)),
            elapsed_seconds: 2_100,
            remaining_seconds: Nullable(Some(1_500)),
            due_at: Nullable(Some(moment(60))),
            breached_at: Nullable(None),
            ended_at: Nullable(None),
            warnings: vec![warning],
            escalations: Vec::new(),
            stops: Vec::new(),
        };
        Self {
            at: moment(35),
            policy: Nullable(Some(PolicyName {
                id: policy_id,
                name: "Gold".to_owned(),
                version: 2,
            })),
            clocks: vec![clock],
            next_moment: Nullable(Some(moment(45))),
        }
    }
}
