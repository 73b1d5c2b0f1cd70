//! What tickets were when: one row for each stretch of time in which nothing that lists look at
//! changed, so that a list or a count as of any moment is one query.

mod backlog;
mod charted;
mod cursor;
mod draft;
mod past;
mod select;
mod spans;
mod state;
mod tables;
mod write;

pub use backlog::BacklogQuery;
pub use past::{PastGroup, PastMoment, PastPage, PastQuery};

use crate::projection::{ApplyError, Phase, Projection};
use deadpool_postgres::Transaction;
use domain::{Aggregate, Recorded, ticket::Ticket};
use draft::Drafts;
use std::sync::Arc;

/// The states of all tickets, each with when it began and ended.
///
/// A ticket is as of a moment what its first events make of it, up to the first that happened
/// later: what was told late counts from when all before it had happened. That is what
/// `EventStore::load_as_of` folds, and tests hold the two equal.
#[derive(Debug)]
pub(crate) struct Intervals;

impl Projection for Intervals {
    const NAME: &'static str = "intervals";
    const VERSION: i32 = 2;
    const CATEGORIES: &'static [&'static str] = &[Ticket::CATEGORY];
    const BY_STREAM: bool = true;
    const TABLES: &'static str = tables::TABLES;
    const INDEXES: &'static str = tables::INDEXES;
    const ADDS_ROW: &'static [&'static str] = &["ticket.created"];
    const ROWS: &'static str = "SELECT count(*) FROM interval_tickets";

    async fn apply(
        tx: &Transaction<'_>,
        events: &[Arc<Recorded>],
        _: Phase,
    ) -> Result<(), ApplyError> {
        let mut drafts = Drafts::load(tx, events).await?;
        for event in events {
            drafts.fold(event)?;
        }
        write::write(tx, &drafts.changed()).await?;
        Ok(())
    }
}
