//! The ticket list: one wide row per ticket, and narrow tables that put it in order.

mod cursor;
mod draft;
mod list;
mod parts;
mod query;
mod row;
mod scan;
mod select;
mod shares;
mod tables;
mod write;

pub use query::{FieldFilter, Search, Snoozed, TicketPage, TicketQuery, TicketRow, TicketSort};
pub(crate) use row::{COLUMNS, MORE_COLUMNS};
pub use scan::TicketScan;
pub(crate) use shares::Known as KnownShares;
#[cfg(test)]
pub(crate) use shares::Shares;

use crate::projection::{ApplyError, Phase, Projection};
use deadpool_postgres::Transaction;
use domain::{Aggregate, Recorded, ticket::Ticket};
use draft::Drafts;
use std::sync::Arc;

/// The ticket list. Rows hold ids; keys and names are looked up when shown.
#[derive(Debug)]
pub(crate) struct Tickets;

impl Projection for Tickets {
    const NAME: &'static str = "tickets";
    const VERSION: i32 = 5;
    const CATEGORIES: &'static [&'static str] = &[Ticket::CATEGORY];
    const TABLES: &'static str = tables::TABLES;
    const INDEXES: &'static str = tables::INDEXES;
    const ADDS_ROW: &'static [&'static str] = &["ticket.created"];
    const ROWS: &'static str = "SELECT count(*) FROM tickets";

    async fn apply(
        tx: &Transaction<'_>,
        events: &[Arc<Recorded>],
        phase: Phase,
    ) -> Result<(), ApplyError> {
        let mut drafts = Drafts::load(tx, events).await?;
        for event in events {
            drafts.fold(event)?;
        }
        write::write(tx, &drafts.changed(), phase).await?;
        Ok(())
    }
}
