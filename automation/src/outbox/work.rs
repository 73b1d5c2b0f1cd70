//! The worker: sends what waits, endpoints side by side, each in order.
//!
//! Several processes may run one. Whoever takes a delivery has it for a while and says how it went;
//! whoever is not heard of in time has lost it, and what they say later is not written down.

use super::sink::{Sink, SinkError};
use super::take::Line;
use super::{Delivery, Outbox, pause};
use domain::delivery::DeliveryState;
use eventstore::StoreError;
use futures_util::StreamExt as _;
use futures_util::stream::FuturesUnordered;
use std::pin::pin;
use std::time::Duration;
use tokio::time::{MissedTickBehavior, interval, sleep, timeout};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// Endpoints that are sent to at once.
const SIDE_BY_SIDE: usize = 16;
/// How often it is looked for what other processes put, and for what is due again.
const LOOK: Duration = Duration::from_secs(1);
/// How often the outbox is counted.
const MEASURE: Duration = Duration::from_secs(5);
/// How long a stop waits for what is on its way. What is cut short is sent again later.
const GRACE: Duration = Duration::from_secs(5);

/// How long things may take.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Patience {
    /// For how long a delivery belongs to whoever took it.
    pub lease: Duration,
    /// How long an attempt may take; far less, so that it never outlives its lease.
    pub attempt: Duration,
}

const PATIENCE: Patience = Patience {
    lease: Duration::from_secs(60),
    attempt: Duration::from_secs(30),
};

/// A worker in the background.
#[derive(Debug)]
pub struct OutboxWorker {
    stop: CancellationToken,
    tasks: TaskTracker,
}

impl OutboxWorker {
    /// Begins to send into `sink`.
    #[must_use]
    pub fn start<S: Sink>(outbox: &Outbox, sink: S) -> Self {
        Self::start_with(outbox, sink, PATIENCE)
    }

    pub(crate) fn start_with<S: Sink>(outbox: &Outbox, sink: S, patience: Patience) -> Self {
        let (stop, tasks) = (CancellationToken::new(), TaskTracker::new());
        let work = Work {
            outbox: outbox.clone(),
            sink,
            stop: stop.clone(),
            patience,
        };
        tasks.spawn(async move { work.run().await });
        tasks.close();
        Self { stop, tasks }
    }

    /// Waits until all has really stopped; what is on its way is finished first. May be called
    /// twice.
    pub async fn stop(&self) {
        self.stop.cancel();
        self.tasks.wait().await;
    }
}

pub(crate) struct Work<S> {
    pub outbox: Outbox,
    pub sink: S,
    pub stop: CancellationToken,
    pub patience: Patience,
}

impl<S: Sink> Work<S> {
    /// Sends until stopped. Dropped at any moment, it leaves nothing undone that another does not
    /// do once the leases have run out.
    pub async fn run(&self) {
        let mut on_their_way = FuturesUnordered::new();
        let mut measure = interval(MEASURE);
        measure.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut last = Line::default();
        while !self.stop.is_cancelled() {
            let free = SIDE_BY_SIDE - on_their_way.len();
            let taken = alongside(&mut on_their_way, self.take(free, &mut last)).await;
            on_their_way.extend(taken.into_iter().map(|delivery| self.send(delivery)));
            tokio::select! {
                () = self.stop.cancelled() => break,
                Some(()) = on_their_way.next() => {}
                () = self.outbox.woken() => {}
                () = sleep(LOOK) => {}
                _ = measure.tick() => alongside(&mut on_their_way, self.measure()).await,
            }
        }
        let finishing = async { while on_their_way.next().await.is_some() {} };
        let _ = timeout(GRACE, finishing).await;
    }

    /// Goes round the lines from where it was the last time, so that each has its turn.
    async fn take(&self, free: usize, last: &mut Line) -> Vec<Delivery> {
        if free == 0 {
            return Vec::new();
        }
        let mut taken = self.take_after(free, last).await;
        if taken.len() < free && *last != Line::default() {
            let first = Line::default();
            taken.extend(self.take_after(free - taken.len(), &first).await);
        }
        *last = match taken.len() == free {
            true => taken.last().map(Line::of).unwrap_or_default(),
            false => Line::default(), // there are no others
        };
        taken
    }

    /// In the order of their lines.
    async fn take_after(&self, most: usize, line: &Line) -> Vec<Delivery> {
        match self.outbox.take(most, self.patience.lease, line).await {
            Ok(mut taken) => {
                taken.sort_by_cached_key(Line::of);
                taken
            }
            Err(error) => {
                tracing::warn!(%error, "the outbox cannot be read; trying again");
                Vec::new()
            }
        }
    }

    /// One attempt, and what became of it.
    async fn send(&self, delivery: Delivery) {
        let outcome = match delivery.attempts > pause::MOST_ATTEMPTS {
            true => Err(SinkError::Permanent(NOT_HEARD_OF.to_owned())),
            false => self.attempt(&delivery).await,
        };
        count(&delivery, &outcome);
        let recorded = match &outcome {
            Ok(()) => self.outbox.sent(&delivery).await,
            Err(SinkError::Temporary(error)) => self.outbox.failed(&delivery, error).await,
            Err(SinkError::Permanent(error)) => self.outbox.refused(&delivery, error).await,
        };
        match recorded {
            Ok(Some(after)) => tell(&after),
            Ok(None) => {
                tracing::warn!(id = %delivery.id, "another worker has taken a delivery over");
            }
            Err(error) => unrecorded(&delivery, &error),
        }
    }

    async fn attempt(&self, delivery: &Delivery) -> Result<(), SinkError> {
        let sending = timeout(self.patience.attempt, self.sink.send(delivery));
        sending.await.unwrap_or_else(|_| {
            let seconds = self.patience.attempt.as_secs();
            let told = format!("it was not taken within {seconds} seconds");
            Err(SinkError::Temporary(told))
        })
    }

    async fn measure(&self) {
        if let Err(error) = self.outbox.measure().await {
            tracing::debug!(%error, "the outbox cannot be counted");
        }
    }
}

/// Does the work without letting what is on its way stand still, which may hold what the work waits
/// for: a connection.
async fn alongside<T>(
    on_their_way: &mut FuturesUnordered<impl Future<Output = ()>>,
    work: impl Future<Output = T>,
) -> T {
    let mut work = pin!(work);
    loop {
        tokio::select! {
            done = &mut work => return done,
            Some(()) = on_their_way.next() => {}
        }
    }
}

const NOT_HEARD_OF: &str =
    "no worker came back from the last attempt; it may have arrived all the same";

fn count(delivery: &Delivery, outcome: &Result<(), SinkError>) {
    let kind = delivery.kind.as_str();
    match outcome {
        Ok(()) => metrics::counter!("docket_outbox_sent_total", "kind" => kind).increment(1),
        Err(_) => metrics::counter!("docket_outbox_failures_total", "kind" => kind).increment(1),
    }
}

/// What went wrong stands in the outbox: in the log it might name addresses.
fn tell(after: &Delivery) {
    let (id, kind, attempts) = (after.id, after.kind.as_str(), after.attempts);
    match after.state {
        DeliveryState::Parked => {
            tracing::error!(%id, kind, attempts, "a delivery was parked; its last_error says why");
        }
        DeliveryState::Waiting => {
            tracing::warn!(%id, kind, attempts, "a delivery could not be sent; trying again later");
        }
        _ => {}
    }
}

fn unrecorded(delivery: &Delivery, error: &StoreError) {
    let id = delivery.id;
    tracing::warn!(%id, %error, "how a delivery went cannot be written down; it is sent again");
}
