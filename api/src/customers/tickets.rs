//! The tickets of a customer, with those of everybody who turned out to be them.

use super::lookup;
use crate::answer::Shown;
use crate::page::{Limit, plain};
use crate::problem::Problem;
use crate::request::Reader;
use crate::tickets::{Sort, TicketList, page};
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
    let mut query = TicketQuery {
        reach: reader.access.reach(Permission::ReadTickets),
        customer,
        limit: Limit::or(wanted.limit, USUAL),
        cursor: wanted.cursor,
        ..TicketQuery::default()
    };
    if let Some(sort) = &wanted.sort {
        let put = sort.put(&mut query, reader);
        put.map_err(|detail| Problem::parameter("sort", detail))?;
    }
    Shown::new(&page(reader, &query).await?)
}
