//! The tickets of a customer, with those of everybody who turned out to be them.

use super::lookup;
use crate::answer::Shown;
use crate::page::{Limit, plain};
use crate::problem::Problem;
use crate::request::Reader;
use crate::tickets::{Sort, Ticket, TicketList};
use domain::{CustomerId, Permission};
use projections::TicketQuery;

/// Items of a page unless told otherwise.
const USUAL: u16 = 50;

/// Which part of the list is wanted.
#[derive(Debug)]
pub(super) struct Wanted {
    pub sort: Option<Sort>,
    pub limit: Option<Limit>,
    pub cursor: Option<String>,
}

/// Of a merged customer these are the tickets of whoever goes on for them.
pub(super) async fn list(
    reader: &Reader,
    id: CustomerId,
    wanted: Wanted,
) -> Result<Shown<TicketList>, Problem> {
    if let Some(cursor) = &wanted.cursor {
        plain("cursor", cursor)?;
    }
    let customer = lookup::everybody(reader, id).await?;
    reader.wait_for_tickets().await?;
    let query = TicketQuery {
        reach: reader.access.reach(Permission::ReadTickets),
        customer,
        sort: wanted.sort.map(|sort| sort.0).unwrap_or_default(),
        limit: Limit::or(wanted.limit, USUAL),
        cursor: wanted.cursor,
        ..TicketQuery::default()
    };
    let page = reader.state.app.read.tickets(&query).await?;
    Shown::new(&TicketList {
        items: Ticket::of_rows(reader, page.items).await?,
        next_cursor: page.next_cursor.into(),
    })
}
