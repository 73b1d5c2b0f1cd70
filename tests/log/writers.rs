//! Many writers to one stream.

use crate::support::Log;
use crate::support::tally::{Count, Counted, Tally};
use eventstore::{EventStore, ExecuteError, Executed};
use std::collections::HashSet;
use std::sync::Arc;
use uuid::Uuid;

const WRITERS: i64 = 12;
const COMMANDS: i64 = 15;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_writers_to_one_stream_lose_no_update() {
    let (log, id) = (Arc::new(Log::start().await), Uuid::now_v7());
    let elsewhere = log.another_process().await;
    let writers: Vec<_> = (0..WRITERS)
        .map(|n| {
            if n % 2 == 0 {
                log.store.clone()
            } else {
                elsewhere.clone()
            }
        })
        .map(|store| tokio::spawn(write(log.clone(), store, id)))
        .collect();

    let mut told = HashSet::new();
    for writer in writers {
        told.extend(writer.await.unwrap());
    }

    let total = WRITERS * COMMANDS;
    let loaded = log.another_process().await.load::<Tally>(id).await.unwrap();
    assert_eq!(loaded.state.sum, total);
    assert_eq!(
        told,
        (1..=total).collect(),
        "each was told a sum of its own"
    );
    let events = log.store.read_stream(id, 0, 1000).await.unwrap();
    let steps = events.iter().map(|e| e.decode::<Counted>().unwrap());
    for (before, step) in (0..).zip(steps) {
        assert_eq!((step.from, step.to), (before, before + 1));
    }
}

/// Adds 1 again and again; returns the sums that were told.
async fn write(log: Arc<Log>, store: EventStore, id: Uuid) -> Vec<i64> {
    let mut told = Vec::new();
    while (told.len() as i64) < COMMANDS {
        match store.execute(log.count(id, Count::Add(1))).await {
            Ok(Executed { loaded, .. }) => told.push(loaded.state.sum),
            Err(ExecuteError::Conflict) => {} // gave up politely; nothing was appended
            Err(error) => panic!("{error}"),
        }
    }
    told
}
