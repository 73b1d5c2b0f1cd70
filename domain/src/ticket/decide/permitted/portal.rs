//! What customers may ask of tickets: to open one, to speak on it, to close it and to rate it.

use crate::CustomerId;
use crate::access::{Access, Permission as P};
use crate::aggregate::Context;
use crate::ticket::{
    CreateTicket, Details, NewMessage, Ticket, TicketCommand, TicketError, Visibility,
};

type Outcome = Result<(), TicketError>;

const STAFF: TicketError = TicketError::Forbidden("only the staff may do this");

/// Held besides the reach: what customers say of a ticket they say for themselves.
pub(super) fn check(ticket: &Ticket, command: &TicketCommand, context: &Context<'_>) -> Outcome {
    let access = context.access;
    let Some(details) = ticket.details.as_deref() else {
        return match command {
            TicketCommand::Create(new) => opens(new, access),
            _ => Err(TicketError::NotFound),
        };
    };
    if !access.may(P::ReadTickets, details) {
        return Err(TicketError::NotFound);
    }
    match command {
        TicketCommand::PostMessage(new) => says(new, access),
        TicketCommand::Close => {
            asked(details, access)?;
            match context.catalog.workspace().portal.may_close {
                true => Ok(()),
                false => Err(TicketError::Forbidden(
                    "tickets are closed by the staff here; tell them in a message",
                )),
            }
        }
        TicketCommand::Rate(_) => asked(details, access),
        _ => Err(STAFF),
    }
}

/// A new ticket says what it is about and nothing that is for the staff to say.
fn opens(new: &CreateTicket, access: &Access) -> Outcome {
    let own = CreateTicket {
        number: new.number,
        subject: new.subject.clone(),
        description: new.description.clone(),
        customer: new.customer,
        organisation: new.organisation,
        fields: new.fields.clone(),
        files: new.files.clone(),
        channel: new.channel,
        ..CreateTicket::default()
    };
    let theirs = new.customer.is_some_and(|id| access.is_customer(id));
    match theirs && *new == own {
        true => Ok(()),
        false => Err(STAFF),
    }
}

/// Words of their own to the staff, who are called upon by nobody but themselves.
fn says(new: &NewMessage, access: &Access) -> Outcome {
    let theirs = |id: CustomerId| access.is_customer(id);
    let plain = new.visibility == Visibility::Public
        && new.mentions.is_empty()
        && new.source.is_none()
        && new.customer.is_none_or(theirs);
    match plain {
        true => Ok(()),
        false => Err(STAFF),
    }
}

/// Some things only whoever asked may do, not all who may read the ticket.
fn asked(details: &Details, access: &Access) -> Outcome {
    match details.customer.is_some_and(|id| access.is_customer(id)) {
        true => Ok(()),
        false => Err(TicketError::Forbidden(
            "only whoever asked may do this; tell the staff in a message",
        )),
    }
}
