//! What this process knows of the builds that serve, and how far its own runner is.

use crate::ReadError;
use crate::analytics::Analytics;
use crate::bulk::Bulks;
use crate::customers::Customers;
use crate::intervals::Intervals;
use crate::messages::Messages;
use crate::notifications::Notifications;
use crate::projection::Projection;
use crate::search::Searched;
use crate::tickets::Tickets;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::{Duration, Instant};
use tokio::sync::{Notify, watch};

/// One entry per projection.
#[derive(Debug)]
pub(crate) struct Serving {
    tickets: Entry,
    customers: Entry,
    messages: Entry,
    intervals: Entry,
    search: Entry,
    analytics: Entry,
    bulk: Entry,
    notifications: Entry,
}

impl Default for Serving {
    fn default() -> Self {
        Self {
            tickets: Entry::new(),
            customers: Entry::new(),
            messages: Entry::new(),
            intervals: Entry::new(),
            search: Entry::new(),
            analytics: Entry::new(),
            bulk: Entry::new(),
            notifications: Entry::new(),
        }
    }
}

impl Serving {
    pub(crate) fn entry(&self, projection: &str) -> Result<&Entry, ReadError> {
        match projection {
            Tickets::NAME => Ok(&self.tickets),
            Customers::NAME => Ok(&self.customers),
            Messages::NAME => Ok(&self.messages),
            Intervals::NAME => Ok(&self.intervals),
            Searched::NAME => Ok(&self.search),
            Analytics::NAME => Ok(&self.analytics),
            Bulks::NAME => Ok(&self.bulk),
            Notifications::NAME => Ok(&self.notifications),
            _ => Err(ReadError::Unknown(projection.to_owned())),
        }
    }
}

/// Where one projection is read, and how far it is when it is followed in this process.
#[derive(Debug)]
pub(crate) struct Entry {
    schema: RwLock<Option<Arc<str>>>,
    asked_at: Mutex<Option<Instant>>,
    /// Of that schema, as far as this process knows.
    position: watch::Sender<i64>,
    followed_here: AtomicBool,
    changed: Notify,
}

impl Entry {
    fn new() -> Self {
        Self {
            schema: RwLock::default(),
            asked_at: Mutex::default(),
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

    /// Another process has applied everything up to `position` to `schema`.
    pub(crate) fn observe(&self, schema: Option<String>, position: i64) {
        self.serve(schema);
        if !self.is_followed_here() {
            self.position.send_replace(position);
        }
    }

    /// Whether the caller should ask the database how far another process is: one caller at a
    /// time, and no more often than every `pause`.
    pub(crate) fn is_my_turn(&self, pause: Duration) -> bool {
        if self.is_followed_here() {
            return false;
        }
        let mut asked = self.asked_at.lock().unwrap_or_else(PoisonError::into_inner);
        let due = asked.is_none_or(|at| at.elapsed() >= pause);
        if due {
            *asked = Some(Instant::now());
        }
        due
    }
}
