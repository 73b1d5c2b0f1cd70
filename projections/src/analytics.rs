//! What happened to tickets, and how long it took: what charts are drawn from.
//!
//! Which tickets a chart is about, the ticket list says: filters and reach are asked of its rows, so
//! that charts and lists agree.

mod arrivals;
mod days;
mod draft;
mod groups;
mod lives;
mod marks;
mod performance;
mod spent;
mod stays;
mod steps;
mod summary;
mod tables;
mod trends;
mod turns;
mod valued;
mod workload;
mod write;

pub use groups::{Group, GroupCount, Groups};
pub use performance::{Durations, Performance, PerformanceQuery};
pub use spent::{Spent, SpentQuery, SpentTime};
pub use summary::{StatusCount, Summary, SummaryQuery};
pub use trends::{Trend, Trends, TrendsQuery};
pub use workload::{Work, WorkloadQuery};

use crate::projection::{ApplyError, Phase, Projection};
use deadpool_postgres::Transaction;
use domain::{Aggregate, Recorded, ticket::Ticket};
use draft::Drafts;
use std::sync::Arc;

/// How long tickets stayed in each status and with each department, and how long customers waited
/// for each answer.
///
/// Like [`crate::intervals`], what was told late counts from when all before it had happened. What
/// a status means is asked when a chart is drawn: tables know its id alone.
#[derive(Debug)]
pub(crate) struct Analytics;

impl Projection for Analytics {
    const NAME: &'static str = "analytics";
    const VERSION: i32 = 4;
    const CATEGORIES: &'static [&'static str] = &[Ticket::CATEGORY];
    const BY_STREAM: bool = true;
    const TABLES: &'static str = tables::TABLES;
    const INDEXES: &'static str = tables::INDEXES;
    const ADDS_ROW: &'static [&'static str] = &["ticket.created"];
    const ROWS: &'static str = "SELECT count(*) FROM analytics_tickets";

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
