//! The ticket list: filters from the query, a page back.

mod asked;
mod counted;
mod fields;
mod filter;
mod given;
mod parameters;
mod past;
mod sort;
mod viewed;

pub(super) use counted::counted;
pub(crate) use fields::FIELD_PREFIX;
pub(crate) use filter::Filter;
pub(crate) use given::{Wrong, plain_digits};
pub(crate) use sort::Sort;
pub(crate) use viewed::chosen;

use super::Ticket;
use crate::answer::Shown;
use crate::problem::{Kind, Problem};
use crate::request::Reader;
use crate::types::Nullable;
use poem::Request;
use poem_openapi::Object;
use projections::TicketQuery;
use serde::{Deserialize, Serialize};

/// A page of tickets.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct TicketList {
    pub items: Vec<Ticket>,
    /// Send it as `cursor` for the next page; null on the last.
    pub next_cursor: Nullable<String>,
    /// Send it as `cursor` for the page before; null on the first.
    pub prev_cursor: Nullable<String>,
}

/// All parameters of a request by their names, as they came.
pub(crate) fn parameters(request: &Request) -> Result<Vec<(String, String)>, Problem> {
    let unreadable = |_| Problem::new(Kind::Malformed, "The query cannot be read; see RFC 3986.");
    request.params().map_err(unreadable)
}

pub(super) async fn list(reader: &Reader, filter: Filter) -> Result<Shown<TicketList>, Problem> {
    let as_of = filter.as_of;
    let Some(query) = filter.into_query(reader).await? else {
        return Shown::new(&nothing());
    };
    if let Some(at) = as_of {
        return past::list(reader, &query, at).await;
    }
    wait(reader, &query).await?;
    Shown::new(&page(reader, &query).await?)
}

/// Waits until everything that the query asks has what the caller has seen.
pub(crate) async fn wait(reader: &Reader, query: &TicketQuery) -> Result<(), Problem> {
    reader.wait_for_tickets().await?;
    if query.asks_customers() {
        reader.wait_for("customers").await?;
    }
    Ok(())
}

/// The page that the query finds.
pub(crate) async fn page(reader: &Reader, query: &TicketQuery) -> Result<TicketList, Problem> {
    let page = reader.state.app.read.tickets(query).await?;
    Ok(TicketList {
        items: Ticket::of_rows(reader, page.items).await?,
        next_cursor: page.next_cursor.into(),
        prev_cursor: page.prev_cursor.into(),
    })
}

fn nothing() -> TicketList {
    TicketList {
        items: Vec::new(),
        next_cursor: Nullable(None),
        prev_cursor: Nullable(None),
    }
}
