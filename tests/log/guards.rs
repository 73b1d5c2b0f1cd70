//! What Postgres itself holds: nothing changes, nothing goes back, hashes tell what is stored.

use crate::support::log::{appended, one_event};
use crate::support::{Log, eventually};
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use tokio_postgres::error::SqlState;
use uuid::Uuid;

#[tokio::test]
async fn an_event_cannot_be_updated_deleted_or_truncated() {
    let log = Log::start().await;
    log.fill(3).await;
    let session = log.database.session().await;

    for change in [
        "UPDATE es.events SET data = '{}'",
        "DELETE FROM es.events",
        "DELETE FROM es.events WHERE position = 2",
        "TRUNCATE es.events",
        "TRUNCATE es.events CASCADE",
    ] {
        let error = session.batch_execute(change).await.unwrap_err();
        let code = error.code().expect("Postgres refuses");
        assert_eq!(*code, SqlState::INSUFFICIENT_PRIVILEGE, "{change}");
    }

    assert_eq!(log.store.read_after(0, 10).await.unwrap().len(), 3);
}

#[tokio::test]
async fn an_owner_who_is_no_superuser_lacks_the_right_to_change_events() {
    let log = Log::start().await;
    let session = log.database.session().await;

    let granted: Vec<String> = session
        .query(OWNERS_RIGHTS, &[])
        .await
        .unwrap()
        .iter()
        .map(|row| row.get(0))
        .collect();

    for right in ["UPDATE", "DELETE", "TRUNCATE"] {
        assert!(!granted.iter().any(|g| g == right), "{right} is granted");
    }
    assert!(granted.iter().any(|g| g == "INSERT"));
}

#[tokio::test]
async fn recorded_at_never_goes_back_even_when_the_clock_does() {
    let log = Log::start().await;
    log.fill(1).await;
    let session = log.database.session().await;
    // what a clock that was an hour ahead left behind
    session.batch_execute(AN_HOUR_AHEAD).await.unwrap();

    log.fill(20).await;

    let events = log.store.read_after(0, 100).await.unwrap();
    assert_eq!(events.len(), 22);
    assert!(events[1].recorded_at > Timestamp::now());
    assert!(events.is_sorted_by_key(|e| e.recorded_at));
}

#[tokio::test]
async fn the_hash_beside_an_event_is_that_of_its_stored_columns() {
    let log = Log::start().await;
    let mut caused = one_event(Uuid::now_v7(), 0);
    caused.causation_id = Some(Uuid::now_v7());
    caused.correlation_id = Uuid::now_v7();
    caused.events[0].data = r#"{"from": 0,  "to":1, "padding":"ועידה \u0041 ☎"}"#.to_owned();
    appended(&log.store.append(caused).await.unwrap());
    log.fill(5).await;

    let session = log.database.session().await;
    let rows = session.query(COLUMNS, &[]).await.unwrap();

    assert_eq!(rows.len(), 6);
    for row in &rows {
        let mut hash = Sha256::new();
        for field in 0..12 {
            let bytes: &[u8] = row.get::<_, Option<&[u8]>>(field).unwrap_or_default();
            hash.update((bytes.len() as u64).to_be_bytes());
            hash.update(bytes);
        }
        let stored: &[u8] = row.get(12);
        assert_eq!(hash.finalize().as_slice(), stored);
    }
}

#[tokio::test]
async fn data_is_stored_byte_for_byte() {
    let log = Log::start().await;
    let mut odd = one_event(Uuid::now_v7(), 0);
    let spelled = r#"{ "to" : 1.0, "from":0, "from":0,"x":"\u00e9é" }"#;
    odd.events[0].data = spelled.to_owned();

    appended(&log.store.append(odd).await.unwrap());

    let events = log.store.read_after(0, 10).await.unwrap();
    assert_eq!(events[0].data, spelled);
}

#[tokio::test]
async fn appending_never_scans_the_table_though_planned_while_it_was_empty() {
    let log = Log::start().await;
    let stream = Uuid::now_v7();
    for version in 0..30 {
        log.fill(20).await;
        appended(&log.store.append(one_event(stream, version)).await.unwrap());
    }
    log.store.stop().await; // sessions report what they did when they end

    let session = log.database.session().await;
    let scanned = eventually("the writers' report", async || {
        let row = session.query_one(SCANS, &[]).await.unwrap();
        let (inserted, scanned): (i64, i64) = (row.get(0), row.get(1));
        (inserted == 630).then_some(scanned)
    })
    .await;
    assert_eq!(scanned, 0, "rows read by sequential scans");
}

const OWNERS_RIGHTS: &str = "
SELECT privilege_type
FROM information_schema.table_privileges
WHERE table_schema = 'es'
  AND table_name = 'events'
  AND grantee = (SELECT tableowner FROM pg_tables WHERE schemaname = 'es' AND tablename = 'events')";

const AN_HOUR_AHEAD: &str = "
INSERT INTO es.events (position, stream_id, version, id, category, type, schema, recorded_at,
                       occurred_at, command_id, correlation_id, actor, data, leaf)
SELECT position + 1, gen_random_uuid(), version, gen_random_uuid(), category, type, schema,
       recorded_at + interval '1 hour', occurred_at, command_id, correlation_id, actor, data, leaf
FROM es.events";

const COLUMNS: &str = "
SELECT uuid_send(stream_id), int4send(version), uuid_send(id), convert_to(category, 'UTF8'),
       convert_to(type, 'UTF8'), int2send(schema),
       int8send((extract(epoch FROM occurred_at) * 1000000)::bigint), uuid_send(command_id),
       uuid_send(causation_id), uuid_send(correlation_id), convert_to(actor::text, 'UTF8'),
       convert_to(data::text, 'UTF8'), leaf
FROM es.events
ORDER BY position";

const SCANS: &str = "
SELECT n_tup_ins, seq_tup_read
FROM pg_stat_user_tables
WHERE schemaname = 'es'
  AND relname = 'events'";
