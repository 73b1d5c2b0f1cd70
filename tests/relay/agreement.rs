//! JetStream holds the same events as the log, in the same order.

use crate::support::log::{appended, one_event};
use crate::support::nats::{Message, agree, published, shared_nats};
use crate::support::{Log, within};
use eventstore::Relay;
use serde_json::json;
use uuid::Uuid;

/// Waits until the relay knows that `position` is published.
pub async fn publishes(relay: &Relay, position: i64) {
    let mut published = relay.watch_published();
    let reached = published.wait_for(|p| *p >= position);
    within("the relay to publish", reached).await.unwrap();
}

#[tokio::test]
async fn everything_is_published_once_and_in_order() {
    let (log, nats) = (Log::start().await, shared_nats().await);
    log.fill(700).await;

    let relay = log.relay(&nats);
    log.fill(300).await;

    publishes(&relay, 1000).await;
    agree(&log.store, &nats).await;
}

#[tokio::test]
async fn a_message_is_a_cloud_event_under_the_subject_of_its_stream() {
    let (log, nats) = (Log::start().await, shared_nats().await);
    let stream = Uuid::now_v7();
    let mut append = one_event(stream, 0);
    append.causation_id = Some(Uuid::now_v7());
    let (id, cause) = (append.events[0].id, append.causation_id);
    appended(&log.store.append(append).await.unwrap());

    let relay = log.relay(&nats);
    publishes(&relay, 1).await;

    let Message {
        subject,
        id: header,
        position,
        body,
    } = published(&nats).await.remove(0);
    assert_eq!(subject, format!("{}.tally.{stream}.counted", nats.subjects));
    assert_eq!((header, position.as_str()), (id.to_string(), "1"));
    assert_eq!(body["specversion"], "1.0");
    assert_eq!(body["id"], json!(id));
    assert_eq!(body["type"], "tally.counted");
    assert_eq!(body["subject"], json!(stream));
    assert_eq!(body["position"], 1);
    assert_eq!(body["streamversion"], 1);
    assert_eq!(body["causationid"], json!(cause));
    assert_eq!(body["data"], json!({"from": 0, "to": 1, "padding": ""}));
}

#[tokio::test]
async fn a_relay_that_starts_again_goes_on_where_the_stream_ends() {
    let (log, nats) = (Log::start().await, shared_nats().await);
    log.fill(10).await;
    let first = log.relay(&nats);
    publishes(&first, 10).await;
    first.stop().await;
    first.stop().await;
    log.fill(10).await;

    let second = log.relay(&nats);

    publishes(&second, 20).await;
    agree(&log.store, &nats).await;
}

#[tokio::test]
async fn a_relay_may_be_stopped_before_it_became_active() {
    let (log, nats) = (Log::start().await, shared_nats().await);
    log.relay(&nats).stop().await;
}
