//! Setting events aside, and trying them again.

use super::writer::{self, WriteError};
use crate::projection::{Phase, Projection};
use crate::registry;
use crate::{ReadError, ReadModels};
use deadpool_postgres::{Client, GenericClient};
use domain::Recorded;
use eventstore::EventStore;
use std::collections::HashSet;
use std::sync::Arc;
use tokio_postgres::types::ToSql;
use uuid::Uuid;

/// Streams of which an event is parked.
pub(super) async fn streams<C: GenericClient>(
    client: &C,
    schema: &str,
) -> Result<HashSet<Uuid>, ReadError> {
    let rows = client.query(STREAMS, &[&schema]).await?;
    Ok(rows.iter().map(|row| row.get(0)).collect())
}

/// Parks an event that could not be applied.
pub(super) async fn park<C: GenericClient>(
    tx: &C,
    schema: &str,
    event: &Recorded,
    error: &str,
) -> Result<(), ReadError> {
    let (position, stream) = (event.position, event.stream_id);
    let params: [&(dyn ToSql + Sync); 5] = [&schema, &position, &stream, &event.name, &error];
    tx.execute(PARK, &params).await?;
    Ok(())
}

/// Parks events that follow a parked one in their streams.
pub(super) async fn park_behind<C: GenericClient>(
    tx: &C,
    schema: &str,
    events: &[Arc<Recorded>],
) -> Result<(), ReadError> {
    if events.is_empty() {
        return Ok(());
    }
    let positions: Vec<_> = events.iter().map(|e| e.position).collect();
    let streams: Vec<_> = events.iter().map(|e| e.stream_id).collect();
    let names: Vec<_> = events.iter().map(|e| e.name.as_str()).collect();
    tx.execute(PARK_BEHIND, &[&schema, &positions, &streams, &names])
        .await?;
    Ok(())
}

/// Applies parked events of the serving build again, each stream in its order up to the first that
/// still fails. Returns how many are parked no more. Safe beside a running runner.
pub(super) async fn retry<P: Projection>(
    store: &EventStore,
    read: &ReadModels,
) -> Result<usize, ReadError> {
    let mut client = writer::connection(read).await?;
    let live = registry::live(&client, P::NAME).await?;
    let Some(live) = live.filter(|live| live.version == P::VERSION) else {
        return Err(ReadError::Building(P::NAME.to_owned()));
    };
    writer::enter(&client, &live.schema).await?;
    let mut healed = 0;
    for stream in streams(&client, &live.schema).await? {
        while let Some(event) = first_parked(store, &client, &live.schema, stream).await? {
            match retry_one::<P>(&mut client, &live.schema, &event).await {
                Ok(()) => healed += 1,
                Err(WriteError::Apply(error)) => {
                    let (schema, error) = (&live.schema, error.to_string());
                    let failed: [&(dyn ToSql + Sync); 3] = [schema, &event.position, &error];
                    client.execute(FAILED_AGAIN, &failed).await?;
                    break;
                }
                Err(WriteError::Read(error)) => return Err(error),
                Err(WriteError::Fenced) => return Err(ReadError::Busy(P::NAME.to_owned())),
            }
        }
    }
    Ok(healed)
}

async fn first_parked(
    store: &EventStore,
    client: &Client,
    schema: &str,
    stream: Uuid,
) -> Result<Option<Arc<Recorded>>, ReadError> {
    let Some(row) = client.query_opt(FIRST, &[&schema, &stream]).await? else {
        return Ok(None);
    };
    let position: i64 = row.get(0);
    Ok(store.read_after(position - 1, 1).await?.pop())
}

/// One event in one transaction, during which the serving build stands still; its runner sees
/// from the count of retries that it must look at what is parked anew.
async fn retry_one<P: Projection>(
    client: &mut Client,
    schema: &str,
    event: &Arc<Recorded>,
) -> Result<(), WriteError> {
    let tx = client.transaction().await?;
    let live = registry::hold_live(&tx, P::NAME).await?;
    if live.is_none_or(|live| live.schema != schema) {
        return Err(WriteError::Fenced);
    }
    if tx.execute(UNPARK, &[&schema, &event.position]).await? == 1 {
        P::apply(&tx, std::slice::from_ref(event), Phase::Live).await?;
        registry::note_retry(&tx, schema).await?;
    }
    tx.commit().await?;
    Ok(())
}

const STREAMS: &str = "SELECT DISTINCT stream_id FROM read.parked WHERE schema = $1";

const PARK: &str = "
INSERT INTO read.parked (schema, position, stream_id, name, error, attempts)
VALUES ($1, $2, $3, $4, $5, 1)";

const PARK_BEHIND: &str = "
INSERT INTO read.parked (schema, position, stream_id, name, error, attempts)
SELECT $1, e.position, e.stream_id, e.name, 'waits for an earlier event of its stream', 0
FROM unnest($2::bigint[], $3::uuid[], $4::text[]) e(position, stream_id, name)";

const FIRST: &str = "
SELECT position
FROM read.parked
WHERE schema = $1
  AND stream_id = $2
ORDER BY position
LIMIT 1";

const UNPARK: &str = "
DELETE FROM read.parked
WHERE schema = $1
  AND position = $2";

const FAILED_AGAIN: &str = "
UPDATE read.parked
SET attempts = attempts + 1, error = $3
WHERE schema = $1
  AND position = $2";
