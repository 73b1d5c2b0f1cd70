//! Whether whoever asks may ask this of this ticket: asked before any rule looks at it.

mod portal;

use crate::access::{Access, Permission};
use crate::aggregate::Context;
use crate::ticket::{Ticket, TicketCommand, TicketError, Visibility};
use crate::{ActorKind, MessageId};
use Permission as P;

/// A ticket that is out of sight is refused as one that is not there.
pub(super) fn check(
    ticket: &Ticket,
    command: &TicketCommand,
    context: &Context<'_>,
) -> Result<(), TicketError> {
    let access = context.access;
    if access.is_everything() {
        return Ok(());
    }
    if access.is_portal() {
        return portal::check(ticket, command, context);
    }
    let need = need(ticket, command, access);
    let Some(details) = ticket.details.as_deref() else {
        return match (command, need) {
            (TicketCommand::Create(_), Need::All(needed)) => {
                first_missing(needed, |permission| access.allows(permission))
            }
            _ => Err(TicketError::NotFound),
        };
    };
    if !access.may(P::ReadTickets, details) {
        return Err(TicketError::NotFound);
    }
    match need {
        Need::All(needed) => first_missing(needed, |permission| access.may(permission, details)),
        Need::Docket => Err(TicketError::Forbidden("only Docket itself may do this")),
        Need::Customer => Err(TicketError::Forbidden(
            "only whoever asked may rate a ticket",
        )),
    }
}

/// What a command asks of whoever sends it.
enum Need {
    All(&'static [Permission]),
    /// Nobody but Docket, its rules and imports.
    Docket,
    /// Nobody of the staff.
    Customer,
}

fn need(ticket: &Ticket, command: &TicketCommand, access: &Access) -> Need {
    use TicketCommand as C;
    Need::All(match command {
        C::Create(_) => &[P::CreateTickets],
        C::Delete | C::Restore => &[P::DeleteTickets],
        C::Assign { .. }
        | C::Unassign { .. }
        | C::Claim { .. }
        | C::Offer { .. }
        | C::HandOver { .. }
        | C::Route { .. } => &[P::AssignTickets],
        C::PostMessage(new) => spoken(new.visibility),
        C::EditMessage(edit) => written(ticket, edit.message),
        C::RedactMessage { message, .. } => written(ticket, *message),
        C::SplitMessage { .. }
        | C::MergeInto { .. }
        | C::Absorb { .. }
        | C::Unmerge
        | C::Release { .. } => &[P::MergeTickets],
        C::Watch { who } | C::Unwatch { who } if access.is_member(who) => &[P::Note],
        C::ChangeSubject { .. }
        | C::ChangeDescription { .. }
        | C::ChangeRequester { .. }
        | C::AddCc { .. }
        | C::RemoveCc { .. }
        | C::Watch { .. }
        | C::Unwatch { .. }
        | C::SetStatus { .. }
        | C::Close
        | C::SetPriority { .. }
        | C::Schedule { .. }
        | C::Snooze { .. }
        | C::Wake
        | C::Tag { .. }
        | C::Untag { .. }
        | C::SetFields { .. }
        | C::AttachFile { .. }
        | C::DetachFile { .. }
        | C::Link { .. }
        | C::Unlink { .. }
        | C::LogTime(_)
        | C::RemoveTimeEntry { .. }
        | C::AddChecklistItem { .. }
        | C::RewordChecklistItem { .. }
        | C::CheckChecklistItem { .. }
        | C::RemoveChecklistItem { .. }
        | C::ReorderChecklist { .. }
        | C::ApplyMacro { .. } => &[P::ChangeTickets],
        C::Rate(_) => return Need::Customer,
        C::RecordActivity { .. }
        | C::StopAutomation { .. }
        | C::WarnOfSla(_)
        | C::BreachSla(_)
        | C::FireRule(_)
        | C::Notify(_)
        | C::EscalateSla(_)
        | C::MeetSla(_) => return Need::Docket,
    })
}

fn spoken(visibility: Visibility) -> &'static [Permission] {
    match visibility {
        Visibility::Public => &[P::Reply],
        Visibility::Internal => &[P::Note],
    }
}

/// Changing words asks for what writing them did. A message that is not there is refused later.
fn written(ticket: &Ticket, message: MessageId) -> &'static [Permission] {
    let details = ticket.details.as_deref();
    let said = details.and_then(|details| details.conversation.find(message));
    match said {
        Some(said) if said.by.kind == ActorKind::Member => spoken(said.visibility),
        _ => &[],
    }
}

fn first_missing(
    needed: &[Permission],
    has: impl Fn(Permission) -> bool,
) -> Result<(), TicketError> {
    match needed.iter().find(|permission| !has(**permission)) {
        None => Ok(()),
        Some(missing) => Err(TicketError::Forbidden(missing.refusal())),
    }
}
