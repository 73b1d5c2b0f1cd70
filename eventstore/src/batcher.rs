//! Group commit: what is waiting goes to Postgres in one round trip and one flush.

use crate::append::{Append, Outcome};
use crate::store::StoreError;
use std::collections::{HashSet, VecDeque};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Mutex, mpsc, oneshot, watch};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use uuid::Uuid;

mod batch;
#[cfg(test)]
mod tests;
mod writer;

use writer::Writer;

/// Most commands in one batch.
const MAX_COMMANDS: usize = 512;
/// Most bytes in one batch, unless a single command is larger.
const MAX_BYTES: usize = 1024 * 1024;
/// Commands that may wait; when it is full, callers are told to come back.
const WAITING: usize = 4096;
/// How long a caller waits for its answer before it is told that the outcome is unknown.
const PATIENCE: Duration = Duration::from_secs(20);

/// One command and who waits for it.
pub(crate) struct Waiting {
    append: Append,
    answer: oneshot::Sender<Result<Outcome, StoreError>>,
}

/// Commands in line. Shared by the writers, so that each takes whatever waits.
struct Line {
    incoming: mpsc::Receiver<Waiting>,
    /// Taken already, but a command of the same stream went before it.
    deferred: VecDeque<Waiting>,
}

/// The way into the log. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Batcher {
    incoming: mpsc::Sender<Waiting>,
    stop: CancellationToken,
    tasks: TaskTracker,
}

impl std::fmt::Debug for Batcher {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Batcher")
            .field("waiting", &self.waiting())
            .finish()
    }
}

impl Batcher {
    /// Starts `writers` connections; `head` learns of each position that was committed,
    /// `appended` of those alone that were committed here.
    pub(crate) fn start(
        config: &tokio_postgres::Config,
        writers: usize,
        head: &watch::Sender<i64>,
        appended: &watch::Sender<i64>,
    ) -> Self {
        let (sender, incoming) = mpsc::channel(WAITING);
        let line = Arc::new(Mutex::new(Line {
            incoming,
            deferred: VecDeque::new(),
        }));
        let (stop, tasks) = (CancellationToken::new(), TaskTracker::new());
        for _ in 0..writers.max(1) {
            let writer = Writer::new(config.clone(), head.clone(), appended.clone());
            tasks.spawn(write(writer, line.clone(), stop.clone()));
        }
        tasks.close();
        Self {
            incoming: sender,
            stop,
            tasks,
        }
    }

    /// Appends one command and waits until it is flushed, or refused.
    ///
    /// `Unavailable` means that the outcome is unknown: repeat the same command.
    pub(crate) async fn append(&self, append: Append) -> Result<Outcome, StoreError> {
        let (answer, outcome) = oneshot::channel();
        match self.incoming.try_send(Waiting { append, answer }) {
            Ok(()) => {}
            Err(mpsc::error::TrySendError::Full(_)) => return Err(StoreError::Busy),
            Err(mpsc::error::TrySendError::Closed(_)) => return Err(StoreError::Stopped),
        }
        match tokio::time::timeout(PATIENCE, outcome).await {
            Ok(Ok(outcome)) => outcome,
            Ok(Err(_)) => Err(StoreError::Stopped),
            Err(_) => Err(StoreError::Unavailable(
                "Postgres does not answer".to_owned(),
            )),
        }
    }

    /// Commands in line, for the metrics.
    pub(crate) fn waiting(&self) -> usize {
        WAITING - self.incoming.capacity()
    }

    /// Takes no more commands and returns when those in line are answered.
    pub(crate) async fn stop(&self) {
        self.stop.cancel();
        self.tasks.wait().await;
    }
}

async fn write(mut writer: Writer, line: Arc<Mutex<Line>>, stop: CancellationToken) {
    while let Some(batch) = take(&line, &stop).await {
        metrics::histogram!("docket_append_batch_commands").record(batch.len() as f64);
        writer.write(batch).await;
    }
}

/// Waits for commands and takes what there is; `None` when stopped and nothing waits.
async fn take(line: &Mutex<Line>, stop: &CancellationToken) -> Option<Vec<Waiting>> {
    let mut line = line.lock().await;
    let first = match line.deferred.pop_front() {
        Some(waiting) => waiting,
        None => tokio::select! {
            biased;
            waiting = line.incoming.recv() => waiting?,
            () = stop.cancelled() => {
                line.incoming.close();
                line.incoming.recv().await?
            }
        },
    };
    Some(line.gather(first))
}

impl Line {
    /// What may go together with `first`: at most one command that appends to a stream, and after
    /// it none that relies on that stream. Any number may rely on the same one.
    fn gather(&mut self, first: Waiting) -> Vec<Waiting> {
        let mut streams: HashSet<Uuid> = first.append.streams.iter().map(|s| s.id).collect();
        let mut bytes = first.append.bytes();
        let mut batch = vec![first];
        let mut later = VecDeque::new();
        while batch.len() < MAX_COMMANDS && bytes < MAX_BYTES {
            let Some(waiting) = self
                .deferred
                .pop_front()
                .or_else(|| self.incoming.try_recv().ok())
            else {
                break;
            };
            // streams of deferred commands count too: later commands must not overtake them
            let parts = waiting.append.streams.iter().map(|s| s.id);
            let relied_on = waiting.append.relies_on.iter().map(|r| r.stream_id);
            let free = parts
                .clone()
                .chain(relied_on)
                .all(|id| !streams.contains(&id));
            streams.extend(parts);
            if free {
                bytes += waiting.append.bytes();
                batch.push(waiting);
            } else {
                later.push_back(waiting);
            }
        }
        later.append(&mut self.deferred);
        self.deferred = later;
        batch
    }
}
