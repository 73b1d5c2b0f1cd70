//! What people have read of what the log tells them: kept beside it, and never in it.

use crate::store::{EventStore, StoreError};
use uuid::Uuid;

/// Most positions that are kept one by one; beyond it, everything up to the oldest of them is read.
const MOST: i32 = 5000;

/// What somebody has read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadMark {
    /// Everything up to this position.
    pub up_to: i64,
    /// And these, rising.
    pub positions: Vec<i64>,
}

impl EventStore {
    /// What `owner` has read.
    pub async fn read_mark(&self, owner: Uuid) -> Result<ReadMark, StoreError> {
        let client = self.pool.get().await?;
        let statement = client.prepare_cached(GET).await?;
        let row = client.query_opt(&statement, &[&owner]).await?;
        let mark = row.map(|row| ReadMark {
            up_to: row.get(0),
            positions: row.get(1),
        });
        Ok(mark.unwrap_or_default())
    }

    /// `owner` has read this as well. What was read stays read, in whichever order they are told.
    pub async fn mark_read(&self, owner: Uuid, also: &ReadMark) -> Result<(), StoreError> {
        let client = self.pool.get().await?;
        let statement = client.prepare_cached(MARK).await?;
        let values: [&(dyn postgres_types::ToSql + Sync); 4] =
            [&owner, &also.up_to, &also.positions, &MOST];
        client.execute(&statement, &values).await?;
        Ok(())
    }
}

const GET: &str = "
SELECT up_to, positions
FROM es.read_marks
WHERE owner = $1";

/// The row is locked by the insertion before it is read, so that two who mark at once lose nothing.
const MARK: &str = "
INSERT INTO es.read_marks AS m (owner, up_to, positions)
SELECT $1, k.up_to, k.positions
FROM es.kept_marks($2, $3, $4) k
ON CONFLICT (owner) DO UPDATE
SET (up_to, positions) = (
    SELECT k.up_to, k.positions
    FROM es.kept_marks(greatest(m.up_to, $2), m.positions || $3, $4) k
)";
