//! Tickets that are to be worked on again, although their department was retired meanwhile.

use crate::aggregate::Context;
use crate::ticket::{Details, Ticket, TicketEvent};
use crate::{ActorKind, Catalog, DepartmentId, StatusId};

/// The events, and after them that the ticket left a department that is no more: whoever looks
/// after what nobody owns finds it there. An imported history is what it is.
pub(super) fn taken_out(
    ticket: &Ticket,
    mut events: Vec<TicketEvent>,
    context: &Context<'_>,
) -> Vec<TicketEvent> {
    if context.actor.kind == ActorKind::Import {
        return events;
    }
    let owners = events
        .iter()
        .filter_map(|event| department(ticket, event, context.catalog));
    let retired = |id: &DepartmentId| {
        let known = context.catalog.departments.get(id.0);
        known.is_some_and(|entry| entry.setting.retired)
    };
    if let Some(from) = owners.into_iter().find(retired) {
        events.push(TicketEvent::Routed {
            from: Some(from),
            to: None,
        });
    }
    events
}

/// The department to whose work the ticket comes back by the event, if it does.
pub(super) fn department(
    ticket: &Ticket,
    event: &TicketEvent,
    catalog: &Catalog,
) -> Option<DepartmentId> {
    let details = ticket.details.as_deref()?;
    let is_done = |status| is_done(status, catalog);
    let revived = match event {
        TicketEvent::StatusChanged { from, to } => is_done(*from) && !is_done(*to),
        TicketEvent::Restored {} => !is_part(details) && !is_done(details.status),
        TicketEvent::Unmerged { .. } => !ticket.deleted && !is_done(details.status),
        _ => false, // nothing else brings work back
    };
    details.department.filter(|_| revived)
}

fn is_part(details: &Details) -> bool {
    details.merged_into.is_some()
}

/// Whether nothing more is expected of a ticket in this status, in use or retired.
fn is_done(status: StatusId, catalog: &Catalog) -> bool {
    let status = catalog.statuses.get(status.0);
    let value = status.and_then(|entry| entry.setting.value.as_ref());
    value.is_some_and(|status| status.category.is_done())
}
