//! Works on several streams: what they take from memory is held to be so when they are appended.

use crate::support::Log;
use crate::support::tally::{Count, Counted, Otherwise, Tally};
use domain::Actor;
use eventstore::{EventStore, ExecuteError, Transact, Transaction, Work};
use jiff::Timestamp;
use std::collections::HashMap;
use std::sync::Arc;
use uuid::Uuid;

const WORKERS: usize = 24;
const WORKS: usize = 10;
const CHANGES: i64 = 60;

/// Adds to a tally what another one, which stays as it is, holds.
#[derive(Clone, Copy, Debug)]
struct AddSumOf {
    other: Uuid,
    to: Uuid,
}

impl Work for AddSumOf {
    type Primary = Tally;
    type Error = Otherwise;

    async fn run(
        &self,
        tx: &mut Transaction<'_, Otherwise>,
    ) -> Result<(), ExecuteError<Otherwise>> {
        let sum = tx.load::<Tally>(self.other).await?.state.sum;
        tx.decide::<Tally>(self.to, &[Count::Add(sum)]).await?;
        Ok(())
    }
}

/// Adds 1 to a tally while another one holds just so much.
#[derive(Clone, Copy, Debug)]
struct AddOneIf {
    other: Uuid,
    sum: i64,
    to: Uuid,
}

impl Work for AddOneIf {
    type Primary = Tally;
    type Error = Otherwise;

    async fn run(
        &self,
        tx: &mut Transaction<'_, Otherwise>,
    ) -> Result<(), ExecuteError<Otherwise>> {
        tx.decide::<Tally>(self.other, &[Count::OnlyIf(self.sum)])
            .await?;
        tx.decide::<Tally>(self.to, &[Count::Add(1)]).await?;
        Ok(())
    }
}

fn request(log: &Log, id: Uuid) -> Transact<'_> {
    Transact::new(id, Actor::SYSTEM, &log.catalog, Timestamp::now())
}

async fn add(log: &Log, store: &EventStore, id: Uuid, more: i64) {
    store
        .execute(log.count(id, Count::Add(more)))
        .await
        .unwrap();
}

/// A log whose own process believes that the sum is still `known`, while it is `known + more`.
async fn outdated(known: &[i64], more: i64) -> (Log, Uuid) {
    let (log, id) = (Log::start().await, Uuid::now_v7());
    for step in known {
        add(&log, &log.store, id, *step).await;
    }
    add(&log, &log.another_process().await, id, more).await;
    (log, id)
}

#[tokio::test]
async fn a_work_that_only_looked_at_an_old_state_is_done_again() {
    let (log, other) = outdated(&[1], 10).await;
    let to = Uuid::now_v7();

    let work = AddSumOf { other, to };
    let executed = log.store.transact(request(&log, to), &work).await.unwrap();

    assert_eq!(executed.loaded.state.sum, 11);
    assert_eq!(
        executed.loaded.version, 1,
        "nothing of the first try is left"
    );
}

#[tokio::test]
async fn a_work_refused_on_an_old_state_is_done_again() {
    let (log, other) = outdated(&[1], 10).await;
    let to = Uuid::now_v7();

    let work = AddOneIf { other, to, sum: 11 };
    let executed = log.store.transact(request(&log, to), &work).await.unwrap();

    assert_eq!(executed.loaded.state.sum, 1);
}

#[tokio::test]
async fn a_work_accepted_on_an_old_state_is_refused_on_the_newest() {
    let (log, other) = outdated(&[1], 10).await;
    let to = Uuid::now_v7();

    let work = AddOneIf { other, to, sum: 1 };
    let error = log.store.transact(request(&log, to), &work).await;

    let error = error.unwrap_err();
    assert!(
        matches!(error, ExecuteError::Refused(Otherwise(11))),
        "{error}"
    );
    assert!(!log.store.load::<Tally>(to).await.unwrap().exists());
}

#[tokio::test]
async fn a_work_with_nothing_to_do_on_an_old_state_is_done_again() {
    let (log, other) = outdated(&[5, -5], 7).await;
    let to = Uuid::now_v7();

    let work = AddSumOf { other, to };
    let executed = log.store.transact(request(&log, to), &work).await.unwrap();

    assert_eq!(executed.loaded.state.sum, 7);
}

#[tokio::test]
async fn if_match_on_the_newest_version_holds_though_memory_is_old() {
    let (log, to) = outdated(&[1], 10).await;
    let other = Uuid::now_v7();
    add(&log, &log.store, other, 100).await;
    let mut asked = request(&log, to);
    asked.expected_version = Some(2);

    let executed = log.store.transact(asked, &AddSumOf { other, to }).await;

    assert_eq!(executed.unwrap().loaded.state.sum, 111);
}

#[tokio::test]
async fn if_match_on_the_version_in_memory_is_refused_when_it_is_old() {
    let (log, to) = outdated(&[1], 10).await;
    let other = Uuid::now_v7();
    add(&log, &log.store, other, 100).await;
    let mut asked = request(&log, to);
    asked.expected_version = Some(1);

    let error = log.store.transact(asked, &AddSumOf { other, to }).await;

    let error = error.unwrap_err();
    let told = matches!(
        error,
        ExecuteError::VersionMismatch {
            expected: 1,
            actual: 2
        }
    );
    assert!(told, "{error}");
}

#[tokio::test]
async fn after_a_work_memory_is_known_to_be_the_newest_and_no_further() {
    let (log, other) = (Log::start().await, Uuid::now_v7());
    add(&log, &log.store, other, 1).await;
    let to = Uuid::now_v7();
    let work = AddSumOf { other, to };
    let done = log.store.transact(request(&log, to), &work).await.unwrap();
    add(&log, &log.another_process().await, other, 10).await;

    let since = async |position| {
        let loaded = log.store.load_since::<Tally>(other, position).await;
        loaded.unwrap().state.sum
    };
    assert_eq!(since(done.position).await, 1, "read although it was known");
    assert_eq!(since(done.position + 1).await, 11);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn works_that_look_at_one_stream_at_once_each_see_it_as_it_is_at_their_place() {
    let (log, other) = (Arc::new(Log::start().await), Uuid::now_v7());
    add(&log, &log.store, other, 1).await;
    let elsewhere = log.another_process().await;
    let workers: Vec<_> = (0..WORKERS)
        .map(|n| [&log.store, &elsewhere][n % 2].clone())
        .map(|store| tokio::spawn(work_on(log.clone(), store, other)))
        .collect();

    for _ in 1..CHANGES {
        add(&log, &elsewhere, other, 1).await;
    }
    for worker in workers {
        worker.await.unwrap();
    }

    let (mut sum, mut seen) = (0, HashMap::<i64, usize>::new());
    for event in log.store.read_after(0, usize::MAX >> 1).await.unwrap() {
        let counted = event.decode::<Counted>().unwrap();
        if event.stream_id == other {
            sum = counted.to;
        } else {
            assert_eq!(counted.to, sum, "at position {}", event.position);
            *seen.entry(sum).or_default() += 1;
        }
    }
    assert_eq!(sum, CHANGES);
    assert_eq!(seen.values().sum::<usize>(), WORKERS * WORKS);
}

/// Begins tallies, each with what the other one holds.
async fn work_on(log: Arc<Log>, store: EventStore, other: Uuid) {
    for _ in 0..WORKS {
        let to = Uuid::now_v7();
        let work = AddSumOf { other, to };
        while let Err(error) = store.transact(request(&log, to), &work).await {
            // gave up politely; nothing was appended
            assert!(matches!(error, ExecuteError::Conflict), "{error}");
        }
    }
}
