//! Which ticket a path means: its id or its number.

use crate::problem::{Kind, Problem};
use crate::request::Reader;
use domain::ticket::Ticket;
use domain::{FieldError, TicketId};
use eventstore::Loaded;
use std::sync::Arc;
use uuid::Uuid;

/// How a path names a ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TicketPath {
    Id(TicketId),
    Number(i64),
}

impl TicketPath {
    pub fn parse(text: &str) -> Result<Self, Problem> {
        if let Ok(id) = Uuid::parse_str(text) {
            return Ok(Self::Id(TicketId(id)));
        }
        let plain = text.bytes().all(|b| b.is_ascii_digit());
        let number = text.parse().ok().filter(|_| plain);
        number.map(Self::Number).ok_or_else(|| {
            let detail = "A ticket's address is its id (a UUID) or its number.";
            let mut problem = Problem::new(Kind::NotFound, detail);
            let error = FieldError::new("id", "must be a ticket's UUID or number");
            problem.errors.push(error);
            problem
        })
    }

    /// The ticket's id. A number is looked up in the list, once more when the list was behind.
    pub async fn resolve(self, reader: &Reader) -> Result<TicketId, Problem> {
        let number = match self {
            Self::Id(id) => return Ok(id),
            Self::Number(number) => number,
        };
        let app = &reader.state.app;
        let seen = app.store.known_head().max(reader.min_position);
        if let Some(id) = app.read.ticket_id(number).await? {
            return Ok(id);
        }
        reader.wait_for_tickets_at(seen).await?;
        let found = app.read.ticket_id(number).await?;
        found.ok_or_else(|| Problem::not_found("ticket"))
    }
}

/// The ticket as it stands; an error when there is none.
pub(crate) async fn loaded(reader: &Reader, id: TicketId) -> Result<Arc<Loaded<Ticket>>, Problem> {
    let loaded = reader.state.app.store.load::<Ticket>(id.0).await?;
    if loaded.exists() {
        Ok(loaded)
    } else {
        Err(Problem::not_found("ticket"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ticket_is_named_by_id_or_number() {
        let id = Uuid::now_v7();
        let by_id = TicketPath::parse(&id.to_string()).ok();
        assert_eq!(by_id, Some(TicketPath::Id(TicketId(id))));
        assert_eq!(TicketPath::parse("42").ok(), Some(TicketPath::Number(42)));
        for text in [
            "",
            "x",
            "-1",
            "+1",
            "1.0",
            "99999999999999999999",
            "0x10",
            " 1",
        ] {
            assert_eq!(TicketPath::parse(text).unwrap_err().kind, Kind::NotFound);
        }
    }
}
