//! Loading: an aggregate's state from the cache, a snapshot and its events.

use crate::store::{EventStore, StoreError};
use domain::{Aggregate, Happened, Recorded};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use uuid::Uuid;

mod all;

pub use all::LoadedById;

/// Events read in one go; a stream that is longer gets a snapshot.
const PAGE: usize = 200;

/// A folded stream.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(bound = "A: Aggregate")]
pub struct Loaded<A> {
    pub state: A,
    /// 0 when the stream does not exist.
    pub version: i32,
    /// When its first event happened.
    pub created_at: Timestamp,
    /// When the last event to be folded happened.
    pub updated_at: Timestamp,
    /// Position of the last event folded; 0 when none was.
    pub position: i64,
    /// Bytes of all data folded, as a measure of the state's size.
    pub(crate) bytes: u64,
}

impl<A: Aggregate> Loaded<A> {
    /// Whether the stream has any event.
    #[must_use]
    pub fn exists(&self) -> bool {
        self.version > 0
    }

    /// Folds the next event of the stream in.
    pub fn apply(&mut self, recorded: &Recorded) -> Result<(), StoreError> {
        let event = recorded.decode::<A::Event>()?;
        self.fold(&event, &recorded.happened(), recorded.data.len());
        self.version = recorded.version;
        self.position = recorded.position;
        Ok(())
    }

    pub(crate) fn fold(&mut self, event: &A::Event, happened: &Happened, bytes: usize) {
        self.state.evolve(event, happened);
        if self.version == 0 {
            self.created_at = happened.at;
        }
        self.version += 1;
        self.updated_at = happened.at;
        self.bytes += bytes as u64;
    }
}

impl EventStore {
    /// The newest state of a stream; `version` 0 when there is no such stream, or it is of another
    /// category.
    pub async fn load<A: Aggregate>(&self, id: Uuid) -> Result<Arc<Loaded<A>>, StoreError> {
        match self.cache.get::<A>(id) {
            Some(cached) => self.catch_up(id, cached).await,
            None => self.catch_up(id, Arc::new(Loaded::default())).await,
        }
    }

    /// A state of a stream that has everything up to `position`, and perhaps nothing later: for an
    /// answer after a command, whose append has just made sure of it. Asks Postgres only when that
    /// is not known.
    pub async fn load_since<A: Aggregate>(
        &self,
        id: Uuid,
        position: i64,
    ) -> Result<Arc<Loaded<A>>, StoreError> {
        match self.cache.get_since::<A>(id, position) {
            Some(known) => Ok(known),
            None => self.load(id).await,
        }
    }

    /// A state of a stream that is in memory, however old. Never asks Postgres.
    #[must_use]
    pub fn remembered<A: Aggregate>(&self, id: Uuid) -> Option<Arc<Loaded<A>>> {
        self.cache.get(id)
    }

    /// The state of a stream after its event number `version`.
    pub async fn load_at<A: Aggregate>(
        &self,
        id: Uuid,
        version: i32,
    ) -> Result<Loaded<A>, StoreError> {
        self.fold_while(id, |event| event.version <= version).await
    }

    /// The state of a stream as of a moment: every event that had happened by then.
    pub async fn load_as_of<A: Aggregate>(
        &self,
        id: Uuid,
        at: Timestamp,
    ) -> Result<Loaded<A>, StoreError> {
        self.fold_while(id, |event| event.occurred_at <= at).await
    }

    /// The state of a stream as it was when the log ended at `position`.
    pub async fn load_up_to<A: Aggregate>(
        &self,
        id: Uuid,
        position: i64,
    ) -> Result<Loaded<A>, StoreError> {
        self.fold_while(id, |event| event.position <= position)
            .await
    }

    async fn fold_while<A: Aggregate>(
        &self,
        id: Uuid,
        wanted: impl Fn(&Recorded) -> bool,
    ) -> Result<Loaded<A>, StoreError> {
        let mut loaded = Loaded::default();
        let mut after = 0;
        loop {
            let events = self.read_stream(id, after, PAGE).await?;
            if !is_of::<A>(&events) {
                return Ok(loaded);
            }
            for event in &events {
                if !wanted(event) {
                    return Ok(loaded);
                }
                loaded.apply(event)?;
            }
            match events.last() {
                Some(last) if events.len() == PAGE => after = last.version,
                _ => return Ok(loaded),
            }
        }
    }

    /// Reads the events after what is known and folds them in.
    pub(crate) async fn catch_up<A: Aggregate>(
        &self,
        id: Uuid,
        known: Arc<Loaded<A>>,
    ) -> Result<Arc<Loaded<A>>, StoreError> {
        let mut events = self.read_stream(id, known.version, PAGE).await?;
        if !is_of::<A>(&events) {
            return Ok(known);
        }
        let mut loaded = Arc::unwrap_or_clone(known);
        let long = events.len() == PAGE && loaded.version == 0;
        if long && let Some(snapshot) = self.snapshot(id).await? {
            loaded = snapshot;
            events = self.read_stream(id, loaded.version, PAGE).await?;
        }
        let start = loaded.version;
        loop {
            for event in &events {
                loaded.apply(event)?;
            }
            if events.len() < PAGE {
                break;
            }
            events = self.read_stream(id, loaded.version, PAGE).await?;
        }
        if loaded.version - start >= PAGE as i32 {
            self.keep_snapshot(id, &loaded).await?;
        }
        let loaded = Arc::new(loaded);
        self.cache.put(id, &loaded);
        Ok(loaded)
    }

    async fn snapshot<A: Aggregate>(&self, id: Uuid) -> Result<Option<Loaded<A>>, StoreError> {
        let client = self.pool.get().await?;
        let row = client.query_opt(SNAPSHOT, &[&id, &A::FOLD]).await?;
        // an unreadable snapshot is as good as none: it is only a shortcut
        Ok(row.and_then(|row| serde_json::from_str(row.get(0)).ok()))
    }

    async fn keep_snapshot<A: Aggregate>(
        &self,
        id: Uuid,
        loaded: &Loaded<A>,
    ) -> Result<(), StoreError> {
        let Ok(json) = serde_json::to_string(loaded) else {
            return Ok(());
        };
        let client = self.pool.get().await?;
        client
            .execute(KEEP_SNAPSHOT, &[&id, &loaded.version, &A::FOLD, &json])
            .await?;
        Ok(())
    }
}

/// Whether there are events, and they are such an aggregate's: ids come from callers, who may name
/// anything.
fn is_of<A: Aggregate>(events: &[Recorded]) -> bool {
    let first = events.first();
    first.is_some_and(|event| event.category == A::CATEGORY)
}

const SNAPSHOT: &str = "
SELECT loaded::text
FROM es.snapshots
WHERE stream_id = $1
  AND fold = $2";

const KEEP_SNAPSHOT: &str = "
INSERT INTO es.snapshots (stream_id, version, fold, loaded)
VALUES ($1, $2, $3, $4::text::json)
ON CONFLICT (stream_id) DO UPDATE
SET version = excluded.version, fold = excluded.fold, loaded = excluded.loaded
WHERE es.snapshots.version < excluded.version OR es.snapshots.fold <> excluded.fold";
