//! One relay at a time; another takes over when it is gone.

use super::agreement::publishes;
use crate::support::nats::{agree, shared_nats};
use crate::support::{Log, eventually, within};
use futures_util::StreamExt;
use tokio_postgres::Client;

#[tokio::test]
async fn another_relay_takes_over_when_the_active_ones_session_is_killed() {
    let (log, nats) = (Log::start().await, shared_nats().await);
    let relays = [log.relay(&nats), log.relay(&nats)];
    log.fill(20).await;
    agree(&log.store, &nats).await;
    let session = log.database.session().await;

    for _ in 0..3 {
        let killed = kill_leader(&session).await;
        log.fill(50).await;
        agree(&log.store, &nats).await;
        let leader = leader(&session).await;
        assert_ne!(leader, killed);
    }

    for relay in relays {
        within("the relay to stop", relay.stop()).await;
    }
}

#[tokio::test]
async fn a_relay_that_waits_takes_over_when_the_active_one_stops() {
    let (log, nats) = (Log::start().await, shared_nats().await);
    let first = log.relay(&nats);
    log.fill(5).await;
    publishes(&first, 5).await;
    let second = log.relay(&nats);

    first.stop().await;
    log.fill(5).await;

    publishes(&second, 10).await;
    agree(&log.store, &nats).await;
}

#[tokio::test]
async fn a_process_without_a_relay_tells_the_relay_what_it_appended() {
    let nats = shared_nats().await;
    let log = Log::following(Some(nats.clone())).await;
    let mut hints = nats.client.subscribe(nats.hint_subject()).await.unwrap();
    nats.client.flush().await.unwrap();

    log.fill(3).await;

    let wanted = log.store.head().await.unwrap().to_string();
    within("the hint", async {
        while hints.next().await.unwrap().payload != wanted.as_bytes() {}
    })
    .await;
}

/// Ends the session that holds the relay's lock; returns its process id.
async fn kill_leader(session: &Client) -> i32 {
    let leader = leader(session).await;
    let ended = session
        .query_one("SELECT pg_terminate_backend($1)", &[&leader])
        .await;
    assert!(ended.unwrap().get::<_, bool>(0));
    eventually("the session to end", async || {
        let alive = session.query(ALIVE, &[&leader]).await.unwrap();
        alive.is_empty().then_some(())
    })
    .await;
    leader
}

/// Process id of the session that holds the relay's lock.
async fn leader(session: &Client) -> i32 {
    eventually("a relay to be active", async || {
        let row = session.query_opt(LEADER, &[]).await.unwrap();
        row.map(|row| row.get(0))
    })
    .await
}

const LEADER: &str = "
SELECT pid
FROM pg_locks
WHERE locktype = 'advisory'
  AND objid = 7310022
  AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
  AND granted";

const ALIVE: &str = "SELECT FROM pg_stat_activity WHERE pid = $1";
