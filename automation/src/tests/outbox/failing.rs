//! What cannot be sent is tried for days, then set aside, and can be sent again.

use super::office::{Endpoint, Office, PATIENT, payloads};
use crate::OutboxWorker;
use crate::outbox::Line;

#[tokio::test]
async fn the_last_attempt_in_vain_parks_a_delivery_and_lets_the_next_one_go() {
    let office = Office::open().await;
    let new = office.to("ana", 2);
    office.outbox.put(&new).await.unwrap();
    let endpoint = Endpoint::default();
    endpoint.goes_down("ana");
    let worker = OutboxWorker::start(&office.outbox, endpoint.clone());
    for attempt in 1..=16 {
        let failed = format!("attempts = {attempt} AND state = 'waiting'");
        office.until(&failed, 1).await;
        office.time_passes().await;
    }
    office
        .until(
            "attempts = 17 AND state = 'parked' AND parked_at IS NOT NULL",
            1,
        )
        .await;
    endpoint.comes_up("ana");
    office.time_passes().await;
    office.until("state = 'sent'", 1).await;
    worker.stop().await;

    assert_eq!(endpoint.taken_by("ana"), payloads(&new[1..]));
    let parked = office.outbox.get(new[0].id).await.unwrap().unwrap();
    assert_eq!(parked.last_error.as_deref(), Some("nobody answers"));
    assert_eq!(parked.next_at, None);
}

#[tokio::test]
async fn what_is_refused_for_good_is_parked_at_once() {
    let office = Office::open().await;
    let new = office.to("ana", 3);
    let endpoint = Endpoint::default();
    endpoint.refuses(&new[0]);
    office.outbox.put(&new).await.unwrap();
    let worker = OutboxWorker::start(&office.outbox, endpoint.clone());
    office.until("state = 'sent'", 2).await;
    worker.stop().await;

    assert_eq!(endpoint.taken_by("ana"), payloads(&new[1..]));
    assert_eq!(endpoint.attempts(), 3);
    let parked = "state = 'parked' AND attempts = 1 AND last_error = 'no such mailbox'";
    assert_eq!(office.count(parked).await, 1);
}

#[tokio::test]
async fn what_takes_every_worker_down_is_parked_without_being_tried_for_ever() {
    let office = Office::open().await;
    let new = office.to("ana", 1);
    office.outbox.put(&new).await.unwrap();
    for _ in 0..17 {
        assert_eq!(
            office
                .outbox
                .take(1, PATIENT.lease, &Line::default())
                .await
                .unwrap()
                .len(),
            1
        );
        office.time_passes().await; // it was never heard of again
    }
    let endpoint = Endpoint::default();
    let worker = OutboxWorker::start(&office.outbox, endpoint.clone());
    office.until("state = 'parked'", 1).await;
    worker.stop().await;
    assert_eq!(endpoint.attempts(), 0);
}
