//! People's orders: recorded in the log first, then followed here, each once.
//!
//! Whoever records an order follows it at once. Should they be cut off in between, the worker that
//! reads the log follows it.

use super::progress::Step;
use super::{Delivery, Outbox};
use crate::reaction::Reaction;
use domain::delivery::{Delivery as Stream, DeliveryEvent};
use domain::{Aggregate, DeliveryId, Recorded};
use eventstore::{EventStore, StoreError};

/// How many orders are read at once; people have given far fewer.
const PAGE: usize = 1000;

impl Outbox {
    /// Follows every order of the log that this delivery has not followed yet, and says how it stands
    /// then. `None` when there is no such delivery.
    pub async fn follow(
        &self,
        store: &EventStore,
        id: DeliveryId,
    ) -> Result<Option<Delivery>, StoreError> {
        let Some(delivery) = self.get(id).await? else {
            return Ok(None);
        };
        for event in store.read_stream(id.0, delivery.orders, PAGE).await? {
            self.obey(&event).await?;
        }
        self.get(id).await
    }

    /// Follows one order, unless it was followed already. An order that came too late, because the
    /// delivery is in another state by now, changes nothing but that it is not looked at again.
    async fn obey(&self, event: &Recorded) -> Result<(), StoreError> {
        let order = event.decode::<DeliveryEvent>()?.order();
        loop {
            let Some(mut delivery) = self.get(DeliveryId(event.stream_id)).await? else {
                return Ok(()); // a log without its outbox: nothing is left to do it to
            };
            if delivery.orders >= event.version {
                return Ok(());
            }
            delivery.orders = event.version;
            let step = Step::Ordered(order);
            let done = match delivery.state.allows(order) {
                true => self.step(&delivery, step, None).await?.is_some(),
                false => self.pass_over(&delivery).await?,
            };
            if done {
                return Ok(());
            }
        }
    }

    async fn pass_over(&self, delivery: &Delivery) -> Result<bool, StoreError> {
        let client = self.pool.get().await?;
        let statement = client.prepare_cached(PASS_OVER).await?;
        let (id, version) = (delivery.id.0, delivery.version);
        let changed = client
            .execute(&statement, &[&id, &version, &delivery.orders])
            .await?;
        Ok(changed > 0)
    }
}

/// Follows people's orders as the log tells of them.
#[derive(Clone, Debug)]
pub(crate) struct Orders {
    pub(crate) outbox: Outbox,
    pub(crate) store: EventStore,
}

impl Reaction for Orders {
    const CHECKPOINT: &'static str = "outbox";
    const CATEGORIES: &'static [&'static str] = &[Stream::CATEGORY];
    type State = ();

    /// No order is passed over, however old.
    fn first(_: i64) -> i64 {
        0
    }

    fn store(&self) -> &EventStore {
        &self.store
    }

    async fn begin(&self, _: i64) -> Result<(), StoreError> {
        Ok(())
    }

    async fn take(&self, (): &mut (), event: &Recorded) -> Result<(), StoreError> {
        self.outbox.obey(event).await
    }
}

/// The version stays: a worker that sends it goes on undisturbed.
const PASS_OVER: &str = "
UPDATE outbox.deliveries
SET orders = $3, late_order = $3
WHERE id = $1
    AND version = $2";
