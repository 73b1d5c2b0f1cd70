//! Standing by while another process has the checkpoint, and taking it over when that one is gone.

use super::Work;
use crate::reaction::Reaction;
use eventstore::{Checkpoint, StoreError};
use tokio::time::Instant;

/// How far the other process was when we looked last.
struct Seen {
    position: i64,
    /// When it last moved, or had nothing to do.
    moved_at: Instant,
}

impl<R: Reaction> Work<R> {
    /// Waits until the checkpoint stands still although the log goes on, and claims it then.
    /// `None` when a stop came first.
    pub(super) async fn stand_by(&self) -> Option<Checkpoint> {
        let mut seen = Seen {
            position: *self.position.borrow(),
            moved_at: Instant::now(),
        };
        while self.pause(self.patience / 5).await {
            match self.look(&mut seen).await {
                Ok(Some(checkpoint)) => return Some(checkpoint),
                Ok(None) => {}
                Err(error) => tracing::debug!(%error, "the checkpoint cannot be looked at"),
            }
        }
        None
    }

    async fn look(&self, seen: &mut Seen) -> Result<Option<Checkpoint>, StoreError> {
        let store = self.reaction.store();
        let position = store.checkpoint(R::CHECKPOINT).await?;
        let position = position.unwrap_or(seen.position); // without a checkpoint nobody moves
        let idle =
            position >= store.head().await? && !self.reaction.is_overdue(self.patience).await?;
        if position != seen.position || idle {
            seen.moved_at = Instant::now();
        }
        seen.position = position;
        self.tell(position);
        if seen.moved_at.elapsed() < self.patience {
            return Ok(None);
        }
        tracing::info!(
            position,
            what = R::CHECKPOINT,
            "it stands still; taking it over"
        );
        store
            .claim_checkpoint(R::CHECKPOINT, position)
            .await
            .map(Some)
    }
}
