//! What the clocks of a ticket came to, as events that are to be told once each.

use super::openness::Story;
use super::{Clock, Mark, Note, TicketSla};
use crate::TicketId;
use crate::ids::derived;
use crate::ticket::{SlaBreached, SlaEscalated, SlaMet, SlaWarned, TicketEvent};
use jiff::Timestamp;
use uuid::Uuid;

/// A warning, a breach or what else a clock came to, that is to be told.
#[derive(Clone, Debug, PartialEq)]
pub struct ToTell {
    pub event: TicketEvent,
    /// When it was reached.
    pub at: Timestamp,
}

impl TicketSla {
    /// What was reached and the ticket's events do not tell yet, by time.
    #[must_use]
    pub fn untold(&self, story: Story<'_>) -> Vec<ToTell> {
        let told: Vec<_> = story.iter().map(|(event, _)| event).collect();
        let all = self.clocks.iter().flat_map(|clock| {
            let notes = clock.notes.iter();
            let reached = notes.map(|note| (note.at, event(clock, note)));
            let met = clock.met_at.iter().map(|at| (*at, met(clock, *at)));
            reached.chain(met)
        });
        let known = |event: &TicketEvent| told.iter().any(|told| is_same(told, event));
        let untold = all.filter(|(_, event)| !known(event));
        let mut untold: Vec<_> = untold.map(|(at, event)| ToTell { event, at }).collect();
        untold.sort_by_key(|told| told.at);
        untold
    }
}

impl ToTell {
    /// The same for the same ticket whenever and wherever it is found.
    #[must_use]
    pub fn command_id(&self, ticket: TicketId) -> Uuid {
        let what = match &self.event {
            TicketEvent::SlaWarned(warned) => {
                let (percent, before) = (warned.percent, warned.seconds_before_due);
                let (clock, started_at) = (warned.clock, warned.started_at);
                format!("{clock:?}/{started_at}/{percent:?}/{before:?}")
            }
            TicketEvent::SlaBreached(breached) => {
                format!("{:?}/{}/breach", breached.clock, breached.started_at)
            }
            TicketEvent::SlaEscalated(escalated) => {
                let (clock, started_at) = (escalated.clock, escalated.started_at);
                format!("{clock:?}/{started_at}/after/{}", escalated.seconds_after)
            }
            TicketEvent::SlaMet(met) => format!("{:?}/{}/met", met.clock, met.started_at),
            _ => String::new(),
        };
        derived("sla", &format!("{ticket}/{what}/{}", self.at))
    }
}

fn event(clock: &Clock, note: &Note) -> TicketEvent {
    let warned = |percent, seconds_before_due| {
        TicketEvent::SlaWarned(SlaWarned {
            policy: clock.policy,
            policy_version: clock.policy_version,
            clock: clock.kind,
            started_at: clock.started_at,
            percent,
            seconds_before_due,
            reached_at: note.at,
            due_at: clock.due_at,
        })
    };
    match note.mark {
        Mark::Percent(percent) => warned(Some(percent), None),
        Mark::BeforeDue(seconds) => warned(None, Some(seconds)),
        Mark::Breach => TicketEvent::SlaBreached(SlaBreached {
            policy: clock.policy,
            policy_version: clock.policy_version,
            clock: clock.kind,
            started_at: clock.started_at,
            due_at: note.at,
        }),
        Mark::Escalation { step, seconds } => TicketEvent::SlaEscalated(SlaEscalated {
            policy: clock.policy,
            policy_version: clock.policy_version,
            clock: clock.kind,
            started_at: clock.started_at,
            step,
            seconds_after: seconds,
            reached_at: note.at,
            due_at: clock.breached_at().unwrap_or(note.at),
        }),
    }
}

fn met(clock: &Clock, at: Timestamp) -> TicketEvent {
    TicketEvent::SlaMet(SlaMet {
        policy: clock.policy,
        policy_version: clock.policy_version,
        clock: clock.kind,
        started_at: clock.started_at,
        met_at: at,
    })
}

/// Whether both tell that the same clock reached the same at the same moment, whichever version of a
/// policy it was then.
fn is_same(told: &TicketEvent, event: &TicketEvent) -> bool {
    match (told, event) {
        (TicketEvent::SlaWarned(a), TicketEvent::SlaWarned(b)) => {
            let of = |w: &SlaWarned| (w.clock, w.started_at, w.reached_at, w.percent);
            of(a) == of(b) && a.seconds_before_due == b.seconds_before_due
        }
        (TicketEvent::SlaBreached(a), TicketEvent::SlaBreached(b)) => {
            (a.clock, a.started_at, a.due_at) == (b.clock, b.started_at, b.due_at)
        }
        (TicketEvent::SlaEscalated(a), TicketEvent::SlaEscalated(b)) => {
            let of = |e: &SlaEscalated| (e.clock, e.started_at, e.reached_at, e.seconds_after);
            of(a) == of(b)
        }
        (TicketEvent::SlaMet(a), TicketEvent::SlaMet(b)) => {
            (a.clock, a.started_at, a.met_at) == (b.clock, b.started_at, b.met_at)
        }
        _ => false,
    }
}
