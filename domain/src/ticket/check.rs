//! What must hold for the fields of a ticket's commands.

use super::{CreateTicket, Created, Mentions, Participant, Requester, TicketError, TicketEvent};
use crate::EventPayload;
use crate::aggregate::Context;
use crate::attachment::File;
use crate::limits::{Checks, LIST_ITEMS, NAME_CHARS, SUBJECT_CHARS, TAG_CHARS};
use crate::{DepartmentId, MemberId, PriorityId, StatusId};
use jiff::Timestamp;
use std::collections::BTreeMap;

pub(super) fn checked(check: impl FnOnce(&mut Checks)) -> Result<(), TicketError> {
    let mut checks = Checks::default();
    check(&mut checks);
    checks.finish().map_err(TicketError::Invalid)
}

/// The event, unless it outgrows the log: escapes count, and so does a text that is replaced, so
/// a text within its own limit may still not fit.
pub(super) fn recorded(field: &str, event: TicketEvent) -> Result<Vec<TicketEvent>, TicketError> {
    checked(|c| c.fits(field, event.encode().data.len()))?;
    Ok(vec![event])
}

pub(super) fn check_texts(new: &CreateTicket, checks: &mut Checks) {
    checks.line("subject", &new.subject, SUBJECT_CHARS);
    checks.text("description", &new.description);
    checks.items("tags", new.tags.len());
    for tag in new.tags.iter().take(LIST_ITEMS) {
        checks.line("tags", &tag_key(tag), TAG_CHARS);
    }
    if let Some(requester) = &new.requester {
        check_requester(requester, checks);
    }
}

fn check_requester(requester: &Requester, checks: &mut Checks) {
    if let Some(name) = &requester.name {
        checks.line("requester.name", name, NAME_CHARS);
    }
    if let Some(organisation) = &requester.organisation {
        checks.line("requester.organisation", organisation, NAME_CHARS);
    }
    if let Some(email) = &requester.email {
        checks.email("requester.email", email);
    }
}

pub(super) fn check_references(
    new: &CreateTicket,
    created: &Created,
    context: &Context<'_>,
    checks: &mut Checks,
) {
    check_status(created.status, context, checks);
    check_priority(created.priority, context, checks);
    check_department(new.department, context, checks);
    checks.items("assignee_ids", new.assignees.len());
    for member in new.assignees.iter().take(LIST_ITEMS) {
        check_member("assignee_ids", *member, context, checks);
    }
}

pub(super) fn check_schedule(
    checks: &mut Checks,
    due_at: Option<Timestamp>,
    window_from: Option<Timestamp>,
    window_to: Option<Timestamp>,
) {
    checks.moment("due_at", due_at);
    checks.moment("window_from", window_from);
    checks.moment("window_to", window_to);
    if window_from
        .zip(window_to)
        .is_some_and(|(from, to)| from > to)
    {
        checks.fail("window_to", "must not lie before window_from");
    }
}

pub(super) fn check_status(id: StatusId, context: &Context<'_>, checks: &mut Checks) {
    if context.catalog.status(id).is_none() {
        checks.fail("status", format!("there is no status {id} in use"));
    }
}

pub(super) fn check_priority(id: PriorityId, context: &Context<'_>, checks: &mut Checks) {
    if context.catalog.priority(id).is_none() {
        checks.fail("priority", format!("there is no priority {id} in use"));
    }
}

pub(super) fn check_department(
    id: Option<DepartmentId>,
    context: &Context<'_>,
    checks: &mut Checks,
) {
    if let Some(id) = id.filter(|id| context.catalog.department(*id).is_none()) {
        checks.fail(
            "department_id",
            format!("there is no department {id} in use"),
        );
    }
}

pub(super) fn check_member(field: &str, id: MemberId, context: &Context<'_>, checks: &mut Checks) {
    if context.catalog.member(id).is_none() {
        checks.fail(field, format!("there is no member {id} in service"));
    }
}

/// Customers are not in the catalog: that they exist is for the caller to see to.
pub(super) fn check_participants(
    field: &str,
    who: &[Participant],
    context: &Context<'_>,
    checks: &mut Checks,
) {
    checks.items(field, who.len());
    for participant in who.iter().take(LIST_ITEMS) {
        if let Participant::Member(id) = participant {
            check_member(field, *id, context, checks);
        }
    }
}

pub(super) fn check_mentions(mentions: &Mentions, context: &Context<'_>, checks: &mut Checks) {
    let Mentions {
        members,
        departments,
    } = mentions;
    checks.items("mentions", members.len() + departments.len());
    for member in members.iter().take(LIST_ITEMS) {
        check_member("mentions", *member, context, checks);
    }
    for id in departments.iter().take(LIST_ITEMS) {
        if context.catalog.department(*id).is_none() {
            checks.fail("mentions", format!("there is no department {id} in use"));
        }
    }
}

/// Files to add to those that a ticket holds already; `held` counts their bytes.
pub(super) fn check_files(held: u64, new: &[File], context: &Context<'_>, checks: &mut Checks) {
    checks.items("attachments", new.len());
    let sizes = new.iter().map(|file| file.bytes);
    let bytes = sizes.fold(held, u64::saturating_add);
    let most = context.catalog.ticket_file_bytes();
    if bytes > most {
        let detail = format!("make {bytes} bytes on this ticket; the most is {most}");
        checks.fail("attachments", detail);
    }
}

pub(super) fn check_activity(
    activity: &str,
    source: &str,
    attributes: &BTreeMap<String, String>,
    checks: &mut Checks,
) {
    checks.line("activity", activity, SUBJECT_CHARS);
    checks.line("source", source, SUBJECT_CHARS);
    for (name, value) in attributes {
        checks.line("attributes", name, NAME_CHARS);
        checks.text("attributes", value);
    }
}

/// Tags are compared trimmed and in lower case.
pub(super) fn tag_key(tag: &str) -> String {
    tag.trim().to_lowercase()
}
