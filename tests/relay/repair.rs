//! A stream that was deleted, written to by others, restored from an old copy or wiped.

use super::agreement::publishes;
use crate::support::nats::{agree, nats_at, published, shared_nats};
use crate::support::{Log, NatsServer};
use async_nats::jetstream;
use eventstore::NatsOptions;

#[tokio::test]
async fn a_deleted_stream_is_filled_again() {
    let (log, nats) = (Log::start().await, shared_nats().await);
    let relay = log.relay(&nats);
    log.fill(100).await;
    publishes(&relay, 100).await;

    delete_stream(&nats).await;
    agree(&log.store, &nats).await; // while nothing new comes

    delete_stream(&nats).await;
    log.fill(50).await;
    agree(&log.store, &nats).await;
}

#[tokio::test]
async fn an_emptied_stream_is_filled_again() {
    let (log, nats) = (Log::start().await, shared_nats().await);
    let relay = log.relay(&nats);
    log.fill(30).await;
    publishes(&relay, 30).await;
    let context = jetstream::new(nats.client.clone());

    let stream = context.get_stream(&nats.stream).await.unwrap();
    stream.purge().await.unwrap();

    agree(&log.store, &nats).await;
}

#[tokio::test]
async fn messages_in_the_middle_of_a_stream_that_were_removed_come_back() {
    let (log, nats) = (Log::start().await, shared_nats().await);
    let relay = log.relay(&nats);
    log.fill(30).await;
    publishes(&relay, 30).await;
    let context = jetstream::new(nats.client.clone());

    let stream = context.get_stream(&nats.stream).await.unwrap();
    stream.delete_message(7).await.unwrap();

    agree(&log.store, &nats).await;
}

#[tokio::test]
async fn foreign_messages_are_removed_and_the_order_is_kept() {
    let (log, nats) = (Log::start().await, shared_nats().await);
    let relay = log.relay(&nats);
    log.fill(10).await;
    publishes(&relay, 10).await;

    publish_foreign(&nats, 3).await;
    agree(&log.store, &nats).await; // while nothing new comes

    publish_foreign(&nats, 2).await;
    log.fill(40).await;
    agree(&log.store, &nats).await;
    let messages = published(&nats).await;
    assert!(messages.iter().all(|m| m.body["source"] == "docket"));
}

#[tokio::test]
async fn a_stream_full_of_foreign_messages_is_emptied_first() {
    let (log, nats) = (Log::start().await, shared_nats().await);
    log.fill(10).await;
    let context = jetstream::new(nats.client.clone());
    let config = jetstream::stream::Config {
        name: nats.stream.clone(),
        subjects: vec![format!("{}.>", nats.subjects)],
        ..Default::default()
    };
    context.create_stream(config).await.unwrap();
    publish_foreign(&nats, 5).await;

    let _relay = log.relay(&nats);

    agree(&log.store, &nats).await;
}

#[tokio::test]
async fn an_older_copy_of_the_stream_is_brought_up_to_date() {
    let mut server = NatsServer::start().await;
    let nats = nats_at(&server.url()).await;
    let log = Log::following(Some(nats.clone())).await;
    let relay = log.relay(&nats);
    log.fill(40).await;
    publishes(&relay, 40).await;
    server.kill().await;
    let old = server.copy_of_store();
    server.resume().await;
    log.fill(60).await;
    agree(&log.store, &nats).await;

    server.kill().await;
    server.put_back(&old);
    log.fill(10).await;
    server.resume().await;

    agree(&log.store, &nats).await;
    log.fill(10).await;
    agree(&log.store, &nats).await;
}

#[tokio::test]
async fn a_wiped_directory_is_filled_again() {
    let mut server = NatsServer::start().await;
    let nats = nats_at(&server.url()).await;
    let log = Log::following(Some(nats.clone())).await;
    let relay = log.relay(&nats);
    log.fill(60).await;
    publishes(&relay, 60).await;

    server.kill().await;
    server.wipe();
    server.resume().await;

    agree(&log.store, &nats).await;
}

#[tokio::test]
async fn the_stream_of_another_log_is_made_anew() {
    let nats = shared_nats().await;
    let other = Log::start().await;
    other.fill(20).await;
    let relay = other.relay(&nats);
    publishes(&relay, 20).await;
    relay.stop().await;
    let log = Log::start().await;
    log.fill(20).await;

    let _relay = log.relay(&nats);

    agree(&log.store, &nats).await;
}

async fn delete_stream(nats: &NatsOptions) {
    let context = jetstream::new(nats.client.clone());
    context.delete_stream(&nats.stream).await.unwrap();
}

async fn publish_foreign(nats: &NatsOptions, count: usize) {
    let context = jetstream::new(nats.client.clone());
    for _ in 0..count {
        let subject = format!("{}.ticket.x.created", nats.subjects);
        let sent = context.publish(subject, "not an event".into()).await;
        sent.unwrap().await.unwrap();
    }
}
