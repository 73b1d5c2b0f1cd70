//! The outbox: what leaves the house waits here until it was sent, once.
//!
//! Whoever has a reason to send something puts it here under an id that is derived from that reason,
//! so that a reason that comes again changes nothing. Rebuilding read models and trying rules out
//! put nothing: only reactions to what happens do.

mod delivery;
mod figures;
mod file_sink;
mod list;
mod orders;
mod pause;
mod progress;
mod sink;
mod take;
mod work;

pub use delivery::{Delivery, NewDelivery};
pub use file_sink::FileSink;
pub use list::{DeliveryCursor, DeliveryPage, DeliveryQuery};
pub(crate) use orders::Orders;
pub use sink::{Sink, SinkError};
#[cfg(test)]
pub(crate) use take::Line;
pub use work::OutboxWorker;
#[cfg(test)]
pub(crate) use work::{Patience, Work};

use crate::pool;
use deadpool_postgres::Pool;
use domain::DeliveryId;
use eventstore::StoreError;
use std::sync::Arc;
use tokio::sync::Notify;

/// The outbox. Cheap to clone; putting something into one clone wakes the worker of the others.
#[derive(Clone, Debug)]
pub struct Outbox {
    pool: Pool,
    wake: Arc<Notify>,
}

impl Outbox {
    /// Connects to nothing yet. The tables must be there when it is used: see [`crate::migrate`].
    /// Fails when `database_url` is no URL.
    pub fn connect(database_url: &str) -> Result<Self, StoreError> {
        let pool = pool::connect(database_url, "docket outbox")?;
        let wake = Arc::default();
        Ok(Self { pool, wake })
    }

    /// The same with connections of its own, for who must not wait for those of others.
    pub(crate) fn beside(&self, database_url: &str) -> Result<Self, StoreError> {
        let wake = self.wake.clone();
        let own = Self::connect(database_url)?;
        Ok(Self { wake, ..own })
    }

    /// Puts deliveries in, all or none, each at the end of its endpoint's line. Those whose ids are
    /// there already stay as they are; returns how many were new.
    pub async fn put(&self, new: &[NewDelivery]) -> Result<usize, StoreError> {
        if new.is_empty() {
            return Ok(0);
        }
        let client = self.pool.get().await?;
        let statement = client.prepare_cached(PUT).await?;
        let ids: Vec<_> = new.iter().map(|d| d.id.0).collect();
        let kinds: Vec<_> = new.iter().map(|d| d.kind.as_str()).collect();
        let endpoints: Vec<_> = new.iter().map(|d| d.endpoint.as_str()).collect();
        let tickets: Vec<_> = new.iter().map(|d| d.ticket.map(|id| id.0)).collect();
        let causes: Vec<_> = new.iter().map(|d| d.cause).collect();
        let rules: Vec<_> = new.iter().map(|d| d.rule.map(|(id, _)| id.0)).collect();
        let versions: Vec<_> = new.iter().map(|d| d.rule.map(|rule| rule.1)).collect();
        let payloads: Vec<_> = new.iter().map(|d| d.payload.to_string()).collect();
        let put = client
            .execute(
                &statement,
                &[
                    &ids, &kinds, &endpoints, &tickets, &causes, &rules, &versions, &payloads,
                ],
            )
            .await?;
        if put > 0 {
            self.wake();
        }
        Ok(usize::try_from(put).unwrap_or(usize::MAX))
    }

    /// The delivery with this id.
    pub async fn get(&self, id: DeliveryId) -> Result<Option<Delivery>, StoreError> {
        let client = self.pool.get().await?;
        let sql = format!(
            "SELECT {} FROM outbox.deliveries WHERE id = $1",
            delivery::COLUMNS
        );
        let statement = client.prepare_cached(&sql).await?;
        let row = client.query_opt(&statement, &[&id.0]).await?;
        Ok(row.as_ref().map(Delivery::from))
    }
}

const PUT: &str = "
INSERT INTO outbox.deliveries
    (id, kind, endpoint, ticket_id, cause, rule_id, rule_version, payload)
SELECT id, kind, endpoint, ticket_id, cause, rule_id, rule_version, payload::json
FROM unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[], $5::uuid[], $6::uuid[], $7::int[],
            $8::text[])
    WITH ORDINALITY
    AS put (id, kind, endpoint, ticket_id, cause, rule_id, rule_version, payload, nth)
ORDER BY nth
ON CONFLICT (id) DO NOTHING";
