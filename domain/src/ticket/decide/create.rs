//! Opening a ticket.

use super::Decision;
use crate::PriorityId;
use crate::aggregate::Context;
use crate::limits::Checks;
use crate::setting::Priority;
use crate::ticket::check::{
    check_files, check_participants, check_references, check_schedule, check_texts, recorded,
    tag_key,
};
use crate::ticket::{CreateTicket, Created, Details, Ticket, TicketError, TicketEvent, fields};

pub(super) fn create(ticket: &Ticket, new: &CreateTicket, context: &Context<'_>) -> Decision {
    if ticket.details.is_some() {
        return Err(TicketError::Exists);
    }
    let mut created = begun(new, context);
    let mut checks = Checks::default();
    check_texts(new, &mut checks);
    check_references(new, &created, context, &mut checks);
    check_participants("cc", &new.cc, context, &mut checks);
    check_participants("watchers", &new.watchers, context, &mut checks);
    check_schedule(&mut checks, new.due_at, new.window_from, new.window_to);
    check_files(0, &created.files, context, &mut checks);
    let details = Details::from(&created);
    created
        .fields
        .extend(details.field_defaults(context.catalog));
    for (field, value) in &new.fields {
        match value {
            Some(value) => created.fields.insert(*field, value.clone()),
            None => created.fields.remove(field),
        };
    }
    let details = Details::from(&created);
    for fault in fields::new_faults(None, &details, context) {
        checks.fail(&fault.field, fault.detail);
    }
    checks.finish().map_err(TicketError::Invalid)?;
    recorded("description", TicketEvent::Created(Box::new(created)))
}

/// The ticket as it is asked for, without its fields.
fn begun(new: &CreateTicket, context: &Context<'_>) -> Created {
    let status = || context.catalog.first_status();
    let priority = || PriorityId::from_key(Priority::USUAL);
    let tags: Vec<_> = new.tags.iter().map(|tag| tag_key(tag)).collect();
    Created {
        description: new.description.clone(),
        requester: new.requester.clone(),
        department: new.department,
        assignees: without_repeats(&new.assignees),
        due_at: new.due_at,
        window_from: new.window_from,
        window_to: new.window_to,
        tags: without_repeats(&tags),
        channel: new.channel,
        customer: new.customer,
        organisation: new.organisation,
        cc: without_repeats(&new.cc),
        watchers: without_repeats(&new.watchers),
        files: without_repeats(&new.files),
        source: new.source,
        ..Created::new(
            new.number,
            new.subject.trim(),
            new.status.unwrap_or_else(status),
            new.priority.unwrap_or_else(priority),
        )
    }
}

pub(super) fn without_repeats<T: Clone + PartialEq>(items: &[T]) -> Vec<T> {
    let mut kept: Vec<T> = Vec::with_capacity(items.len());
    for item in items {
        if !kept.contains(item) {
            kept.push(item.clone());
        }
    }
    kept
}
