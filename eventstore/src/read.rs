//! Reading: by position, by stream, by command.

mod in_turn;
mod whole;

use crate::append::Appended;
use crate::store::{EventStore, StoreError};
use deadpool_postgres::Pool;
use domain::Recorded;
use std::collections::HashMap;
use std::sync::Arc;
use tokio_postgres::Row;
use uuid::Uuid;

/// Which events a reader wants; an empty filter wants all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EventFilter {
    /// Names such as `ticket.assigned`; empty for all.
    pub names: Vec<String>,
    /// Categories such as `ticket`; empty for all.
    pub categories: Vec<String>,
    pub stream_id: Option<Uuid>,
}

impl EventFilter {
    /// Every event of these categories.
    #[must_use]
    pub fn categories(categories: &[&str]) -> Self {
        Self {
            categories: categories.iter().map(|c| (*c).to_owned()).collect(),
            ..Self::default()
        }
    }

    /// Whether the reader wants `event`.
    #[must_use]
    pub fn wants(&self, event: &Recorded) -> bool {
        (self.names.is_empty() || self.names.contains(&event.name))
            && (self.categories.is_empty() || self.categories.contains(&event.category))
            && self.stream_id.is_none_or(|id| id == event.stream_id)
    }
}

impl EventStore {
    /// The last committed position, asked of Postgres; 0 for an empty log.
    pub async fn head(&self) -> Result<i64, StoreError> {
        head(&self.pool).await
    }

    /// Up to `limit` events after `position`, in order, without holes.
    pub async fn read_after(
        &self,
        position: i64,
        limit: usize,
    ) -> Result<Vec<Arc<Recorded>>, StoreError> {
        read_after(&self.pool, position, limit).await
    }

    /// Up to `limit` wanted events after `position`, in order.
    pub async fn read_filtered(
        &self,
        position: i64,
        limit: usize,
        filter: &EventFilter,
    ) -> Result<Vec<Recorded>, StoreError> {
        let client = self.pool.get().await?;
        let sql = if filter.stream_id.is_some() {
            FILTERED_STREAM
        } else {
            FILTERED
        };
        let statement = client.prepare_cached(sql).await?;
        let stream = filter.stream_id.unwrap_or_default();
        let rows = client
            .query(
                &statement,
                &[
                    &position,
                    &(limit as i64),
                    &filter.names,
                    &filter.categories,
                    &stream,
                ],
            )
            .await?;
        rows.iter().map(recorded).collect()
    }

    /// Up to `limit` events of one stream after `version`, in order.
    pub async fn read_stream(
        &self,
        stream_id: Uuid,
        version: i32,
        limit: usize,
    ) -> Result<Vec<Recorded>, StoreError> {
        let client = self.pool.get().await?;
        let statement = client.prepare_cached(STREAM).await?;
        let rows = client
            .query(&statement, &[&stream_id, &version, &(limit as i64)])
            .await?;
        rows.iter().map(recorded).collect()
    }

    /// All events of several streams, stream by stream.
    pub async fn read_streams(&self, ids: &[Uuid]) -> Result<Vec<Recorded>, StoreError> {
        let client = self.pool.get().await?;
        let rows = client.query(STREAMS, &[&ids]).await?;
        rows.iter().map(recorded).collect()
    }

    /// The events of several streams that have one of these names, stream by stream.
    pub async fn read_named(
        &self,
        ids: &[Uuid],
        names: &[&str],
    ) -> Result<Vec<Recorded>, StoreError> {
        let client = self.pool.get().await?;
        let statement = client.prepare_cached(NAMED).await?;
        let rows = client.query(&statement, &[&ids, &names]).await?;
        rows.iter().map(recorded).collect()
    }

    /// The events at these positions, in order; those that are not there are left out.
    pub async fn read_at(&self, positions: &[i64]) -> Result<Vec<Recorded>, StoreError> {
        let client = self.pool.get().await?;
        let statement = client.prepare_cached(AT).await?;
        let rows = client.query(&statement, &[&positions]).await?;
        rows.iter().map(recorded).collect()
    }

    /// What a remembered command did, with the fingerprint that was remembered.
    pub async fn command_done(
        &self,
        command_id: Uuid,
    ) -> Result<Option<(Appended, Vec<u8>)>, StoreError> {
        let client = self.pool.get().await?;
        let statement = client.prepare_cached(DONE).await?;
        let row = client.query_opt(&statement, &[&command_id]).await?;
        Ok(row.map(|row| (appended(&row), row.get(4))))
    }

    /// What those of the remembered commands did that were carried out, by their ids.
    pub async fn commands_done(
        &self,
        command_ids: &[Uuid],
    ) -> Result<HashMap<Uuid, Appended>, StoreError> {
        let client = self.pool.get().await?;
        let statement = client.prepare_cached(ALL_DONE).await?;
        let rows = client.query(&statement, &[&command_ids]).await?;
        let done = |row: &Row| (row.get(4), appended(row));
        Ok(rows.iter().map(done).collect())
    }

    /// The next `count` numbers of the sequence that numbers tickets; unique, rising, with gaps.
    pub async fn next_numbers(&self, count: i64) -> Result<Vec<i64>, StoreError> {
        let client = self.pool.get().await?;
        let statement = client.prepare_cached(NUMBERS).await?;
        let rows = client.query(&statement, &[&count]).await?;
        Ok(rows.iter().map(|row| row.get(0)).collect())
    }
}

pub(crate) async fn head(pool: &Pool) -> Result<i64, StoreError> {
    let client = pool.get().await?;
    let statement = client.prepare_cached(HEAD).await?;
    Ok(client.query_one(&statement, &[]).await?.get(0))
}

pub(crate) async fn read_after(
    pool: &Pool,
    position: i64,
    limit: usize,
) -> Result<Vec<Arc<Recorded>>, StoreError> {
    let client = pool.get().await?;
    let statement = client.prepare_cached(AFTER).await?;
    let rows = client
        .query(&statement, &[&position, &(limit as i64)])
        .await?;
    rows.iter().map(|row| recorded(row).map(Arc::new)).collect()
}

/// Reads a row of [`COLUMNS`].
pub(crate) fn recorded(row: &Row) -> Result<Recorded, StoreError> {
    Ok(Recorded {
        position: row.get(0),
        stream_id: row.get(1),
        version: row.get(2),
        id: row.get(3),
        category: row.get(4),
        name: row.get(5),
        schema: row.get(6),
        recorded_at: row.get(7),
        occurred_at: row.get(8),
        command_id: row.get(9),
        causation_id: row.get(10),
        correlation_id: row.get(11),
        actor: serde_json::from_str(row.get(12)).map_err(StoreError::Actor)?,
        data: row.get(13),
    })
}

fn appended(row: &Row) -> Appended {
    Appended {
        stream_id: row.get(0),
        version: row.get(1),
        first_position: row.get(2),
        last_position: row.get(3),
    }
}

macro_rules! columns {
    () => {
        "SELECT position, stream_id, version, id, category, type, schema, recorded_at,
                occurred_at, command_id, causation_id, correlation_id, actor::text, data::text
         FROM es.events "
    };
}

const HEAD: &str = "SELECT coalesce(max(position), 0) FROM es.events";

pub(crate) const AFTER: &str = concat!(
    columns!(),
    "WHERE position > $1
     ORDER BY position
     LIMIT $2"
);

const FILTERED: &str = concat!(
    columns!(),
    "WHERE position > $1
       AND (cardinality($3::text[]) = 0 OR type = ANY ($3))
       AND (cardinality($4::text[]) = 0 OR category = ANY ($4))
       AND $5::uuid IS NOT NULL
     ORDER BY position
     LIMIT $2"
);

const FILTERED_STREAM: &str = concat!(
    columns!(),
    "WHERE stream_id = $5
       AND position > $1
       AND (cardinality($3::text[]) = 0 OR type = ANY ($3))
       AND (cardinality($4::text[]) = 0 OR category = ANY ($4))
     ORDER BY version
     LIMIT $2"
);

const STREAM: &str = concat!(
    columns!(),
    "WHERE stream_id = $1
       AND version > $2
     ORDER BY version
     LIMIT $3"
);

const STREAMS: &str = concat!(
    columns!(),
    "WHERE stream_id = ANY ($1)
     ORDER BY stream_id, version"
);

const NAMED: &str = concat!(
    columns!(),
    "WHERE stream_id = ANY ($1)
       AND type = ANY ($2)
     ORDER BY stream_id, version"
);

const AT: &str = concat!(
    columns!(),
    "WHERE position = ANY ($1)
     ORDER BY position"
);

const DONE: &str = "
SELECT stream_id, version, first_position, last_position, fingerprint
FROM es.commands_done
WHERE command_id = $1";

const ALL_DONE: &str = "
SELECT stream_id, version, first_position, last_position, command_id
FROM es.commands_done
WHERE command_id = ANY ($1)";

const NUMBERS: &str = "SELECT nextval('es.numbers') FROM generate_series(1, $1::bigint)";
