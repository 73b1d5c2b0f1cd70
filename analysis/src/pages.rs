//! The log page by page, as many events at once as fit the memory.

use domain::Recorded;
use eventstore::{EventFilter, EventStore, StoreError};

/// Events read at once at most, and how many bytes of them are aimed at.
const MOST: usize = 2000;
const BYTES: usize = 4 * 1024 * 1024;
/// Of which nothing is known yet.
const FIRST: usize = 200;

/// Events that a filter wants, up to a position.
#[derive(Debug)]
pub(crate) struct Pages<'a> {
    store: &'a EventStore,
    filter: EventFilter,
    position: i64,
    last: i64,
    size: usize,
}

impl<'a> Pages<'a> {
    /// Those after one position up to another.
    pub(crate) fn new(
        store: &'a EventStore,
        filter: EventFilter,
        (after, last): (i64, i64),
    ) -> Self {
        Self {
            store,
            filter,
            position: after,
            last,
            size: FIRST,
        }
    }

    /// The next events; `None` when there are no more.
    pub(crate) async fn next(&mut self) -> Result<Option<Vec<Recorded>>, StoreError> {
        if self.position >= self.last {
            return Ok(None);
        }
        let read = self
            .store
            .read_filtered(self.position, self.size, &self.filter);
        let mut events = read.await?;
        self.position = events.last().map_or(self.last, |event| event.position);
        self.size = fitting(&events, self.size);
        events.retain(|event| event.position <= self.last);
        Ok((!events.is_empty()).then_some(events))
    }
}

/// How many events take about [`BYTES`] if they are like the last ones; `before` where there are none.
pub(crate) fn fitting(events: &[Recorded], before: usize) -> usize {
    let bytes: usize = events.iter().map(|event| event.data.len() + 500).sum();
    match BYTES.saturating_mul(events.len()).checked_div(bytes) {
        Some(fitting) => fitting.clamp(8, MOST),
        None => before,
    }
}
