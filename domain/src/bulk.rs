//! Bulk jobs: one thing done to many tickets, in somebody's name, one ticket after the other.
//!
//! The job's own stream tells which tickets were meant and how it went with those where it did not
//! go as asked; what became of each ticket is in the ticket's stream, under ids that are derived
//! from the job's ([`item_command`]). So a job that is carried on after a crash, or by two
//! processes at once, changes every ticket once.

use crate::access::Permission;
use crate::aggregate::{Aggregate, Context, FieldError, Happened, describe};
use crate::ids::derived;
use crate::reservation::ReservationChange;
use crate::{Access, Actor, BulkId, Recorded, TicketId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;
use uuid::Uuid;

mod action;
mod decide;
mod event;
mod outcome;
#[cfg(test)]
mod tests;
mod undo;

pub use action::BulkAction;
pub use decide::check_actions;
pub use event::{BulkEvent, BulkFilter, CarriedOut, Differing, Requested, Tally};
pub use outcome::{BulkFault, BulkOutcome};
pub use undo::{Undoing, undo};

/// Most tickets of one job.
pub const MOST_TICKETS: usize = 50_000;

/// What can be asked of a bulk job.
#[derive(Clone, Debug, PartialEq)]
pub enum BulkCommand {
    Request(Box<NewBulk>),
    /// How it went with the tickets from the place `from` on; nothing happens where that was told
    /// before.
    CarryOut {
        from: u32,
        outcomes: Vec<BulkOutcome>,
    },
    /// Nothing more is begun.
    Cancel,
    /// Nothing of a cancelled job is under way any more.
    Finish,
    /// Notes that another job puts back what this one did.
    Undo {
        by: BulkId,
    },
}

/// A job to do.
#[derive(Clone, Debug, PartialEq)]
pub struct NewBulk {
    /// In the order in which they are to be changed, each once.
    pub tickets: Vec<TicketId>,
    /// Empty where it undoes another job.
    pub actions: Vec<BulkAction>,
    /// What the tickets were found by, where it was a filter.
    pub filter: Vec<BulkFilter>,
    pub undoes: Option<BulkId>,
}

/// Why a bulk job's command was refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BulkError {
    #[error("there is no such bulk job")]
    NotFound,
    #[error("this bulk job was asked for already")]
    Exists,
    #[error("{}", .0.refusal())]
    Forbidden(Permission),
    #[error("this bulk job is still under way; wait for its end, or cancel it first")]
    UnderWay,
    #[error("this bulk job has ended already")]
    Ended,
    #[error("this bulk job was undone already; to do it again, undo {by}")]
    Undone { by: BulkId },
    #[error("this bulk job changed no ticket, so there is nothing to undo")]
    NothingToUndo,
    #[error("invalid bulk job: {}", describe(.0))]
    Invalid(Vec<FieldError>),
}

/// One bulk job, or nothing yet.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Bulk {
    pub job: Option<Box<Job>>,
}

/// A bulk job as it stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Job {
    pub asked_by: Actor,
    pub asked_at: Timestamp,
    pub actions: Vec<BulkAction>,
    pub filter: Vec<BulkFilter>,
    pub undoes: Option<BulkId>,
    /// How many tickets were meant.
    pub total: u32,
    /// Those tickets, in the order in which they are changed.
    pub tickets: Arc<Vec<TicketId>>,
    /// With how many of them it is known how it went.
    pub done: u32,
    /// Those among the `done` where it did not go as asked, by their places.
    pub differing: BTreeMap<u32, BulkOutcome>,
    pub cancelled: bool,
    pub ended_at: Option<Timestamp>,
    pub undone_by: Option<BulkId>,
}

/// How far a job is, in a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// Nothing was done yet.
    Waiting,
    Running,
    /// Somebody cancelled it; what is under way is finished.
    Cancelling,
    /// It ended before all was done.
    Cancelled,
    Finished,
}

impl Progress {
    /// Of a job with so many of its tickets seen to.
    #[must_use]
    pub fn of(cancelled: bool, ended: bool, (done, total): (u32, u32)) -> Self {
        match (cancelled, ended) {
            (true, false) => Self::Cancelling,
            (true, true) if done < total => Self::Cancelled,
            (_, true) => Self::Finished,
            (false, false) if done == 0 => Self::Waiting,
            (false, false) => Self::Running,
        }
    }
}

/// The id of the command that a job issues to one ticket: the same whenever it is issued.
#[must_use]
pub fn item_command(job: BulkId, ticket: TicketId) -> Uuid {
    derived("bulk.item", &format!("{job}/{ticket}"))
}

/// The job whose doing an event of a ticket is. What a rule did because of it is not the job's.
#[must_use]
pub fn job_of(event: &Recorded) -> Option<BulkId> {
    let job = BulkId(event.correlation_id);
    let command = item_command(job, TicketId(event.stream_id));
    (command == event.command_id).then_some(job)
}

impl Aggregate for Bulk {
    const CATEGORY: &'static str = "bulk";
    const FOLD: i32 = 1;
    type Command = BulkCommand;
    type Event = BulkEvent;
    type Error = BulkError;

    fn decide(
        &self,
        command: &BulkCommand,
        context: &Context<'_>,
    ) -> Result<Vec<BulkEvent>, BulkError> {
        decide::decide(self, command, context)
    }

    fn evolve(&mut self, event: &BulkEvent, happened: &Happened) {
        if let BulkEvent::Requested(requested) = event {
            self.job = Some(Box::new(Job::asked(requested, happened)));
        }
        if let Some(job) = self.job.as_deref_mut() {
            job.fold(event, happened);
        }
    }

    fn together(mut errors: Vec<BulkError>) -> BulkError {
        errors.swap_remove(0) // never empty
    }

    fn taken(_: &ReservationChange) -> BulkError {
        BulkError::Exists // bulk jobs reserve nothing
    }
}

impl Bulk {
    /// The job as whoever asks may see it: it is theirs, or they are auditors. For all others it is
    /// as one that is not there.
    pub fn seen(&self, actor: &Actor, access: &Access) -> Result<&Job, BulkError> {
        let job = self.job.as_deref().ok_or(BulkError::NotFound)?;
        let own = (job.asked_by.kind, job.asked_by.id) == (actor.kind, actor.id);
        match own || access.allows(Permission::ReadAudit) {
            true => Ok(job),
            false => Err(BulkError::NotFound),
        }
    }
}

impl Job {
    fn asked(requested: &Requested, happened: &Happened) -> Self {
        Self {
            asked_by: happened.actor,
            asked_at: happened.at,
            actions: requested.actions.clone(),
            filter: requested.filter.clone(),
            undoes: requested.undoes,
            total: requested.tickets,
            tickets: Arc::default(),
            done: 0,
            differing: BTreeMap::new(),
            cancelled: false,
            ended_at: None,
            undone_by: None,
        }
    }

    fn fold(&mut self, event: &BulkEvent, happened: &Happened) {
        match event {
            BulkEvent::Requested(_) => {}
            BulkEvent::Targeted { tickets } => Arc::make_mut(&mut self.tickets).extend(tickets),
            BulkEvent::CarriedOut(carried) => {
                self.done = carried.to;
                for Differing { places, outcome } in &carried.differing {
                    let same = places.iter().map(|place| (*place, outcome.clone()));
                    self.differing.extend(same);
                }
            }
            BulkEvent::Cancelled {} => self.cancelled = true,
            BulkEvent::Finished(_) => self.ended_at = Some(happened.at),
            BulkEvent::Undone { by } => self.undone_by = Some(*by),
        }
    }

    #[must_use]
    pub fn progress(&self) -> Progress {
        let (ended, seen_to) = (self.ended_at.is_some(), (self.done, self.total));
        Progress::of(self.cancelled, ended, seen_to)
    }

    /// How it went with the ticket at this place; `None` while nothing was done to it.
    #[must_use]
    pub fn outcome(&self, place: u32) -> Option<BulkOutcome> {
        let known = self.differing.get(&place).cloned();
        (place < self.done).then(|| known.unwrap_or(BulkOutcome::Changed {}))
    }

    /// How often it went which way.
    #[must_use]
    pub fn tally(&self) -> Tally {
        let mut tally = Tally {
            left: self.total.saturating_sub(self.done),
            ..Tally::default()
        };
        for outcome in self.differing.values() {
            tally.count(outcome);
        }
        tally.changed = self.done - tally.partly - tally.unchanged - tally.refused;
        tally
    }

    /// The tickets that it changed, last first: what another job puts back.
    #[must_use]
    pub fn changed(&self) -> Vec<TicketId> {
        let done = self.tickets.iter().zip(0..self.done).rev();
        let changed = done.filter(|(_, place)| {
            let outcome = self.differing.get(place);
            outcome.is_none_or(|outcome| matches!(outcome, BulkOutcome::Partly { .. }))
        });
        changed.map(|(ticket, _)| *ticket).collect()
    }
}
