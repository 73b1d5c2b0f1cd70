//! Applies the bulk of a log stream by stream, several batches at a time.

use super::{adds, next_size};
use crate::projection::{Phase, Projection};
use crate::runner::writer::{self, WriteError, Writer};
use crate::{ReadError, ReadModels};
use domain::Recorded;
use eventstore::{EventStore, StoreError};
use std::num::NonZero;
use std::sync::Arc;
use tokio::sync::{Mutex, mpsc};
use tokio::task::JoinSet;
use tokio_util::task::AbortOnDropHandle;
use uuid::Uuid;

/// Batches applied at once at most; one for each processor.
const AT_ONCE: usize = 4;
/// Events of the first page, before it is known how long they are.
const FIRST_PAGE: usize = 1000;

/// All events of some streams.
type Batch = Result<Vec<Arc<Recorded>>, StoreError>;

/// Batches that are read while others are applied, until nobody wants them any more.
struct Batches {
    read: mpsc::Receiver<Batch>,
    _reading: AbortOnDropHandle<()>,
}

fn batches(store: &EventStore, categories: Vec<&'static str>, head: i64) -> Batches {
    let (sender, read) = mpsc::channel(1);
    let reading = tokio::spawn(read_ahead(store.clone(), categories, head, sender));
    Batches {
        read,
        _reading: AbortOnDropHandle::new(reading),
    }
}

/// Applies everything up to `head`; returns how many of the events should each have added a row.
/// Before the end the checkpoint does not move.
pub(super) async fn apply<P: Projection>(
    (store, read): (&EventStore, &ReadModels),
    writer: &mut Writer<P>,
    head: i64,
    progress: &mut impl FnMut(i64, i64),
) -> Result<i64, WriteError> {
    let (later, first): (Vec<_>, Vec<_>) =
        (P::CATEGORIES.iter()).partition(|category| P::AFTERWARDS.contains(category));
    let (mut events, mut added) = (0, 0);
    let mut applied = |more| {
        events += more;
        progress(events.min(head), head);
    };
    applied(0);
    for categories in [first, later] {
        if !categories.is_empty() {
            let batches = batches(store, categories, head);
            added += apply_all(read, writer, batches, &mut applied).await?;
        }
    }
    writer.rejoin(head).await?;
    progress(head, head);
    Ok(added)
}

/// Applies all batches, several at a time; `progress` is told of how many more events each has.
async fn apply_all<P: Projection>(
    read: &ReadModels,
    writer: &Writer<P>,
    batches: Batches,
    progress: &mut impl FnMut(i64),
) -> Result<i64, WriteError> {
    let batches = Arc::new(Mutex::new(batches));
    let (done, mut applied) = mpsc::channel(1);
    let mut workers = JoinSet::new();
    for _ in 0..at_once() {
        let client = writer::connection(read).await?;
        let (build, owner) = (writer.build.clone(), writer.owner);
        let worker = Writer::<P>::open(client, build, owner, Phase::Bulk).await?;
        workers.spawn(work(worker, Arc::clone(&batches), done.clone()));
    }
    drop(done);
    let mut added = 0;
    while let Some((more, adding)) = applied.recv().await {
        added += adding;
        progress(more);
    }
    while let Some(worked) = workers.join_next().await {
        worked.map_err(|gone| ReadError::Refused(gone.to_string()))??;
    }
    Ok(added)
}

/// Batches that are applied at once.
pub(super) fn at_once() -> usize {
    let processors = std::thread::available_parallelism().map_or(1, NonZero::get);
    processors.min(AT_ONCE)
}

/// Applies batches until there are no more, and tells of each how many events it had and how many
/// of them should each add a row.
async fn work<P: Projection>(
    mut writer: Writer<P>,
    batches: Arc<Mutex<Batches>>,
    applied: mpsc::Sender<(i64, i64)>,
) -> Result<(), WriteError> {
    loop {
        let Some(batch) = batches.lock().await.read.recv().await else {
            return Ok(());
        };
        let events = batch.map_err(ReadError::from)?;
        let done = writer.apply(&events).await;
        if done.is_err() {
            batches.lock().await.read.close(); // what others would do now is in vain
        }
        done?;
        let told = (events.len() as i64, adds::<P>(&events));
        if applied.send(told).await.is_err() {
            return Ok(());
        }
    }
}

/// Reads whole streams: the last one of a page waits for what the next page has of it.
async fn read_ahead(
    store: EventStore,
    categories: Vec<&'static str>,
    head: i64,
    batches: mpsc::Sender<Batch>,
) {
    let mut after = (Uuid::nil(), 0);
    let mut size = FIRST_PAGE;
    let mut waiting: Vec<Arc<Recorded>> = Vec::new();
    loop {
        match store.read_by_stream(&categories, after, head, size).await {
            Ok(page) => {
                let Some(last) = page.last() else { break };
                after = (last.stream_id, last.version);
                size = next_size(&page);
                waiting.extend(page);
            }
            Err(error) => {
                let _ = batches.send(Err(error)).await;
                return;
            }
        }
        let unfinished = waiting.partition_point(|event| event.stream_id < after.0);
        let rest = waiting.split_off(unfinished);
        let batch = std::mem::replace(&mut waiting, rest);
        if !batch.is_empty() && batches.send(Ok(batch)).await.is_err() {
            return;
        }
    }
    if !waiting.is_empty() {
        // nobody is there to be told when all workers are gone
        let _ = batches.send(Ok(waiting)).await;
    }
}
