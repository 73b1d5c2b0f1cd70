//! Secrets by which someone is known: kept as hashes, beside the log and never in it.

use crate::store::{EventStore, StoreError};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// Whom a secret stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Credential {
    pub id: Uuid,
    pub owner: Uuid,
}

impl EventStore {
    /// Keeps the hash of a new secret of `kind`. Does nothing when it is there already.
    pub async fn add_credential(
        &self,
        kind: &str,
        secret: &str,
        owner: Uuid,
    ) -> Result<(), StoreError> {
        let client = self.pool.get().await?;
        client
            .execute(ADD, &[&hash(secret), &Uuid::now_v7(), &kind, &owner])
            .await?;
        Ok(())
    }

    /// Whom this secret stands for, unless it is unknown or was revoked.
    pub async fn credential(
        &self,
        kind: &str,
        secret: &str,
    ) -> Result<Option<Credential>, StoreError> {
        let client = self.pool.get().await?;
        let statement = client.prepare_cached(FIND).await?;
        let row = client
            .query_opt(&statement, &[&hash(secret), &kind])
            .await?;
        Ok(row.map(|row| Credential {
            id: row.get(0),
            owner: row.get(1),
        }))
    }

    /// Whether any secret of `kind` is in use.
    pub async fn has_credentials(&self, kind: &str) -> Result<bool, StoreError> {
        let client = self.pool.get().await?;
        Ok(client.query_one(ANY, &[&kind]).await?.get(0))
    }
}

/// A plain hash is enough: keys are made with 256 random bits, so there is nothing to guess.
fn hash(secret: &str) -> Vec<u8> {
    Sha256::digest(secret.as_bytes()).to_vec()
}

const ADD: &str = "
INSERT INTO es.credentials (hash, id, kind, owner)
VALUES ($1, $2, $3, $4)
ON CONFLICT (hash) DO NOTHING";

const FIND: &str = "
SELECT id, owner
FROM es.credentials
WHERE hash = $1
  AND kind = $2
  AND revoked_at IS NULL";

const ANY: &str = "
SELECT EXISTS (SELECT FROM es.credentials WHERE kind = $1 AND revoked_at IS NULL)";
