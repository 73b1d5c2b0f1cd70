//! A message that becomes a ticket of its own.

use super::{NOBODY, asks, id, story, with_version};
use crate::support::{Answer, Desk, Person};
use reqwest::Method;
use serde_json::json;

/// Ana's message; the address of its split.
async fn says(ana: &Person, ticket: &str, body: &str) -> String {
    let message = json!({"body": body, "visibility": "public"});
    let posted = ana.posts(&format!("{ticket}/messages"), &message).await;
    let message = posted.ok()["id"].as_str().unwrap().to_owned();
    format!("{ticket}/messages/{message}/split")
}

async fn splits(ana: &Person, path: &str, key: &str) -> (Answer, Option<String>) {
    let request = ana
        .request(Method::POST, path)
        .header("Idempotency-Key", key);
    let response = request.try_clone().unwrap().send().await.unwrap();
    let location = response.headers().get("location");
    let location = location.map(|l| l.to_str().unwrap().to_owned());
    (ana.sends(request).await, location)
}

#[tokio::test]
async fn a_message_becomes_a_ticket_that_begins_with_it() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    let support = desk.department("Support").await;
    let new = json!({
        "subject": "printer on fire", "department_id": support, "priority": "urgent",
        "requester": {"name": "Dana", "email": "dana@example.org"},
    });
    let ticket = ana.opens_with(&new).await;
    let path = says(
        &ana,
        &ticket,
        "\nThe toner is  empty too.\nPlease send some.",
    )
    .await;

    let (split, location) = splits(&ana, &path, "once").await;

    assert_eq!(split.status, 201);
    assert!(split.replayed); // the second of two
    let split = split.ok();
    let address = format!("/tickets/{}", split["id"].as_str().unwrap());
    assert_eq!(location, Some(format!("/api/v1{address}")));
    assert_eq!(split["subject"], "The toner is empty too.");
    assert_eq!(split["number"], 2);
    assert_eq!(
        (&split["priority"], &split["department_id"]),
        (&json!("urgent"), &json!(support))
    );
    assert_eq!(split["requester"]["email"], "dana@example.org");
    assert_eq!(split["source"]["kind"], "split");
    assert_eq!(split["source"]["ticket_id"], id(&ticket));
    assert_eq!(
        split["links"],
        json!([{"kind": "relates_to", "ticket_id": id(&ticket)}])
    );
    let messages = ana.gets(&format!("{address}/messages")).await;
    let body = "\nThe toner is  empty too.\nPlease send some.";
    assert_eq!(super::items(&messages)[0]["body"], body);
    assert_eq!(super::items(&messages)[0]["author"]["name"], "Ana");
    assert_eq!(
        story(&ana, &ticket).await,
        ["message_posted", "message_split", "linked"]
    );
}

#[tokio::test]
async fn the_message_is_taken_as_it_stands_and_the_subject_may_be_told() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    let ticket = ana.opens("printer on fire").await;
    let path = says(&ana, &ticket, "The tonre is empty").await;
    let message = path.trim_end_matches("/split");
    ana.patches(message, &json!({"body": "The toner is empty"}))
        .await
        .ok();

    let split = ana.posts(&path, &json!({"subject": "Toner"})).await;
    let usual = asks(&ana, &path).await;

    assert_eq!(split.ok()["subject"], "Toner");
    assert_eq!(usual.ok()["subject"], "The toner is empty");
    let address = format!("/tickets/{}/messages", split.ok()["id"].as_str().unwrap());
    let messages = ana.gets(&address).await;
    assert_eq!(super::items(&messages)[0]["body"], "The toner is empty");
}

#[tokio::test]
async fn what_cannot_be_split_is_refused() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    let (ticket, other) = (ana.opens("one").await, ana.opens("other").await);
    let path = says(&ana, &ticket, "Hello").await;
    let head = desk.head().await;

    for path in [
        format!("{ticket}/messages/{NOBODY}/split"),
        format!("{ticket}/messages/x/split"),
        path.replace(&ticket, &other),
        path.replace(id(&ticket), NOBODY),
    ] {
        assert_eq!(asks(&ana, &path).await.status, 404, "{path}");
    }
    for body in [
        json!({"subject": ""}),
        json!({"subject": "x".repeat(501)}),
        json!({"subject": 1}),
    ] {
        let refused = ana.posts(&path, &body).await;
        assert_eq!(
            (refused.status, refused.refused_fields()),
            (422, vec!["subject".to_owned()])
        );
    }
    assert_eq!(with_version(&ana, &path, 1).await.status, 412);
    assert_eq!(desk.head().await, head);
    assert_eq!(with_version(&ana, &path, 2).await.status, 201);
}

#[tokio::test]
async fn a_message_of_a_merged_ticket_is_split_once_the_merge_is_taken_back() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    let (into, part) = (ana.opens("one").await, ana.opens("two").await);
    let path = says(&ana, &part, "Hello").await;
    let merge = json!({"ticket_ids": [id(&part)]});
    ana.posts(&format!("{into}/merge"), &merge).await.ok();

    let refused = asks(&ana, &path.replace(id(&part), id(&into))).await;

    assert_eq!(refused.status, 409, "{refused:?}");
    let detail = refused.body["detail"].as_str().unwrap();
    assert!(detail.contains("ticket 2"), "{detail}");
    assert_eq!(asks(&ana, &path).await.status, 409);
    asks(&ana, &format!("{part}/unmerge")).await.ok();
    assert_eq!(asks(&ana, &path).await.status, 201);
}
