//! How the clocks of a ticket stand, as whoever asks is told.

use crate::SlaPolicyId;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ClockKind {
    /// Until one of the staff first writes to the customer.
    FirstResponse,
    /// Until a waiting customer is answered; each waiting has a clock of its own.
    NextResponse,
    /// Until the ticket is resolved or closed.
    Resolution,
    /// Until the ticket's due date, on everybody's clock.
    DueDate,
}

impl ClockKind {
    /// Every kind.
    pub const ALL: [Self; 4] = [
        Self::FirstResponse,
        Self::NextResponse,
        Self::Resolution,
        Self::DueDate,
    ];

    /// The spelling used in events and answers.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::FirstResponse => "first_response",
            Self::NextResponse => "next_response",
            Self::Resolution => "resolution",
            Self::DueDate => "due_date",
        }
    }
}

/// How a clock stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClockState {
    /// It runs, and there is time left.
    Running,
    /// It runs, and a warning has been reached.
    Warning,
    /// It stands still because of the ticket's status.
    Paused,
    /// The target was reached before what is promised was done, which it is not yet.
    Breached,
    /// Done in time.
    Met,
    /// Done, or given up, too late.
    Missed,
    /// Nothing is expected any more: resolved without it, deleted or merged. It may go on.
    Stopped,
}

/// What a clock can reach on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mark {
    /// So many hundredths of the target.
    Percent(u8),
    /// So many seconds before the due date.
    BeforeDue(i64),
    /// The target itself.
    Breach,
    /// So much later still, in steps from 1.
    Escalation { step: u8, seconds: i64 },
}

/// A mark that was reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Note {
    pub mark: Mark,
    pub at: Timestamp,
}

/// Why a clock did not run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StopReason {
    /// The ticket's status is one in which the policy lets clocks stand still.
    Paused,
    /// The ticket was resolved or closed.
    Done,
    Deleted,
    Merged,
    /// No policy held for the ticket.
    NoPolicy,
}

/// A stretch of time in which a clock did not run, whatever its calendar says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stop {
    pub from: Timestamp,
    /// None while it lasts.
    pub to: Option<Timestamp>,
    pub why: StopReason,
}

/// One clock.
#[derive(Clone, Debug, PartialEq)]
pub struct Clock {
    pub kind: ClockKind,
    /// Which policy, in which version, promises it; for what is done: promised it then.
    pub policy: SlaPolicyId,
    pub policy_version: i32,
    pub started_at: Timestamp,
    /// Of business time; a due date has none.
    pub target: Option<SignedDuration>,
    /// Business time that has passed; for a due date what everybody's clock shows.
    pub elapsed: SignedDuration,
    /// When the target is or was reached. None while it stands still.
    pub due_at: Option<Timestamp>,
    pub state: ClockState,
    /// The marks that were reached, by time.
    pub notes: Vec<Note>,
    /// When its first warning was or will be reached. None while it stands still, or without one.
    pub warn_at: Option<Timestamp>,
    /// Whenever what is promised was done in time; of what is to be done once more, all times.
    pub met_at: Vec<Timestamp>,
    /// When what is promised was done.
    pub ended_at: Option<Timestamp>,
    pub stops: Vec<Stop>,
}

/// The clocks of a ticket at a moment.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TicketSla {
    /// The policy that holds, with its version.
    pub policy: Option<(SlaPolicyId, i32)>,
    /// By when they started.
    pub clocks: Vec<Clock>,
    /// When a clock reaches a mark next, if nothing happens before.
    pub next_moment: Option<Timestamp>,
}

impl Mark {
    /// Whether it lies before the target.
    #[must_use]
    pub fn is_warning(self) -> bool {
        matches!(self, Self::Percent(_) | Self::BeforeDue(_))
    }
}

impl Clock {
    /// When the target was reached before what is promised was done.
    #[must_use]
    pub fn breached_at(&self) -> Option<Timestamp> {
        let note = self.notes.iter().find(|note| note.mark == Mark::Breach);
        note.map(|note| note.at)
    }

    /// What is left of the target; less than nothing once it is breached.
    #[must_use]
    pub fn remaining(&self) -> Option<SignedDuration> {
        self.target.map(|target| target - self.elapsed)
    }
}
