//! The worker: makes thumbnails of what is uploaded, and sweeps every hour.
//!
//! Several processes may run one. They share a row that tells how far the tables are; whoever is
//! quicker advances it, and the others go on from there.

use crate::error::SweepError;
use crate::store::Store;
use crate::sweep::{Sweeper, Swept, filter};
use domain::Recorded;
use domain::attachment::AttachmentEvent;
use eventstore::{Batch, EventStore};
use jiff::{SignedDuration, Timestamp};
use std::time::Duration;
use tokio::time::{Instant, Interval, MissedTickBehavior};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// Events taken at once.
const BATCH: usize = 500;
/// Time between two sweeps; the first is at the start.
const SWEEPS: Duration = Duration::from_hours(1);
/// Pause after a failure.
const PAUSE: Duration = Duration::from_secs(1);
/// How often it is written down that nothing of ours happened.
const IDLE: Duration = Duration::from_secs(10);

/// What a worker is started with.
#[derive(Clone, Debug)]
pub struct WorkerOptions {
    /// The log's database, which also holds the worker's own tables.
    pub database_url: String,
    /// How long uploads that are attached to nothing are kept.
    pub keep_unattached: SignedDuration,
}

/// A worker in the background.
#[derive(Debug)]
pub struct Worker {
    stop: CancellationToken,
    tasks: TaskTracker,
}

impl Worker {
    /// Follows the log from where the tables are. Fails only when the URL cannot be read.
    pub fn start(
        log: &EventStore,
        files: &Store,
        options: &WorkerOptions,
    ) -> Result<Self, SweepError> {
        let sweeper = Sweeper::try_new(log, files, &options.database_url, options.keep_unattached)?;
        let (stop, tasks) = (CancellationToken::new(), TaskTracker::new());
        let work = Work {
            sweeper,
            stop: stop.clone(),
        };
        tasks.spawn(work.run());
        tasks.close();
        Ok(Self { stop, tasks })
    }

    /// Waits until all has really stopped. What is cut short is done after the next start. May be
    /// called twice.
    pub async fn stop(&self) {
        self.stop.cancel();
        self.tasks.wait().await;
    }
}

struct Work {
    sweeper: Sweeper,
    stop: CancellationToken,
}

impl Work {
    async fn run(self) {
        let mut sweeps = tokio::time::interval(SWEEPS);
        sweeps.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let work = async {
            loop {
                if let Err(error) = self.follow(&mut sweeps).await {
                    tracing::warn!(%error, "attachments cannot be followed; trying again");
                    tokio::time::sleep(PAUSE).await;
                }
            }
        };
        let _ = self.stop.run_until_cancelled(work).await;
    }

    /// Goes on until a sweep or another process has moved the tables, or something fails.
    async fn follow(&self, sweeps: &mut Interval) -> Result<(), SweepError> {
        let mut done = self.sweeper.tables.position().await?;
        let mut subscription = self.sweeper.log.subscribe(done, filter());
        let mut written = Instant::now();
        loop {
            let batch = tokio::select! {
                _ = sweeps.tick() => {
                    self.sweep().await;
                    return self.draw_after(done).await;
                }
                batch = subscription.next(BATCH) => batch?,
            };
            if batch.events.is_empty() && written.elapsed() < IDLE {
                continue;
            }
            if !self.take(done, &batch).await? {
                return Ok(());
            }
            (done, written) = (batch.position, Instant::now());
        }
    }

    async fn take(&self, done: i64, batch: &Batch) -> Result<bool, SweepError> {
        let tables = &self.sweeper.tables;
        if !tables.apply((done, batch.position), &batch.events).await? {
            return Ok(false);
        }
        for event in &batch.events {
            self.draw(event).await;
        }
        Ok(true)
    }

    /// A sweep brings the tables to the log's head: what it went over gets its thumbnails too.
    async fn draw_after(&self, mut done: i64) -> Result<(), SweepError> {
        let until = self.sweeper.tables.position().await?;
        let wanted = filter();
        loop {
            let log = &self.sweeper.log;
            let events = log.read_filtered(done, BATCH, &wanted).await?;
            for event in events.iter().filter(|event| event.position <= until) {
                self.draw(event).await;
            }
            match events.last() {
                Some(last) if events.len() == BATCH && last.position < until => {
                    done = last.position;
                }
                _ => return Ok(()),
            }
        }
    }

    /// Without success the thumbnail is made when somebody asks for it.
    async fn draw(&self, event: &Recorded) {
        let Ok(AttachmentEvent::Uploaded(upload)) = event.decode() else {
            return;
        };
        let files = &self.sweeper.files;
        if let Err(error) = files.thumbnail(&upload.sha256, &upload.media_type).await {
            tracing::warn!(%error, attachment = %event.stream_id, "no thumbnail was made");
        }
    }

    async fn sweep(&self) {
        match self.sweeper.sweep(Timestamp::now()).await {
            Ok(swept) if swept == Swept::default() => {}
            Ok(swept) => tracing::info!(?swept, "attachments were swept"),
            Err(error) => tracing::error!(%error, "attachments could not be swept"),
        }
    }
}
