//! Ties to other tickets, as far as those are within reach.

use super::Ticket;
use crate::problem::Problem;
use crate::request::Reader;
use crate::tickets::seen;
use domain::{MessageId, Permission, TicketId};
use eventstore::LoadedById;
use std::collections::BTreeSet;
use uuid::Uuid;

/// Leaves out every tie to a ticket that the reader may not see. Costs nothing for whoever may see
/// all of them.
pub(super) async fn keep_seen(reader: &Reader, views: &mut [Ticket]) -> Result<(), Problem> {
    if reader.access.reach(Permission::ReadTickets).is_everything()
        && reader
            .access
            .reach(Permission::ReadInternal)
            .is_everything()
    {
        return Ok(());
    }
    let tied: BTreeSet<_> = views.iter().flat_map(Ticket::ties).collect();
    if tied.is_empty() {
        return Ok(());
    }
    let seen = seen(reader, tied.into_iter().map(TicketId)).await?;
    for view in views {
        view.keep(reader, &seen);
    }
    Ok(())
}

impl Ticket {
    fn ties(&self) -> impl Iterator<Item = Uuid> {
        let source = self.source.0.as_ref().map(|source| source.ticket_id);
        let links = self.links.iter().map(|link| link.ticket_id);
        let merged = self.merged_ticket_ids.iter().copied();
        links.chain(merged).chain(self.merged_into.0).chain(source)
    }

    fn keep(&mut self, reader: &Reader, seen: &LoadedById<domain::ticket::Ticket>) {
        self.links.retain(|link| seen.contains_key(&link.ticket_id));
        self.merged_ticket_ids.retain(|id| seen.contains_key(id));
        self.merged_into.0 = self.merged_into.0.filter(|id| seen.contains_key(id));
        let source = self.source.0.take();
        self.source.0 = source.filter(|source| seen.contains_key(&source.ticket_id));
        if let Some(source) = &mut self.source.0 {
            let from = seen.get(&source.ticket_id);
            let from = from.and_then(|ticket| ticket.state.details.as_deref());
            let heard = |id: &Uuid| {
                from.is_some_and(|from| reader.access.message(MessageId(*id), from).is_some())
            };
            source.message_id.0 = source.message_id.0.filter(heard);
        }
    }
}
