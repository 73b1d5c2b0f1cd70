//! The ticket list: one wide row per ticket, and narrow tables that put it in order.

mod calendar;
mod charted;
mod cursor;
#[cfg(test)]
mod depth;
mod divided;
mod draft;
mod indexes;
mod lifted;
mod list;
mod narrowed;
mod parts;
mod plain;
mod query;
mod row;
mod scan;
mod select;
mod shares;
mod sla;
mod sort;
mod tables;
mod tags;
mod values;
mod write;

pub use calendar::ScheduledTicket;
pub(crate) use divided::{Divided, items};
pub(crate) use list::is_impossible;
pub use query::{FieldFilter, Search, Snoozed, TicketGroup, TicketPage, TicketQuery, TicketRow};
pub(crate) use row::{COLUMNS, MORE_COLUMNS};
pub use scan::TicketScan;
pub(crate) use shares::Known as KnownShares;
#[cfg(test)]
pub(crate) use shares::Shares;
pub use sort::{TicketColumn, TicketSort};
pub use tags::{TagQuery, TagRow};

use crate::projection::{ApplyError, Phase, Projection};
use deadpool_postgres::Transaction;
use domain::sla::TicketStanding;
use domain::{Aggregate, Recorded, ticket::Ticket};
use draft::Drafts;
use std::sync::Arc;

/// After about how many events of the log counts are added up.
const GATHERED: i64 = if cfg!(test) { 8 } else { 4096 };

/// The ticket list. Rows hold ids; keys and names are looked up when shown.
#[derive(Debug)]
pub(crate) struct Tickets;

impl Projection for Tickets {
    const NAME: &'static str = "tickets";
    const VERSION: i32 = 11;
    const BY_STREAM: bool = true;
    const AFTERWARDS: &'static [&'static str] = &[TicketStanding::CATEGORY];
    const CATEGORIES: &'static [&'static str] = &[Ticket::CATEGORY, TicketStanding::CATEGORY];
    const TABLES: &'static str = tables::TABLES;
    const INDEXES: &'static str = indexes::INDEXES;
    const ADDS_ROW: &'static [&'static str] = &["ticket.created"];
    const ROWS: &'static str = "SELECT count(*) FROM tickets";

    async fn apply(
        tx: &Transaction<'_>,
        events: &[Arc<Recorded>],
        phase: Phase,
    ) -> Result<(), ApplyError> {
        let of_tickets = |event: &&Arc<Recorded>| event.category == Ticket::CATEGORY;
        let (told, standings): (Vec<_>, Vec<_>) = events.iter().partition(of_tickets);
        let mut drafts = Drafts::load(tx, &told).await?;
        for event in told {
            drafts.fold(event)?;
        }
        let gathers = events.iter().any(|event| event.position % GATHERED == 0);
        write::write(tx, &drafts.changed(), (phase, gathers)).await?;
        sla::apply(tx, &standings).await
    }
}
