//! What leaves the house leaves it once, in order, whatever breaks.

mod cut_off;
mod failing;
mod lines;
mod office;
mod orders;

use crate::OutboxWorker;
use office::Office;

#[tokio::test]
async fn what_is_put_twice_is_there_once() {
    let office = Office::open().await;
    let new = office.to("ana@example.org", 3);
    assert_eq!(office.outbox.put(&new).await.unwrap(), 3);
    assert_eq!(office.outbox.put(&new).await.unwrap(), 0);
    let more = [new.clone(), office.to("ana@example.org", 1)].concat();
    assert_eq!(office.outbox.put(&more).await.unwrap(), 1);
    assert_eq!(office.count("true").await, 4);
}

#[tokio::test]
async fn what_was_put_stays_as_it_was_put() {
    let office = Office::open().await;
    let new = office.to("ana@example.org", 1);
    office.outbox.put(&new).await.unwrap();
    let mut other = new.clone();
    other[0].payload = serde_json::json!({"subject": "something else"});
    office.outbox.put(&other).await.unwrap();
    let stands = office.outbox.get(new[0].id).await.unwrap().unwrap();
    assert_eq!(stands.payload, new[0].payload.to_string());
}

#[tokio::test]
async fn each_delivery_becomes_one_file_that_holds_it_all() {
    let office = Office::open().await;
    let new = [
        office.to("ana@example.org", 2),
        office.to("ben@example.org", 1),
    ]
    .concat();
    office.outbox.put(&new).await.unwrap();
    let worker = OutboxWorker::start(&office.outbox, office.files().await);
    office.until_sent().await;
    worker.stop().await;
    worker.stop().await;

    assert_eq!(office.written().await, office.expected(&new));
    assert_eq!(office.count("state = 'sent' AND attempts = 1").await, 3);
}

#[tokio::test]
async fn a_worker_that_is_stopped_at_once_stops() {
    let office = Office::open().await;
    OutboxWorker::start(&office.outbox, office.files().await)
        .stop()
        .await;
}
