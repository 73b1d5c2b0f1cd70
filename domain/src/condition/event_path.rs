//! What the condition of a rule can ask about the event that sets it off.

use crate::ActorKind;
use crate::sla::ClockKind;
use crate::ticket::TicketEvent;

/// One thing about the event that sets a rule off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EventPath {
    /// Its name; `timer` where no event but a moment sets the rule off.
    Name,
    /// The kind of who caused it.
    ActorKind,
    /// Who caused it.
    Actor,
    /// Paths of the ticket's values that it changed.
    Changed,
    /// Whether it happened within the business hours of the ticket's department.
    InHours,
    /// Who reads the message that it posted.
    Visibility,
    /// Whose words the message is: the customer's, the staff's or a rule's.
    Author,
    /// What the message says.
    Body,
    /// The clock of a service level that warned or breached.
    Clock,
    /// The part of its target, in hundredths, at which it warned.
    Percent,
}

/// What a rule is set off by where it is no event.
pub const TIMER: &str = "timer";
/// Who can read a message.
const VISIBILITIES: [&str; 2] = ["public", "internal"];
/// Whose words a message can be.
const AUTHORS: [&str; 3] = ["customer", "staff", "automation"];

impl EventPath {
    const ALL: [Self; 10] = [
        Self::Name,
        Self::ActorKind,
        Self::Actor,
        Self::Changed,
        Self::InHours,
        Self::Visibility,
        Self::Author,
        Self::Body,
        Self::Clock,
        Self::Percent,
    ];

    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Name => "event",
            Self::ActorKind => "event.actor",
            Self::Actor => "event.actor_id",
            Self::Changed => "changed",
            Self::InHours => "in_hours",
            Self::Visibility => "message.visibility",
            Self::Author => "message.author",
            Self::Body => "message.body",
            Self::Clock => "event.clock",
            Self::Percent => "event.percent",
        }
    }

    pub(super) fn named(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|path| path.as_str() == text)
    }

    pub(super) fn known() -> impl Iterator<Item = &'static str> {
        Self::ALL.into_iter().map(Self::as_str)
    }

    /// The words that it can be compared with, where it has words of its own.
    pub(super) fn words(self) -> Vec<&'static str> {
        match self {
            Self::Name => [&[TIMER][..], &TicketEvent::TRIGGERS].concat(),
            Self::ActorKind => ActorKind::ALL.map(ActorKind::as_str).to_vec(),
            Self::Visibility => VISIBILITIES.to_vec(),
            Self::Author => AUTHORS.to_vec(),
            Self::Clock => ClockKind::ALL.map(ClockKind::as_str).to_vec(),
            Self::Actor | Self::Changed | Self::InHours | Self::Body | Self::Percent => vec![],
        }
    }
}
