//! What people want of deliveries is recorded, and followed once, also when they are cut off.

use super::office::{Endpoint, Office, PATIENT};
use crate::outbox::Line;
use crate::tests::world::World;
use crate::{NewDelivery, OutboxWorker, Worker};
use domain::delivery::{Delivery as Stream, DeliveryCommand, DeliveryOrder, DeliveryState};

/// An outbox beside a log.
struct Desk {
    world: World,
    office: Office,
}

impl Desk {
    async fn open() -> Self {
        let world = World::new().await;
        let office = Office::at(&world.database.url);
        Self { world, office }
    }

    /// Ana's wish is in the log; nobody has followed it yet.
    async fn records(&self, delivery: &NewDelivery, order: DeliveryOrder) {
        let stands = self.office.outbox.get(delivery.id).await.unwrap().unwrap();
        let command = DeliveryCommand {
            order,
            state: stands.state,
            kind: stands.kind,
            ticket: stands.ticket,
        };
        self.world.ask::<Stream>(delivery.id.0, command).await;
    }

    async fn orders(&self, delivery: &NewDelivery, order: DeliveryOrder) -> crate::Delivery {
        self.records(delivery, order).await;
        let outbox = &self.office.outbox;
        let followed = outbox.follow(&self.world.store, delivery.id).await;
        followed.unwrap().unwrap()
    }
}

#[tokio::test]
async fn what_was_sent_goes_out_anew_when_somebody_wants_it() {
    let desk = Desk::open().await;
    let office = &desk.office;
    let new = office.to("ana", 2);
    office.outbox.put(&new).await.unwrap();
    let worker = OutboxWorker::start(&office.outbox, office.files().await);
    office.until_sent().await;

    desk.orders(&new[0], DeliveryOrder::Resend).await;
    office.until_sent().await;
    worker.stop().await;
    let names: Vec<_> = office.written().await.into_keys().collect();
    let (first, second) = (new[0].id.to_string(), new[1].id.to_string());
    let mut expected = vec![format!("{first}-2"), first, second];
    expected.sort();
    assert_eq!(names, expected);
    assert_eq!(office.count("round = 2 AND attempts = 1").await, 1);
}

#[tokio::test]
async fn what_was_parked_goes_to_the_end_of_its_line() {
    let desk = Desk::open().await;
    let office = &desk.office;
    let new = office.to("ana", 3);
    office.outbox.put(&new).await.unwrap();
    let parked = desk.orders(&new[0], DeliveryOrder::Park).await;
    assert_eq!(parked.state, DeliveryState::Parked);
    let again = desk.orders(&new[0], DeliveryOrder::Resend).await;
    assert_eq!((again.state, again.round), (DeliveryState::Waiting, 1));
    desk.orders(&new[1], DeliveryOrder::Cancel).await;

    let endpoint = Endpoint::default();
    let worker = OutboxWorker::start(&office.outbox, endpoint.clone());
    office.until("state = 'sent'", 2).await;
    worker.stop().await;
    let keys = [&new[2], &new[0]].map(|d| d.id.to_string());
    assert_eq!(endpoint.taken(), keys);
    assert_eq!(
        office.count("state = 'cancelled' AND attempts = 0").await,
        1
    );
}

#[tokio::test]
async fn what_was_recorded_and_not_followed_is_followed_by_the_worker_once() {
    let desk = Desk::open().await;
    let (office, world) = (&desk.office, &desk.world);
    let new = office.to("ana", 1);
    office.outbox.put(&new).await.unwrap();
    desk.orders(&new[0], DeliveryOrder::Park).await;
    desk.orders(&new[0], DeliveryOrder::Resend).await;
    desk.records(&new[0], DeliveryOrder::Cancel).await; // and is cut off

    for _ in 0..2 {
        let worker = Worker::start_orders(&world.store, &office.outbox)
            .await
            .unwrap();
        world.settles(&worker).await;
        worker.stop().await;
        let stands = office.outbox.get(new[0].id).await.unwrap().unwrap();
        assert_eq!(stands.state, DeliveryState::Cancelled);
        assert_eq!(stands.version, 4, "each order was followed once");
        world
            .database
            .run("DELETE FROM es.checkpoints WHERE name = 'outbox'")
            .await;
    }
}

#[tokio::test]
async fn an_order_that_comes_too_late_changes_nothing() {
    let desk = Desk::open().await;
    let office = &desk.office;
    let new = office.to("ana", 1);
    office.outbox.put(&new).await.unwrap();
    desk.records(&new[0], DeliveryOrder::Cancel).await;
    let taken = office
        .outbox
        .take(1, PATIENT.lease, &Line::default())
        .await
        .unwrap();
    let followed = office.outbox.follow(&desk.world.store, new[0].id).await;
    let stands = followed.unwrap().unwrap();
    assert_eq!(stands.state, DeliveryState::Sending);
    assert!(stands.was_too_late(1));

    assert!(office.outbox.sent(&taken[0]).await.unwrap().is_some());
    let followed = office.outbox.follow(&desk.world.store, new[0].id).await;
    assert_eq!(followed.unwrap().unwrap().state, DeliveryState::Sent);
}
