//! Who may see a file: the tickets and messages that it is on tell.

use crate::problem::Problem;
use crate::request::Reader;
use crate::tickets::seen;
use domain::attachment::Attachment;
use domain::ticket::Ticket;
use eventstore::LoadedById;
use uuid::Uuid;

/// Whether the reader may see the file at all.
pub(super) async fn sees(reader: &Reader, file: &Attachment) -> Result<bool, Problem> {
    if file.uploaded.is_none() {
        return Ok(false);
    }
    let tickets = on(reader, file).await?;
    let ticket = |id: domain::TicketId| tickets.get(&id.0).map(|loaded| &loaded.state);
    let actor = reader.principal.actor();
    Ok(reader.access.sees_file(&actor, file, ticket))
}

/// The tickets that the reader can see the file on.
pub(super) async fn tickets(reader: &Reader, file: &Attachment) -> Result<Vec<Uuid>, Problem> {
    let tickets = on(reader, file).await?;
    let shows = |id: &domain::TicketId| {
        let ticket = tickets.get(&id.0);
        let details = ticket.and_then(|ticket| ticket.state.details.as_deref());
        let mut here = file.places.iter().filter(|place| place.ticket == *id);
        details.is_some_and(|details| here.any(|place| reader.access.sees_at(place, details)))
    };
    let ids = file.tickets().into_iter().filter(shows);
    Ok(ids.map(|id| id.0).collect())
}

async fn on(reader: &Reader, file: &Attachment) -> Result<LoadedById<Ticket>, Problem> {
    seen(reader, file.tickets()).await
}
