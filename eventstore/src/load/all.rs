//! Loading many streams at once: one look at Postgres for those that are not known well enough.

use super::{Loaded, PAGE};
use crate::read::recorded;
use crate::store::{EventStore, StoreError};
use domain::{Aggregate, Recorded};
use std::collections::HashMap;
use std::sync::Arc;
use uuid::Uuid;

/// Folded streams by their ids.
pub type LoadedById<A> = HashMap<Uuid, Arc<Loaded<A>>>;

impl EventStore {
    /// The states of several streams, each with everything up to `since` at least, which must be
    /// committed. Streams that are not there, or of another category, are left out.
    pub async fn load_all<A: Aggregate>(
        &self,
        ids: &[Uuid],
        since: i64,
    ) -> Result<LoadedById<A>, StoreError> {
        let (mut found, mut behind) = (HashMap::new(), HashMap::new());
        for &id in ids {
            match self.cache.get_since::<A>(id, since) {
                Some(known) => found.insert(id, known),
                None => behind.insert(id, self.cache.get::<A>(id).unwrap_or_default()),
            };
        }
        if !behind.is_empty() {
            self.catch_up_all(behind, since, &mut found).await?;
        }
        Ok(found)
    }

    async fn catch_up_all<A: Aggregate>(
        &self,
        behind: LoadedById<A>,
        since: i64,
        found: &mut LoadedById<A>,
    ) -> Result<(), StoreError> {
        let newest_at = self.known_head().max(since); // before reading
        let mut tails = self.tails(&behind).await?;
        for (id, known) in behind {
            let tail = tails.remove(&id).unwrap_or_default();
            let loaded = match tail.len() < PAGE {
                true => folded(known, &tail)?,
                false => self.load(id).await?,
            };
            if loaded.exists() {
                self.cache.put(id, &loaded);
                self.cache.confirm(id, loaded.version, newest_at);
                found.insert(id, loaded);
            }
        }
        Ok(())
    }

    /// What happened to each stream since it was known, as far as a page goes.
    async fn tails<A: Aggregate>(
        &self,
        known: &LoadedById<A>,
    ) -> Result<HashMap<Uuid, Vec<Recorded>>, StoreError> {
        let (ids, versions): (Vec<_>, Vec<_>) =
            known.iter().map(|(id, known)| (*id, known.version)).unzip();
        let client = self.pool.get().await?;
        let statement = client.prepare_cached(TAILS).await?;
        let rows = client
            .query(&statement, &[&ids, &versions, &(PAGE as i64), &A::CATEGORY])
            .await?;
        let mut tails: HashMap<Uuid, Vec<Recorded>> = HashMap::new();
        for row in &rows {
            let event = recorded(row)?;
            tails.entry(event.stream_id).or_default().push(event);
        }
        Ok(tails)
    }
}

fn folded<A: Aggregate>(
    known: Arc<Loaded<A>>,
    tail: &[Recorded],
) -> Result<Arc<Loaded<A>>, StoreError> {
    if tail.is_empty() {
        return Ok(known);
    }
    let mut loaded = Arc::unwrap_or_clone(known);
    for event in tail {
        loaded.apply(event)?;
    }
    Ok(Arc::new(loaded))
}

/// The columns that [`recorded`] reads.
const TAILS: &str = "
SELECT e.position, e.stream_id, e.version, e.id, e.category, e.type, e.schema, e.recorded_at,
       e.occurred_at, e.command_id, e.causation_id, e.correlation_id, e.actor::text, e.data::text
FROM unnest($1::uuid[], $2::int[]) AS known (stream_id, version)
CROSS JOIN LATERAL (
  SELECT *
  FROM es.events
  WHERE stream_id = known.stream_id
    AND version > known.version
  ORDER BY version
  LIMIT $3
) AS e
WHERE e.category = $4
ORDER BY e.stream_id, e.version";
