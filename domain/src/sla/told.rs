//! What the clocks of a ticket came to, as events that are to be told once each.

use super::openness::Story;
use super::{Clock, Mark, Note, TicketSla};
use crate::TicketId;
use crate::ids::derived;
use crate::ticket::{SlaBreached, SlaWarned, TicketEvent};
use jiff::Timestamp;
use uuid::Uuid;

/// A warning or breach that is to be told.
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
            notes.map(|note| (note, event(clock, note)))
        });
        let known = |event: &TicketEvent| told.iter().any(|told| is_same(told, event));
        let untold = all.filter(|(_, event)| !known(event));
        let mut untold: Vec<_> = untold
            .map(|(note, event)| ToTell { event, at: note.at })
            .collect();
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
    }
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
        _ => false,
    }
}
