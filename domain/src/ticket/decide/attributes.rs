//! What a ticket says of itself: texts, urgency, dates, tags, fields.

use super::Decision;
use crate::aggregate::Context;
use crate::field::FieldValue;
use crate::limits::{SUBJECT_CHARS, TAG_CHARS};
use crate::ticket::check::{check_priority, check_schedule, checked, recorded, tag_key};
use crate::ticket::{Details, TicketCommand, TicketError, TicketEvent};
use crate::{FieldId, PriorityId};
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;

/// The longest that a ticket may be set aside.
const LONGEST_SNOOZE: SignedDuration = SignedDuration::from_hours(24 * 366);

pub(super) fn decide(ticket: &Details, command: &TicketCommand, context: &Context<'_>) -> Decision {
    use TicketCommand as C;
    match command {
        C::ChangeSubject { subject } => change_subject(ticket, subject),
        C::ChangeDescription { description } => change_description(ticket, description),
        C::SetPriority { priority } => set_priority(ticket, *priority, context),
        C::Schedule {
            due_at,
            window_from,
            window_to,
        } => schedule(ticket, *due_at, *window_from, *window_to),
        C::Snooze { until } => snooze(ticket, *until, context),
        C::Wake => Ok(wake(ticket, context.now)),
        C::Tag { tag } => add_tag(ticket, tag),
        C::Untag { tag } => Ok(remove_tag(ticket, tag)),
        C::SetFields { changes } => set_fields(ticket, changes),
        C::ApplyMacro { macro_id, version } => Ok(vec![TicketEvent::MacroApplied {
            macro_id: *macro_id,
            version: *version,
        }]),
        _ => Ok(vec![]),
    }
}

fn change_subject(ticket: &Details, subject: &str) -> Decision {
    checked(|c| c.line("subject", subject, SUBJECT_CHARS))?;
    let (from, to) = (ticket.subject.clone(), subject.trim().to_owned());
    Ok(if from == to {
        vec![]
    } else {
        vec![TicketEvent::SubjectChanged { from, to }]
    })
}

fn change_description(ticket: &Details, description: &str) -> Decision {
    checked(|c| c.text("description", description))?;
    let (from, to) = (ticket.description.clone(), description.to_owned());
    if from == to {
        return Ok(vec![]);
    }
    recorded("description", TicketEvent::DescriptionChanged { from, to })
}

fn set_priority(ticket: &Details, to: PriorityId, context: &Context<'_>) -> Decision {
    let from = ticket.priority;
    if from == to {
        return Ok(vec![]);
    }
    checked(|c| check_priority(to, context, c))?;
    Ok(vec![TicketEvent::PriorityChanged { from, to }])
}

fn schedule(
    ticket: &Details,
    due_at: Option<Timestamp>,
    window_from: Option<Timestamp>,
    window_to: Option<Timestamp>,
) -> Decision {
    checked(|c| check_schedule(c, due_at, window_from, window_to))?;
    if (ticket.due_at, ticket.window_from, ticket.window_to) == (due_at, window_from, window_to) {
        return Ok(vec![]);
    }
    Ok(vec![TicketEvent::Scheduled {
        due_at,
        window_from,
        window_to,
    }])
}

fn snooze(ticket: &Details, until: Timestamp, context: &Context<'_>) -> Decision {
    let field = "until";
    if until <= context.now {
        return Err(TicketError::field(field, "must lie in the future"));
    }
    if until.duration_since(context.now) > LONGEST_SNOOZE {
        return Err(TicketError::field(field, "must lie within a year from now"));
    }
    if ticket.snoozed_until == Some(until) {
        return Ok(vec![]);
    }
    Ok(vec![TicketEvent::Snoozed { until }])
}

/// A ticket whose moment has passed is awake already.
pub(super) fn wake(ticket: &Details, now: Timestamp) -> Vec<TicketEvent> {
    if ticket.is_snoozed(now) {
        vec![TicketEvent::Woken {}]
    } else {
        vec![]
    }
}

fn add_tag(ticket: &Details, tag: &str) -> Decision {
    let tag = tag_key(tag);
    if ticket.tags.contains(&tag) {
        return Ok(vec![]);
    }
    checked(|c| {
        c.line("tag", &tag, TAG_CHARS);
        c.items("tags", ticket.tags.len() + 1);
    })?;
    Ok(vec![TicketEvent::Tagged { tag }])
}

fn remove_tag(ticket: &Details, tag: &str) -> Vec<TicketEvent> {
    let tag = tag_key(tag);
    if ticket.tags.contains(&tag) {
        vec![TicketEvent::Untagged { tag }]
    } else {
        vec![]
    }
}

/// Whether the values may stand is judged at the end of the request. Of a field that is named
/// twice the last value counts.
fn set_fields(ticket: &Details, changes: &[(FieldId, Option<FieldValue>)]) -> Decision {
    let wanted: BTreeMap<_, _> = changes.iter().map(|(field, to)| (*field, to)).collect();
    let mut events = Vec::new();
    for (field, to) in wanted {
        let from = ticket.fields.get(&field);
        if from != to.as_ref() {
            let (from, to) = (from.cloned(), to.clone());
            events.extend(recorded(
                "fields",
                TicketEvent::FieldChanged { field, from, to },
            )?);
        }
    }
    Ok(events)
}
