//! Who is at what just now: told anew every few seconds, over by itself, and never in the log.

use crate::store::{EventStore, StoreError};
use jiff::Timestamp;
use tokio_postgres::Row;
use uuid::Uuid;

/// Somebody who is at something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Presence {
    pub who: Uuid,
    pub doing: String,
    /// When they began to do this.
    pub since: Timestamp,
}

impl EventStore {
    /// `who` is at `about` for `seconds` from now, and the others who are, the first to come first.
    /// One round trip, and no look at the time but Postgres's own, which all processes share.
    pub async fn attend(
        &self,
        (about, who): (Uuid, Uuid),
        doing: &str,
        seconds: u32,
    ) -> Result<Vec<Presence>, StoreError> {
        let client = self.pool.get().await?;
        let statement = client.prepare_cached(ATTEND).await?;
        let values: [&(dyn postgres_types::ToSql + Sync); 4] =
            [&about, &who, &doing, &f64::from(seconds)];
        let rows = client.query(&statement, &values).await?;
        Ok(rows.iter().map(presence).collect())
    }

    /// `who` is at `about` no more; the others who are.
    pub async fn leave(&self, about: Uuid, who: Uuid) -> Result<Vec<Presence>, StoreError> {
        let client = self.pool.get().await?;
        let statement = client.prepare_cached(LEAVE).await?;
        let rows = client.query(&statement, &[&about, &who]).await?;
        Ok(rows.iter().map(presence).collect())
    }
}

fn presence(row: &Row) -> Presence {
    Presence {
        who: row.get(0),
        doing: row.get(1),
        since: row.get(2),
    }
}

/// Whoever comes sweeps up a few rows that are over, so that nobody else has to. Rows that another
/// holds are passed by: two who come at once do not wait for each other.
const ATTEND: &str = "
WITH swept AS (
    DELETE FROM es.presence
    WHERE (about, who) IN (
        SELECT about, who
        FROM es.presence
        WHERE until <= now() - interval '1 minute'
          AND (about, who) <> ($1, $2)
        ORDER BY until
        LIMIT 8
        FOR UPDATE SKIP LOCKED
    )
), told AS (
    INSERT INTO es.presence (about, who, doing, since, until)
    VALUES ($1, $2, $3, now(), now() + $4 * interval '1 second')
    ON CONFLICT (about, who) DO UPDATE
    SET doing = excluded.doing,
        since = CASE
            WHEN presence.doing = excluded.doing AND presence.until > now() THEN presence.since
            ELSE excluded.since
        END,
        until = excluded.until
)
SELECT who, doing, since
FROM es.presence
WHERE about = $1
  AND who <> $2
  AND until > now()
ORDER BY since, who
LIMIT 50";

const LEAVE: &str = "
WITH gone AS (
    DELETE FROM es.presence
    WHERE about = $1
      AND who = $2
)
SELECT who, doing, since
FROM es.presence
WHERE about = $1
  AND who <> $2
  AND until > now()
ORDER BY since, who
LIMIT 50";
