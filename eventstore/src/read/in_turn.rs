//! Reading streams whole, one after the other.

use super::recorded;
use crate::store::{EventStore, StoreError};
use domain::Recorded;
use uuid::Uuid;

impl EventStore {
    /// Up to `limit` events of these streams, stream by stream in the order given; of the first
    /// those after `version`.
    pub async fn read_in_turn(
        &self,
        ids: &[Uuid],
        version: i32,
        limit: usize,
    ) -> Result<Vec<Recorded>, StoreError> {
        let client = self.pool.get().await?;
        let statement = client.prepare_cached(IN_TURN).await?;
        let rows = client
            .query(&statement, &[&ids, &version, &(limit as i64)])
            .await?;
        rows.iter().map(recorded).collect()
    }
}

/// The columns that [`recorded`] reads.
const IN_TURN: &str = "
SELECT e.position, e.stream_id, e.version, e.id, e.category, e.type, e.schema, e.recorded_at,
       e.occurred_at, e.command_id, e.causation_id, e.correlation_id, e.actor::text, e.data::text
FROM unnest($1::uuid[]) WITH ORDINALITY AS wanted (stream_id, turn)
CROSS JOIN LATERAL (
  SELECT *
  FROM es.events
  WHERE stream_id = wanted.stream_id
    AND version > CASE wanted.turn WHEN 1 THEN $2 ELSE 0 END
  ORDER BY version
  LIMIT $3
) AS e
ORDER BY wanted.turn, e.version
LIMIT $3";
