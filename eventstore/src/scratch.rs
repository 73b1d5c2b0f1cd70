//! What somebody put aside for themselves: written over as often as they like, beside the log and
//! never in it.

use crate::store::{EventStore, StoreError};
use jiff::Timestamp;
use tokio_postgres::Row;
use uuid::Uuid;

/// Longest body, in bytes; a longer one is refused by the table.
pub const SCRATCH_BYTES: usize = 512 * 1024;

/// Whose it is and what it is about: there is one of a kind for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ScratchKey<'a> {
    pub kind: &'a str,
    pub owner: Uuid,
    pub about: Uuid,
}

/// Something put aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scratch {
    pub about: Uuid,
    pub body: String,
    pub updated_at: Timestamp,
}

impl EventStore {
    /// Puts something aside in place of what was there; the last write wins.
    pub async fn put_scratch(
        &self,
        key: ScratchKey<'_>,
        body: &str,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let ScratchKey { kind, owner, about } = key;
        let client = self.pool.get().await?;
        let statement = client.prepare_cached(PUT).await?;
        let values: [&(dyn postgres_types::ToSql + Sync); 5] = [&kind, &owner, &about, &body, &now];
        client.execute(&statement, &values).await?;
        Ok(())
    }

    /// What was put aside last.
    pub async fn scratch(&self, key: ScratchKey<'_>) -> Result<Option<Scratch>, StoreError> {
        let ScratchKey { kind, owner, about } = key;
        let client = self.pool.get().await?;
        let statement = client.prepare_cached(GET).await?;
        let row = client
            .query_opt(&statement, &[&kind, &owner, &about])
            .await?;
        Ok(row.map(|row| scratch(&row)))
    }

    /// Throws away what was put aside; gives it back once more.
    pub async fn drop_scratch(&self, key: ScratchKey<'_>) -> Result<Option<Scratch>, StoreError> {
        let ScratchKey { kind, owner, about } = key;
        let client = self.pool.get().await?;
        let statement = client.prepare_cached(DROP).await?;
        let row = client
            .query_opt(&statement, &[&kind, &owner, &about])
            .await?;
        Ok(row.map(|row| scratch(&row)))
    }

    /// Up to `limit` of what an owner put aside, newest first, beginning after `after`.
    pub async fn scratches(
        &self,
        (kind, owner): (&str, Uuid),
        after: Option<(Timestamp, Uuid)>,
        limit: usize,
    ) -> Result<Vec<Scratch>, StoreError> {
        let (before, about) = after.unzip();
        let client = self.pool.get().await?;
        let statement = client.prepare_cached(LIST).await?;
        let values: [&(dyn postgres_types::ToSql + Sync); 5] =
            [&kind, &owner, &before, &about, &(limit as i64)];
        let rows = client.query(&statement, &values).await?;
        Ok(rows.iter().map(scratch).collect())
    }
}

fn scratch(row: &Row) -> Scratch {
    Scratch {
        about: row.get(0),
        body: row.get(1),
        updated_at: row.get(2),
    }
}

const PUT: &str = "
INSERT INTO es.scratch (kind, owner, about, body, updated_at)
VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (kind, owner, about) DO UPDATE
SET body = excluded.body, updated_at = excluded.updated_at";

const GET: &str = "
SELECT about, body, updated_at
FROM es.scratch
WHERE kind = $1
  AND owner = $2
  AND about = $3";

const DROP: &str = "
DELETE FROM es.scratch
WHERE kind = $1
  AND owner = $2
  AND about = $3
RETURNING about, body, updated_at";

const LIST: &str = "
SELECT about, body, updated_at
FROM es.scratch
WHERE kind = $1
  AND owner = $2
  AND ($3::timestamptz IS NULL OR updated_at < $3 OR (updated_at = $3 AND about > $4))
ORDER BY updated_at DESC, about
LIMIT $5";
