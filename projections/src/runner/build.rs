//! Builds a projection anew beside the serving one, then lets it serve.

mod readings;
mod streams;

pub(crate) use readings::Readings;

use super::writer::{self, WriteError, Writer};
use crate::projection::{Phase, Projection};
use crate::registry;
use crate::{ReadError, ReadModels};
use domain::Recorded;
use eventstore::{Batch, EventFilter, EventStore, StoreError};
use std::sync::Arc;
use tokio::sync::mpsc;
use tokio_util::task::AbortOnDropHandle;
use uuid::Uuid;

/// Events read at once at most, and how many bytes of them are aimed at.
const BATCH: usize = 5000;
const BATCH_BYTES: usize = 6 * 1024 * 1024;

/// Builds, checks and switches. The build that serves goes on serving until the switch; a build
/// that fails leaves nothing behind. `progress` is told how many positions are done, and of how
/// many.
pub(super) async fn build<P: Projection>(
    store: &EventStore,
    read: &ReadModels,
    mut progress: impl FnMut(i64, i64),
) -> Result<(), ReadError> {
    let client = writer::connection(read).await?;
    let owner = Uuid::now_v7();
    let begun = registry::begin(&client, P::NAME, P::VERSION, owner).await?;
    let Some(begun) = begun else {
        return Err(ReadError::Busy(P::NAME.to_owned()));
    };
    tracing::info!(
        projection = P::NAME,
        schema = begun.schema,
        "a projection is being built"
    );
    let schema = begun.schema.clone();
    let mut writer = Writer::<P>::open(client, begun, owner, Phase::Bulk).await?;
    let built = fill((store, read), &mut writer, &mut progress).await;
    if let Err(error) = built {
        // best effort: what stays behind is cleared away before the next build
        let _ = registry::discard(&writer.client, &schema).await;
        return Err(in_words::<P>(error));
    }
    tracing::info!(projection = P::NAME, schema, "the new build serves");
    read.refresh(P::NAME).await?;
    Ok(())
}

fn in_words<P: Projection>(error: WriteError) -> ReadError {
    match error {
        WriteError::Read(error) => error,
        WriteError::Apply(error) => ReadError::Refused(error.to_string()),
        WriteError::Fenced => ReadError::Busy(P::NAME.to_owned()),
    }
}

async fn fill<P: Projection>(
    (store, read): (&EventStore, &ReadModels),
    writer: &mut Writer<P>,
    progress: &mut impl FnMut(i64, i64),
) -> Result<(), WriteError> {
    writer.client.batch_execute(P::TABLES).await?;
    let head = store.head().await.map_err(ReadError::from)?;
    let added = match P::BY_STREAM {
        true => streams::apply((store, read), writer, head, progress).await?,
        false => apply_bulk(store, writer, head, progress).await?,
    };
    let processor = read.readings().processor().await;
    writer.finish_bulk().await?;
    drop(processor);
    verify(writer, added).await?;
    loop {
        catch_up(store, writer).await?;
        match switch(store, writer).await {
            // the catch-up will park what is to blame
            Err(WriteError::Apply(error)) if error.is_poison() => {}
            done => return done,
        }
    }
}

/// Applies everything up to `head` and perhaps a little more; returns how many of the events
/// should each have added a row.
async fn apply_bulk<P: Projection>(
    store: &EventStore,
    writer: &mut Writer<P>,
    head: i64,
    progress: &mut impl FnMut(i64, i64),
) -> Result<i64, WriteError> {
    let (sender, mut batches) = mpsc::channel(1);
    let filter = EventFilter::categories(P::CATEGORIES);
    let reading = read_ahead(store.clone(), filter, head, sender);
    let reading = AbortOnDropHandle::new(tokio::spawn(reading));
    let mut added = 0;
    progress(0, head);
    while let Some(batch) = batches.recv().await {
        let batch: Batch = batch.map_err(ReadError::from)?;
        added += adds::<P>(&batch.events);
        writer.advance(&batch.events, batch.position).await?;
        progress(batch.position.min(head), head);
    }
    drop(reading);
    Ok(added)
}

/// How many of the events should each add a row.
fn adds<P: Projection>(events: &[Arc<Recorded>]) -> i64 {
    let adds = |event: &&Arc<Recorded>| P::ADDS_ROW.contains(&event.name.as_str());
    events.iter().filter(adds).count() as i64
}

/// Reads the next batch while the last one is applied.
async fn read_ahead(
    store: EventStore,
    filter: EventFilter,
    head: i64,
    batches: mpsc::Sender<Result<Batch, StoreError>>,
) {
    let mut position = 0;
    let mut size = BATCH / 5;
    while position < head {
        let read = store.read_filtered(position, size, &filter).await;
        let read = read.map(|events| {
            let events: Vec<_> = events.into_iter().map(Arc::new).collect();
            let last = events.last().map_or(head, |e| e.position);
            position = if events.len() < size {
                last.max(head)
            } else {
                last
            };
            size = next_size(&events);
            Batch { events, position }
        });
        let failed = read.is_err();
        if batches.send(read).await.is_err() || failed {
            return;
        }
    }
}

/// So many that they take about [`BATCH_BYTES`] if they are like the last ones.
fn next_size(events: &[Arc<Recorded>]) -> usize {
    let bytes: usize = events.iter().map(|e| e.data.len() + 500).sum();
    let fitting = BATCH_BYTES * events.len() / bytes.max(1);
    fitting.clamp(16, BATCH)
}

/// Every event that adds a row has added one, or is parked.
async fn verify<P: Projection>(writer: &Writer<P>, added: i64) -> Result<(), WriteError> {
    let rows: i64 = writer.client.query_one(P::ROWS, &[]).await?.get(0);
    let schema = &writer.build.schema;
    let parked = writer
        .client
        .query_one(PARKED, &[schema, &P::ADDS_ROW])
        .await?;
    let parked: i64 = parked.get(0);
    if rows + parked == added {
        return Ok(());
    }
    let reason = format!("{added} events add a row, but there are {rows} and {parked} are parked");
    let name = P::NAME.to_owned();
    Err(ReadError::Mismatch { name, reason }.into())
}

async fn catch_up<P: Projection>(
    store: &EventStore,
    writer: &mut Writer<P>,
) -> Result<(), WriteError> {
    let filter = EventFilter::categories(P::CATEGORIES);
    let mut subscription = store.subscribe(writer.build.position, filter);
    while let Some(batch) = subscription
        .try_next(BATCH)
        .await
        .map_err(ReadError::from)?
    {
        writer.advance(&batch.events, batch.position).await?;
    }
    Ok(())
}

/// Holds the serving build where it stands, applies what it has and the new one has not, and
/// switches: a reader never goes back in time.
async fn switch<P: Projection>(
    store: &EventStore,
    writer: &mut Writer<P>,
) -> Result<(), WriteError> {
    let (mut build, owner) = (writer.build.clone(), writer.owner);
    let (client, parked) = writer.parts();
    let tx = client.transaction().await?;
    let before = registry::hold_live(&tx, P::NAME).await?;
    let target = before.as_ref().map_or(0, |live| live.position);
    while build.position < target {
        let events = store
            .read_after(build.position, BATCH)
            .await
            .map_err(ReadError::from)?;
        let Some(last) = events.last().map(|e| e.position) else {
            break;
        };
        let filter = EventFilter::categories(P::CATEGORIES);
        let wanted: Vec<_> = events.into_iter().filter(|e| filter.wants(e)).collect();
        Writer::<P>::apply_within(&tx, &build.schema, parked, &wanted).await?;
        if !registry::advance(&tx, &build, owner, last).await? {
            return Err(WriteError::Fenced);
        }
        build.position = last;
    }
    registry::switch(&tx, before.as_ref(), &build.schema).await?;
    tx.commit().await?;
    Ok(())
}

const PARKED: &str = "
SELECT count(*)
FROM read.parked
WHERE schema = $1
  AND name = ANY ($2)";
