//! What is said among the staff is read by those alone who may read internal messages there.

use super::office::{Office, Scope, id_of, opens_in, says, uploads};
use crate::support::Person;
use domain::Permission as P;
use serde_json::{Value, json};

/// Reads, changes and splits tickets everywhere, but hears nothing internal.
async fn outsider(office: &Office) -> Person {
    let may = [
        P::ReadTickets,
        P::ChangeTickets,
        P::MergeTickets,
        P::Note,
        P::Reply,
    ];
    office.makes_role("outsider", &may, Scope::All).await;
    office.hires("Otto", &["outsider"], &[]).await
}

fn bodies(list: &Value) -> Vec<&str> {
    let items = list["items"].as_array().unwrap();
    items.iter().map(|m| m["body"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn internal_messages_are_left_out_of_a_conversation_page_by_page() {
    let office = Office::open().await;
    let boss = office.desk.administrator();
    let otto = outsider(&office).await;
    let ticket = opens_in(&boss, "noisy", office.support).await;
    for (visibility, body) in [
        ("public", "one"),
        ("internal", "hush"),
        ("public", "two"),
        ("internal", "hush too"),
    ] {
        says(&boss, &ticket, visibility, body).await;
    }

    let first = otto.gets(&format!("{ticket}/messages?limit=1")).await;
    let cursor = first.ok()["next_cursor"].as_str().unwrap().to_owned();
    let next = otto
        .gets(&format!("{ticket}/messages?limit=1&cursor={cursor}"))
        .await;
    let none = otto
        .gets(&format!("{ticket}/messages?visibility=internal"))
        .await;

    assert_eq!(
        (bodies(&first.body), bodies(next.ok())),
        (vec!["one"], vec!["two"])
    );
    assert_eq!(next.body["next_cursor"], Value::Null);
    assert_eq!(none.ok()["items"], json!([]));
    let all = boss.gets(&format!("{ticket}/messages")).await;
    assert_eq!(bodies(all.ok()).len(), 4);
}

#[tokio::test]
async fn an_internal_message_can_be_neither_read_nor_touched_by_its_id() {
    let office = Office::open().await;
    let boss = office.desk.administrator();
    let otto = outsider(&office).await;
    let ticket = opens_in(&boss, "noisy", office.support).await;
    let note = says(&boss, &ticket, "internal", "hush").await;
    let own = says(&otto, &ticket, "internal", "my own").await;
    let head = office.desk.head().await;

    for id in [&note["id"], &own["id"]] {
        let note = format!("{ticket}/messages/{}", id.as_str().unwrap());
        let redact = json!({"reason": "x"});
        for answer in [
            otto.gets(&note).await,
            otto.gets(&format!("{note}/revisions")).await,
            otto.patches(&note, &json!({"mentions": {}})).await,
            otto.posts(&format!("{note}/redact"), &redact).await,
            otto.posts(&format!("{note}/split"), &json!({})).await,
        ] {
            assert_eq!(answer.status, 404, "{answer:?}");
            assert_eq!(answer.body["errors"][0]["detail"], "names no message");
        }
    }
    assert_eq!(office.desk.head().await, head);
}

#[tokio::test]
async fn history_leaves_internal_messages_out_without_betraying_them() {
    let office = Office::open().await;
    let boss = office.desk.administrator();
    let otto = outsider(&office).await;
    let ticket = opens_in(&boss, "noisy", office.support).await;
    let note = says(&boss, &ticket, "internal", "hush").await;
    let note = format!("{ticket}/messages/{}", note["id"].as_str().unwrap());
    boss.patches(&note, &json!({"body": "hush!"})).await.ok();
    says(&boss, &ticket, "public", "hello").await;
    boss.posts(&format!("{note}/redact"), &json!({"reason": "hush-hush"}))
        .await
        .ok();
    boss.notes(&ticket, "the last word").await.ok();

    let history = otto
        .pages_through(&format!("{ticket}/history?limit=1"))
        .await;
    let names: Vec<_> = history.iter().map(|entry| entry["type"].clone()).collect();
    assert_eq!(names, ["ticket.created", "ticket.message_posted"]);
    let cursor = otto.gets(&format!("{ticket}/history?limit=2")).await;
    assert_eq!(cursor.ok()["next_cursor"], Value::Null);
    let events = format!("/events?stream_id={}", id_of(&ticket));
    let events = otto.gets(&events).await;
    assert_eq!(events.ok()["items"].as_array().unwrap().len(), 2);
    assert_eq!(boss.history_of(&ticket).await.len(), 6);
}

#[tokio::test]
async fn files_of_internal_messages_are_not_listed() {
    let office = Office::open().await;
    let boss = office.desk.administrator();
    let otto = outsider(&office).await;
    let ticket = opens_in(&boss, "noisy", office.support).await;
    let mut files = Vec::new();
    for visibility in ["public", "internal"] {
        let file = uploads(&boss, &format!("{visibility}.txt"), visibility).await;
        let message = json!({"visibility": visibility, "attachment_ids": [file]});
        boss.posts(&format!("{ticket}/messages"), &message)
            .await
            .ok();
        files.push(file);
    }

    let listed = otto.gets(&format!("{ticket}/attachments")).await;

    let names = listed.ok()["items"].as_array().unwrap();
    let names: Vec<_> = names.iter().map(|file| file["name"].clone()).collect();
    assert_eq!(names, ["public.txt"]);
    for (file, status) in files.iter().zip([200, 404]) {
        for path in ["", "/content"] {
            let answer = otto.gets(&format!("/attachments/{file}{path}")).await;
            assert_eq!(answer.status, status, "{path}");
        }
    }
}
