//! How many open tickets each member has: the log folded into two small tables.

use crate::pool;
use deadpool_postgres::Pool;
use domain::setting::StatusCategory;
use domain::{Catalog, MemberId, Recorded, TicketId};
use eventstore::{EventStore, StoreError};
use std::collections::HashMap;
use std::sync::Arc;
use uuid::Uuid;

mod fold;

use fold::fold;

/// Events taken in at once.
const BATCH: usize = 1000;

#[derive(Clone, Debug)]
pub(crate) struct Loads {
    pool: Pool,
}

impl Loads {
    pub fn connect(url: &str) -> Result<Self, StoreError> {
        let pool = pool::connect(url, "docket assignment")?;
        Ok(Self { pool })
    }

    /// Takes in what the log has up to `position` at least. Several may do so at once: each batch
    /// is taken in by one of them.
    pub async fn catch_up(&self, store: &EventStore, position: i64) -> Result<(), StoreError> {
        let mut at = self.position().await?;
        while at < position {
            let events = store.read_after(at, BATCH).await?;
            let Some(last) = events.last() else {
                return Ok(()); // the log ends before: nothing more is known of it
            };
            let to = last.position;
            at = match self.apply((at, to), &events).await? {
                true => to,
                false => self.position().await?,
            };
        }
        Ok(())
    }

    /// How many open tickets each of the members has; who has none is left out. What is open is
    /// for the categories of today's statuses to say.
    pub async fn of(
        &self,
        members: &[MemberId],
        catalog: &Catalog,
    ) -> Result<HashMap<MemberId, i64>, StoreError> {
        let members: Vec<Uuid> = members.iter().map(|id| id.0).collect();
        let client = self.pool.get().await?;
        let rows = client
            .query(OPEN, &[&members, &open_statuses(catalog)])
            .await?;
        let load = |row: &tokio_postgres::Row| (MemberId(row.get(0)), row.get(1));
        Ok(rows.iter().map(load).collect())
    }

    /// The tickets that are in no status of today's that means done, neither deleted nor merged.
    pub async fn open_tickets(&self, catalog: &Catalog) -> Result<Vec<TicketId>, StoreError> {
        let client = self.pool.get().await?;
        let rows = client
            .query(OPEN_TICKETS, &[&open_statuses(catalog)])
            .await?;
        Ok(rows.iter().map(|row| TicketId(row.get(0))).collect())
    }

    /// The tickets that are in no status of today's that closes them, neither deleted nor merged.
    pub async fn tickets_not_closed(&self, catalog: &Catalog) -> Result<Vec<TicketId>, StoreError> {
        let statuses = statuses(catalog, |category| category != StatusCategory::Closed);
        let client = self.pool.get().await?;
        let rows = client.query(OPEN_TICKETS, &[&statuses]).await?;
        Ok(rows.iter().map(|row| TicketId(row.get(0))).collect())
    }

    /// Everything up to here is in the tables.
    async fn position(&self) -> Result<i64, StoreError> {
        let client = self.pool.get().await?;
        Ok(client.query_one(POSITION, &[]).await?.get(0))
    }

    /// Takes in the events after `from` up to `to`. `false` when another process was quicker; then
    /// nothing was changed.
    async fn apply(
        &self,
        (from, to): (i64, i64),
        events: &[Arc<Recorded>],
    ) -> Result<bool, StoreError> {
        let mut client = self.pool.get().await?;
        let transaction = client.transaction().await?;
        if transaction.execute(ADVANCE, &[&from, &to]).await? == 0 {
            return Ok(false);
        }
        fold(&transaction, events).await?;
        transaction.commit().await?;
        Ok(true)
    }
}

fn open_statuses(catalog: &Catalog) -> Vec<Uuid> {
    statuses(catalog, |category| !category.is_done())
}

/// Retired ones too: tickets may still be in them.
fn statuses(catalog: &Catalog, wanted: impl Fn(StatusCategory) -> bool) -> Vec<Uuid> {
    let statuses = catalog.statuses.iter().filter(|entry| {
        let status = entry.setting.value.as_ref();
        status.is_some_and(|status| wanted(status.category))
    });
    statuses.map(|entry| entry.id).collect()
}

const POSITION: &str = "SELECT position FROM automation.progress";

const ADVANCE: &str = "
UPDATE automation.progress
SET position = $2
WHERE position = $1";

const OPEN: &str = "
SELECT member_id, count(*)
FROM automation.assignments
WHERE member_id = ANY($1)
  AND status_id = ANY($2)
  AND counts
GROUP BY member_id";

const OPEN_TICKETS: &str = "
SELECT ticket_id
FROM automation.tickets
WHERE status_id = ANY($1)
  AND NOT deleted
  AND NOT merged
ORDER BY ticket_id";
