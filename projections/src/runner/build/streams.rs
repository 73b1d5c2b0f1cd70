//! Applies the bulk of a log stream by stream, several batches at a time.

use super::adds;
use super::readings::Batch;
use crate::projection::{Phase, Projection};
use crate::runner::writer::{self, WriteError, Writer};
use crate::{ReadError, ReadModels};
use eventstore::EventStore;
use std::num::NonZero;
use std::sync::Arc;
use tokio::sync::{Mutex, mpsc};
use tokio::task::JoinSet;

/// Batches applied at once at most; one for each processor.
const AT_ONCE: usize = 4;

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
            let batches = read.readings().join(store, categories, head, P::LONG_INDEX);
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
    batches: mpsc::Receiver<Batch>,
    progress: &mut impl FnMut(i64),
) -> Result<i64, WriteError> {
    let batches = Arc::new(Mutex::new(batches));
    let (done, mut applied) = mpsc::channel(1);
    let mut workers = JoinSet::new();
    for _ in 0..at_once() {
        let client = writer::connection(read).await?;
        let (build, owner) = (writer.build.clone(), writer.owner);
        let worker = Writer::<P>::open(client, build, owner, Phase::Bulk).await?;
        let worker = (read.clone(), worker);
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
    (read, mut writer): (ReadModels, Writer<P>),
    batches: Arc<Mutex<mpsc::Receiver<Batch>>>,
    applied: mpsc::Sender<(i64, i64)>,
) -> Result<(), WriteError> {
    loop {
        let Some(batch) = batches.lock().await.recv().await else {
            return Ok(());
        };
        let events = batch?;
        let processor = read.readings().processor().await;
        let done = writer.apply(&events).await;
        drop(processor);
        if done.is_err() {
            batches.lock().await.close(); // what others would do now is in vain
        }
        done?;
        let told = (events.len() as i64, adds::<P>(&events));
        if applied.send(told).await.is_err() {
            return Ok(());
        }
    }
}
