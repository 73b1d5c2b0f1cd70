//! kill -9 while a department's tickets are moved: the request finishes when it is repeated.

use crate::support::{Answer, Desk, Person, eventually};
use reqwest::Method;
use serde_json::json;
use tokio_postgres::Client;

/// Tickets in the department.
const TICKETS: usize = 40;
/// Moves after which the process is killed.
const MOVED: i64 = 10;
/// Held by the test while the next move must wait.
const HALFWAY: i64 = 7_310_902;

async fn asks(person: &Person, path: &str) -> Result<Answer, reqwest::Error> {
    let request = person.request(Method::DELETE, path);
    person
        .tries(request.header("Idempotency-Key", "once"))
        .await
}

/// Lets so many moves pass and holds the next one up until the test ends its session's lock.
async fn stop_halfway(session: &Client) {
    let lock = "SELECT pg_advisory_lock($1)";
    session.execute(lock, &[&HALFWAY]).await.unwrap();
    let function = STOP_HALFWAY.replace("$1", &MOVED.to_string());
    let function = function.replace("$2", &HALFWAY.to_string());
    session.batch_execute(&function).await.unwrap();
}

/// Returns when nobody is in the middle of an append any more, whoever asked for it.
async fn go_on(session: &Client) {
    let unlock = "SELECT pg_advisory_unlock($1)";
    session.execute(unlock, &[&HALFWAY]).await.unwrap();
    eventually("the held up move to end", async || {
        let row = session.query_one(RUNNING, &[&HALFWAY]).await.unwrap();
        (row.get::<_, i64>(0) == 0).then_some(())
    })
    .await;
}

async fn count(session: &Client, sql: &str) -> i64 {
    session.query_one(sql, &[]).await.unwrap().get(0)
}

#[tokio::test]
async fn a_retirement_killed_halfway_is_finished_by_repeating_it() {
    let mut desk = Desk::open().await;
    let administrator = desk.administrator();
    let (support, sales) = (
        desk.department("Support").await,
        desk.department("Sales").await,
    );
    for number in 0..TICKETS {
        let ticket = json!({"subject": format!("{number}"), "department_id": support});
        administrator.opens_with(&ticket).await;
    }
    let path = format!("/departments/{support}?move_tickets_to={sales}");
    let session = desk.database.session().await;
    stop_halfway(&session).await;
    let asking = tokio::spawn({
        let (person, path) = (administrator.clone(), path.clone());
        async move { asks(&person, &path).await }
    });
    eventually("a move to be held up", async || {
        let row = session.query_one(RUNNING, &[&HALFWAY]).await.unwrap();
        (row.get::<_, i64>(0) == 1).then_some(())
    })
    .await;

    desk.docket.kill().await;
    asking.await.unwrap().expect_err("nobody answers");
    go_on(&session).await;

    assert_eq!(count(&session, MOVES).await, MOVED + 1, "the last one too");
    assert_eq!(count(&session, RETIREMENTS).await, 0);
    desk.docket = desk.another_process().await;
    let administrator = desk.administrator();
    let again = asks(&administrator, &path).await.unwrap();
    assert_eq!(again.ok()["retired"], true);
    let twice = asks(&administrator, &path).await.unwrap();
    assert!(twice.replayed, "{twice:?}");

    let left = format!("department={support}");
    assert!(administrator.sees_in_list(&left).await.is_empty());
    let mut moved = administrator
        .sees_in_list(&format!("department={sales}"))
        .await;
    moved.sort_by_key(|subject| subject.parse::<usize>().unwrap());
    let all: Vec<_> = (0..TICKETS).map(|number| number.to_string()).collect();
    assert_eq!(moved, all);
    assert_eq!(count(&session, MOVES).await, TICKETS as i64);
    assert_eq!(count(&session, MOVED_TICKETS).await, TICKETS as i64);
    assert_eq!(count(&session, RETIREMENTS).await, 1);
}

const STOP_HALFWAY: &str = "
CREATE FUNCTION es.stop_halfway() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT count(*) FROM es.events WHERE type = 'ticket.routed') >= $1 THEN
        PERFORM pg_advisory_xact_lock($2);
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER stop_halfway
BEFORE INSERT ON es.events
FOR EACH ROW
WHEN (NEW.type = 'ticket.routed')
EXECUTE FUNCTION es.stop_halfway()";

const RUNNING: &str = "
SELECT count(*)
FROM pg_locks
WHERE locktype = 'advisory'
  AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
  AND (classid::bigint << 32) + objid::bigint = $1
  AND pid <> pg_backend_pid()";

const MOVES: &str = "SELECT count(*) FROM es.events WHERE type = 'ticket.routed'";

const MOVED_TICKETS: &str = "
SELECT count(DISTINCT stream_id)
FROM es.events
WHERE type = 'ticket.routed'";

const RETIREMENTS: &str = "SELECT count(*) FROM es.events WHERE type = 'department.retired'";
