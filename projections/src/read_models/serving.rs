//! What this process knows of the builds that serve, and how far its own runner is.

use crate::ReadError;
use crate::projection::Projection;
use crate::tickets::Tickets;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::{Duration, Instant};
use tokio::sync::{Notify, watch};

/// How long a process without the runner believes what it knows.
const BELIEVED: Duration = Duration::from_secs(1);

/// One entry per projection.
#[derive(Debug)]
pub(crate) struct Serving {
    tickets: Entry,
}

impl Default for Serving {
    fn default() -> Self {
        Self {
            tickets: Entry::new(),
        }
    }
}

impl Serving {
    pub(crate) fn entry(&self, projection: &str) -> Result<&Entry, ReadError> {
        match projection {
            Tickets::NAME => Ok(&self.tickets),
            _ => Err(ReadError::Unknown(projection.to_owned())),
        }
    }
}

/// Where one projection is read, and how far it is when it is followed in this process.
#[derive(Debug)]
pub(crate) struct Entry {
    schema: RwLock<Option<Arc<str>>>,
    refreshed_at: Mutex<Option<Instant>>,
    /// 0 while the projection is not followed in this process.
    position: watch::Sender<i64>,
    followed_here: AtomicBool,
    changed: Notify,
}

impl Entry {
    fn new() -> Self {
        Self {
            schema: RwLock::default(),
            refreshed_at: Mutex::default(),
            position: watch::channel(0).0,
            followed_here: AtomicBool::new(false),
            changed: Notify::new(),
        }
    }

    /// The Postgres schema to read; `None` until a first build serves.
    pub(crate) fn schema(&self) -> Option<Arc<str>> {
        let schema = self.schema.read().unwrap_or_else(PoisonError::into_inner);
        schema.clone()
    }

    pub(crate) fn serve(&self, schema: Option<String>) {
        let mut serving = self.schema.write().unwrap_or_else(PoisonError::into_inner);
        *serving = schema.map(Into::into);
        drop(serving);
        self.changed.notify_waiters();
    }

    /// Waits until a build serves.
    pub(crate) async fn served(&self) {
        loop {
            let changed = self.changed.notified();
            if self.schema().is_some() {
                return;
            }
            changed.await;
        }
    }

    /// The runner of this process has applied everything up to `position` to `schema`.
    pub(crate) fn follow(&self, schema: &str, position: i64) {
        self.serve(Some(schema.to_owned()));
        self.followed_here.store(true, Ordering::Release);
        self.position.send_replace(position);
    }

    pub(crate) fn advance(&self, position: i64) {
        self.position.send_replace(position);
    }

    /// Another process may follow it from now on.
    pub(crate) fn unfollow(&self) {
        self.followed_here.store(false, Ordering::Release);
        self.position.send_replace(0);
    }

    pub(crate) fn is_followed_here(&self) -> bool {
        self.followed_here.load(Ordering::Acquire)
    }

    pub(crate) fn reached(&self, position: i64) -> bool {
        position <= 0 || *self.position.borrow() >= position
    }

    /// Waits for this process's runner.
    pub(crate) async fn reached_within(&self, position: i64, patience: Duration) -> bool {
        let mut watch = self.position.subscribe();
        let reached = watch.wait_for(|p| *p >= position);
        matches!(tokio::time::timeout(patience, reached).await, Ok(Ok(_)))
    }

    /// Whether the database should be asked again.
    pub(crate) fn is_stale(&self) -> bool {
        if self.is_followed_here() {
            return false;
        }
        let refreshed = self
            .refreshed_at
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        refreshed.is_none_or(|at| at.elapsed() > BELIEVED) || self.schema().is_none()
    }

    /// Called before the database is asked, so that one caller asks and not all at once.
    pub(crate) fn note_refresh(&self) {
        let mut refreshed = self
            .refreshed_at
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        *refreshed = Some(Instant::now());
    }
}
