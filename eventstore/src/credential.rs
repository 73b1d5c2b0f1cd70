//! Secrets by which someone is known: kept as hashes, beside the log and never in it.

use crate::store::{EventStore, StoreError};
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::time::Duration;
use tokio_postgres::Row;
use uuid::Uuid;

/// Whom a secret stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Credential {
    /// Of the secret.
    pub hash: [u8; 32],
    pub id: Uuid,
    pub owner: Uuid,
    /// Position of the event that tells what it is for; none for one that was made before there
    /// were such events.
    pub since: Option<i64>,
    /// When it ends, where a newer secret took its place.
    pub expires_at: Option<Timestamp>,
    /// Known to the minute.
    pub last_used_at: Option<Timestamp>,
}

/// A secret to be kept, for what an event told already.
#[derive(Clone, Copy, Debug)]
pub struct NewCredential<'a> {
    pub id: Uuid,
    pub kind: &'a str,
    pub owner: Uuid,
    /// Position of that event.
    pub since: i64,
}

impl EventStore {
    /// Keeps the hash of a secret of `kind` that no event tells of. Does nothing when it is there
    /// already, revoked or not.
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

    /// Keeps the hash of a new secret. Others of the same id are good for `overlap` from now on.
    pub async fn replace_secret(
        &self,
        new: NewCredential<'_>,
        secret: &str,
        overlap: Duration,
    ) -> Result<(), StoreError> {
        let client = self.pool.get().await?;
        let NewCredential {
            id,
            kind,
            owner,
            since,
        } = new;
        let seconds = overlap.as_secs_f64();
        client
            .execute(
                REPLACE,
                &[&hash(secret), &id, &kind, &owner, &since, &seconds],
            )
            .await?;
        Ok(())
    }

    /// Ends all secrets of this id.
    pub async fn revoke_secrets(&self, kind: &str, id: Uuid) -> Result<(), StoreError> {
        let client = self.pool.get().await?;
        client.execute(REVOKE, &[&kind, &id]).await?;
        Ok(())
    }

    /// Whom this secret stands for, unless it is unknown, has expired or was revoked.
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
        Ok(row.as_ref().map(Credential::of))
    }

    /// Whether the secret that was found before still is good: it may have expired or been replaced
    /// or revoked since.
    pub async fn is_good(&self, kind: &str, known: &Credential) -> Result<bool, StoreError> {
        let client = self.pool.get().await?;
        let statement = client.prepare_cached(GOOD).await?;
        let hash: &[u8] = &known.hash;
        let row = client.query_one(&statement, &[&hash, &kind]).await?;
        Ok(row.get(0))
    }

    /// Notes that a secret was used now. Several notes within a minute are one.
    pub async fn secret_was_used(&self, kind: &str, secret: &str) -> Result<(), StoreError> {
        let client = self.pool.get().await?;
        let statement = client.prepare_cached(USED).await?;
        client.execute(&statement, &[&hash(secret), &kind]).await?;
        Ok(())
    }

    /// When each of these was last used with any of its secrets.
    pub async fn last_uses(
        &self,
        kind: &str,
        ids: &[Uuid],
    ) -> Result<HashMap<Uuid, Timestamp>, StoreError> {
        let client = self.pool.get().await?;
        let rows = client.query(LAST_USES, &[&kind, &ids]).await?;
        Ok(rows.iter().map(|row| (row.get(0), row.get(1))).collect())
    }

    /// Credentials of `kind`, revoked or not, that no event tells of.
    pub async fn untold_credentials(&self, kind: &str) -> Result<Vec<Credential>, StoreError> {
        let client = self.pool.get().await?;
        let rows = client.query(UNTOLD, &[&kind]).await?;
        Ok(rows.iter().map(Credential::of).collect())
    }

    /// From now on the event at this position tells what the credential is for.
    pub async fn credential_is_told(&self, id: Uuid, since: i64) -> Result<(), StoreError> {
        let client = self.pool.get().await?;
        client.execute(TOLD, &[&id, &since]).await?;
        Ok(())
    }

    /// Whether there ever was a secret of `kind`.
    pub async fn had_credentials(&self, kind: &str) -> Result<bool, StoreError> {
        let client = self.pool.get().await?;
        Ok(client.query_one(ANY, &[&kind]).await?.get(0))
    }
}

impl Credential {
    fn of(row: &Row) -> Self {
        Self {
            id: row.get(0),
            owner: row.get(1),
            since: row.get(2),
            expires_at: row.get(3),
            last_used_at: row.get(4),
            hash: row.get::<_, &[u8]>(5).try_into().unwrap_or_default(),
        }
    }

    /// Whether another secret has taken its place for good.
    #[must_use]
    pub fn has_expired(&self, now: Timestamp) -> bool {
        self.expires_at.is_some_and(|at| at <= now)
    }
}

/// A plain hash is enough: keys are made with 256 random bits, so there is nothing to guess. Looking
/// for a hash takes as long whatever the secret, so nothing is learnt from the time it takes.
fn hash(secret: &str) -> Vec<u8> {
    Sha256::digest(secret.as_bytes()).to_vec()
}

const ADD: &str = "
INSERT INTO es.credentials (hash, id, kind, owner)
VALUES ($1, $2, $3, $4)
ON CONFLICT (hash) DO NOTHING";

const REPLACE: &str = "
WITH others AS (
    UPDATE es.credentials
    SET expires_at = LEAST(expires_at, now() + make_interval(secs => $6))
    WHERE id = $2
      AND kind = $3
      AND revoked_at IS NULL
)
INSERT INTO es.credentials (hash, id, kind, owner, since)
VALUES ($1, $2, $3, $4, $5)";

const REVOKE: &str = "
UPDATE es.credentials
SET revoked_at = now()
WHERE kind = $1
  AND id = $2
  AND revoked_at IS NULL";

const FIND: &str = "
SELECT id, owner, since, expires_at, last_used_at, hash
FROM es.credentials
WHERE hash = $1
  AND kind = $2
  AND revoked_at IS NULL
  AND (expires_at IS NULL OR expires_at > now())";

const USED: &str = "
UPDATE es.credentials
SET last_used_at = now()
WHERE hash = $1
  AND kind = $2
  AND (last_used_at IS NULL OR last_used_at < now() - interval '1 minute')";

const LAST_USES: &str = "
SELECT id, max(last_used_at)
FROM es.credentials
WHERE kind = $1
  AND id = ANY ($2)
  AND last_used_at IS NOT NULL
GROUP BY id";

const GOOD: &str = "
SELECT EXISTS (
    SELECT
    FROM es.credentials
    WHERE hash = $1
      AND kind = $2
      AND revoked_at IS NULL
      AND (expires_at IS NULL OR expires_at > now())
)";

const UNTOLD: &str = "
SELECT id, owner, since, expires_at, last_used_at, hash
FROM es.credentials
WHERE kind = $1
  AND since IS NULL
ORDER BY created_at, id";

const TOLD: &str = "
UPDATE es.credentials
SET since = $2
WHERE id = $1
  AND since IS NULL";

const ANY: &str = "
SELECT EXISTS (SELECT FROM es.credentials WHERE kind = $1)";
