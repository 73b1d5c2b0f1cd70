//! How far a reader got, fenced so that an old owner cannot overwrite a new one.

use crate::store::{EventStore, StoreError};
use uuid::Uuid;

/// A reader's place in the log, owned by whoever claimed it last.
#[derive(Clone, Debug)]
pub struct Checkpoint {
    name: String,
    owner: Uuid,
    /// Everything up to here is done.
    pub position: i64,
}

/// Another process claimed the checkpoint; this one must stop.
#[derive(Debug, thiserror::Error)]
pub enum Fenced {
    #[error("checkpoint {0} was claimed by another process")]
    Fenced(String),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl EventStore {
    /// Claims a checkpoint, taking it from any earlier owner. A new one starts at `start`.
    pub async fn claim_checkpoint(&self, name: &str, start: i64) -> Result<Checkpoint, StoreError> {
        let owner = Uuid::now_v7();
        let client = self.pool.get().await?;
        let position = client
            .query_one(CLAIM, &[&name, &start, &owner])
            .await?
            .get(0);
        Ok(Checkpoint {
            name: name.to_owned(),
            owner,
            position,
        })
    }

    /// Records that everything up to `position` is done.
    pub async fn advance_checkpoint(
        &self,
        checkpoint: &mut Checkpoint,
        position: i64,
    ) -> Result<(), Fenced> {
        let client = self.pool.get().await.map_err(StoreError::from)?;
        let changed = client
            .execute(ADVANCE, &[&checkpoint.name, &position, &checkpoint.owner])
            .await
            .map_err(StoreError::from)?;
        if changed == 0 {
            return Err(Fenced::Fenced(checkpoint.name.clone()));
        }
        checkpoint.position = position;
        Ok(())
    }

    /// The position of a checkpoint, whoever owns it; `None` when nobody ever claimed it.
    pub async fn checkpoint(&self, name: &str) -> Result<Option<i64>, StoreError> {
        let client = self.pool.get().await?;
        let row = client.query_opt(POSITION, &[&name]).await?;
        Ok(row.map(|row| row.get(0)))
    }
}

const CLAIM: &str = "
INSERT INTO es.checkpoints (name, position, owner)
VALUES ($1, $2, $3)
ON CONFLICT (name) DO UPDATE
SET owner = excluded.owner, updated_at = now()
RETURNING position";

const ADVANCE: &str = "
UPDATE es.checkpoints
SET position = $2, updated_at = now()
WHERE name = $1
  AND owner = $3";

const POSITION: &str = "SELECT position FROM es.checkpoints WHERE name = $1";
