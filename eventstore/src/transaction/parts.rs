//! The streams that a transaction has seen, each as it stands in the middle of the work.

use crate::append::{Append, Reliance, StreamPart};
use crate::load::Loaded;
use crate::store::{EventStore, StoreError};
use domain::Aggregate;
use std::any::Any;
use std::collections::HashMap;
use std::sync::Arc;
use uuid::Uuid;

/// Puts a state into the cache, as of a position.
type Keep = fn(&EventStore, Uuid, i64, Arc<dyn Any + Send + Sync>);

struct Part {
    /// Version before the transaction.
    before: i32,
    state: Arc<dyn Any + Send + Sync>,
    /// Place among the append's streams, once it has events.
    stream: Option<usize>,
    changed: bool,
    keep: Keep,
}

/// Whether a stream that is in memory must be read to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Freshness {
    /// Taken as it is in memory: the append finds out whether it has moved on.
    Known,
    /// Read to its end.
    Newest,
}

/// The streams by id.
pub(crate) struct Parts {
    streams: HashMap<Uuid, Part>,
    freshness: Freshness,
    guessed: bool,
}

impl Parts {
    pub fn new(freshness: Freshness) -> Self {
        Self {
            streams: HashMap::new(),
            freshness,
            guessed: false,
        }
    }

    /// Whether a stream was taken from memory: then only an append proves the work right.
    pub fn guessed(&self) -> bool {
        self.guessed
    }

    /// A stream as it stands with what was decided so far.
    pub async fn load<A: Aggregate>(
        &mut self,
        store: &EventStore,
        id: Uuid,
    ) -> Result<Arc<Loaded<A>>, StoreError> {
        if let Some(known) = self.get::<A>(id) {
            return Ok(known);
        }
        let cached = match self.freshness {
            Freshness::Known => store.cache.get::<A>(id),
            Freshness::Newest => None,
        };
        self.guessed |= cached.is_some();
        let loaded = match cached {
            Some(cached) => cached,
            None => store.load::<A>(id).await?,
        };
        self.add(id, loaded.clone());
        Ok(loaded)
    }

    fn get<A: Aggregate>(&self, id: Uuid) -> Option<Arc<Loaded<A>>> {
        self.streams.get(&id)?.state.clone().downcast().ok()
    }

    /// Adds a stream as it was before the transaction.
    pub fn add<A: Aggregate>(&mut self, id: Uuid, loaded: Arc<Loaded<A>>) {
        let part = Part {
            before: loaded.version,
            state: loaded,
            stream: None,
            changed: false,
            keep: keep::<A>,
        };
        self.streams.insert(id, part);
    }

    /// The stream's place in the append, which the first one to be asked for gets anew.
    pub fn stream<A: Aggregate>(&mut self, id: Uuid, append: &mut Append) -> usize {
        if append.streams[0].id == id {
            return 0;
        }
        let Some(part) = self.streams.get_mut(&id) else {
            return 0;
        };
        *part.stream.get_or_insert_with(|| {
            append.streams.push(StreamPart {
                id,
                category: A::CATEGORY,
                expected_version: part.before,
            });
            append.streams.len() - 1
        })
    }

    /// Notes how a stream stands after a decision.
    pub fn replace<A: Aggregate>(&mut self, id: Uuid, after: Arc<Loaded<A>>) {
        if let Some(part) = self.streams.get_mut(&id) {
            part.changed |= after.version > part.before;
            part.state = after;
        }
    }

    pub fn version_before(&self, id: Uuid) -> i32 {
        self.streams.get(&id).map_or(0, |part| part.before)
    }

    /// Holds the append to the streams that were only looked at. One that was not there, or not of
    /// the kind that was looked for, is not held to that.
    pub fn rely_on_seen(&self, append: &mut Append) {
        for (&stream_id, part) in &self.streams {
            let part_of_it = append.streams.iter().any(|s| s.id == stream_id)
                || append.relies_on.iter().any(|r| r.stream_id == stream_id);
            if part.before > 0 && !part_of_it {
                let version = part.before;
                append.relies_on.push(Reliance { stream_id, version });
            }
        }
    }

    /// What was decided is committed up to `position`, and what was looked at was the newest.
    pub fn keep(self, store: &EventStore, position: i64) {
        for (id, part) in self.streams {
            if part.changed {
                (part.keep)(store, id, position, part.state);
            } else {
                store.cache.confirm(id, part.before, position);
            }
        }
    }
}

fn keep<A: Aggregate>(
    store: &EventStore,
    id: Uuid,
    position: i64,
    state: Arc<dyn Any + Send + Sync>,
) {
    if let Ok(state) = state.downcast::<Loaded<A>>() {
        let mut loaded = Arc::unwrap_or_clone(state);
        loaded.position = position;
        store.cache.put(id, &Arc::new(loaded));
    }
}
