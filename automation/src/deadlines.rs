//! Durable deadlines: what is to be looked at when, kept until it was.
//!
//! Each kind belongs to one worker, which arms them as the log tells it to and looks at them when
//! they are due. They are derived: what was dropped is armed again from the log.

use crate::pool;
use deadpool_postgres::Pool;
use domain::TicketId;
use eventstore::StoreError;
use jiff::Timestamp;
use tokio_postgres::Row;
use tokio_postgres::types::ToSql;

mod many;

/// The deadlines of one kind.
#[derive(Clone, Debug)]
pub(crate) struct Deadlines {
    pool: Pool,
    kind: &'static str,
}

/// Something that is to be looked at.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Deadline {
    /// What it is known by within its kind; arming it again moves it.
    pub key: String,
    pub at: Timestamp,
    pub ticket: TicketId,
    /// What else whoever looks needs to know.
    pub what: String,
}

impl Deadlines {
    /// Fails when `database_url` is no URL.
    pub fn connect(database_url: &str, kind: &'static str) -> Result<Self, StoreError> {
        let pool = pool::connect(database_url, "docket deadlines")?;
        Ok(Self { pool, kind })
    }

    /// Arms a deadline, or moves the one with the same key.
    pub async fn arm(&self, deadline: &Deadline) -> Result<(), StoreError> {
        let client = self.pool.get().await?;
        let statement = client.prepare_cached(ARM).await?;
        let Deadline {
            key,
            at,
            ticket,
            what,
        } = deadline;
        client
            .execute(&statement, &[&self.kind, key, at, &ticket.0, what])
            .await?;
        Ok(())
    }

    /// Arms several, or moves those with the same keys, all or none.
    pub async fn arm_all(&self, deadlines: &[Deadline]) -> Result<(), StoreError> {
        if deadlines.is_empty() {
            return Ok(());
        }
        let keys: Vec<_> = deadlines.iter().map(|d| d.key.as_str()).collect();
        let moments: Vec<_> = deadlines.iter().map(|d| d.at).collect();
        let tickets: Vec<_> = deadlines.iter().map(|d| d.ticket.0).collect();
        let whats: Vec<_> = deadlines.iter().map(|d| d.what.as_str()).collect();
        let client = self.pool.get().await?;
        let statement = client.prepare_cached(ARM_ALL).await?;
        let all: [&(dyn ToSql + Sync); 5] = [&self.kind, &keys, &moments, &tickets, &whats];
        client.execute(&statement, &all).await?;
        Ok(())
    }

    /// Takes several away, as far as they are there.
    pub async fn disarm_all(&self, keys: &[String]) -> Result<(), StoreError> {
        if keys.is_empty() {
            return Ok(());
        }
        let client = self.pool.get().await?;
        let statement = client.prepare_cached(DISARM_ALL).await?;
        client.execute(&statement, &[&self.kind, &keys]).await?;
        Ok(())
    }

    /// When the deadline with this key is due, if it is there.
    pub async fn armed_at(&self, key: &str) -> Result<Option<Timestamp>, StoreError> {
        let client = self.pool.get().await?;
        let row = client.query_opt(ARMED_AT, &[&self.kind, &key]).await?;
        Ok(row.map(|row| row.get(0)))
    }

    /// Takes a deadline away, if it is there.
    pub async fn disarm(&self, key: &str) -> Result<(), StoreError> {
        let client = self.pool.get().await?;
        let statement = client.prepare_cached(DISARM).await?;
        client.execute(&statement, &[&self.kind, &key]).await?;
        Ok(())
    }

    /// Up to `limit` that are due at `now`, the earliest first. They stay until they are moved or
    /// taken away.
    pub async fn due(&self, now: Timestamp, limit: i64) -> Result<Vec<Deadline>, StoreError> {
        let client = self.pool.get().await?;
        let statement = client.prepare_cached(DUE).await?;
        let rows = client
            .query(&statement, &[&self.kind, &now, &limit])
            .await?;
        Ok(rows.iter().map(deadline).collect())
    }

    /// When the earliest is due.
    pub async fn next(&self) -> Result<Option<Timestamp>, StoreError> {
        let client = self.pool.get().await?;
        let statement = client.prepare_cached(NEXT).await?;
        Ok(client.query_one(&statement, &[&self.kind]).await?.get(0))
    }

    /// Whether everything that the log asks for was armed once since the tables were made.
    pub async fn are_armed(&self) -> Result<bool, StoreError> {
        let client = self.pool.get().await?;
        let row = client.query_opt(ARMED, &[&self.kind]).await?;
        Ok(row.is_some())
    }

    /// Notes that everything was.
    pub async fn set_armed(&self) -> Result<(), StoreError> {
        let client = self.pool.get().await?;
        client.execute(SET_ARMED, &[&self.kind]).await?;
        Ok(())
    }
}

fn deadline(row: &Row) -> Deadline {
    Deadline {
        key: row.get(0),
        at: row.get(1),
        ticket: TicketId(row.get(2)),
        what: row.get(3),
    }
}

const ARM: &str = "
INSERT INTO automation.deadlines (kind, key, at, ticket_id, what)
VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (kind, key) DO UPDATE
SET at = excluded.at, ticket_id = excluded.ticket_id, what = excluded.what";

const ARM_ALL: &str = "
INSERT INTO automation.deadlines (kind, key, at, ticket_id, what)
SELECT $1, key, at, ticket_id, what
FROM unnest($2::text[], $3::timestamptz[], $4::uuid[], $5::text[])
    AS armed (key, at, ticket_id, what)
ON CONFLICT (kind, key) DO UPDATE
SET at = excluded.at, ticket_id = excluded.ticket_id, what = excluded.what";

const DISARM_ALL: &str = "
DELETE FROM automation.deadlines
WHERE kind = $1
  AND key = ANY ($2)";

const ARMED_AT: &str = "
SELECT at
FROM automation.deadlines
WHERE kind = $1
  AND key = $2";

const DISARM: &str = "
DELETE FROM automation.deadlines
WHERE kind = $1
  AND key = $2";

const DUE: &str = "
SELECT key, at, ticket_id, what
FROM automation.deadlines
WHERE kind = $1
  AND at <= $2
ORDER BY at
LIMIT $3";

const NEXT: &str = "
SELECT min(at)
FROM automation.deadlines
WHERE kind = $1";

const ARMED: &str = "
SELECT
FROM automation.armed
WHERE kind = $1";

const SET_ARMED: &str = "
INSERT INTO automation.armed (kind)
VALUES ($1)
ON CONFLICT DO NOTHING";
