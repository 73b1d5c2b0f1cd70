//! The newest events, as many as are worth their memory.

use domain::Recorded;
use std::collections::VecDeque;
use std::sync::Arc;

/// Events kept for readers that are a little behind.
const KEEP: usize = 4096;
/// Bytes of event data kept at most.
const KEEP_BYTES: usize = 8 * 1024 * 1024;

/// A run of events without holes, oldest first.
#[derive(Debug, Default)]
pub(super) struct Newest {
    events: VecDeque<Arc<Recorded>>,
    bytes: usize,
}

impl Newest {
    /// Adds the next event and lets go of the oldest.
    pub(super) fn push(&mut self, event: Arc<Recorded>) {
        self.bytes += event.data.len();
        self.events.push_back(event);
        while self.events.len() > KEEP || self.bytes > KEEP_BYTES {
            let Some(oldest) = self.events.pop_front() else {
                break;
            };
            self.bytes -= oldest.data.len();
        }
    }

    /// Up to `max` events right after `position`; `None` when they are not here.
    pub(super) fn after(&self, position: i64, max: usize) -> Option<Vec<Arc<Recorded>>> {
        let first = self.events.front()?.position;
        let skip = usize::try_from(position + 1 - first).ok()?;
        let found = self.events.iter().skip(skip).take(max).cloned();
        (skip < self.events.len()).then(|| found.collect())
    }
}
