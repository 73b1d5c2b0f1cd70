//! Reading the log stream by stream.

use super::recorded;
use crate::store::{EventStore, StoreError};
use domain::Recorded;
use std::sync::Arc;
use uuid::Uuid;

impl EventStore {
    /// Up to `limit` events at or before the position `upto`, of streams of these categories, in the
    /// order of streams and their versions; those after `version` of the stream `after`.
    pub async fn read_by_stream(
        &self,
        categories: &[&str],
        (after, version): (Uuid, i32),
        upto: i64,
        limit: usize,
    ) -> Result<Vec<Arc<Recorded>>, StoreError> {
        let client = self.pool.get().await?;
        let statement = client.prepare_cached(BY_STREAM).await?;
        let limit = limit as i64;
        let rows = client
            .query(&statement, &[&categories, &after, &version, &upto, &limit])
            .await?;
        rows.iter().map(|row| recorded(row).map(Arc::new)).collect()
    }
}

/// The columns that [`recorded`] reads.
const BY_STREAM: &str = "
SELECT position, stream_id, version, id, category, type, schema, recorded_at, occurred_at,
       command_id, causation_id, correlation_id, actor::text, data::text
FROM es.events
WHERE (stream_id, version) > ($2, $3)
  AND position <= $4
  AND category = ANY ($1)
ORDER BY stream_id, version
LIMIT $5";
