//! Keeps one projection as new as the log, as the only one among all processes.

use super::build::build;
use super::parking;
use super::writer::{self, WriteError, Writer};
use crate::projection::{ApplyError, Phase, Projection};
use crate::registry;
use crate::{ReadError, ReadModels};
use deadpool_postgres::Client;
use eventstore::{EventFilter, EventStore, Subscription};
use std::marker::PhantomData;
use std::time::Duration;
use tokio::time::{Instant, MissedTickBehavior, interval, sleep, sleep_until};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

/// Events applied at once.
const BATCH: usize = 2000;
/// The least time from one batch to the next: the first event after a pause is applied at once,
/// and under load a few milliseconds' worth of events share the cost of a transaction.
const PACE: Duration = Duration::from_millis(4);
/// How often the owner says that it is alive.
const BEAT: Duration = Duration::from_secs(1);
/// How often the place of another owner is tried.
const TRY: Duration = Duration::from_millis(500);
/// The longest pause between attempts while the databases cannot be reached.
const LONGEST_PAUSE: Duration = Duration::from_secs(2);

/// One projection's runner in one process.
pub(super) struct Follower<P> {
    store: EventStore,
    read: ReadModels,
    owner: Uuid,
    retried: bool,
    fenced_at: Option<Instant>,
    projection: PhantomData<fn() -> P>,
}

impl<P: Projection> Follower<P> {
    pub(super) fn new(store: EventStore, read: ReadModels) -> Self {
        Self {
            store,
            read,
            owner: Uuid::now_v7(),
            retried: false,
            fenced_at: None,
            projection: PhantomData,
        }
    }

    /// Whatever goes wrong is tried again, until `stop`; then another process may take over.
    pub(super) async fn run_until(self, stop: CancellationToken) {
        let (read, owner) = (self.read.clone(), self.owner);
        // dropping it at any moment is safe: effect and checkpoint stand or fall together
        stop.run_until_cancelled(self.run()).await;
        if let Ok(entry) = read.serving().entry(P::NAME) {
            entry.unfollow();
        }
        let released = async { registry::release(&read.client().await?, owner).await };
        if let Ok(Err(error)) = tokio::time::timeout(LONGEST_PAUSE, released).await {
            tracing::debug!(projection = P::NAME, %error, "a claim was not given back");
        }
    }

    async fn run(mut self) {
        let mut pause = Duration::from_millis(50);
        loop {
            let started = Instant::now();
            let Err(error) = self.serve().await;
            self.unfollow();
            tracing::warn!(projection = P::NAME, %error, "a projection stands still; trying again");
            if started.elapsed() > LONGEST_PAUSE * 2 {
                pause = Duration::from_millis(50);
            }
            sleep(pause).await;
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
    }

    fn unfollow(&self) {
        if let Ok(entry) = self.read.serving().entry(P::NAME) {
            entry.unfollow();
        }
    }

    async fn serve(&mut self) -> Result<std::convert::Infallible, ReadError> {
        crate::migrate(self.read.url()).await?;
        loop {
            let client = writer::connection(&self.read).await?;
            match registry::live(&client, P::NAME).await? {
                Some(live) if live.version > P::VERSION => {
                    tracing::warn!(
                        projection = P::NAME,
                        serving = live.version,
                        known = P::VERSION,
                        "a newer program keeps this projection; waiting"
                    );
                    sleep(LONGEST_PAUSE).await;
                }
                Some(live) if live.version == P::VERSION => self.claim(client, live).await?,
                _ => self.build().await?,
            }
        }
    }

    async fn build(&self) -> Result<(), ReadError> {
        match build::<P>(&self.store, &self.read, |_, _| {}).await {
            Err(ReadError::Busy(_)) => sleep(TRY).await,
            done => done?,
        }
        Ok(())
    }

    /// Follows if nobody else does; else waits a little.
    async fn claim(&mut self, client: Client, live: registry::Build) -> Result<(), ReadError> {
        let locked = registry::lock(&client, &live.schema).await?;
        // whoever took over from this process is given the time to take the lock as well
        let orphaned = locked && self.fenced_at.is_none_or(|at| at.elapsed() > 2 * BEAT);
        let build = registry::claim(&client, &live, self.owner, orphaned).await?;
        let Some(build) = build else {
            self.read.refresh(P::NAME).await?;
            drop(client);
            sleep(TRY).await;
            return Ok(());
        };
        let writer = Writer::open(client, build, self.owner, Phase::Live).await?;
        self.retry_once().await;
        let followed = self.follow(writer, locked).await;
        self.unfollow();
        match followed {
            Err(WriteError::Fenced) => {
                self.fenced_at = Some(Instant::now());
                Ok(())
            }
            Err(WriteError::Read(error)) => Err(error),
            Err(WriteError::Apply(error)) => Err(self.recover(&error, &live.schema).await?),
            Ok(never) => match never {},
        }
    }

    /// A new program may know what an old one could not apply.
    async fn retry_once(&mut self) {
        if std::mem::replace(&mut self.retried, true) {
            return;
        }
        if let Err(error) = parking::retry::<P>(&self.store, &self.read).await {
            tracing::warn!(projection = P::NAME, %error, "parked events were not tried again");
        }
    }

    async fn follow(
        &self,
        mut writer: Writer<P>,
        mut locked: bool,
    ) -> Result<std::convert::Infallible, WriteError> {
        let entry = self.read.serving().entry(P::NAME)?;
        let position = writer.build.position;
        entry.follow(&writer.build.schema, position);
        let filter = EventFilter::categories(P::CATEGORIES);
        let mut subscription = self.store.subscribe(position, filter);
        let mut beat = interval(BEAT);
        beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                batch = subscription.next(BATCH) => {
                    let started = Instant::now();
                    let batch = batch.map_err(ReadError::from)?;
                    writer.advance(&batch.events, batch.position).await?;
                    entry.advance(batch.position);
                    self.measure(&subscription, batch.events.len(), started);
                    sleep_until(started + PACE).await;
                }
                _ = beat.tick() => {
                    self.beat(&writer).await?;
                    locked = locked || registry::lock(&writer.client, &writer.build.schema).await?;
                }
            }
        }
    }

    fn measure(&self, subscription: &Subscription, events: usize, started: Instant) {
        let labels = [("projection", P::NAME)];
        let lag = self.store.known_head() - subscription.position();
        metrics::gauge!("docket_projection_position", &labels).set(subscription.position() as f64);
        metrics::gauge!("docket_projection_lag_events", &labels).set(lag.max(0) as f64);
        metrics::histogram!("docket_projection_batch_events", &labels).record(events as f64);
        metrics::histogram!("docket_projection_batch_seconds", &labels).record(started.elapsed());
    }

    /// Says that the owner is alive, and clears away what was replaced.
    async fn beat(&self, writer: &Writer<P>) -> Result<(), WriteError> {
        let (client, schema) = (&writer.client, &writer.build.schema);
        if !registry::beat(client, &writer.build, self.owner).await? {
            return Err(WriteError::Fenced);
        }
        if !registry::is_whole(client, schema).await? {
            registry::discard(client, schema).await?;
            return Err(WriteError::Fenced);
        }
        for schema in registry::outdated(client, P::NAME).await? {
            if let Err(error) = registry::discard(client, &schema).await {
                tracing::debug!(schema, %error, "an old build is still read");
            }
        }
        Ok(())
    }

    /// After a fault that is no event's: if the build's tables are lost, so is the build.
    async fn recover(&self, error: &ApplyError, schema: &str) -> Result<ReadError, ReadError> {
        let client = writer::connection(&self.read).await?;
        if !registry::is_whole(&client, schema).await? {
            registry::discard(&client, schema).await?;
        }
        Ok(ReadError::Unavailable(error.to_string()))
    }
}
