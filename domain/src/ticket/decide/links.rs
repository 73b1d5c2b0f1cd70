//! Ties to other tickets. Each is one side; the caller sees to the other in the same append.

use super::Decision;
use crate::TicketId;
use crate::ticket::check::checked;
use crate::ticket::{Details, Link, LinkKind, TicketCommand, TicketError, TicketEvent};

pub(super) fn decide(ticket: &Details, command: &TicketCommand) -> Decision {
    use TicketCommand as C;
    match command {
        C::Link {
            kind,
            ticket: other,
        } => link(ticket, *kind, *other),
        C::Unlink {
            kind,
            ticket: other,
        } => Ok(unlink(ticket, *kind, *other)),
        C::MergeInto { ticket: into } => merge(ticket, *into),
        C::Absorb { ticket: other, cc } => {
            let there = ticket.absorbed.iter().any(|a| a.ticket == *other);
            if there {
                return Ok(vec![]);
            }
            checked(|c| c.items("tickets", ticket.absorbed.len() + 1))?;
            Ok(vec![TicketEvent::Absorbed {
                ticket: *other,
                cc: cc.clone(),
            }])
        }
        C::Release { ticket: other } => {
            let there = ticket.absorbed.iter().any(|a| a.ticket == *other);
            let event = TicketEvent::Released { ticket: *other };
            Ok(there.then_some(event).into_iter().collect())
        }
        _ => Ok(vec![]),
    }
}

fn link(ticket: &Details, kind: LinkKind, other: TicketId) -> Decision {
    let link = Link {
        kind,
        ticket: other,
    };
    if ticket.links.contains(&link) {
        return Ok(vec![]);
    }
    if kind == LinkKind::ChildOf && ticket.parent().is_some() {
        let detail = "has a parent already; take that link away first";
        return Err(TicketError::field("kind", detail));
    }
    checked(|c| c.items("links", ticket.links.len() + 1))?;
    Ok(vec![TicketEvent::Linked {
        kind,
        ticket: other,
    }])
}

fn unlink(ticket: &Details, kind: LinkKind, other: TicketId) -> Vec<TicketEvent> {
    let link = Link {
        kind,
        ticket: other,
    };
    let event = TicketEvent::Unlinked {
        kind,
        ticket: other,
    };
    let there = ticket.links.contains(&link);
    there.then_some(event).into_iter().collect()
}

/// A ticket that others were merged into stays what it is, so that each merge can be taken back
/// for itself.
fn merge(ticket: &Details, into: TicketId) -> Decision {
    if !ticket.absorbed.is_empty() {
        let detail = "has absorbed others; merge those one by one, or merge the other way round";
        return Err(TicketError::field("tickets", detail));
    }
    Ok(vec![TicketEvent::Merged { into }])
}
