//! The worker: follows the log, has every event reacted to, remembers how far it is.
//!
//! Several processes may run one. The checkpoint belongs to whoever claimed it last; the others
//! stand by until it stands still. That needs no session of its own as a lock would, and nothing
//! depends on it: should two work at once for a moment, their commands have the same ids.

use crate::place::Place;
use crate::react::Reactor;
use crate::rules::Rules;
use domain::automation::Rule;
use domain::setting::SettingKind;
use domain::ticket::Ticket;
use domain::{Aggregate, Catalog, Recorded};
use eventstore::{Checkpoint, EventFilter, EventStore, Fenced, Live, StoreError};
use std::time::Duration;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

mod retry;
mod stand_by;

/// Name of the worker's checkpoint.
pub const CHECKPOINT: &str = "automation";

/// Events taken at once.
const BATCH: usize = 500;
/// How long another process's checkpoint may stand still before it is taken over.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long a stop waits for the checkpoint; without it the last events are looked at again.
const LAST_WRITE: Duration = Duration::from_secs(2);

/// A worker in the background.
#[derive(Debug)]
pub struct Worker {
    stop: CancellationToken,
    tasks: TaskTracker,
    position: watch::Receiver<i64>,
}

impl Worker {
    /// Takes the checkpoint over and starts to react. A new checkpoint begins at the log's head:
    /// rules act on what happens from then on. Fails when the log cannot be reached.
    pub async fn start(store: &EventStore, catalog: &Live<Catalog>) -> Result<Self, StoreError> {
        Self::start_with(store, catalog, PATIENCE).await
    }

    pub(crate) async fn start_with(
        store: &EventStore,
        catalog: &Live<Catalog>,
        patience: Duration,
    ) -> Result<Self, StoreError> {
        let head = store.head().await?;
        let checkpoint = store.claim_checkpoint(CHECKPOINT, head).await?;
        let (sender, position) = watch::channel(checkpoint.position);
        let (stop, tasks) = (CancellationToken::new(), TaskTracker::new());
        let reactor = Reactor {
            store: store.clone(),
            catalog: catalog.clone(),
        };
        let work = Work {
            reactor,
            stop: stop.clone(),
            position: sender,
            patience,
        };
        tasks.spawn(work.run(checkpoint));
        tasks.close();
        Ok(Self {
            stop,
            tasks,
            position,
        })
    }

    /// Everything up to here has its reactions in the log.
    #[must_use]
    pub fn position(&self) -> i64 {
        *self.position.borrow()
    }

    /// Learns of every position reached.
    #[must_use]
    pub fn watch_position(&self) -> watch::Receiver<i64> {
        self.position.clone()
    }

    /// Finishes the event in hand, writes the checkpoint and waits until all has really stopped.
    /// May be called twice.
    pub async fn stop(&self) {
        self.stop.cancel();
        self.tasks.wait().await;
    }
}

/// Why a worker no longer works on the log.
enum Ended {
    Stopped,
    /// Another process has the checkpoint.
    Fenced,
}

struct Work {
    reactor: Reactor,
    stop: CancellationToken,
    position: watch::Sender<i64>,
    patience: Duration,
}

impl Work {
    async fn run(self, first: Checkpoint) {
        let mut claimed = Some(first);
        while let Some(checkpoint) = claimed {
            match self.lead(checkpoint).await {
                Ended::Stopped => return,
                Ended::Fenced => tracing::info!("another process runs the rules; standing by"),
            }
            claimed = self.stand_by().await;
        }
    }

    /// Reacts to everything after the checkpoint until stopped or fenced.
    async fn lead(&self, checkpoint: Checkpoint) -> Ended {
        let Some(mut rules) = self.rules(checkpoint.position).await else {
            return Ended::Stopped;
        };
        let store = &self.reactor.store;
        let filter = EventFilter::categories(&[Ticket::CATEGORY, Rule::CATEGORY]);
        let mut subscription = store.subscribe(checkpoint.position, filter);
        let mut place = Place::new(checkpoint);
        while !self.stop.is_cancelled() {
            let fenced = tokio::select! {
                () = self.stop.cancelled() => break,
                () = place.due() => place.write(store).await,
                batch = subscription.next(BATCH) => match batch {
                    Ok(batch) => self.react_all(&mut rules, &mut place, batch).await,
                    Err(error) => {
                        tracing::warn!(%error, "the log cannot be followed; trying again");
                        self.pause(retry::FIRST_PAUSE).await;
                        Ok(())
                    }
                },
            };
            if fenced.is_err() {
                return Ended::Fenced;
            }
        }
        let _ = tokio::time::timeout(LAST_WRITE, place.write(store)).await;
        Ended::Stopped
    }

    /// Has the batch reacted to, event by event, until stopped.
    async fn react_all(
        &self,
        rules: &mut Rules,
        place: &mut Place,
        batch: eventstore::Batch,
    ) -> Result<(), Fenced> {
        metrics::counter!("docket_automation_events_total").increment(batch.events.len() as u64);
        let store = &self.reactor.store;
        for event in &batch.events {
            if self.stop.is_cancelled() || !self.take(rules, event).await {
                return Ok(());
            }
            self.reached(place, event.position);
            place.write_when_due(store).await?;
        }
        self.reached(place, batch.position);
        place.write_when_due(store).await
    }

    /// `false` when a stop came before the reactions were done.
    async fn take(&self, rules: &mut Rules, event: &Recorded) -> bool {
        if event.category == Rule::CATEGORY {
            rules.apply(event);
            return true;
        }
        self.react(rules, event).await
    }

    fn reached(&self, place: &mut Place, position: i64) {
        place.set_done(position);
        self.tell(position);
        let lag = self.reactor.store.known_head() - place.done();
        metrics::gauge!("docket_automation_lag_events").set(lag.max(0) as f64);
    }

    /// Positions are told in rising order, also when a checkpoint taken over is a little behind.
    fn tell(&self, position: i64) {
        self.position.send_if_modified(|told| {
            let ahead = position > *told;
            *told = position.max(*told);
            ahead
        });
    }

    /// Waits, unless a stop comes first; whether it waited to the end.
    async fn pause(&self, pause: Duration) -> bool {
        let waited = self.stop.run_until_cancelled(tokio::time::sleep(pause));
        waited.await.is_some()
    }
}
