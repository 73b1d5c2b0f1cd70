//! Service levels: what is promised on a ticket, by when, and how the clocks of it stand.
//!
//! One pure fold of a ticket's events, the policies with the moments since which they hold, and the
//! calendars answers everything: live, for the past and for trying a policy on history. All moments
//! are logical: a breach is when a clock reached its target, whenever somebody looks.

mod clock;
mod fold;
mod history;
mod hours;
mod openness;
mod plan;
mod policy;
mod rules;
mod run;
mod standing;
mod targets;
mod term;
#[cfg(test)]
mod tests;
mod told;
mod trial;

pub use clock::{Clock, ClockKind, ClockState, Mark, Note, Stop, StopReason, TicketSla};
pub use history::{PolicyHistory, PolicyVersion};
pub use openness::Story;
pub use policy::{Applies, SlaCalendar, SlaPolicy};
pub use rules::SlaRules;
pub use standing::{
    Moved, SlaState, Standing, StandingCommand, StandingError, StandingEvent, TicketStanding,
};
pub use targets::{Targets, TargetsByPriority};
pub use told::ToTell;
pub use trial::{Difference, Tallies, Tally, Trial};
