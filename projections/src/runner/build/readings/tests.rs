//! Who reads with whom, and what each is given.

use super::Readings;
use crate::tests::rebuild::some_lives;
use crate::tests::world::World;
use std::sync::Arc;
use tokio::sync::mpsc::Receiver;

const TICKETS: &[&str] = &["ticket"];

/// The positions of all that comes, stream by stream and none of them in two batches.
async fn all(mut batches: Receiver<super::Batch>) -> Vec<i64> {
    let (mut positions, mut last) = (Vec::new(), None);
    while let Some(batch) = batches.recv().await {
        let batch = batch.unwrap();
        assert!(batch.is_sorted_by_key(|event| (event.stream_id, event.version)));
        assert!(last < batch.first().map(|event| event.stream_id));
        last = batch.last().map(|event| event.stream_id);
        positions.extend(batch.iter().map(|event| event.position));
    }
    positions.sort_unstable();
    positions
}

/// The positions of the log's events of a category, up to `head`.
async fn logged(world: &World, category: &str, head: i64) -> Vec<i64> {
    let events = world.store.read_after(0, 1_000_000).await.unwrap();
    let wanted = events
        .iter()
        .filter(|event| event.category == category && event.position <= head);
    wanted.map(|event| event.position).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn builds_that_wait_share_a_reading_and_each_is_given_its_own() {
    let world = World::new().await;
    some_lives(&world, 300).await;
    let head = world.store.head().await.unwrap();
    let early = head / 2;
    let readings = Arc::new(Readings::default());
    let turn = readings.turn.lock().await;
    let join = |categories: &[&'static str], head| {
        readings.join(&world.store, categories.to_vec(), head, false)
    };
    let whole = join(TICKETS, head);
    let half = join(TICKETS, early);
    let none = join(&["customer"], head);
    drop(join(TICKETS, head));
    assert_eq!(readings.waiting().len(), 4);
    drop(turn);
    // side by side, as builds take them: one that is not taken keeps the others waiting
    let (whole, half, none) = tokio::join!(all(whole), all(half), all(none));
    assert_eq!(whole, logged(&world, "ticket", head).await);
    assert_eq!(half, logged(&world, "ticket", early).await);
    assert!(half.len() < whole.len() && !half.is_empty());
    assert_eq!(none, logged(&world, "customer", head).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_longest_index_reads_before_the_others_and_these_together() {
    let world = World::new().await;
    let readings = Arc::new(Readings::default());
    let _turn = readings.turn.lock().await;
    let join = |head, first| readings.join(&world.store, TICKETS.to_vec(), head, first);
    let _waiting = [join(1, false), join(2, true), join(3, false)];
    let heads = |takers: Vec<super::Taker>| takers.iter().map(|t| t.head).collect::<Vec<_>>();
    assert_eq!(heads(readings.next()), [2]);
    assert_eq!(heads(readings.next()), [1, 3]);
    assert!(readings.next().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_log_that_cannot_be_read_is_told_to_all_who_read_it() {
    let world = World::new().await;
    some_lives(&world, 1).await;
    let readings = Arc::new(Readings::default());
    let turn = readings.turn.lock().await;
    let join = || readings.join(&world.store, TICKETS.to_vec(), 10, false);
    let (mut one, mut other) = (join(), join());
    let sql = world.sql().await;
    sql.batch_execute("ALTER TABLE es.events RENAME TO lost")
        .await
        .unwrap();
    drop(turn);
    assert!(one.recv().await.unwrap().is_err());
    assert!(other.recv().await.unwrap().is_err());
    assert!(one.recv().await.is_none());
}
