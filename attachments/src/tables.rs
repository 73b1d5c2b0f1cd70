//! What the cleaner knows of attachments: the log folded into three small tables.

use crate::error::SweepError;
use deadpool_postgres::{Manager, ManagerConfig, Pool, RecyclingMethod, Runtime};
use domain::attachment::AttachmentEvent;
use domain::{AttachmentId, Recorded};
use jiff::Timestamp;
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;
use tokio_postgres::{NoTls, Row, Transaction};
use uuid::Uuid;

/// One follows the log, one sweeps.
const CONNECTIONS: usize = 2;
const PATIENCE: Duration = Duration::from_secs(10);

#[derive(Clone, Debug)]
pub(crate) struct Tables {
    pool: Pool,
}

/// An attachment that was not removed.
#[derive(Clone, Debug)]
struct File {
    id: Uuid,
    sha256: String,
    media_type: String,
    places: i32,
    unattached_since: Option<Timestamp>,
}

/// Content that nobody seemed to have when it was noted.
#[derive(Clone, Debug)]
pub(crate) struct Unused {
    pub sha256: String,
    /// When it was set aside.
    pub since: Option<Timestamp>,
    /// An attachment has it after all.
    pub used: bool,
}

impl Tables {
    pub fn connect(url: &str) -> Result<Self, SweepError> {
        let mut config: tokio_postgres::Config = url.parse()?;
        config.application_name("docket attachments");
        let recycling = ManagerConfig {
            recycling_method: RecyclingMethod::Fast,
        };
        let pool = Pool::builder(Manager::from_config(config, NoTls, recycling))
            .max_size(CONNECTIONS)
            .runtime(Runtime::Tokio1)
            .wait_timeout(Some(PATIENCE))
            .create_timeout(Some(PATIENCE))
            .build()
            .map_err(|error| SweepError::Tables(error.to_string()))?;
        Ok(Self { pool })
    }

    /// Everything up to here is in the tables.
    pub async fn position(&self) -> Result<i64, SweepError> {
        let client = self.pool.get().await?;
        Ok(client.query_one(POSITION, &[]).await?.get(0))
    }

    /// Takes in the events after `from` up to `to`. `false` when another process was quicker; then
    /// nothing was changed, and [`Tables::position`] tells where to go on.
    pub async fn apply(
        &self,
        (from, to): (i64, i64),
        events: &[Arc<Recorded>],
    ) -> Result<bool, SweepError> {
        let mut client = self.pool.get().await?;
        let transaction = client.transaction().await?;
        if transaction.execute(ADVANCE, &[&from, &to]).await? == 0 {
            return Ok(false);
        }
        if !events.is_empty() {
            fold(&transaction, events).await?;
        }
        transaction.commit().await?;
        Ok(true)
    }

    /// Attachments that have been attached to nothing since before a moment; `after` goes on.
    pub async fn unattached(
        &self,
        before: Timestamp,
        after: Option<AttachmentId>,
    ) -> Result<Vec<AttachmentId>, SweepError> {
        let client = self.pool.get().await?;
        let after = after.map_or(Uuid::nil(), |id| id.0);
        let rows = client.query(UNATTACHED, &[&before, &after]).await?;
        Ok(rows.iter().map(|row| AttachmentId(row.get(0))).collect())
    }

    /// Notes those of the hashes that no attachment has.
    pub async fn note_unused(&self, hashes: &[String]) -> Result<(), SweepError> {
        let client = self.pool.get().await?;
        client.execute(NOTE_UNUSED, &[&hashes]).await?;
        Ok(())
    }

    pub async fn unused(&self, after: &str) -> Result<Vec<Unused>, SweepError> {
        let client = self.pool.get().await?;
        let rows = client.query(UNUSED, &[&after]).await?;
        let unused = |row: &Row| Unused {
            sha256: row.get(0),
            since: row.get(1),
            used: row.get(2),
        };
        Ok(rows.iter().map(unused).collect())
    }

    pub async fn set_since(&self, sha256: &str, since: Timestamp) -> Result<(), SweepError> {
        let client = self.pool.get().await?;
        client.execute(SET_SINCE, &[&sha256, &since]).await?;
        Ok(())
    }

    pub async fn forget_unused(&self, sha256: &str) -> Result<(), SweepError> {
        let client = self.pool.get().await?;
        client.execute(FORGET_UNUSED, &[&sha256]).await?;
        Ok(())
    }
}

async fn fold(transaction: &Transaction<'_>, events: &[Arc<Recorded>]) -> Result<(), SweepError> {
    let ids: Vec<Uuid> = events.iter().map(|event| event.stream_id).collect();
    let rows = transaction.query(FILES, &[&ids]).await?;
    let mut files: HashMap<Uuid, File> = rows.iter().map(|row| (row.get(0), file(row))).collect();
    let mut gone = Vec::new();
    for event in events {
        evolve(&mut files, &mut gone, event);
    }
    let (ids, hashes): (Vec<Uuid>, Vec<String>) = gone.into_iter().unzip();
    transaction.execute(REMOVE, &[&ids]).await?;
    upsert(transaction, files.into_values()).await?;
    transaction.execute(NOTE_UNUSED, &[&hashes]).await?;
    Ok(())
}

/// An event that cannot be read is passed over: what it tells of is then kept for ever.
fn evolve(files: &mut HashMap<Uuid, File>, gone: &mut Vec<(Uuid, String)>, event: &Recorded) {
    let id = event.stream_id;
    let happened = match event.decode::<AttachmentEvent>() {
        Ok(happened) => happened,
        Err(error) => {
            tracing::error!(%error, position = event.position, "an event was passed over");
            return;
        }
    };
    if let AttachmentEvent::Uploaded(upload) = &happened {
        let file = File {
            id,
            sha256: upload.sha256.clone(),
            media_type: upload.media_type.clone(),
            places: 0,
            unattached_since: Some(event.occurred_at),
        };
        files.insert(id, file);
    }
    let Some(file) = files.get_mut(&id) else {
        return;
    };
    match happened {
        AttachmentEvent::Uploaded(_) => {}
        AttachmentEvent::Attached { .. } => file.places += 1,
        AttachmentEvent::Detached { .. } => file.places -= 1,
        AttachmentEvent::Removed {} => {
            gone.extend(files.remove(&id).map(|file| (id, file.sha256)));
            return;
        }
    }
    file.unattached_since = (file.places == 0).then_some(event.occurred_at);
}

async fn upsert(
    transaction: &Transaction<'_>,
    files: impl Iterator<Item = File>,
) -> Result<(), SweepError> {
    let (mut ids, mut hashes, mut types) = (Vec::new(), Vec::new(), Vec::new());
    let (mut places, mut since) = (Vec::new(), Vec::new());
    for file in files {
        ids.push(file.id);
        hashes.push(file.sha256);
        types.push(file.media_type);
        places.push(file.places);
        since.push(file.unattached_since);
    }
    transaction
        .execute(UPSERT, &[&ids, &hashes, &types, &places, &since])
        .await?;
    Ok(())
}

fn file(row: &Row) -> File {
    File {
        id: row.get(0),
        sha256: row.get(1),
        media_type: row.get(2),
        places: row.get(3),
        unattached_since: row.get(4),
    }
}

const POSITION: &str = "SELECT position FROM attachments.progress";

const ADVANCE: &str = "
UPDATE attachments.progress
SET position = $2
WHERE position = $1";

const FILES: &str = "
SELECT id, sha256, media_type, places, unattached_since
FROM attachments.files
WHERE id = ANY($1)";

const UPSERT: &str = "
INSERT INTO attachments.files (id, sha256, media_type, places, unattached_since)
SELECT *
FROM unnest($1::uuid[], $2::text[], $3::text[], $4::int[], $5::timestamptz[])
ON CONFLICT (id) DO UPDATE
SET places = excluded.places, unattached_since = excluded.unattached_since";

const REMOVE: &str = "DELETE FROM attachments.files WHERE id = ANY($1)";

const UNATTACHED: &str = "
SELECT id
FROM attachments.files
WHERE unattached_since < $1
  AND id > $2
ORDER BY id
LIMIT 500";

const NOTE_UNUSED: &str = "
INSERT INTO attachments.unused (sha256)
SELECT DISTINCT stored.sha256
FROM unnest($1::text[]) AS stored (sha256)
WHERE NOT EXISTS (SELECT FROM attachments.files AS f WHERE f.sha256 = stored.sha256)
ON CONFLICT (sha256) DO NOTHING";

const UNUSED: &str = "
SELECT u.sha256, u.since, EXISTS (SELECT FROM attachments.files AS f WHERE f.sha256 = u.sha256)
FROM attachments.unused AS u
WHERE u.sha256 > $1
ORDER BY u.sha256
LIMIT 500";

const SET_SINCE: &str = "
UPDATE attachments.unused
SET since = $2
WHERE sha256 = $1";

const FORGET_UNUSED: &str = "DELETE FROM attachments.unused WHERE sha256 = $1";
