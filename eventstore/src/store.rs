//! The event store as its callers see it.

use crate::append::{Append, AppendError, Outcome};
use crate::batcher::Batcher;
use crate::cache::Cache;
use crate::nats::hint;
use crate::tail::Tail;
use deadpool_postgres::{Manager, ManagerConfig, Pool, RecyclingMethod, Runtime};
use domain::DecodeError;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use tokio_postgres::{NoTls, error::SqlState};

/// How to reach the log.
#[derive(Clone)]
pub struct StoreOptions {
    pub database_url: String,
    /// Connections that append; two let one batch form while the other flushes.
    pub writers: usize,
    /// Connections that read.
    pub readers: usize,
    /// Where events are followed live; without it they are read from Postgres alone.
    pub nats: Option<crate::NatsOptions>,
    /// Memory for folded states, in bytes.
    pub cache_bytes: u64,
}

impl std::fmt::Debug for StoreOptions {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("StoreOptions")
            .field("writers", &self.writers)
            .finish_non_exhaustive()
    }
}

impl StoreOptions {
    /// Usual sizes; without NATS.
    #[must_use]
    pub fn new(database_url: impl Into<String>) -> Self {
        Self {
            database_url: database_url.into(),
            writers: 2,
            readers: 16,
            nats: None,
            cache_bytes: 24 * 1024 * 1024,
        }
    }
}

/// Why the log could not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("too many commands wait; try again shortly")]
    Busy,
    /// For an append: whether it happened is unknown until it is repeated.
    #[error("the log cannot be reached: {0}")]
    Unavailable(String),
    #[error("Postgres refused: {0}")]
    Refused(String),
    #[error("the event store is stopping")]
    Stopped,
    #[error(transparent)]
    Append(#[from] AppendError),
    #[error(transparent)]
    Decode(#[from] DecodeError),
    #[error("a stored event has no readable actor: {0}")]
    Actor(serde_json::Error),
}

impl StoreError {
    /// Whether trying again later may help.
    #[must_use]
    pub fn is_passing(&self) -> bool {
        matches!(self, Self::Busy | Self::Unavailable(_) | Self::Stopped)
    }
}

impl From<tokio_postgres::Error> for StoreError {
    fn from(error: tokio_postgres::Error) -> Self {
        let text = error
            .as_db_error()
            .map_or_else(|| error.to_string(), ToString::to_string);
        if is_passing(&error) {
            Self::Unavailable(text)
        } else {
            Self::Refused(text)
        }
    }
}

impl From<deadpool_postgres::PoolError> for StoreError {
    fn from(error: deadpool_postgres::PoolError) -> Self {
        Self::Unavailable(error.to_string())
    }
}

/// Whether the fault lies in the connection or the server's state, not in what was asked.
pub(crate) fn is_passing(error: &tokio_postgres::Error) -> bool {
    match error.code() {
        None => true,
        Some(code) => {
            let class = &code.code()[..2];
            matches!(class, "08" | "40" | "53" | "57" | "58")
                || *code == SqlState::LOCK_NOT_AVAILABLE
        }
    }
}

/// The log. Cheap to clone; all clones share connections, caches and the live tail.
#[derive(Clone, Debug)]
pub struct EventStore {
    pub(crate) pool: Pool,
    pub(crate) batcher: Batcher,
    pub(crate) cache: Arc<Cache>,
    pub(crate) tail: Tail,
    pub(crate) head: watch::Sender<i64>,
}

impl EventStore {
    /// Connects, and starts the writers and the live tail. The tables must be there: see
    /// [`crate::migrate`].
    pub async fn connect(options: StoreOptions) -> Result<Self, StoreError> {
        let config = config(&options.database_url)?;
        let pool = pool(&config, options.readers)?;
        let last = crate::read::head(&pool).await?;
        let (head, _) = watch::channel(last);
        let (appended, hints) = watch::channel(last);
        let batcher = Batcher::start(&config, options.writers, &head, &appended);
        if let Some(nats) = options.nats.clone() {
            tokio::spawn(hint(hints, nats)); // ends when the writers have ended
        }
        let tail = Tail::start(pool.clone(), head.clone(), options.nats);
        let cache = Arc::new(Cache::new(options.cache_bytes));
        Ok(Self {
            pool,
            batcher,
            cache,
            tail,
            head,
        })
    }

    /// Appends one command; see [`Append::remember`] for what makes it exactly-once.
    pub async fn append(&self, append: Append) -> Result<Outcome, StoreError> {
        self.batcher.append(append).await
    }

    /// The last position that this process knows to be committed.
    #[must_use]
    pub fn known_head(&self) -> i64 {
        *self.head.borrow()
    }

    /// Learns of every position that this process knows to be committed.
    #[must_use]
    pub fn watch_head(&self) -> watch::Receiver<i64> {
        self.head.subscribe()
    }

    /// Commands that wait to be appended, for the metrics.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.batcher.waiting()
    }

    /// Whether events arrive over JetStream now.
    #[must_use]
    pub fn follows_nats(&self) -> bool {
        self.tail.follows_nats()
    }

    /// Flushes what waits, then stops. Later appends are refused. May be called twice.
    pub async fn stop(&self) {
        self.batcher.stop().await;
        self.tail.stop().await;
    }
}

/// Parses a URL and adds what every connection of ours wants.
pub(crate) fn config(url: &str) -> Result<tokio_postgres::Config, tokio_postgres::Error> {
    let mut config: tokio_postgres::Config = url.parse()?;
    if config.get_connect_timeout().is_none() {
        config.connect_timeout(Duration::from_secs(5));
    }
    if config.get_application_name().is_none() {
        config.application_name("docket");
    }
    Ok(config)
}

fn pool(config: &tokio_postgres::Config, size: usize) -> Result<Pool, StoreError> {
    let recycling = ManagerConfig {
        recycling_method: RecyclingMethod::Fast,
    };
    Pool::builder(Manager::from_config(config.clone(), NoTls, recycling))
        .max_size(size)
        .runtime(Runtime::Tokio1)
        .wait_timeout(Some(Duration::from_secs(10)))
        .create_timeout(Some(Duration::from_secs(5)))
        .build()
        .map_err(|e| StoreError::Unavailable(e.to_string()))
}
