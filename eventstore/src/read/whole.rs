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
        let mut client = self.pool.get().await?;
        let tx = client.transaction().await?;
        tx.batch_execute(IN_ORDER).await?;
        let statement = tx.prepare_cached(BY_STREAM).await?;
        let limit = limit as i64;
        let rows = tx
            .query(&statement, &[&categories, &after, &version, &upto, &limit])
            .await?;
        tx.commit().await?;
        rows.iter().map(|row| recorded(row).map(Arc::new)).collect()
    }
}

/// Of a log that was filled so quickly that nothing is known of it yet, Postgres would take it for
/// cheaper to sort all that is left, page after page.
const IN_ORDER: &str = "
SET LOCAL enable_sort = off;
SET LOCAL enable_seqscan = off;
SET LOCAL enable_bitmapscan = off";

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
