//! How a ticket stands by what is promised on it, told in the log so that lists need not ask its
//! events: which moments its clocks run towards, and what it comes to before them.

use super::{ClockState, TicketSla};
use crate::TicketId;
use crate::aggregate::{Aggregate, Context, Happened};
use crate::event::{DecodeError, EncodedEvent, EventPayload, decode_tagged, encode_tagged};
use crate::ids::derived;
use crate::reservation::ReservationChange;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// How a ticket stands: as its worst clock does, of those that run if any does.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum SlaState {
    /// Nothing is promised on it, or expected of it any more.
    #[default]
    None,
    /// Everything was done in time.
    Met,
    /// Everything was done, something of it too late.
    Missed,
    /// All of its clocks that have not ended stand still.
    Paused,
    /// A clock runs.
    Running,
    /// A clock that runs has reached a warning.
    Warning,
    /// A target was reached, and what is promised is not done.
    Breached,
}

/// What tells how a ticket stands at any moment, as long as nothing happens to it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Standing {
    /// How it stands before the moments below, or without them.
    pub rest: SlaState,
    /// When the first of its clocks that run reaches a warning, or did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub warn_at: Option<Timestamp>,
    /// When the first of its clocks reaches its target, or did with nothing done since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_at: Option<Timestamp>,
}

/// Facts about how one ticket stands. Kept for ever: variants and fields are only added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "type", content = "data")]
pub enum StandingEvent {
    /// The moments towards which a ticket's clocks run are others, or none any more.
    #[serde(rename = "sla.moved")]
    Moved(Moved),
}

/// How a ticket stands from now on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Moved {
    pub ticket: TicketId,
    /// How much of the ticket was known.
    pub ticket_version: i32,
    /// Up to when it was looked at.
    pub seen_at: Timestamp,
    #[serde(flatten)]
    pub standing: Standing,
}

/// What can be asked of a ticket's standing.
#[derive(Clone, Debug, PartialEq)]
pub enum StandingCommand {
    /// Notes how it stands, unless more is known already.
    Move(Moved),
}

/// Nothing of it can be refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this cannot be said of how a ticket stands")]
pub struct StandingError;

/// How one ticket stands, as was told last.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TicketStanding {
    pub last: Option<Moved>,
}

impl Standing {
    /// How it stands at `now`.
    #[must_use]
    pub fn state(&self, now: Timestamp) -> SlaState {
        let has_come = |at: Option<Timestamp>| at.is_some_and(|at| at <= now);
        match (has_come(self.due_at), has_come(self.warn_at)) {
            (true, _) => SlaState::Breached,
            (false, true) => SlaState::Warning,
            (false, false) => self.rest,
        }
    }
}

impl SlaState {
    /// All of them, the worst last.
    pub const ALL: [Self; 7] = [
        Self::None,
        Self::Met,
        Self::Missed,
        Self::Paused,
        Self::Running,
        Self::Warning,
        Self::Breached,
    ];

    /// As it is spelled everywhere.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Met => "met",
            Self::Missed => "missed",
            Self::Paused => "paused",
            Self::Running => "running",
            Self::Warning => "warning",
            Self::Breached => "breached",
        }
    }

    /// Reads what [`SlaState::as_str`] spelled.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == text)
    }
}

impl TicketSla {
    /// The same however much later it is asked, as long as nothing happens.
    #[must_use]
    pub fn standing(&self) -> Standing {
        let rest = self.clocks.iter().map(|clock| match clock.state {
            ClockState::Running | ClockState::Warning | ClockState::Breached => SlaState::Running,
            ClockState::Paused => SlaState::Paused,
            ClockState::Met => SlaState::Met,
            ClockState::Missed => SlaState::Missed,
            ClockState::Stopped => SlaState::None,
        });
        let waits = |state| {
            use ClockState::{Breached, Paused, Running, Warning};
            matches!(state, Running | Warning | Breached | Paused)
        };
        let pending = self.clocks.iter().filter(|clock| waits(clock.state));
        let due = pending.clone().filter_map(|clock| clock.due_at);
        Standing {
            rest: rest.max().unwrap_or_default(),
            warn_at: pending.filter_map(|clock| clock.warn_at).min(),
            due_at: due.min(),
        }
    }
}

impl EventPayload for StandingEvent {
    fn encode(&self) -> EncodedEvent {
        encode_tagged(self)
    }

    fn decode(name: &str, schema: i16, data: &str) -> Result<Self, DecodeError> {
        decode_tagged(name, schema, data)
    }
}

impl Aggregate for TicketStanding {
    const CATEGORY: &'static str = "sla";
    const FOLD: i32 = 1;
    type Command = StandingCommand;
    type Event = StandingEvent;
    type Error = StandingError;

    fn decide(
        &self,
        StandingCommand::Move(moved): &StandingCommand,
        _: &Context<'_>,
    ) -> Result<Vec<StandingEvent>, StandingError> {
        let known = self.last.as_ref();
        let so = known.map(|last| last.standing).unwrap_or_default() == moved.standing;
        let seen = |moved: &Moved| (moved.ticket_version, moved.seen_at);
        let outdated = known.is_some_and(|last| seen(last) > seen(moved));
        match so || outdated {
            true => Ok(vec![]),
            false => Ok(vec![StandingEvent::Moved(moved.clone())]),
        }
    }

    fn evolve(&mut self, StandingEvent::Moved(moved): &StandingEvent, _: &Happened) {
        self.last = Some(moved.clone());
    }

    fn together(mut errors: Vec<StandingError>) -> StandingError {
        errors.swap_remove(0) // never empty
    }

    fn taken(_: &ReservationChange) -> StandingError {
        StandingError // it reserves nothing
    }
}

impl TicketStanding {
    /// The stream that tells how this ticket stands: its own, so that it changes no version by
    /// which people's requests go.
    #[must_use]
    pub fn id(ticket: TicketId) -> Uuid {
        derived(Self::CATEGORY, &ticket.to_string())
    }
}
