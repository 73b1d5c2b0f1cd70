//! The steps of a ticket's life.

use super::Decision;
use crate::aggregate::Context;
use crate::ticket::check::{check_status, checked};
use crate::ticket::{Details, TicketError, TicketEvent};
use crate::{ActorKind, Audience, StatusId};

pub(super) fn set(ticket: &Details, to: StatusId, context: &Context<'_>) -> Decision {
    let from = ticket.status;
    if from == to {
        return Ok(vec![]);
    }
    checked(|c| check_status(to, context, c))?;
    // an imported history is what it is
    if context.actor.kind != ActorKind::Import {
        check_step(from, to, context)?;
        check_role(to, context)?;
    }
    Ok(vec![TicketEvent::StatusChanged { from, to }])
}

/// The first status that ends a ticket and that may follow, and be set by whoever asks.
pub(super) fn close(ticket: &Details, context: &Context<'_>) -> Decision {
    let catalog = context.catalog;
    let now = catalog.statuses.get(ticket.status.0);
    let now = now.and_then(|entry| entry.setting.value.as_ref());
    if now.is_some_and(|status| status.category.is_done()) {
        return Ok(vec![]);
    }
    let known = catalog.statuses.iter();
    let known = known.filter_map(|entry| Some((StatusId(entry.id), entry.active()?)));
    let mut ends: Vec<_> = known
        .filter(|(id, status)| {
            status.category.is_done()
                && (status.visible_to_customer || !context.access.is_portal())
                && check_step(ticket.status, *id, context).is_ok()
                && check_role(*id, context).is_ok()
        })
        .collect();
    ends.sort_by_key(|(id, status)| (status.order, *id));
    match ends.first() {
        Some((to, _)) => set(ticket, *to, context),
        None => Err(TicketError::field(
            "status",
            "no status that ends a ticket may follow this one",
        )),
    }
}

/// The status to which a customer's words move the ticket.
pub(super) fn after_customer(ticket: &Details, context: &Context<'_>) -> Option<TicketEvent> {
    let status = context.catalog.statuses.get(ticket.status.0)?;
    let to = status.setting.value.as_ref()?.on_customer_reply?;
    context.catalog.status(to)?; // one that was retired moves nothing
    let from = ticket.status;
    (from != to).then_some(TicketEvent::StatusChanged { from, to })
}

fn check_step(from: StatusId, to: StatusId, context: &Context<'_>) -> Result<(), TicketError> {
    let Some(now) = context.catalog.status(from) else {
        return Ok(()); // out of a retired status every way is open
    };
    match &now.next {
        Some(next) if !next.contains(&to) => {
            let key = |id: &StatusId| context.catalog.status_key(*id);
            let allowed: Vec<_> = next.iter().map(key).collect();
            let detail = match allowed.as_slice() {
                [] => format!("nothing follows {}", now.key),
                _ => format!("{} may be followed by {}", now.key, allowed.join(", ")),
            };
            Err(TicketError::field("status", detail))
        }
        _ => Ok(()),
    }
}

fn check_role(to: StatusId, context: &Context<'_>) -> Result<(), TicketError> {
    let Some(status) = context.catalog.status(to) else {
        return Ok(());
    };
    let audience = Audience::of(&context.actor, context.catalog);
    // where no role is asked for, customers need none either
    if status.set_by_roles.is_empty() || audience.has_role(&status.set_by_roles) {
        return Ok(());
    }
    let roles = status.set_by_roles.join(" or ");
    let detail = format!("{} may be set only by the role {roles}", status.key);
    Err(TicketError::field("status", detail))
}
