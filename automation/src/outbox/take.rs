//! Taking what is due, and writing down what became of it.

use super::Outbox;
use super::delivery::{COLUMNS, Delivery};
use super::progress::{Progress, Step};
use eventstore::StoreError;
use std::time::Duration;

/// Which line of deliveries: what waits for one endpoint. The default comes before all others.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Line {
    kind: &'static str,
    endpoint: String,
}

impl Line {
    pub fn of(delivery: &Delivery) -> Self {
        Self {
            kind: delivery.kind.as_str(),
            endpoint: delivery.endpoint.clone(),
        }
    }
}

impl Outbox {
    /// Up to `most` deliveries that are due and first in their endpoints' lines, of lines behind
    /// `after`. They are the caller's for as long as `lease`; then whoever comes may take them.
    pub(crate) async fn take(
        &self,
        most: usize,
        lease: Duration,
        after: &Line,
    ) -> Result<Vec<Delivery>, StoreError> {
        let client = self.pool.get().await?;
        let sql = format!("{TAKE}{COLUMNS}");
        let statement = client.prepare_cached(&sql).await?;
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let rows = client
            .query(
                &statement,
                &[&most, &lease.as_secs_f64(), &after.kind, &after.endpoint],
            )
            .await?;
        Ok(rows.iter().map(Delivery::from).collect())
    }

    /// Writes the step down that a delivery takes from where it was read, and says how it stands
    /// then. `None` when the step leads nowhere, or the delivery is no longer as it was read.
    pub(super) async fn step(
        &self,
        delivery: &Delivery,
        step: Step,
        error: Option<&str>,
    ) -> Result<Option<Delivery>, StoreError> {
        let before = Progress::of(delivery);
        let Some(after) = before.after(step) else {
            return Ok(None);
        };
        let (attempts, pause) = match after {
            Progress::Waiting { attempts, pause } => (attempts, Some(pause.as_secs_f64())),
            _ => (delivery.attempts, None),
        };
        let client = self.pool.get().await?;
        let sql = format!("{STEP}{COLUMNS}");
        let statement = client.prepare_cached(&sql).await?;
        let row = client
            .query_opt(
                &statement,
                &[
                    &delivery.id.0,
                    &delivery.version,
                    &after.state().as_str(),
                    &attempts,
                    &pause,
                    &error,
                    &i32::from(before.begins_round(after)),
                    &before.joins(after),
                    &delivery.orders,
                ],
            )
            .await?;
        if pause == Some(0.0) {
            self.wake();
        }
        Ok(row.as_ref().map(Delivery::from))
    }

    /// It was sent. `None` when it was taken from whoever says so.
    pub(crate) async fn sent(&self, taken: &Delivery) -> Result<Option<Delivery>, StoreError> {
        self.step(taken, Step::Sent, None).await
    }

    /// It was not sent this time. `None` when it was taken from whoever says so.
    pub(crate) async fn failed(
        &self,
        taken: &Delivery,
        error: &str,
    ) -> Result<Option<Delivery>, StoreError> {
        self.step(taken, Step::Failed, Some(error)).await
    }

    /// It can never be sent. `None` when it was taken from whoever says so.
    pub(super) async fn refused(
        &self,
        taken: &Delivery,
        error: &str,
    ) -> Result<Option<Delivery>, StoreError> {
        self.step(taken, Step::Refused, Some(error)).await
    }

    /// Tells this process's worker that there is something to send; others look by themselves.
    pub(crate) fn wake(&self) {
        self.wake.notify_one();
    }

    pub(super) async fn woken(&self) {
        self.wake.notified().await;
    }
}

/// Lines are found one after the other by their index, however long each is: the first delivery that
/// is open, then the next endpoint's. It ends once there are enough.
const TAKE: &str = "
WITH RECURSIVE heads AS (
    (
        SELECT kind, endpoint, id, next_at
        FROM outbox.deliveries
        WHERE state IN ('waiting', 'sending')
            AND (kind, endpoint) > ($3, $4)
        ORDER BY kind, endpoint, place
        LIMIT 1
    )
    UNION ALL
    SELECT next.kind, next.endpoint, next.id, next.next_at
    FROM heads
    CROSS JOIN LATERAL (
        SELECT kind, endpoint, id, next_at
        FROM outbox.deliveries
        WHERE state IN ('waiting', 'sending')
            AND (kind, endpoint) > (heads.kind, heads.endpoint)
        ORDER BY kind, endpoint, place
        LIMIT 1
    ) AS next
), due AS (
    SELECT id
    FROM outbox.deliveries
    WHERE id IN (SELECT id FROM heads WHERE next_at <= now() LIMIT $1)
        AND state IN ('waiting', 'sending')
        AND next_at <= now()
    FOR UPDATE SKIP LOCKED
)
UPDATE outbox.deliveries
SET state = 'sending',
    attempts = attempts + 1,
    next_at = now() + make_interval(secs => $2),
    version = version + 1
WHERE id IN (SELECT id FROM due)
RETURNING ";

const STEP: &str = "
UPDATE outbox.deliveries
SET state = $3,
    attempts = $4,
    next_at = now() + make_interval(secs => $5),
    last_error = coalesce($6, last_error),
    round = round + $7,
    place = CASE WHEN $8 THEN nextval('outbox.deliveries_place_seq') ELSE place END,
    orders = greatest(orders, $9),
    sent_at = CASE WHEN $3 = 'sent' THEN now() ELSE sent_at END,
    parked_at = CASE WHEN $3 = 'parked' THEN now() ELSE parked_at END,
    cancelled_at = CASE WHEN $3 = 'cancelled' THEN now() ELSE cancelled_at END,
    version = version + 1
WHERE id = $1
    AND version = $2
RETURNING ";
