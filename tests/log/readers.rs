//! Readers that follow the log while others write to it.

use crate::support::log::{appended, one_event};
use crate::support::nats::shared_nats;
use crate::support::reader::{follow, seen_once_in_order};
use crate::support::{Log, eventually, within};
use eventstore::{EventFilter, EventStore, StoreError};
use uuid::Uuid;

/// Writers at once, and commands of each.
const WRITERS: usize = 16;
const COMMANDS: usize = 25;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_tailing_reader_sees_every_position_once_in_order() {
    let log = Log::start().await;
    let elsewhere = log.another_process().await;
    write_while_reading(&log, elsewhere).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_tailing_reader_sees_every_position_once_in_order_over_nats() {
    let nats = shared_nats().await;
    let log = Log::following(Some(nats.clone())).await;
    let relay = log.relay(&nats);
    log.fill(1).await;
    eventually("the store to follow NATS", async || {
        log.store.follows_nats().then_some(())
    })
    .await;
    let elsewhere = log.another_process().await;
    write_while_reading(&log, elsewhere).await;
    relay.stop().await;
}

/// Two processes with sixteen writers each, and three readers.
async fn write_while_reading(log: &Log, elsewhere: EventStore) {
    let total = log.store.head().await.unwrap() + (2 * WRITERS * COMMANDS) as i64;
    let readers = [
        tokio::spawn(follow(log.store.clone(), total)),
        tokio::spawn(follow(elsewhere.clone(), total)),
        tokio::spawn(poll(log.database.session().await, total)),
    ];

    let writers: Vec<_> = (0..2 * WRITERS)
        .map(|n| [&log.store, &elsewhere][n % 2].clone())
        .map(|store| tokio::spawn(write(store)))
        .collect();

    for writer in writers {
        within("the writers", writer).await.unwrap();
    }
    for reader in readers {
        let seen = within("the readers", reader).await.unwrap();
        seen_once_in_order(&seen, total).unwrap();
    }
}

#[tokio::test]
async fn a_reader_with_a_filter_learns_how_far_the_log_was_seen() {
    let log = Log::start().await;
    let filter = EventFilter::categories(&["nothing"]);
    let mut subscription = log.store.subscribe(0, filter);
    log.fill(10).await;

    let seen = async {
        while subscription.position() < 10 {
            assert!(subscription.next(3).await.unwrap().events.is_empty());
        }
    };
    within("position 10", seen).await;
}

#[tokio::test]
async fn a_reader_from_the_start_and_one_in_the_middle_see_the_same_events() {
    let log = Log::start().await;
    log.fill(50).await;
    let whole = follow(log.store.clone(), 50).await;

    let mut late = log.store.subscribe(20, EventFilter::default());
    let mut seen = Vec::new();
    while late.position() < 50 {
        let batch = within("the rest", late.next(7)).await.unwrap();
        assert!(batch.events.len() <= 7);
        seen.extend(batch.events.iter().map(|e| e.position));
    }

    assert_eq!(seen, whole[20..]);
}

#[tokio::test]
async fn a_reader_is_told_when_the_store_stops() {
    let log = Log::start().await;
    let mut subscription = log.store.subscribe(0, EventFilter::default());

    log.store.stop().await;
    log.store.stop().await;

    let refused = log.store.append(one_event(Uuid::now_v7(), 0)).await;
    assert!(matches!(refused, Err(StoreError::Stopped)));
    let end = within("the end", subscription.next(1)).await;
    assert!(matches!(end, Err(StoreError::Stopped)));
}

async fn write(store: EventStore) {
    let stream = Uuid::now_v7();
    for version in 0..COMMANDS as i32 {
        appended(&store.append(one_event(stream, version)).await.unwrap());
    }
}

/// The positions that a reader finds who asks Postgres, again and again, what is new.
pub async fn poll(session: tokio_postgres::Client, total: i64) -> Vec<i64> {
    let mut seen: Vec<i64> = Vec::new();
    while seen.last().is_none_or(|last| *last < total) {
        let last = seen.last().copied().unwrap_or_default();
        let rows = within("the next rows", session.query(NEW, &[&last])).await;
        seen.extend(rows.unwrap().iter().map(|row| row.get::<_, i64>(0)));
    }
    seen
}

const NEW: &str = "
SELECT position
FROM es.events
WHERE position > $1
ORDER BY position";
