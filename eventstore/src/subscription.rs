//! "Everything after position p, filtered, in order": the one way to follow the log.

use crate::read::EventFilter;
use crate::store::{EventStore, StoreError};
use domain::Recorded;
use std::sync::Arc;
use tokio::sync::watch;

/// The next events for a reader.
#[derive(Clone, Debug)]
pub struct Batch {
    /// Wanted events, in order; may be empty when a filter is set.
    pub events: Vec<Arc<Recorded>>,
    /// Everything up to here was seen.
    pub position: i64,
}

/// A reader's way along the log. Catching up, following live and rebuilding are the same code.
#[derive(Debug)]
pub struct Subscription {
    store: EventStore,
    position: i64,
    filter: EventFilter,
    last: watch::Receiver<i64>,
}

impl EventStore {
    /// Everything that `filter` wants after `position`.
    #[must_use]
    pub fn subscribe(&self, position: i64, filter: EventFilter) -> Subscription {
        Subscription {
            store: self.clone(),
            position,
            filter,
            last: self.tail.watch(),
        }
    }
}

impl Subscription {
    /// Everything up to here was returned.
    #[must_use]
    pub fn position(&self) -> i64 {
        self.position
    }

    /// Waits for the next events and returns up to `max` of them. Positions never skip and never
    /// repeat. Dropping the returned future loses nothing. An error changes nothing: call again,
    /// unless it is [`StoreError::Stopped`], which comes once the store was stopped and all is read.
    pub async fn next(&mut self, max: usize) -> Result<Batch, StoreError> {
        loop {
            if let Some(batch) = self.try_next(max).await? {
                return Ok(batch);
            }
            tokio::select! {
                Ok(()) = self.last.changed() => {}
                () = self.store.tail.stopped() => return Err(StoreError::Stopped),
            }
        }
    }

    /// What is there now; `None` when the reader has seen it all.
    pub async fn try_next(&mut self, max: usize) -> Result<Option<Batch>, StoreError> {
        if *self.last.borrow_and_update() <= self.position {
            return Ok(None);
        }
        let events = match self.store.tail.after(self.position, max) {
            Some(events) => events,
            None => self.store.read_after(self.position, max).await?,
        };
        let Some(last) = events.last() else {
            return Ok(None);
        };
        self.position = last.position;
        let events = events
            .into_iter()
            .filter(|e| self.filter.wants(e))
            .collect();
        Ok(Some(Batch {
            events,
            position: self.position,
        }))
    }
}
