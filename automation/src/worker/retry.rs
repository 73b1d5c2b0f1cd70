//! Trying again: what may pass is waited for, what can never be read is passed over.

use super::Work;
use crate::reaction::Reaction;
use domain::Recorded;
use eventstore::StoreError;
use std::time::Duration;

/// Pause after the first failure; each further one waits twice as long.
pub(super) const FIRST_PAUSE: Duration = Duration::from_millis(50);
const LONGEST_PAUSE: Duration = Duration::from_secs(5);
/// How long a stop lets the event in hand go on. What is cut short is done at the next start.
const GRACE: Duration = Duration::from_secs(5);

impl<R: Reaction> Work<R> {
    /// Tries until the reactions to `event` are in the log; `false` when a stop came first.
    pub(super) async fn react(&self, state: &mut R::State, event: &Recorded) -> bool {
        let mut pause = FIRST_PAUSE;
        loop {
            let taken = self.in_grace(self.reaction.take(state, event)).await;
            match taken.map(|result| is_settled::<R>(result, event)) {
                Some(true) => return true,
                Some(false) if self.pause(pause).await => {}
                _ => return false,
            }
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
    }

    /// The same for an event that is taken beside others.
    pub(super) async fn react_beside(&self, state: &R::State, event: &Recorded) -> bool {
        let mut pause = FIRST_PAUSE;
        loop {
            let taken = self.in_grace(self.reaction.take_beside(state, event)).await;
            match taken.map(|result| is_settled::<R>(result, event)) {
                Some(true) => return true,
                Some(false) if self.pause(pause).await => {}
                _ => return false,
            }
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
    }

    /// Tries until what is due by itself is done, or a stop comes first.
    pub(super) async fn fire(&self, state: &mut R::State) {
        let mut pause = FIRST_PAUSE;
        while let Some(Err(error)) = self.in_grace(self.reaction.fire(state)).await {
            tracing::warn!(%error, what = R::CHECKPOINT, "what is due waits; trying again");
            if !self.pause(pause).await {
                return;
            }
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
    }

    /// What must be known as of `position`; `None` when a stop came first.
    pub(super) async fn state(&self, position: i64) -> Option<R::State> {
        let mut pause = FIRST_PAUSE;
        loop {
            match self.in_grace(self.reaction.begin(position)).await? {
                Ok(state) => return Some(state),
                Err(error) => {
                    tracing::warn!(%error, what = R::CHECKPOINT, "cannot begin; trying again");
                }
            }
            if !self.pause(pause).await {
                return None;
            }
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
    }

    /// `None` when the work was cut short because a stop could wait no longer.
    async fn in_grace<T>(&self, work: impl Future<Output = T>) -> Option<T> {
        let out_of_grace = async {
            self.stop.cancelled().await;
            tokio::time::sleep(GRACE).await;
        };
        tokio::select! {
            done = work => Some(done),
            () = out_of_grace => None,
        }
    }
}

/// Whether nothing more is to be done about the event: all is in the log, or never will be.
fn is_settled<R: Reaction>(result: Result<(), StoreError>, event: &Recorded) -> bool {
    let (position, what) = (event.position, R::CHECKPOINT);
    match result {
        Ok(()) => true,
        Err(error) if is_unreadable(&error) => {
            tracing::error!(%error, position, what, "the event was passed over");
            metrics::counter!("docket_automation_poison_total", "what" => what).increment(1);
            true
        }
        Err(error) => {
            tracing::warn!(%error, position, what, "trying again");
            false
        }
    }
}

/// Whether the log holds something that this program cannot read, however often it tries.
fn is_unreadable(error: &StoreError) -> bool {
    matches!(error, StoreError::Decode(_) | StoreError::Actor(_))
}
