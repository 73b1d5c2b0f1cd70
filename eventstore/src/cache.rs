//! Folded states kept in memory, so that a hot stream is not read again for every command.

use crate::load::Loaded;
use domain::Aggregate;
use quick_cache::{Weighter, sync::Cache as Lru};
use std::any::Any;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use uuid::Uuid;

struct Entry {
    version: i32,
    bytes: u64,
    /// Nothing happened to the stream up to this position that is not folded in.
    newest_at: AtomicI64,
    loaded: Arc<dyn Any + Send + Sync>,
}

#[derive(Clone)]
struct ByBytes;

impl Weighter<Uuid, Arc<Entry>> for ByBytes {
    fn weight(&self, _: &Uuid, entry: &Arc<Entry>) -> u64 {
        entry.bytes + 512 // the entry itself and the allocator's share
    }
}

/// Least-recently-used folded states of any aggregate, limited by bytes.
pub(crate) struct Cache(Lru<Uuid, Arc<Entry>, ByBytes>);

impl std::fmt::Debug for Cache {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Cache")
            .field("entries", &self.0.len())
            .finish()
    }
}

impl Cache {
    pub(crate) fn new(bytes: u64) -> Self {
        Self(Lru::with_weighter((bytes / 1024) as usize, bytes, ByBytes))
    }

    pub(crate) fn get<A: Aggregate>(&self, id: Uuid) -> Option<Arc<Loaded<A>>> {
        self.0.get(&id)?.loaded.clone().downcast().ok()
    }

    /// The state where it is known to have everything up to `position`.
    pub(crate) fn get_since<A: Aggregate>(
        &self,
        id: Uuid,
        position: i64,
    ) -> Option<Arc<Loaded<A>>> {
        let entry = self.0.get(&id)?;
        let since = entry.newest_at.load(Ordering::Relaxed) >= position;
        since.then(|| entry.loaded.clone().downcast().ok())?
    }

    /// Notes that a stream still was at `version` at `position`.
    pub(crate) fn confirm(&self, id: Uuid, version: i32, position: i64) {
        if let Some(entry) = self.0.peek(&id).filter(|e| e.version == version) {
            entry.newest_at.fetch_max(position, Ordering::Relaxed);
        }
    }

    /// Keeps the newer of what is there and `loaded`.
    pub(crate) fn put<A: Aggregate>(&self, id: Uuid, loaded: &Arc<Loaded<A>>) {
        if self
            .0
            .peek(&id)
            .is_some_and(|entry| entry.version >= loaded.version)
        {
            return;
        }
        let (version, bytes) = (loaded.version, loaded.bytes);
        self.0.insert(
            id,
            Arc::new(Entry {
                version,
                bytes,
                newest_at: AtomicI64::new(loaded.position),
                loaded: loaded.clone(),
            }),
        );
    }
}
