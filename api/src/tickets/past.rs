//! One ticket as it was, and what became different between two moments.

use super::Ticket;
use super::lookup::loaded;
use crate::answer::Shown;
use crate::history::{Change, ticket_changes};
use crate::problem::{Kind, Problem};
use crate::request::Reader;
use crate::types::AsOf;
use crate::veil::Ties;
use domain::TicketId;
use domain::ticket;
use eventstore::Loaded;
use poem_openapi::Object;
use serde::{Deserialize, Serialize};

/// What differs between a ticket at two moments.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct Difference {
    /// The ticket's version at the first moment; 0 where it was not there yet.
    pub from_version: i32,
    /// Its version at the second.
    pub to_version: i32,
    /// Every field that is not what it was. What was changed and changed back is left out.
    pub changes: Vec<Change>,
}

/// The ticket as it was; whoever may see it today may see its past.
pub(super) async fn as_of(
    reader: &Reader,
    id: TicketId,
    at: AsOf,
) -> Result<Shown<Ticket>, Problem> {
    loaded(reader, id).await?;
    let then = then(reader, id, at).await?;
    if !then.exists() {
        let detail = "There was no such ticket at that moment.";
        return Err(Problem::new(Kind::NotFound, detail));
    }
    Shown::new(&Ticket::of(reader, id, &then).await?)
}

/// What is different at `to`, or now, from what was at `from`.
pub(super) async fn difference(
    reader: &Reader,
    id: TicketId,
    from: AsOf,
    to: Option<AsOf>,
) -> Result<Shown<Difference>, Problem> {
    let now = loaded(reader, id).await?;
    let before = then(reader, id, from).await?;
    let after = match to {
        Some(to) => then(reader, id, to).await?,
        None => now.as_ref().clone(),
    };
    let states = (&before.state, &after.state);
    let changes = ticket_changes(states, &reader.catalog, reader.audience());
    let store = &reader.state.app.store;
    let since = store.known_head().max(reader.min_position);
    let ties = Ties::of_changes(store, &reader.access, &changes, since).await?;
    Shown::new(&Difference {
        from_version: before.version,
        to_version: after.version,
        changes: ties.keep_seen_of_ticket(changes),
    })
}

/// The ticket as the log tells that it was; whether it may be seen is asked elsewhere.
pub(super) async fn then(
    reader: &Reader,
    id: TicketId,
    at: AsOf,
) -> Result<Loaded<ticket::Ticket>, Problem> {
    let store = &reader.state.app.store;
    Ok(match at {
        AsOf::Time(at) => store.load_as_of(id.0, at.0).await?,
        AsOf::Position(position) => store.load_up_to(id.0, position.0).await?,
    })
}
