//! What goes to one endpoint goes in order; what goes to others does not wait for it.

use super::office::{Endpoint, Office, PATIENT, payloads};
use crate::OutboxWorker;
use crate::outbox::Line;

#[tokio::test]
async fn an_endpoint_that_is_down_keeps_its_order_and_holds_up_no_other() {
    let office = Office::open().await;
    let (ana, ben) = (office.to("ana", 5), office.to("ben", 5));
    let endpoint = Endpoint::default();
    endpoint.goes_down("ana");
    office.outbox.put(&ana).await.unwrap();
    office.outbox.put(&ben).await.unwrap();
    let worker = OutboxWorker::start(&office.outbox, endpoint.clone());
    office.until("state = 'sent'", 5).await;
    office
        .until("state = 'waiting' AND last_error IS NOT NULL", 1)
        .await;
    assert_eq!(endpoint.taken_by("ben"), payloads(&ben));
    assert_eq!(
        office.count("endpoint = 'ana' AND attempts = 0").await,
        4,
        "they wait their turn"
    );

    endpoint.comes_up("ana");
    office.time_passes().await;
    office.until_sent().await;
    worker.stop().await;
    assert_eq!(endpoint.taken_by("ana"), payloads(&ana));
}

#[tokio::test]
async fn two_workers_send_each_delivery_once_and_in_order() {
    let office = Office::open().await;
    let names: Vec<_> = (0..20).map(|n| format!("endpoint {n}")).collect();
    let lines: Vec<_> = names.iter().map(|name| office.to(name, 10)).collect();
    let endpoint = Endpoint::default();
    let other = crate::Outbox::connect(&office.url).unwrap();
    let workers = [
        OutboxWorker::start_with(&office.outbox, endpoint.clone(), PATIENT),
        OutboxWorker::start_with(&other, endpoint.clone(), PATIENT),
    ];
    for nth in 0..10 {
        let next: Vec<_> = lines.iter().map(|line| line[nth].clone()).collect();
        office.outbox.put(&next).await.unwrap();
    }
    office.until("state = 'sent'", 200).await;
    for worker in &workers {
        worker.stop().await;
    }

    assert_eq!(endpoint.attempts(), 200);
    for (name, line) in names.iter().zip(&lines) {
        assert_eq!(endpoint.taken_by(name), payloads(line), "{name}");
    }
}

#[tokio::test]
async fn a_delivery_whose_holder_is_gone_is_sent_by_another_and_the_first_has_no_say() {
    let office = Office::open().await;
    let new = office.to("ana", 2);
    office.outbox.put(&new).await.unwrap();
    let taken = office
        .outbox
        .take(9, PATIENT.lease, &Line::default())
        .await
        .unwrap();
    assert_eq!(taken.len(), 1, "the second waits for the first");
    assert!(
        office
            .outbox
            .take(9, PATIENT.lease, &Line::default())
            .await
            .unwrap()
            .is_empty()
    );

    office.time_passes().await;
    let endpoint = Endpoint::default();
    let worker = OutboxWorker::start(&office.outbox, endpoint.clone());
    office.until_sent().await;
    worker.stop().await;
    assert_eq!(endpoint.taken_by("ana"), payloads(&new));
    let late = office.outbox.failed(&taken[0], "too late").await.unwrap();
    assert_eq!(late, None);
    assert_eq!(
        office.count("state = 'sent' AND last_error IS NULL").await,
        2
    );
}
