//! How many open tickets each member has: the log folded into two small tables.

use deadpool_postgres::{Manager, ManagerConfig, Pool, RecyclingMethod, Runtime};
use domain::{Catalog, MemberId, Recorded};
use eventstore::{EventStore, StoreError};
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;
use tokio_postgres::NoTls;
use uuid::Uuid;

mod fold;

use fold::fold;

/// One worker asks one thing at a time; another process may do so meanwhile.
const CONNECTIONS: usize = 2;
const PATIENCE: Duration = Duration::from_secs(10);
/// Events taken in at once.
const BATCH: usize = 1000;

#[derive(Clone, Debug)]
pub(crate) struct Loads {
    pool: Pool,
}

impl Loads {
    pub fn connect(url: &str) -> Result<Self, StoreError> {
        let mut config: tokio_postgres::Config = url.parse()?;
        config.application_name("docket assignment");
        let recycling = ManagerConfig {
            recycling_method: RecyclingMethod::Fast,
        };
        let pool = Pool::builder(Manager::from_config(config, NoTls, recycling))
            .max_size(CONNECTIONS)
            .runtime(Runtime::Tokio1)
            .wait_timeout(Some(PATIENCE))
            .create_timeout(Some(PATIENCE))
            .build()
            .map_err(|error| StoreError::Unavailable(error.to_string()))?;
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
        let statuses = catalog.statuses.iter().filter(|entry| {
            let status = entry.setting.value.as_ref();
            status.is_some_and(|status| !status.category.is_done())
        });
        let open: Vec<Uuid> = statuses.map(|entry| entry.id).collect();
        let client = self.pool.get().await?;
        let rows = client.query(OPEN, &[&members, &open]).await?;
        let load = |row: &tokio_postgres::Row| (MemberId(row.get(0)), row.get(1));
        Ok(rows.iter().map(load).collect())
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
