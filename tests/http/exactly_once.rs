//! Repetitions, If-Match, and reading what was written.

use crate::support::{Answer, Desk, Person};
use reqwest::Method;
use serde_json::{Value, json};

#[tokio::test]
async fn the_same_key_twice_opens_one_ticket_and_answers_the_same() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    let body = json!({"subject": "once"});

    let first = with_key(&ana, "/tickets", "key-1", &body).await;
    let head = desk.head().await;
    let again = with_key(&ana, "/tickets", "key-1", &body).await;

    assert_eq!((first.status, again.status), (201, 201));
    assert_eq!((first.replayed, again.replayed), (false, true));
    assert_eq!(first.body, again.body);
    assert_eq!((first.position, first.etag), (again.position, again.etag));
    assert_eq!(desk.head().await, head);
    assert_eq!(ana.sees_in_list("").await, ["once"]);
}

#[tokio::test]
async fn the_same_key_at_the_same_moment_has_one_effect() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    let ticket = ana.opens("argument").await;
    let (open, note) = (
        json!({"subject": "x"}),
        json!({"body": "y", "visibility": "public"}),
    );
    let messages = format!("{ticket}/messages");

    for (path, body) in [("/tickets", &open), (messages.as_str(), &note)] {
        let before = desk.head().await;
        let sends = (0..10).map(|_| with_key(&ana, path, path, body));
        let answers = futures_util::future::join_all(sends).await;

        assert_eq!(desk.head().await, before + 1);
        assert!(answers.iter().all(|a| a.ok() == &answers[0].body));
    }
}

#[tokio::test]
async fn a_repetition_is_answered_as_then_although_the_ticket_went_on() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    let ticket = ana.opens("status").await;
    let path = format!("{ticket}/status");
    let pending = json!({"status": "pending"});
    let first = with_key(&ana, &path, "k", &pending).await;
    ana.sets_status(&ticket, "closed").await.ok();

    let again = with_key(&ana, &path, "k", &pending).await;

    assert_eq!(first.ok(), again.ok());
    assert_eq!(ana.sees(&ticket).await["status"], "closed");
}

#[tokio::test]
async fn a_key_stands_for_one_request_only() {
    let desk = Desk::open().await;
    let (ana, ben) = (desk.hires("Ana").await, desk.hires("Ben").await);
    with_key(&ana, "/tickets", "k", &json!({"subject": "a"}))
        .await
        .ok();

    let other = with_key(&ana, "/tickets", "k", &json!({"subject": "b"})).await;
    assert_eq!(other.status, 422);
    assert_eq!(other.body["type"], "/problems/idempotency-key-reused");

    // keys of different people have nothing to do with each other
    with_key(&ben, "/tickets", "k", &json!({"subject": "b"}))
        .await
        .ok();
    assert_eq!(ana.sees_in_list("sort=created_at").await, ["a", "b"]);
}

#[tokio::test]
async fn a_change_to_what_was_not_seen_is_refused() {
    let desk = Desk::open().await;
    let (ana, ben) = (desk.hires("Ana").await, desk.hires("Ben").await);
    let ticket = ana.opens("whose turn?").await;
    let seen = ana.gets(&ticket).await.etag.unwrap();
    assert_eq!(seen, "\"1\"");
    ben.patches(&ticket, &json!({"subject": "Ben's"}))
        .await
        .ok();

    let answer = if_match(&ana, &ticket, &seen).await;

    assert_eq!(answer.status, 412);
    assert_eq!(answer.body["type"], "/problems/version-mismatch");
    assert_eq!(ana.sees(&ticket).await["subject"], "Ben's");
    let newest = ana.gets(&ticket).await.etag.unwrap();
    let answer = if_match(&ana, &ticket, &newest).await;
    assert_eq!(answer.ok()["version"], 3);
    assert_eq!(answer.etag.unwrap(), "\"3\"");
}

#[tokio::test]
async fn people_who_change_one_ticket_at_once_lose_nothing() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    let ticket = ana.opens("crowd").await;

    let tags: Vec<String> = (0..16).map(|n| format!("tag{n:02}")).collect();
    let subjects = (0..16).map(|n| json!({"subject": format!("crowd {n}")}));
    let changes: Vec<Value> = subjects.collect();
    let notes = tags.iter().map(|tag| ana.notes(&ticket, tag));
    let patches = changes.iter().map(|change| ana.patches(&ticket, change));
    let (notes, patches) = tokio::join!(
        futures_util::future::join_all(notes),
        futures_util::future::join_all(patches)
    );
    notes.iter().chain(&patches).for_each(|answer| {
        answer.ok();
    });

    let history = ana.history_of(&ticket).await;
    assert_eq!(history.len(), 33);
    let mut subject = json!("crowd");
    for entry in history
        .iter()
        .filter(|e| e["type"] == "ticket.subject_changed")
    {
        assert_eq!(entry["data"]["from"], subject);
        subject = entry["data"]["to"].clone();
    }
    assert_eq!(ana.sees(&ticket).await["subject"], subject);
}

#[tokio::test]
async fn a_position_that_the_log_does_not_have_is_refused_at_once() {
    let desk = Desk::open().await;
    let newcomer = desk.administrator(); // has seen nothing yet
    let far = desk.head().await + 1000;

    let header = newcomer.request(Method::GET, "/tickets");
    let header = newcomer
        .sends(header.header("Docket-Min-Position", far))
        .await;
    let parameter = newcomer.gets(&format!("/tickets?min_position={far}")).await;

    for answer in [header, parameter] {
        assert_eq!(answer.status, 400, "{answer:?}");
        let detail = answer.body["detail"].as_str().unwrap();
        assert!(detail.contains("beyond the end of the log"), "{detail}");
    }
}

async fn with_key(person: &Person, path: &str, key: &str, body: &Value) -> Answer {
    let request = person.request(Method::POST, path).json(body);
    person.sends(request.header("Idempotency-Key", key)).await
}

async fn if_match(person: &Person, ticket: &str, etag: &str) -> Answer {
    let body = json!({"subject": "mine"});
    let request = person.request(Method::PATCH, ticket).json(&body);
    person.sends(request.header("If-Match", etag)).await
}
