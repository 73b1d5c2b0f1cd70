//! The rules of bulk jobs. What becomes of each ticket is for the rules of tickets.

use super::{
    Bulk, BulkAction, BulkCommand, BulkError, BulkEvent, BulkOutcome, CarriedOut, Differing, Job,
    MOST_TICKETS, NewBulk, Requested, action,
};
use crate::aggregate::Context;
use crate::limits::Checks;
use std::collections::HashMap;

/// So many ids fit in one event.
const IDS: usize = 10_000;

type Decision = Result<Vec<BulkEvent>, BulkError>;

pub(super) fn decide(bulk: &Bulk, command: &BulkCommand, context: &Context<'_>) -> Decision {
    match command {
        BulkCommand::Request(_) if bulk.job.is_some() => Err(BulkError::Exists),
        BulkCommand::Request(new) => request(new, context),
        BulkCommand::CarryOut { from, outcomes } => carry_out(job(bulk)?, *from, outcomes),
        BulkCommand::Cancel => cancel(bulk.seen(&context.actor, context.access)?),
        BulkCommand::Finish => Ok(finish(job(bulk)?)),
        BulkCommand::Undo { by } => {
            let job = bulk.seen(&context.actor, context.access)?;
            undo(job)?;
            Ok(vec![BulkEvent::Undone { by: *by }])
        }
    }
}

fn job(bulk: &Bulk) -> Result<&Job, BulkError> {
    bulk.job.as_deref().ok_or(BulkError::NotFound)
}

fn request(new: &NewBulk, context: &Context<'_>) -> Decision {
    check(new, context)?;
    let requested = Requested {
        tickets: new.tickets.len() as u32, // far below: see MOST_TICKETS
        actions: new.actions.clone(),
        filter: new.filter.clone(),
        undoes: new.undoes,
    };
    let targeted = new.tickets.chunks(IDS).map(|tickets| BulkEvent::Targeted {
        tickets: tickets.to_vec(),
    });
    let requested = BulkEvent::Requested(requested);
    Ok(std::iter::once(requested).chain(targeted).collect())
}

/// Whether a job may do this at all; what one may do to no ticket is refused before all else.
pub fn check_actions(actions: &[BulkAction], context: &Context<'_>) -> Result<(), BulkError> {
    let mut needed = actions.iter().filter_map(BulkAction::permission);
    if let Some(missing) = needed.find(|p| !context.access.allows(*p)) {
        return Err(BulkError::Forbidden(missing));
    }
    let mut checks = Checks::default();
    action::check(actions, &mut checks, context);
    checks.finish().map_err(BulkError::Invalid)
}

fn check(new: &NewBulk, context: &Context<'_>) -> Result<(), BulkError> {
    if new.undoes.is_none() {
        check_actions(&new.actions, context)?;
    }
    let mut checks = Checks::default();
    if new.tickets.is_empty() {
        checks.fail("tickets", "must name at least one ticket");
    } else if new.tickets.len() > MOST_TICKETS {
        let detail = format!("must be at most {MOST_TICKETS}; ask for several jobs");
        checks.fail("tickets", detail);
    }
    checks.finish().map_err(BulkError::Invalid)
}

/// With the last of the tickets the job ends.
fn carry_out(job: &Job, from: u32, outcomes: &[BulkOutcome]) -> Decision {
    let to = from + outcomes.len() as u32;
    if from != job.done || to > job.total || outcomes.is_empty() || job.ended_at.is_some() {
        return Ok(vec![]); // told before, by this process or another
    }
    let carried = BulkEvent::CarriedOut(CarriedOut {
        from,
        to,
        differing: differing(from, outcomes),
    });
    if to < job.total {
        return Ok(vec![carried]);
    }
    let mut tally = job.tally();
    tally.left = 0;
    for outcome in outcomes {
        tally.count(outcome);
    }
    Ok(vec![carried, BulkEvent::Finished(tally)])
}

/// What was refused for the same reason is told once.
fn differing(from: u32, outcomes: &[BulkOutcome]) -> Vec<Differing> {
    let mut known: HashMap<&BulkOutcome, usize> = HashMap::new();
    let mut all: Vec<Differing> = Vec::new();
    for (place, outcome) in (from..).zip(outcomes) {
        if *outcome == (BulkOutcome::Changed {}) {
            continue;
        }
        let at = *known.entry(outcome).or_insert_with(|| {
            all.push(Differing {
                places: Vec::new(),
                outcome: outcome.clone(),
            });
            all.len() - 1
        });
        all[at].places.push(place);
    }
    all
}

fn cancel(job: &Job) -> Decision {
    match (job.ended_at, job.cancelled) {
        (_, true) => Ok(vec![]),
        (Some(_), false) => Err(BulkError::Ended),
        (None, false) => Ok(vec![BulkEvent::Cancelled {}]),
    }
}

fn finish(job: &Job) -> Vec<BulkEvent> {
    let finishes = job.cancelled && job.ended_at.is_none();
    let finished = finishes.then(|| BulkEvent::Finished(job.tally()));
    finished.into_iter().collect()
}

fn undo(job: &Job) -> Result<(), BulkError> {
    if job.ended_at.is_none() {
        return Err(BulkError::UnderWay);
    }
    if let Some(by) = job.undone_by {
        return Err(BulkError::Undone { by });
    }
    let tally = job.tally();
    match tally.changed + tally.partly {
        0 => Err(BulkError::NothingToUndo),
        _ => Ok(()),
    }
}
