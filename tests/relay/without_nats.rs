//! NATS is a copy: commands succeed and readers go on without it.

use super::agreement::publishes;
use crate::support::nats::{agree, nats_at, shared_nats};
use crate::support::reader::{follow, seen_once_in_order};
use crate::support::{Log, NatsServer, eventually, within};
use tokio::task::JoinHandle;

#[tokio::test]
async fn commands_succeed_and_readers_go_on_while_nats_is_down() {
    let mut server = NatsServer::down();
    let nats = nats_at(&server.url()).await;
    let log = Log::following(Some(nats.clone())).await;
    let relay = log.relay(&nats);
    let reader = tokio::spawn(follow(log.store.clone(), 200));

    log.fill(200).await;

    seen_in_order(reader, 200).await;
    assert_eq!(relay.published(), 0);
    server.resume().await;
    publishes(&relay, 200).await;
    agree(&log.store, &nats).await;
}

#[tokio::test]
async fn a_reader_sees_everything_once_while_nats_comes_and_goes() {
    let mut server = NatsServer::start().await;
    let nats = nats_at(&server.url()).await;
    let log = Log::following(Some(nats.clone())).await;
    let relay = log.relay(&nats);
    let reader = tokio::spawn(follow(log.store.clone(), 400));

    for round in 1..=4 {
        log.fill(50).await;
        server.kill().await;
        log.fill(50).await;
        server.resume().await;
        publishes(&relay, round * 100).await;
    }

    seen_in_order(reader, 400).await;
    agree(&log.store, &nats).await;
}

#[tokio::test]
async fn readers_follow_jetstream_again_after_its_stream_was_deleted() {
    let nats = shared_nats().await;
    let log = Log::following(Some(nats.clone())).await;
    let relay = log.relay(&nats);
    log.fill(20).await;
    publishes(&relay, 20).await;
    eventually("the store to follow NATS", async || {
        log.store.follows_nats().then_some(())
    })
    .await;
    let reader = tokio::spawn(follow(log.store.clone(), 120));

    let context = async_nats::jetstream::new(nats.client.clone());
    context.delete_stream(&nats.stream).await.unwrap();
    log.fill(100).await;

    seen_in_order(reader, 120).await;
    agree(&log.store, &nats).await;
    eventually("the store to follow NATS again", async || {
        log.store.follows_nats().then_some(())
    })
    .await;
}

async fn seen_in_order(reader: JoinHandle<Vec<i64>>, total: i64) {
    let seen = within("the reader", reader).await.unwrap();
    seen_once_in_order(&seen, total).unwrap();
}
