//! How far the worker is, and when that is written down.

use eventstore::{Checkpoint, EventStore, Fenced};
use std::time::Duration;
use tokio::time::Instant;

/// Least time between two writes: what a crash may repeat, and what an idle log never costs.
const PACE: Duration = Duration::from_millis(100);

/// The claimed checkpoint, and the work done since it was written.
#[derive(Debug)]
pub(crate) struct Place {
    checkpoint: Checkpoint,
    done: i64,
    written_at: Instant,
}

impl Place {
    pub(crate) fn new(checkpoint: Checkpoint) -> Self {
        Self {
            done: checkpoint.position,
            checkpoint,
            written_at: Instant::now(),
        }
    }

    /// Everything up to here has its reactions in the log.
    pub(crate) fn done(&self) -> i64 {
        self.done
    }

    pub(crate) fn set_done(&mut self, position: i64) {
        self.done = position;
    }

    /// Waits until something should be written; for ever when there is nothing.
    pub(crate) async fn due(&self) {
        if self.done > self.checkpoint.position {
            tokio::time::sleep_until(self.written_at + PACE).await;
        } else {
            std::future::pending::<()>().await;
        }
    }

    pub(crate) async fn write_when_due(&mut self, store: &EventStore) -> Result<(), Fenced> {
        if self.written_at.elapsed() < PACE {
            return Ok(());
        }
        self.write(store).await
    }

    /// Writes down what is done. When the log cannot be reached, it is tried again later.
    pub(crate) async fn write(&mut self, store: &EventStore) -> Result<(), Fenced> {
        if self.done <= self.checkpoint.position {
            return Ok(());
        }
        self.written_at = Instant::now();
        let written = store
            .advance_checkpoint(&mut self.checkpoint, self.done)
            .await;
        match written {
            Err(Fenced::Store(error)) => {
                tracing::warn!(%error, "the checkpoint cannot be written; trying again");
                Ok(())
            }
            written => written,
        }
    }
}
