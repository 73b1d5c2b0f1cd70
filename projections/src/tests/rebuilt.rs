//! Every read model is built anew while people write and read, and nobody notices.

use super::contents::*;
use super::world::*;
use crate::select::Select;
use crate::{ReadError, ReadModels, Runner};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::sync::oneshot;

/// A table of each read model that only grows.
const GROWING: [(&str, &str); 5] = [
    ("tickets", "tickets"),
    ("customers", "customers"),
    ("messages", "messages"),
    ("intervals", "ticket_intervals"),
    ("search", "searched_tickets"),
];

#[tokio::test(flavor = "multi_thread")]
async fn every_read_model_is_built_anew_while_it_is_written_and_read() {
    let (world, runner) = World::running().await;
    something_of_everything(&world, 4).await;
    all_have_everything(&world).await;
    let world = Arc::new(world);
    // another process that would take over, and one that only rebuilds
    let other = world.other_read_models().await;
    let second = Runner::start(&world.store, &other).await.unwrap();
    let rebuilding = world.other_read_models().await;
    let done = Arc::new(AtomicBool::new(false));
    let writer = tokio::spawn(keep_writing(world.clone(), done.clone()));
    let readers = [world.read.clone(), other];
    let readers = readers.map(|read| tokio::spawn(keep_reading(world.clone(), read, done.clone())));

    for name in NAMES {
        let before = world.serving(name).await.schema;
        crash_in_the_middle(&world, name).await;
        assert_eq!(world.serving(name).await.schema, before);
        rebuild(&world, &rebuilding, name).await;
        assert_ne!(world.serving(name).await.schema, before);
    }

    done.store(true, Ordering::Relaxed);
    assert!(writer.await.unwrap() > 0);
    for reader in readers {
        assert!(reader.await.unwrap() > 0);
    }
    all_have_everything(&world).await;
    runner.stop().await;
    second.stop().await;
    replayed(&world, "fold", (1, i64::MAX)).await;
    let mut fold = of_schema(&world.sql().await, "fold").await;
    fold.retain(|table, _| !["replayed", "words"].contains(&table.as_str()));
    assert_eq!(of_all(&world).await, fold);
}

/// The process goes away while it builds; a half-made build stays behind.
async fn crash_in_the_middle(world: &World, name: &str) {
    let read = world.other_read_models().await;
    let (begun, hit) = oneshot::channel();
    let mut begun = Some(begun);
    let progress = move |_, _| {
        begun.take().map(|begun| begun.send(()));
    };
    tokio::select! {
        biased;
        _ = hit => {}
        done = Runner::rebuild(&world.store, &read, name, progress) => {
            panic!("not in the middle: {done:?}");
        }
    }
    let states = world.read.projections().await.unwrap();
    let half_made =
        |s: &crate::ProjectionState| s.name == name && s.state == crate::StateKind::Building;
    assert!(states.iter().any(half_made), "{states:?}");
}

/// The one that crashed holds its build until its connection is gone.
async fn rebuild(world: &World, read: &ReadModels, name: &str) {
    let rebuilt = async {
        loop {
            match Runner::rebuild(&world.store, read, name, |_, _| {}).await {
                Err(ReadError::Busy(_)) => tokio::task::yield_now().await,
                done => return done.unwrap(),
            }
        }
    };
    tokio::time::timeout(PATIENCE, rebuilt).await.unwrap();
}

/// Writes something of everything, and waits until it can be read; how often.
async fn keep_writing(world: Arc<World>, done: Arc<AtomicBool>) -> i64 {
    let mut written = 0;
    while !done.load(Ordering::Relaxed) {
        something_more(&world, 10_000 + written).await;
        all_have_everything(&world).await;
        written += 1;
    }
    written
}

/// Reads every model again and again: none refuses, none shows less than before, and the place
/// where each stands never goes back. Returns how often.
async fn keep_reading(world: Arc<World>, read: ReadModels, done: Arc<AtomicBool>) -> usize {
    let (mut reads, mut rows, mut positions) = (0, [0; 5], [0; 5]);
    while !done.load(Ordering::Relaxed) {
        for (at, (name, table)) in GROWING.into_iter().enumerate() {
            let position = world.serving(name).await.position;
            assert!(
                position >= positions[at],
                "{name}: {position} after {}",
                positions[at]
            );
            positions[at] = position;
            let count =
                |schema: &str| Select::new(format!("SELECT count(*) FROM {schema}.{table}"));
            let found = read.rows(name, count).await.unwrap();
            let found: i64 = found[0].get(0);
            assert!(found >= rows[at], "{name}: {found} rows after {}", rows[at]);
            rows[at] = found;
        }
        reads += 1;
    }
    reads
}
