//! execute: load, decide, append, and what happens when the stream moved on.

use crate::support::Log;
use crate::support::log::one_event;
use crate::support::tally::{Count, Counted, Otherwise, Tally, counted};
use domain::{Aggregate, Recorded};
use eventstore::{Append, ExecuteError};
use uuid::Uuid;

#[tokio::test]
async fn a_command_decided_on_an_old_state_is_decided_again() {
    let (log, id) = (Log::start().await, Uuid::now_v7());
    log.store
        .execute(log.count(id, Count::Add(1)))
        .await
        .unwrap();
    let elsewhere = log.another_process().await;
    elsewhere
        .execute(log.count(id, Count::Add(10)))
        .await
        .unwrap();

    // this process still has the sum of 1 in its cache
    let executed = log.store.execute(log.count(id, Count::Add(100))).await;

    assert_eq!(executed.unwrap().loaded.state.sum, 111);
    assert_eq!(steps(&log, id).await, [(0, 1), (1, 11), (11, 111)]);
}

#[tokio::test]
async fn a_refusal_on_an_old_state_is_not_believed() {
    let (log, id) = (Log::start().await, Uuid::now_v7());
    log.store
        .execute(log.count(id, Count::Add(1)))
        .await
        .unwrap();
    let elsewhere = log.another_process().await;
    elsewhere
        .execute(log.count(id, Count::Add(1)))
        .await
        .unwrap();

    let executed = log.store.execute(log.count(id, Count::OnlyIf(2))).await;

    assert_eq!(executed.unwrap().loaded.state.sum, 2);
}

#[tokio::test]
async fn if_match_on_another_version_is_refused_and_appends_nothing() {
    let (log, id) = (Log::start().await, Uuid::now_v7());
    for _ in 0..3 {
        log.store
            .execute(log.count(id, Count::Add(1)))
            .await
            .unwrap();
    }
    let mut request = log.count(id, Count::Add(1));
    request.expected_version = Some(2);

    let error = log.store.execute(request).await.unwrap_err();

    assert!(
        matches!(
            error,
            ExecuteError::VersionMismatch {
                expected: 2,
                actual: 3
            }
        ),
        "{error}"
    );
    assert_eq!(log.store.head().await.unwrap(), 3);
}

#[tokio::test]
async fn if_match_on_the_newest_version_is_carried_out() {
    let (log, id) = (Log::start().await, Uuid::now_v7());
    log.store
        .execute(log.count(id, Count::Add(1)))
        .await
        .unwrap();
    let mut request = log.count(id, Count::Add(1));
    request.expected_version = Some(1);

    assert_eq!(log.store.execute(request).await.unwrap().loaded.version, 2);
}

#[tokio::test]
async fn an_empty_decision_succeeds_and_appends_nothing() {
    let (log, id) = (Log::start().await, Uuid::now_v7());
    log.store
        .execute(log.count(id, Count::Add(1)))
        .await
        .unwrap();

    let executed = log
        .store
        .execute(log.count(id, Count::Add(0)))
        .await
        .unwrap();

    assert_eq!((executed.loaded.version, executed.position), (1, 1));
    assert_eq!(log.store.head().await.unwrap(), 1);
}

#[tokio::test]
async fn a_refused_command_appends_nothing() {
    let (log, id) = (Log::start().await, Uuid::now_v7());

    let error = log.store.execute(log.count(id, Count::OnlyIf(7))).await;

    assert!(matches!(error, Err(ExecuteError::Refused(Otherwise(0)))));
    assert_eq!(log.store.head().await.unwrap(), 0);
}

#[tokio::test]
async fn several_commands_are_one_append_or_none() {
    let (log, id) = (Log::start().await, Uuid::now_v7());
    let mut both = log.count(id, Count::Add(1));
    both.commands = vec![Count::Add(1), Count::OnlyIf(1), Count::Add(2)];
    log.store.execute(both).await.unwrap();
    let mut half = log.count(id, Count::Add(1));
    half.commands = vec![Count::Add(1), Count::OnlyIf(99)];

    log.store.execute(half).await.unwrap_err();

    assert_eq!(steps(&log, id).await, [(0, 1), (1, 3)]);
}

#[tokio::test]
async fn a_remembered_command_sent_again_changes_nothing_and_is_answered_as_then() {
    let (log, id, key) = (Log::start().await, Uuid::now_v7(), Uuid::now_v7());
    let ask = || {
        let mut request = log.count(id, Count::Add(5));
        request.command_id = key;
        request.remember = Some(b"add 5".to_vec());
        request
    };
    let first = log.store.execute(ask()).await.unwrap();
    log.store
        .execute(log.count(id, Count::Add(1)))
        .await
        .unwrap();

    for store in [log.store.clone(), log.another_process().await] {
        let again = store.execute(ask()).await.unwrap();

        assert!(again.repeated && !first.repeated);
        assert_eq!(again.position, first.position);
        assert_eq!(again.loaded.state, Tally { sum: 5 });
        assert_eq!(again.loaded.version, 1);
    }
    assert_eq!(log.store.head().await.unwrap(), 2);
}

#[tokio::test]
async fn a_remembered_command_that_had_nothing_to_do_still_has_nothing_to_do_later() {
    let (log, id, key) = (Log::start().await, Uuid::now_v7(), Uuid::now_v7());
    log.store
        .execute(log.count(id, Count::Add(1)))
        .await
        .unwrap();
    let ask = |count| {
        let mut request = log.count(id, count);
        request.command_id = key;
        request.remember = Some(b"the same".to_vec());
        request
    };
    let first = log.store.execute(ask(Count::Add(0))).await.unwrap();
    assert!(!first.repeated);
    log.store
        .execute(log.count(id, Count::Add(1)))
        .await
        .unwrap();

    let again = log.store.execute(ask(Count::Add(40))).await.unwrap();

    assert!(again.repeated);
    assert_eq!((again.loaded.version, again.loaded.state.sum), (1, 1));
    assert_eq!(log.store.head().await.unwrap(), 2);
}

#[tokio::test]
async fn a_key_used_for_another_request_is_refused() {
    let (log, id, key) = (Log::start().await, Uuid::now_v7(), Uuid::now_v7());
    let ask = |text: &str| {
        let mut request = log.count(id, Count::Add(5));
        request.command_id = key;
        request.remember = Some(text.as_bytes().to_vec());
        request
    };
    log.store.execute(ask("one thing")).await.unwrap();

    let error = log.store.execute(ask("another")).await.unwrap_err();

    assert!(matches!(error, ExecuteError::KeyReused), "{error}");
    assert_eq!(log.store.head().await.unwrap(), 1);
}

#[tokio::test]
async fn the_same_key_sent_twice_at_once_has_one_effect_and_one_answer() {
    let (log, key) = (Log::start().await, Uuid::now_v7());
    // each names a stream of its own, as two creations under one key would
    let asks = (0..8).map(|_| {
        let mut request = log.count(Uuid::now_v7(), Count::Add(5));
        (request.command_id, request.creates) = (key, true);
        request.remember = Some(b"add 5".to_vec());
        log.store.execute(request)
    });

    let answers = futures_util::future::try_join_all(asks).await.unwrap();

    assert_eq!(log.store.head().await.unwrap(), 1);
    assert_eq!(answers.iter().filter(|a| !a.repeated).count(), 1);
    assert!(answers.iter().all(|a| a.position == 1));
    assert!(answers.iter().all(|a| a.stream_id == answers[0].stream_id));
}

#[tokio::test]
async fn an_event_too_large_for_the_relay_is_refused_before_the_append() {
    let log = Log::start().await;
    let mut append: Append = one_event(Uuid::now_v7(), 0);
    let mut huge = counted(1, 2);
    huge.padding = "x".repeat(512 * 1024);

    let error = append.push(0, jiff::Timestamp::now(), &huge).unwrap_err();

    assert!(error.to_string().contains("attach longer content"));
    assert_eq!(log.store.head().await.unwrap(), 0);
}

#[tokio::test]
async fn a_long_stream_is_read_from_its_snapshot() {
    let (log, id) = (Log::start().await, Uuid::now_v7());
    let mut request = log.count(id, Count::Add(1));
    request.commands = vec![Count::Add(1); 450];
    log.store.execute(request).await.unwrap();
    let loaded = log.another_process().await.load::<Tally>(id).await.unwrap();
    assert_eq!((loaded.version, loaded.state.sum), (450, 450));
    let session = log.database.session().await;
    // a snapshot that tells another sum shows that it is what the next process reads
    let changed = session.execute(FALSIFY_SNAPSHOT, &[&id]).await.unwrap();
    assert_eq!(changed, 1, "a snapshot at version 450");

    let loaded = log.another_process().await.load::<Tally>(id).await.unwrap();

    assert_eq!((loaded.version, loaded.state.sum), (450, 1_000_450));
}

#[tokio::test]
async fn a_snapshot_may_be_lost_or_unreadable_at_any_moment() {
    let (log, id) = (Log::start().await, Uuid::now_v7());
    let mut request = log.count(id, Count::Add(1));
    request.commands = vec![Count::Add(1); 201];
    log.store.execute(request).await.unwrap();
    let session = log.database.session().await;

    for harm in [
        "SELECT 1",
        "UPDATE es.snapshots SET loaded = '{\"broken\": true}'",
        "DELETE FROM es.snapshots",
        "UPDATE es.snapshots SET fold = fold + 1",
    ] {
        session.batch_execute(harm).await.unwrap();
        let loaded = log.another_process().await.load::<Tally>(id).await.unwrap();
        assert_eq!((loaded.version, loaded.state.sum), (201, 201), "{harm}");
    }
}

/// The stream's steps, from and to.
async fn steps(log: &Log, id: Uuid) -> Vec<(i64, i64)> {
    let events = log.store.read_stream(id, 0, 1000).await.unwrap();
    let decode = |event: &Recorded| event.decode::<<Tally as Aggregate>::Event>().unwrap();
    events
        .iter()
        .map(decode)
        .map(|Counted { from, to, .. }| (from, to))
        .collect()
}

const FALSIFY_SNAPSHOT: &str = r#"
UPDATE es.snapshots
SET loaded = jsonb_set(loaded::jsonb, '{state,sum}', '1000450')::json
WHERE stream_id = $1
  AND version = 450"#;
