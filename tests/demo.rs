//! Believable data: the same from the same seed, in three languages, and once.

use super::support::{Browser, Desk};
use serde_json::Value;

const NOW: &str = "2026-03-10T09:00:00Z";
const PASSWORD: &str = "sixty tickets to try";

async fn fills(desk: &Desk, seed: &str) -> String {
    let wanted = ["demo", "--tickets", "60", "--seed", seed, "--now", NOW];
    let all: Vec<_> = wanted.into_iter().chain(["--password", PASSWORD]).collect();
    desk.runs(&all).await
}

/// What the log tells of tickets and customers, in one word.
async fn told(desk: &Desk) -> String {
    let session = desk.database.session().await;
    session.query_one(TOLD, &[]).await.unwrap().get(0)
}

async fn tickets(desk: &Desk) -> i64 {
    let session = desk.database.session().await;
    let sql = "SELECT count(*) FROM es.events WHERE type = 'ticket.created'";
    session.query_one(sql, &[]).await.unwrap().get(0)
}

/// Whether somewhere in the texts there is a letter of this range.
fn has(texts: &[&str], letters: std::ops::RangeInclusive<char>) -> bool {
    texts
        .iter()
        .any(|text| text.chars().any(|c| letters.contains(&c)))
}

#[tokio::test]
async fn the_same_seed_makes_the_same_history_and_another_one_another() {
    let (one, same, other) = (Desk::open().await, Desk::open().await, Desk::open().await);
    fills(&one, "7").await;
    fills(&same, "7").await;
    fills(&other, "8").await;

    assert_eq!(told(&one).await, told(&same).await);
    assert_ne!(told(&one).await, told(&other).await);
}

#[tokio::test]
async fn data_speak_three_languages_and_lists_promises_and_doors_work() {
    let desk = Desk::open().await;
    let printed = fills(&desk, "1").await;
    let administrator = desk.administrator();
    administrator.opens("one more").await; // so that what is read is newer than the data

    let list = "/tickets?limit=200&include_merged=true";
    let all = administrator.pages_through(list).await;
    assert_eq!(all.len(), 61);
    let subjects: Vec<_> = all.iter().map(|t| t["subject"].as_str().unwrap()).collect();
    for letters in ['a'..='z', 'ا'..='ي', 'א'..='ת'] {
        assert!(has(&subjects, letters), "{subjects:?}");
    }
    let met = serde_json::json!({"path": "sla.state", "op": "in", "value": ["met", "missed"]});
    let request = administrator.request(reqwest::Method::GET, "/tickets");
    let found = administrator.sends(request.query(&[("condition", met.to_string())]));
    assert!(!found.await.ok()["items"].as_array().unwrap().is_empty());
    let sla = administrator.sees("/tickets/1/sla").await;
    assert!(!sla["clocks"].as_array().unwrap().is_empty(), "{sla}");
    let members = administrator.pages_through("/members?limit=200").await;
    assert_eq!(members.len(), 31, "thirty and the first administrator");

    for email in ["eleanor.whitfield", "basel.hamdan", "omer.dagan"] {
        let email = format!("{email}@example.org");
        assert!(printed.contains(&email) && printed.contains(PASSWORD));
        let mut browser = Browser::at(&desk.docket);
        let who = serde_json::json!({"email": email, "password": PASSWORD});
        browser.signs_in(&who).await.ok();
        let me = browser.gets("/me").await;
        assert_ne!(me.ok()["language"], Value::Null);
    }
}

#[tokio::test]
async fn a_second_run_changes_nothing_and_one_that_was_cut_off_is_finished() {
    let desk = Desk::open().await;
    let first = fills(&desk, "1").await;
    let before = (told(&desk).await, tickets(&desk).await);

    let again = fills(&desk, "2").await;
    assert!(
        first.contains("are ready") && again.contains("there already"),
        "{again}"
    );
    assert!(again.contains("seed 1"), "{again}");

    let session = desk.database.session().await;
    session.execute(CUT_OFF, &[]).await.unwrap();
    let finished = fills(&desk, "2").await;
    assert!(finished.contains("are ready"), "{finished}");
    assert_eq!((told(&desk).await, tickets(&desk).await), before);
}

/// Without what workers of the running service tell by themselves, and ids that are made up anew.
const TOLD: &str = "
SELECT md5(string_agg(concat_ws(' ', stream_id, version, type, occurred_at, actor, data), ',' ORDER BY position))
FROM es.events
WHERE category IN ('ticket', 'attachment', 'customer', 'organisation', 'field', 'sla_policy', 'macro')
  AND occurred_at <= '2026-03-10T09:00:00Z'";

const CUT_OFF: &str = "
UPDATE es.scratch
SET body = replace(body, '\"finished\":true', '\"finished\":false')
WHERE kind = 'demo'";
