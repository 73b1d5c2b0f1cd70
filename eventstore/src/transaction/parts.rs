//! The streams that a transaction has seen, each as it stands in the middle of the work.

use crate::append::{Append, StreamPart};
use crate::load::Loaded;
use crate::store::EventStore;
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

/// The streams by id.
pub(super) struct Parts(HashMap<Uuid, Part>);

impl Parts {
    pub fn new() -> Self {
        Self(HashMap::new())
    }

    pub fn get<A: Aggregate>(&self, id: Uuid) -> Option<Arc<Loaded<A>>> {
        self.0.get(&id)?.state.clone().downcast().ok()
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
        self.0.insert(id, part);
    }

    /// The stream's place in the append, which the first one to be asked for gets anew.
    pub fn stream<A: Aggregate>(&mut self, id: Uuid, append: &mut Append) -> usize {
        if append.streams[0].id == id {
            return 0;
        }
        let Some(part) = self.0.get_mut(&id) else {
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
        if let Some(part) = self.0.get_mut(&id) {
            part.changed |= after.version > part.before;
            part.state = after;
        }
    }

    pub fn version_before(&self, id: Uuid) -> i32 {
        self.0.get(&id).map_or(0, |part| part.before)
    }

    /// What was decided is committed up to `position`.
    pub fn keep(self, store: &EventStore, position: i64) {
        for (id, part) in self.0 {
            if part.changed {
                (part.keep)(store, id, position, part.state);
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
