//! A crash between a change and its answer.

use super::Site;
use super::clerks::insist;
use super::truth::{store, whole_log};
use crate::support::eventually;
use reqwest::Method;
use serde_json::json;

#[tokio::test]
async fn a_change_whose_answer_was_lost_in_a_crash_is_answered_when_it_is_sent_again() {
    let mut site = Site::start().await;
    let person = site.administrator();
    let before = whole_log(&site.docket).await.len();
    let mut session = site.docket.session().await;
    let lock = session.transaction().await.unwrap();
    lock.execute(APPEND_LOCK, &[]).await.unwrap();

    // the change has reached Postgres when docket dies, and is carried out afterwards
    let asking = {
        let (person, body) = (person.clone(), json!({"subject": "the only one"}));
        tokio::spawn(async move {
            let request = person.request(Method::POST, "/tickets").json(&body);
            person
                .tries(request.header("Idempotency-Key", "the-only-one"))
                .await
        })
    };
    eventually("the change to reach Postgres", async || {
        lock.query_opt(WAITS, &[]).await.unwrap()
    })
    .await;
    site.docket.kill().await;
    asking
        .await
        .unwrap()
        .expect_err("nobody is there to answer");
    lock.rollback().await.unwrap();
    let log = store(&site.docket).await;
    eventually("the change to be carried out", async || {
        (log.head().await.unwrap() as usize == before + 1).then_some(())
    })
    .await;
    log.stop().await;
    site.starts_again().await;

    let body = json!({"subject": "the only one"});
    let target = (&Method::POST, "/tickets");
    let (first, _) = insist(&person, target, "the only one", &body).await;
    let (second, _) = insist(&person, target, "the only one", &body).await;

    assert!(first.replayed && second.replayed);
    assert_eq!(first.body, second.body);
    assert_eq!(first.position, Some(before as i64 + 1));
    assert_eq!(whole_log(&site.docket).await.len(), before + 1);
    assert_eq!(person.sees_in_list("").await, ["the only one"]);
}

const APPEND_LOCK: &str = "SELECT pg_advisory_xact_lock(7310020)";

const WAITS: &str = "
SELECT
FROM pg_locks
WHERE locktype = 'advisory'
  AND objid = 7310020
  AND NOT granted";
