//! A page of the log: only what may be seen counts towards its length.

use crate::problem::Problem;
use crate::request::Reader;
use crate::veil::Sight;
use domain::Recorded;
use eventstore::EventFilter;

/// Events looked at at once.
const LOOK: usize = 200;
/// Looks for one page: then it ends early, so that no request takes for ever.
const LOOKS: usize = 25;

/// Events that may be seen, and where to go on.
#[derive(Debug)]
pub(super) struct Page {
    pub events: Vec<Recorded>,
    /// Everything up to here is on the page or may not be seen.
    pub next: i64,
}

impl Page {
    /// Up to `limit` events after a position.
    pub async fn read(
        reader: &Reader,
        filter: EventFilter,
        after: i64,
        limit: usize,
    ) -> Result<Self, Problem> {
        let store = &reader.state.app.store;
        let sight = Sight::new(&reader.access, reader.principal.actor(), &reader.catalog);
        let filter = sight.narrowed(filter);
        let head = store.head().await?; // before reading: what came later is not passed over
        let (mut page, mut looked) = (Self::new(after), 0);
        while looked < LOOKS {
            looked += 1;
            let size = if looked == 1 { limit } else { LOOK };
            let events = store.read_filtered(page.next, size, &filter).await?;
            let ends = events.len() < size;
            let last = events.last().map_or(page.next, |event| event.position);
            let seen = sight.seen(store, events, head).await?;
            if page.fill(seen, limit) {
                return Ok(page);
            }
            page.next = if ends { last.max(head) } else { last };
            if ends {
                return Ok(page);
            }
        }
        Ok(page)
    }

    fn new(after: i64) -> Self {
        Self {
            events: Vec::new(),
            next: after,
        }
    }

    /// Whether the page is full; then it goes on after its last event.
    fn fill(&mut self, seen: Vec<Recorded>, limit: usize) -> bool {
        let room = limit - self.events.len();
        self.events.extend(seen.into_iter().take(room));
        let last = self.events.last().filter(|_| self.events.len() == limit);
        if let Some(last) = last {
            self.next = last.position;
        }
        last.is_some()
    }
}
