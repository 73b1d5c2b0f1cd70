//! What was found of tickets that were looked at, as one append: by time, each ticket's only while
//! no event was added to it.

use domain::sla::{Moved, StandingCommand, StandingEvent, TicketSla, TicketStanding, ToTell};
use domain::ticket::{Ticket, TicketCommand, TicketEvent};
use domain::{Access, Actor, Aggregate, Catalog, Context, Happened, TicketId};
use eventstore::{Append, Loaded, Origin, StoreError, StreamPart};
use jiff::Timestamp;
use std::sync::Arc;
use uuid::Uuid;

/// A ticket that was looked at.
#[derive(Debug)]
pub(super) struct Looked {
    pub ticket: TicketId,
    pub version: i32,
    pub story: Vec<(TicketEvent, Happened)>,
    pub sla: TicketSla,
    /// How it stands as was told last, if anything was told.
    pub standing: Option<Arc<Loaded<TicketStanding>>>,
    /// When it was looked at.
    pub now: Timestamp,
}

/// What is to be told of several tickets.
#[derive(Debug, Default)]
pub(super) struct Telling {
    streams: Vec<StreamPart>,
    reached: Vec<(usize, Timestamp, ToTell, TicketId)>,
    moved: Vec<(usize, Moved)>,
}

impl Looked {
    /// When it is to be looked at next, if nothing happens: nothing later than `until` was told.
    pub fn next_moment(&self, until: Timestamp) -> Option<Timestamp> {
        let untold = self.sla.untold(&self.story).into_iter();
        let later = untold.map(|told| told.at).filter(|at| *at > until);
        later.chain(self.sla.next_moment).min()
    }

    fn moved(&self) -> Moved {
        Moved {
            ticket: self.ticket,
            ticket_version: self.version,
            seen_at: self.now,
            standing: self.sla.standing(),
        }
    }
}

impl Telling {
    /// What was found up to `until`, as far as the rules of tickets let it be said.
    pub fn of(looked: &[Looked], catalog: &Catalog, until: Timestamp) -> Self {
        let access = Access::of(&Actor::SYSTEM, catalog);
        let mut telling = Self::default();
        for looked in looked {
            let context = Context {
                now: looked.now,
                actor: Actor::SYSTEM,
                access: &access,
                catalog,
            };
            telling.add_reached(looked, &context, until);
            telling.add_moved(looked, &context);
        }
        telling
            .reached
            .sort_by_key(|(_, at, told, _)| (told.at, *at));
        telling
    }

    /// How many events tell what was reached.
    pub fn events(&self) -> u64 {
        self.reached.len() as u64
    }

    /// `None` where there is nothing to tell.
    pub fn into_append(self) -> Result<Option<Append>, StoreError> {
        let mut streams = self.streams.into_iter();
        let Some(first) = streams.next() else {
            return Ok(None);
        };
        let mut append = Append::new(Uuid::now_v7(), Actor::SYSTEM, first);
        append.streams.extend(streams);
        for (stream, at, told, ticket) in self.reached {
            let origin = Origin {
                actor: Actor::SYSTEM,
                causation_id: None,
                correlation_id: told.command_id(ticket),
            };
            append.push_from(stream, at, origin, &told.event)?;
        }
        for (stream, moved) in self.moved {
            append.push(stream, moved.seen_at, &StandingEvent::Moved(moved))?;
        }
        Ok(Some(append))
    }

    fn add_reached(&mut self, looked: &Looked, context: &Context<'_>, until: Timestamp) {
        let mut ticket = Ticket::default();
        for (event, happened) in &looked.story {
            ticket.evolve(event, happened);
        }
        let last = looked.story.iter().map(|(_, happened)| happened.at).max();
        let stream = self.streams.len();
        let untold = looked.sla.untold(&looked.story).into_iter();
        for told in untold.filter(|told| told.at <= until) {
            let decided = command(&told.event).map(|asked| ticket.decide(&asked, context));
            match decided {
                Some(Err(error)) => {
                    let ticket = looked.ticket;
                    tracing::error!(%error, %ticket, "what a clock came to cannot be told");
                }
                _ => {
                    // the log of one ticket does not go back in time: the event says when it was
                    let at = last.map_or(told.at, |last| last.max(told.at));
                    self.reached.push((stream, at, told, looked.ticket));
                }
            }
        }
        if self.reached.last().is_some_and(|(own, ..)| *own == stream) {
            self.streams.push(StreamPart {
                id: looked.ticket.0,
                category: Ticket::CATEGORY,
                expected_version: looked.version,
            });
        }
    }

    fn add_moved(&mut self, looked: &Looked, context: &Context<'_>) {
        let known = looked.standing.as_deref().cloned().unwrap_or_default();
        let moved = looked.moved();
        let decided = known
            .state
            .decide(&StandingCommand::Move(moved.clone()), context);
        if !decided.is_ok_and(|events| !events.is_empty()) {
            return;
        }
        self.moved.push((self.streams.len(), moved));
        self.streams.push(StreamPart {
            id: TicketStanding::id(looked.ticket),
            category: TicketStanding::CATEGORY,
            expected_version: known.version,
        });
    }
}

/// What is asked of the ticket so that it tells this.
fn command(event: &TicketEvent) -> Option<TicketCommand> {
    match event.clone() {
        TicketEvent::SlaWarned(warned) => Some(TicketCommand::WarnOfSla(warned)),
        TicketEvent::SlaBreached(breached) => Some(TicketCommand::BreachSla(breached)),
        TicketEvent::SlaEscalated(escalated) => Some(TicketCommand::EscalateSla(escalated)),
        TicketEvent::SlaMet(met) => Some(TicketCommand::MeetSla(met)),
        _ => None,
    }
}
