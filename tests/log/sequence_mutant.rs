//! The readers' check must fail against a log whose positions come from a sequence.

use super::readers::poll;
use crate::support::log::{appended, one_event};
use crate::support::reader::{follow, seen_once_in_order};
use crate::support::{Log, eventually};
use tokio_postgres::Client;
use uuid::Uuid;

/// Held by the test while a slow writer must stand between its position and its commit.
const SLOW: i64 = 7_310_901;

#[tokio::test]
async fn positions_from_a_sequence_are_missed_by_a_tailing_reader() {
    let log = Log::start().await;
    let session = log.database.session().await;
    take_positions_from_a_sequence(&session).await;
    let holding = log.database.session().await;
    let lock = "SELECT pg_advisory_lock($1)";
    holding.execute(lock, &[&SLOW]).await.unwrap();

    let mut slow = one_event(Uuid::now_v7(), 0);
    slow.events[0].name = "tally.slow".to_owned();
    let store = log.store.clone();
    let slow = tokio::spawn(async move { store.append(slow).await });
    eventually("the slow writer has its position", async || {
        session.query_opt(WAITS, &[]).await.unwrap()
    })
    .await;
    // a second writer's connection overtakes it
    let fast = log.store.append(one_event(Uuid::now_v7(), 0)).await;
    assert_eq!(appended(&fast.unwrap()).first_position, 2);
    let subscribed = follow(log.store.clone(), 2).await;
    let polled = poll(log.database.session().await, 2).await;
    let unlock = "SELECT pg_advisory_unlock($1)";
    holding.execute(unlock, &[&SLOW]).await.unwrap();
    assert_eq!(appended(&slow.await.unwrap().unwrap()).first_position, 1);

    seen_once_in_order(&subscribed, 2).expect_err("the subscription missed position 1");
    seen_once_in_order(&polled, 2).expect_err("the polling reader missed position 1");
}

/// Replaces the lock and `max(position)` of `es.append` by a sequence; a command of one event
/// named `tally.slow` waits before it commits.
async fn take_positions_from_a_sequence(session: &Client) {
    let row = session.query_one(DEFINITION, &[]).await.unwrap();
    let definition: String = row.get(0);
    let lock = "PERFORM pg_advisory_xact_lock(7310020);";
    let base = "base := coalesce(base, 0);";
    assert!(definition.contains(lock) && definition.contains(base));
    let mutant = definition.replace(lock, "").replace(base, MUTATION);
    let sequence = "CREATE SEQUENCE es.mutant_positions";
    session.batch_execute(sequence).await.unwrap();
    session.batch_execute(&mutant).await.unwrap();
}

const DEFINITION: &str = "
SELECT pg_get_functiondef(oid)
FROM pg_proc
WHERE proname = 'append'
  AND pronamespace = 'es'::regnamespace";

const MUTATION: &str = "
base := nextval('es.mutant_positions') - 1;
IF 'tally.slow' = ANY (e_type) THEN
    PERFORM pg_advisory_xact_lock_shared(7310901);
END IF;";

const WAITS: &str = "
SELECT
FROM pg_locks
WHERE locktype = 'advisory'
  AND objid = 7310901
  AND NOT granted";
