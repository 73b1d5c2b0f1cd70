//! How much waits and how much was parked, as metrics.

use super::Outbox;
use eventstore::StoreError;

impl Outbox {
    /// Counts what is in the outbox into the metrics of this process.
    pub(super) async fn measure(&self) -> Result<(), StoreError> {
        let client = self.pool.get().await?;
        let statement = client.prepare_cached(FIGURES).await?;
        let row = client.query_one(&statement, &[]).await?;
        let (waiting, parked): (i64, i64) = (row.get(0), row.get(1));
        let oldest: f64 = row.get(2);
        metrics::gauge!("docket_outbox_waiting").set(waiting as f64);
        metrics::gauge!("docket_outbox_parked").set(parked as f64);
        metrics::gauge!("docket_outbox_oldest_waiting_seconds").set(oldest.max(0.0));
        Ok(())
    }
}

/// What is being sent waits too, until it was.
const FIGURES: &str = "
SELECT
    (SELECT count(*) FROM outbox.deliveries WHERE state IN ('waiting', 'sending')),
    (SELECT count(*) FROM outbox.deliveries WHERE state = 'parked'),
    (
        SELECT coalesce(extract(epoch FROM now() - min(created_at)), 0)::float8
        FROM outbox.deliveries
        WHERE state IN ('waiting', 'sending')
    )";
