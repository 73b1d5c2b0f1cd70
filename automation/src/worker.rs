//! A worker: follows the log, has every event reacted to, remembers how far it is.
//!
//! Several processes may run one. The checkpoint belongs to whoever claimed it last; the others
//! stand by until it stands still. That needs no session of its own as a lock would, and nothing
//! depends on it: should two work at once for a moment, their commands have the same ids.

use crate::assignment::Assigning;
use crate::bulk::Carrying;
use crate::clocks::Clocks;
use crate::desk::Desk;
use crate::outbox::{Orders, Outbox};
use crate::place::Place;
use crate::react::Reactor;
use crate::reaction::Reaction;
use crate::timers::Timers;
use domain::Catalog;
use eventstore::{Checkpoint, EventFilter, EventStore, Fenced, Live, StoreError};
use std::time::Duration;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

mod beside;
mod due;
mod retry;
mod stand_by;

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
    /// Takes the checkpoint of the rules over and starts to run them. A new checkpoint begins at
    /// the log's head: rules act on what happens from then on. What they send wakes the worker of
    /// `outbox`. Fails when the log cannot be reached.
    pub async fn start(
        store: &EventStore,
        catalog: &Live<Catalog>,
        (database_url, outbox): (&str, &Outbox),
    ) -> Result<Self, StoreError> {
        let desk = Desk::connect(store, database_url, outbox)?;
        let catalog = catalog.clone();
        Self::run(Reactor { desk, catalog }, PATIENCE).await
    }

    /// Gives out tickets that nobody has, as their departments are set up to, once the rules have
    /// had their turn: `rules` tells how far those are. The tables must be there: see
    /// [`crate::migrate`]. Like [`Worker::start`] in all else.
    pub async fn start_assigning(
        store: &EventStore,
        catalog: &Live<Catalog>,
        database_url: &str,
        rules: watch::Receiver<i64>,
    ) -> Result<Self, StoreError> {
        let assigning = Assigning::connect(store, catalog, database_url, rules)?;
        Self::run(assigning, PATIENCE).await
    }

    /// Carries bulk jobs out, part by part. A new checkpoint begins at the log's beginning, so that
    /// no job is passed over. Like [`Worker::start_assigning`] in all else.
    pub async fn start_bulk(
        store: &EventStore,
        catalog: &Live<Catalog>,
        database_url: &str,
    ) -> Result<Self, StoreError> {
        let carrying = Carrying::connect(store, catalog, database_url)?;
        Self::run(carrying, PATIENCE).await
    }

    /// Tells what the clocks of service levels come to, when it is due. What was due while no worker
    /// ran is told at once, by time. Like [`Worker::start_assigning`] in all else.
    pub async fn start_clocks(
        store: &EventStore,
        catalog: &Live<Catalog>,
        database_url: &str,
    ) -> Result<Self, StoreError> {
        let clocks = Clocks::connect(store, catalog, database_url)?;
        Self::run(clocks, PATIENCE).await
    }

    /// Follows what people want of deliveries, as far as whoever recorded it did not. A new
    /// checkpoint begins at the log's beginning. Like [`Worker::start_assigning`] in all else.
    pub async fn start_orders(store: &EventStore, outbox: &Outbox) -> Result<Self, StoreError> {
        let (outbox, store) = (outbox.clone(), store.clone());
        Self::run(Orders { outbox, store }, PATIENCE).await
    }

    /// Sets rules off when their moments come. What was due while no worker ran sets them off at
    /// once, by time. The tables must be there: see [`crate::migrate`]. Like [`Worker::start`] in all
    /// else.
    pub async fn start_timers(
        store: &EventStore,
        catalog: &Live<Catalog>,
        (database_url, outbox): (&str, &Outbox),
    ) -> Result<Self, StoreError> {
        let timers = Timers::connect(store, catalog, (database_url, outbox))?;
        Self::run(timers, PATIENCE).await
    }

    pub(crate) async fn run<R: Reaction>(
        reaction: R,
        patience: Duration,
    ) -> Result<Self, StoreError> {
        let store = reaction.store();
        let head = store.head().await?;
        let checkpoint = store
            .claim_checkpoint(R::CHECKPOINT, R::first(head))
            .await?;
        let (sender, position) = watch::channel(checkpoint.position);
        let (stop, tasks) = (CancellationToken::new(), TaskTracker::new());
        let work = Work {
            reaction,
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

struct Work<R> {
    reaction: R,
    stop: CancellationToken,
    position: watch::Sender<i64>,
    patience: Duration,
}

impl<R: Reaction> Work<R> {
    async fn run(self, first: Checkpoint) {
        let mut claimed = Some(first);
        while let Some(checkpoint) = claimed {
            match self.lead(checkpoint).await {
                Ended::Stopped => return,
                Ended::Fenced => {
                    tracing::info!(what = R::CHECKPOINT, "another process does it; standing by");
                }
            }
            claimed = self.stand_by().await;
        }
    }

    /// Reacts to everything after the checkpoint until stopped or fenced.
    async fn lead(&self, checkpoint: Checkpoint) -> Ended {
        let Some(mut state) = self.state(checkpoint.position).await else {
            return Ended::Stopped;
        };
        let store = self.reaction.store();
        let filter = EventFilter::categories(R::CATEGORIES);
        let mut subscription = store.subscribe(checkpoint.position, filter);
        let mut place = Place::new(checkpoint);
        // what was due while nobody worked waits until all that happened meanwhile is known
        let behind = store.head().await.unwrap_or_default();
        while !self.stop.is_cancelled() {
            let fenced = tokio::select! {
                () = self.stop.cancelled() => break,
                () = place.due() => place.write(store).await,
                () = due::until(self.reaction.next_moment(&state)), if place.done() >= behind => {
                    self.fire(&mut state).await;
                    Ok(())
                }
                batch = subscription.next(BATCH) => match batch {
                    Ok(batch) => self.react_all(&mut state, &mut place, batch).await,
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

    /// Has the batch reacted to in its order, side by side where streams are none of each other's
    /// business, until stopped.
    async fn react_all(
        &self,
        state: &mut R::State,
        place: &mut Place,
        batch: eventstore::Batch,
    ) -> Result<(), Fenced> {
        let seen = batch.events.len() as u64;
        metrics::counter!("docket_automation_events_total", "what" => R::CHECKPOINT)
            .increment(seen);
        let store = self.reaction.store();
        let mut left = &batch.events[..];
        while let Some(event) = left.first() {
            if self.stop.is_cancelled() {
                return Ok(());
            }
            let beside = left.iter().take_while(|event| R::is_taken_beside(event));
            let (taken, went) = match beside.count() {
                0 => (1, self.react(state, event).await),
                count => (count, self.react_side_by_side(state, &left[..count]).await),
            };
            if !went {
                return Ok(());
            }
            self.reached(place, left[taken - 1].position);
            place.write_when_due(store).await?;
            left = &left[taken..];
        }
        self.reached(place, batch.position);
        place.write_when_due(store).await
    }

    fn reached(&self, place: &mut Place, position: i64) {
        place.set_done(position);
        self.tell(position);
        let lag = self.reaction.store().known_head() - place.done();
        metrics::gauge!("docket_automation_lag_events", "what" => R::CHECKPOINT)
            .set(lag.max(0) as f64);
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
