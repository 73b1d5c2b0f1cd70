//! Files on tickets.

use super::{NOBODY, items, story};
use crate::support::{Desk, Person};
use reqwest::Method;
use serde_json::{Value, json};

async fn uploads(person: &Person, name: &str) -> Value {
    let path = format!("/attachments?name={name}");
    let request = person.request(Method::POST, &path);
    let content = format!("content of {name}");
    person.sends(request.body(content)).await.ok()["id"].clone()
}

#[tokio::test]
async fn the_files_of_a_ticket_and_its_messages_are_listed_together() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    let ticket = ana.opens("see for yourself").await;
    let path = format!("{ticket}/attachments");
    let (one, two) = (
        uploads(&ana, "one.txt").await,
        uploads(&ana, "two.txt").await,
    );
    let said = uploads(&ana, "said.txt").await;

    let attached = ana
        .posts(&path, &json!({"attachment_ids": [one, two, one]}))
        .await;
    let message = json!({"body": "Here", "visibility": "internal", "attachment_ids": [said]});
    let message = ana.posts(&format!("{ticket}/messages"), &message).await;

    assert_eq!(attached.ok()["attachments"].as_array().unwrap().len(), 2);
    let list = ana.gets(&path).await;
    let told: Vec<_> = items(&list)
        .iter()
        .map(|f| (&f["id"], &f["name"], &f["message_id"]))
        .collect();
    let (none, posted) = (json!(null), &message.ok()["id"]);
    let names = ["one.txt", "two.txt", "said.txt"].map(|name| json!(name));
    assert_eq!(
        told,
        [
            (&one, &names[0], &none),
            (&two, &names[1], &none),
            (&said, &names[2], posted)
        ]
    );
    let file = ana
        .gets(&format!("/attachments/{}", one.as_str().unwrap()))
        .await;
    let ticket_id = ticket.trim_start_matches("/tickets/");
    assert_eq!(file.ok()["ticket_ids"], json!([ticket_id]));
}

#[tokio::test]
async fn a_file_is_taken_off_the_ticket_but_not_out_of_a_message() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    let ticket = ana.opens("wrong file").await;
    let path = format!("{ticket}/attachments");
    let (own, said) = (
        uploads(&ana, "own.txt").await,
        uploads(&ana, "said.txt").await,
    );
    ana.posts(&path, &json!({"attachment_ids": [own]}))
        .await
        .ok();
    let message = json!({"body": "Here", "visibility": "internal", "attachment_ids": [said]});
    ana.posts(&format!("{ticket}/messages"), &message)
        .await
        .ok();

    let file = |id: &Value| format!("{path}/{}", id.as_str().unwrap());
    let off = ana.deletes(&file(&own)).await;
    assert_eq!(off.ok()["attachments"], json!([]));
    ana.deletes(&file(&own)).await.ok(); // it is so already
    let refused = ana.deletes(&file(&said)).await;
    assert_eq!(
        (refused.status, refused.refused_fields()),
        (422, vec!["attachment_id".to_owned()])
    );
    assert_eq!(ana.deletes(&format!("{path}/x")).await.status, 404);
    assert_eq!(
        story(&ana, &ticket).await,
        ["file_attached", "message_posted", "file_detached"]
    );
}

#[tokio::test]
async fn files_that_are_not_there_are_named() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    let ticket = ana.opens("nothing to see").await;
    let own = uploads(&ana, "own.txt").await;
    for ids in [
        json!([NOBODY]),
        json!([own, NOBODY]),
        json!([]),
        json!(["x"]),
        json!(null),
    ] {
        let body = json!({"attachment_ids": ids});
        let refused = ana.posts(&format!("{ticket}/attachments"), &body).await;
        assert_eq!(refused.status, 422, "{refused:?}");
        assert!(
            refused.refused_fields()[0].starts_with("attachment_ids"),
            "{refused:?}"
        );
    }
    assert!(story(&ana, &ticket).await.is_empty());
}
