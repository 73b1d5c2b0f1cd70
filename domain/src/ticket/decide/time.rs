//! Time spent on a ticket.

use super::Decision;
use crate::TimeEntryId;
use crate::access::Permission;
use crate::aggregate::Context;
use crate::limits::{Checks, SUBJECT_CHARS};
use crate::ticket::check::check_member;
use crate::ticket::{Details, TicketCommand, TicketError, TicketEvent, TimeEntry};

/// Most minutes of one entry: a week.
const MOST_MINUTES: u32 = 7 * 24 * 60;
/// Most entries of one ticket.
const MOST_ENTRIES: usize = 1000;

pub(super) fn decide(ticket: &Details, command: &TicketCommand, context: &Context<'_>) -> Decision {
    match command {
        TicketCommand::LogTime(entry) => log(ticket, entry, context),
        TicketCommand::RemoveTimeEntry { entry } => remove(ticket, *entry, context),
        _ => Ok(vec![]),
    }
}

fn remove(ticket: &Details, entry: TimeEntryId, context: &Context<'_>) -> Decision {
    let Some(found) = ticket.time.iter().find(|t| t.entry == entry) else {
        return Ok(vec![]);
    };
    let own = context.actor.id == Some(found.member.0);
    if own || context.access.may(Permission::Moderate, ticket) {
        return Ok(vec![TicketEvent::TimeEntryRemoved { entry }]);
    }
    Err(TicketError::Forbidden(
        "only who spent the time may remove its entry, or somebody with messages.moderate",
    ))
}

fn log(ticket: &Details, entry: &TimeEntry, context: &Context<'_>) -> Decision {
    let mut checks = Checks::default();
    if !(1..=MOST_MINUTES).contains(&entry.minutes) {
        checks.fail("minutes", format!("must be 1 to {MOST_MINUTES}"));
    }
    if !entry.note.is_empty() {
        checks.line("note", &entry.note, SUBJECT_CHARS);
    }
    checks.moment("worked_at", Some(entry.worked_at));
    if entry.worked_at > context.now {
        checks.fail("worked_at", "must not lie in the future");
    }
    check_member("member_id", entry.member, context, &mut checks);
    if ticket.time.iter().any(|t| t.entry == entry.entry) {
        checks.fail("entry", "is recorded already; give it a new id");
    }
    if ticket.time.len() >= MOST_ENTRIES {
        let detail = format!("has {MOST_ENTRIES} entries, which is the most; remove some first");
        checks.fail("time_entries", detail);
    }
    checks.finish().map_err(TicketError::Invalid)?;
    Ok(vec![TicketEvent::TimeLogged(entry.clone())])
}
