//! What of a ticket within reach may be seen: messages among the staff, and files on them.

use super::{Access, Permission};
use crate::MessageId;
use crate::attachment::{Attachment, Place};
use crate::ticket::{Details, Said, Ticket, Visibility};
use crate::{Actor, ActorKind, TicketId};

impl Access {
    /// The ticket as the actor may see it: one that is out of reach is as one that is not there.
    #[must_use]
    pub fn seen<'a>(&self, ticket: &'a Ticket) -> Option<&'a Details> {
        let details = ticket.details.as_deref();
        details.filter(|details| self.may(Permission::ReadTickets, details))
    }

    /// Whether the actor may see what is said with this visibility on a ticket that they may read.
    #[must_use]
    pub fn hears(&self, visibility: Visibility, ticket: &Details) -> bool {
        match visibility {
            Visibility::Public => true,
            Visibility::Internal => self.may(Permission::ReadInternal, ticket),
        }
    }

    /// The message, if it was posted on this ticket and the actor may see it.
    #[must_use]
    pub fn message<'a>(&self, id: MessageId, ticket: &'a Details) -> Option<&'a Said> {
        let said = ticket.conversation.find(id)?;
        self.hears(said.visibility, ticket).then_some(said)
    }

    /// Whether the actor may see a file, as far as this place on this ticket tells.
    #[must_use]
    pub fn sees_at(&self, place: &Place, ticket: &Details) -> bool {
        self.may(Permission::ReadTickets, ticket)
            && place
                .message
                .is_none_or(|id| self.message(id, ticket).is_some())
    }

    /// Whether the actor may see a file: while it is nowhere, only whoever uploaded it; else
    /// whoever may see it at one of its places. `ticket` gives the tickets that it is on.
    #[must_use]
    pub fn sees_file<'a>(
        &self,
        actor: &Actor,
        file: &Attachment,
        ticket: impl Fn(TicketId) -> Option<&'a Ticket>,
    ) -> bool {
        if self.is_everything() {
            return true;
        }
        if file.places.is_empty() {
            let by = file.uploaded.as_ref().map(|uploaded| uploaded.by);
            return by.is_some_and(|by| (by.kind, by.id) == (actor.kind, actor.id));
        }
        let by_staff = (file.uploaded.as_ref()).is_some_and(|u| u.by.kind != ActorKind::Customer);
        file.places.iter().any(|place| {
            // what the staff puts on a ticket itself may be for themselves; on a message it is told
            if self.is_portal() && place.message.is_none() && by_staff {
                return false;
            }
            let details = ticket(place.ticket).and_then(|ticket| ticket.details.as_deref());
            details.is_some_and(|details| self.sees_at(place, details))
        })
    }
}
