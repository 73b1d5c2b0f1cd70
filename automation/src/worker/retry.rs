//! Trying again: what may pass is waited for, what can never be read is passed over.

use super::Work;
use crate::rules::Rules;
use domain::Recorded;
use eventstore::StoreError;
use std::time::Duration;

/// Pause after the first failure; each further one waits twice as long.
pub(super) const FIRST_PAUSE: Duration = Duration::from_millis(50);
const LONGEST_PAUSE: Duration = Duration::from_secs(5);
/// How long a stop lets the event in hand go on. What is cut short is done at the next start.
const GRACE: Duration = Duration::from_secs(5);

impl Work {
    /// Tries until the reactions to `event` are in the log; `false` when a stop came first.
    pub(super) async fn react(&self, rules: &Rules, event: &Recorded) -> bool {
        let mut pause = FIRST_PAUSE;
        loop {
            let Some(result) = self.in_grace(self.reactor.react(rules, event)).await else {
                return false;
            };
            let position = event.position;
            match result {
                Ok(()) => return true,
                Err(error) if is_unreadable(&error) => {
                    tracing::error!(%error, position, "no rule could run: the event was passed over");
                    metrics::counter!("docket_automation_poison_total").increment(1);
                    return true;
                }
                Err(error) => {
                    tracing::warn!(%error, position, "rules wait; trying again");
                }
            }
            if !self.pause(pause).await {
                return false;
            }
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
    }

    /// The rules as of `position`; `None` when a stop came first.
    pub(super) async fn rules(&self, position: i64) -> Option<Rules> {
        let mut pause = FIRST_PAUSE;
        loop {
            let (store, catalog) = (&self.reactor.store, &self.reactor.catalog);
            match self
                .in_grace(Rules::as_of(store, catalog, position))
                .await?
            {
                Ok(rules) => return Some(rules),
                Err(error) => tracing::warn!(%error, "the rules cannot be read; trying again"),
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

/// Whether the log holds something that this program cannot read, however often it tries.
fn is_unreadable(error: &StoreError) -> bool {
    matches!(error, StoreError::Decode(_) | StoreError::Actor(_))
}
