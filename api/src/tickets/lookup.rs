//! Which ticket a path means: its id or its number.

use crate::problem::{Kind, Problem};
use crate::request::Reader;
use domain::access::Reach;
use domain::ticket::Ticket;
use domain::{FieldError, Permission, TicketId};
use eventstore::{Loaded, LoadedById};
use std::sync::Arc;
use uuid::Uuid;

/// Longest reference, in bytes: a prefix and a number.
const REFERENCE_BYTES: usize = 60;

/// How a path names a ticket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum TicketPath {
    Id(TicketId),
    Number(i64),
    /// The number as people say it: what prefix it has, the workspace tells.
    Reference(String),
}

impl TicketPath {
    pub fn parse(text: &str) -> Result<Self, Problem> {
        if let Ok(id) = Uuid::parse_str(text) {
            return Ok(Self::Id(TicketId(id)));
        }
        let plain = text.bytes().all(|b| b.is_ascii_digit());
        if let Some(number) = text.parse().ok().filter(|_| plain) {
            return Ok(Self::Number(number));
        }
        let letters = text
            .chars()
            .all(|c| c.is_alphanumeric() || c == '-' || c == '#');
        let ends = text.chars().next_back().is_some_and(char::is_numeric);
        if letters && ends && text.len() <= REFERENCE_BYTES {
            return Ok(Self::Reference(text.to_owned()));
        }
        Err(no_address())
    }

    /// The ticket's id; the same error when there is none and when it is out of reach.
    pub async fn resolve(self, reader: &Reader) -> Result<TicketId, Problem> {
        let id = self.id(reader).await?;
        if is_within_reach(reader, id).await? || reader.was_done().await? {
            return Ok(id);
        }
        Err(Problem::not_found("ticket"))
    }

    /// A number is looked up in the list, once more when the list was behind.
    async fn id(self, reader: &Reader) -> Result<TicketId, Problem> {
        let number = match self {
            Self::Id(id) => return Ok(id),
            Self::Number(number) => number,
            Self::Reference(text) => {
                let number = reader.catalog.workspace().number(&text);
                number.ok_or_else(no_address)?
            }
        };
        let app = &reader.state.app;
        let seen = app.store.known_head().max(reader.min_position);
        let reach = match reader.was_done().await? {
            true => Reach::EVERYTHING,
            false => reader.access.reach(Permission::ReadTickets),
        };
        if let Some(id) = app.read.ticket_id(number, &reach).await? {
            return Ok(id);
        }
        reader.wait_for_tickets_at(seen).await?;
        let found = app.read.ticket_id(number, &reach).await?;
        found.ok_or_else(|| Problem::not_found("ticket"))
    }
}

fn no_address() -> Problem {
    let detail = "A ticket's address is its id (a UUID), its number or its reference.";
    let mut problem = Problem::new(Kind::NotFound, detail);
    let error = FieldError::new("id", "must be a ticket's UUID, number or reference");
    problem.errors.push(error);
    problem
}

/// Whether the reader may see the ticket. What is in memory will do to let them pass, since whatever
/// comes next looks at the newest; nobody is turned away but by the newest state.
async fn is_within_reach(reader: &Reader, id: TicketId) -> Result<bool, Problem> {
    if reader.access.reach(Permission::ReadTickets).is_everything() {
        return Ok(true);
    }
    let store = &reader.state.app.store;
    let known = store.remembered::<Ticket>(id.0);
    if known.is_some_and(|known| reader.access.seen(&known.state).is_some()) {
        return Ok(true);
    }
    // one look at the log, whether the ticket is out of reach or was never there: the time that an
    // answer takes does not tell either
    let newest = store.load::<Ticket>(id.0).await?;
    Ok(reader.access.seen(&newest.state).is_some())
}

/// The ticket as it stands; the same error when there is none and when it is out of reach.
pub(crate) async fn loaded(reader: &Reader, id: TicketId) -> Result<Arc<Loaded<Ticket>>, Problem> {
    let loaded = reader.state.app.store.load::<Ticket>(id.0).await?;
    match reader.access.seen(&loaded.state) {
        Some(_) => Ok(loaded),
        None => Err(Problem::not_found("ticket")),
    }
}

/// Those of the tickets that the reader may see, as they stand.
pub(crate) async fn seen(
    reader: &Reader,
    ids: impl IntoIterator<Item = TicketId>,
) -> Result<LoadedById<Ticket>, Problem> {
    let ids: Vec<_> = ids.into_iter().map(|id| id.0).collect();
    let store = &reader.state.app.store;
    let since = store.known_head().max(reader.min_position);
    let mut tickets = store.load_all::<Ticket>(&ids, since).await?;
    tickets.retain(|_, ticket| reader.access.seen(&ticket.state).is_some());
    Ok(tickets)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ticket_is_named_by_id_number_or_reference() {
        let id = Uuid::now_v7();
        let by_id = TicketPath::parse(&id.to_string()).ok();
        assert_eq!(by_id, Some(TicketPath::Id(TicketId(id))));
        assert_eq!(TicketPath::parse("42").ok(), Some(TicketPath::Number(42)));
        for text in ["DKT-000042", "dkt42", "#42"] {
            let reference = Some(TicketPath::Reference(text.to_owned()));
            assert_eq!(TicketPath::parse(text).ok(), reference);
        }
        for text in ["", "x", "1.0", " 1", "42 ", "DKT/42", "DKT-"] {
            assert_eq!(TicketPath::parse(text).unwrap_err().kind, Kind::NotFound);
        }
    }
}
