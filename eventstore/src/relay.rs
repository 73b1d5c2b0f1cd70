//! The relay: the log → JetStream, in order, by one process at a time.
//!
//! What is published is told by the stream's own last message. A refused publish means "look",
//! never "failed": the stream may have been deleted, restored from an old copy or written to by
//! somebody else.

use crate::nats::{NatsOptions, too_old};
use crate::store::{EventStore, StoreError, config};
use futures_util::StreamExt;
use std::time::Duration;
use tokio::sync::watch;
use tokio_postgres::{Client, NoTls};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

mod publish;
mod target;

use target::{Target, TargetError};

/// The session lock that makes one relay the active one.
const LOCK: i64 = 7_310_022;
/// How often an idle relay looks whether stream and log still agree.
const LOOK: Duration = Duration::from_secs(1);
/// Pause after something failed, and between attempts to become the active relay.
const PAUSE: Duration = Duration::from_millis(500);

/// What a relay needs.
#[derive(Clone, Debug)]
pub struct RelayOptions {
    pub database_url: String,
    pub nats: NatsOptions,
}

/// A relay in the background. It may be stopped at any time, also before it became active.
#[derive(Debug)]
pub struct Relay {
    stop: CancellationToken,
    tasks: TaskTracker,
    published: watch::Receiver<i64>,
}

/// Why the active relay stepped back for a moment.
#[derive(Debug, thiserror::Error)]
enum RelayError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Target(#[from] TargetError),
    #[error("nats-server {0} is too old; Docket needs 2.10 or newer")]
    TooOld(String),
}

impl From<tokio_postgres::Error> for RelayError {
    fn from(error: tokio_postgres::Error) -> Self {
        Self::Store(error.into())
    }
}

impl Relay {
    /// Starts relaying whatever `store`'s log holds.
    #[must_use]
    pub fn start(store: &EventStore, options: RelayOptions) -> Self {
        let (stop, tasks) = (CancellationToken::new(), TaskTracker::new());
        let (sender, published) = watch::channel(0);
        let active = Active {
            options,
            head: store.watch_head(),
            published: sender,
        };
        tasks.spawn(stop.clone().run_until_cancelled_owned(active.run()));
        tasks.close();
        Self {
            stop,
            tasks,
            published,
        }
    }

    /// The last position known to be in JetStream; 0 while another process relays.
    #[must_use]
    pub fn published(&self) -> i64 {
        *self.published.borrow()
    }

    /// Learns of every position that was published.
    #[must_use]
    pub fn watch_published(&self) -> watch::Receiver<i64> {
        self.published.clone()
    }

    /// Stops and waits until it has really stopped. What is unpublished goes out next time.
    pub async fn stop(&self) {
        self.stop.cancel();
        self.tasks.wait().await;
    }
}

struct Active {
    options: RelayOptions,
    head: watch::Receiver<i64>,
    published: watch::Sender<i64>,
}

impl Active {
    async fn run(mut self) {
        loop {
            if let Err(error) = self.lead().await {
                tracing::warn!(%error, "the relay pauses");
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// Becomes the active relay, publishes until something breaks. The log is read over the very
    /// session that holds the lock, so a relay that lost the lock can read nothing more.
    async fn lead(&mut self) -> Result<(), RelayError> {
        let (session, connection) = config(&self.options.database_url)?.connect(NoTls).await?;
        tokio::spawn(connection);
        while !try_lock(&session).await? {
            tokio::time::sleep(PAUSE).await;
        }
        if let Some(version) = too_old(&self.options.nats.client) {
            return Err(RelayError::TooOld(version));
        }
        loop {
            let mut target = Target::look(&session, &self.options.nats).await?;
            let before = target.position();
            self.published.send_replace(before);
            self.relay(&session, &mut target).await?;
            if target.position() == before {
                tokio::time::sleep(PAUSE).await; // looking again at once would find the same
            }
        }
    }

    /// Publishes what is new until stream and log disagree.
    async fn relay(&mut self, session: &Client, target: &mut Target) -> Result<(), RelayError> {
        let hints = self
            .options
            .nats
            .client
            .subscribe(self.options.nats.hint_subject())
            .await;
        let mut hints = hints.map_err(|e| TargetError::Nats(e.to_string()))?;
        loop {
            let agreed = publish::publish_new(session, target, &self.published).await?;
            if !agreed {
                return Ok(());
            }
            tokio::select! {
                Ok(()) = self.head.changed() => {}
                Some(_) = hints.next() => {}
                () = tokio::time::sleep(LOOK) => {
                    if !target.is_unchanged().await? {
                        tracing::warn!("the stream changed by itself; looking again");
                        return Ok(());
                    }
                }
            }
        }
    }
}

async fn try_lock(session: &Client) -> Result<bool, tokio_postgres::Error> {
    let row = session
        .query_one("SELECT pg_try_advisory_lock($1)", &[&LOCK])
        .await?;
    Ok(row.get(0))
}
