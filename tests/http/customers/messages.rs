//! What was said on the tickets of a customer.

use super::{id, merges};
use crate::support::{Desk, Person};
use serde_json::{Value, json};
use uuid::Uuid;

/// Opens a ticket of whoever has the address; its address and the customer's.
async fn asked(person: &Person, subject: &str, email: &str) -> (String, String) {
    let body = json!({"subject": subject, "requester": {"email": email}});
    let ticket = person.opens_with(&body).await;
    let requester = person.sees(&ticket).await["requester"]["id"].clone();
    (
        ticket,
        format!("/customers/{}", requester.as_str().unwrap()),
    )
}

/// Says something to the customer.
async fn says(person: &Person, ticket: &str, body: &str) -> Value {
    let message = json!({"body": body, "visibility": "public"});
    tells(person, ticket, &message).await
}

async fn tells(person: &Person, ticket: &str, message: &Value) -> Value {
    let answer = person.posts(&format!("{ticket}/messages"), message).await;
    answer.ok().clone()
}

async fn said(person: &Person, customer: &str, query: &str) -> Vec<Value> {
    let list = format!("{customer}/messages?limit=2{query}");
    person.pages_through(&list).await
}

async fn words(person: &Person, customer: &str, query: &str) -> Vec<String> {
    let messages = said(person, customer, query).await;
    let bodies = messages.iter().map(|m| m["body"].as_str());
    bodies
        .map(|b| b.unwrap_or("(redacted)").to_owned())
        .collect()
}

#[tokio::test]
async fn all_that_was_said_on_the_tickets_of_a_customer_is_read_in_one_list() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    let (paper, dana) = asked(&ana, "No paper", "dana@example.org").await;
    let (toner, _) = asked(&ana, "No toner", "dana@example.org").await;
    let (others, _) = asked(&ana, "No light", "eli@example.org").await;
    says(&ana, &paper, "one").await;
    ana.notes(&toner, "two").await.ok();
    says(&ana, &others, "to somebody else").await;
    let own = json!({"body": "three", "visibility": "public", "customer_id": id(&dana)});
    tells(&ana, &toner, &own).await;
    says(&ana, &paper, "four").await;

    assert_eq!(
        words(&ana, &dana, "").await,
        ["four", "three", "two", "one"]
    );
    let oldest_first = ["one", "two", "three", "four"];
    assert_eq!(words(&ana, &dana, "&order=asc").await, oldest_first);
    assert_eq!(
        words(&ana, &dana, "&author=all&order=asc").await,
        oldest_first
    );
    assert_eq!(words(&ana, &dana, "&author=customer").await, ["three"]);
    assert_eq!(
        words(&ana, &dana, "&author=staff").await,
        ["four", "two", "one"]
    );
    let public_of_staff = words(&ana, &dana, "&author=staff&visibility=public").await;
    assert_eq!(public_of_staff, ["four", "one"]);
    assert_eq!(words(&ana, &dana, "&visibility=internal").await, ["two"]);

    let listed = said(&ana, &dana, "&visibility=internal").await.remove(0);
    assert_eq!(listed["ticket_subject"], "No toner");
    assert_eq!(listed["ticket_number"], ana.sees(&toner).await["number"]);
    let message = format!("{toner}/messages/{}", listed["id"].as_str().unwrap());
    let mut alone = ana.sees(&message).await;
    alone["ticket_subject"] = json!("No toner");
    assert_eq!(listed, alone, "as the ticket itself shows it");
}

#[tokio::test]
async fn messages_read_as_they_were_edited_redacted_and_split() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    let (ticket, dana) = asked(&ana, "Two things", "dana@example.org").await;
    let edited = says(&ana, &ticket, "first").await;
    let redacted = says(&ana, &ticket, "swordfish").await;
    let split = says(&ana, &ticket, "third").await;
    let path = |m: &Value| format!("{ticket}/messages/{}", m["id"].as_str().unwrap());
    for body in ["1st", "number 1"] {
        ana.patches(&path(&edited), &json!({"body": body}))
            .await
            .ok();
    }
    let reason = json!({"reason": "a secret"});
    let change = json!({"body": "sword"});
    ana.patches(&path(&redacted), &change).await.ok();
    ana.posts(&format!("{}/redact", path(&redacted)), &reason)
        .await
        .ok();
    let new = json!({"subject": "The third"});
    let new = ana.posts(&format!("{}/split", path(&split)), &new).await;

    let list = said(&ana, &dana, "&order=asc").await;

    let bodies: Vec<_> = list.iter().map(|m| m["body"].clone()).collect();
    assert_eq!(
        bodies,
        [
            json!("number 1"),
            Value::Null,
            json!("third"),
            json!("third")
        ]
    );
    assert_eq!(
        (&list[0]["edits"], &list[1]["edits"]),
        (&json!(2), &json!(1))
    );
    assert_eq!(list[1]["redacted"]["reason"], "a secret");
    assert!(!json!(list).to_string().contains("sword"));
    assert_eq!(list[2]["split_to"], new.ok()["id"]);
    assert_eq!(list[3]["ticket_subject"], "The third");
    assert_eq!(list[3]["source"]["message_id"], split["id"]);
    assert_eq!(list[3]["created_at"], list[2]["created_at"]);
    for listed in &list[..3] {
        let mut alone = ana.sees(&path(listed)).await;
        alone["ticket_subject"] = json!("Two things");
        assert_eq!(*listed, alone);
    }
}

#[tokio::test]
async fn messages_count_for_whoever_asks_now_and_for_who_goes_on() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    let (old_ticket, old) = asked(&ana, "Old", "dana@old.example").await;
    let (new_ticket, dana) = asked(&ana, "New", "dana@new.example").await;
    says(&ana, &old_ticket, "on the old").await;
    says(&ana, &new_ticket, "on the new").await;

    merges(&ana, &old, &dana).await.ok();
    for customer in [&old, &dana] {
        let both = ["on the new", "on the old"];
        assert_eq!(words(&ana, customer, "").await, both);
    }

    let together = json!({"ticket_ids": [id(&old_ticket)]});
    let merge = ana.posts(&format!("{new_ticket}/merge"), &together).await;
    merge.ok();
    let merged = words(&ana, &dana, "").await;
    assert_eq!(merged, ["on the new", "on the old"], "each once");

    desk.administrator().deletes(&new_ticket).await.ok();
    assert_eq!(words(&ana, &dana, "").await, ["on the old"]);
    let restore = format!("{new_ticket}/restore");
    desk.administrator().posts(&restore, &json!({})).await.ok();

    let change = json!({"requester": {"email": "eli@example.org"}});
    let eli = ana.patches(&new_ticket, &change).await;
    let eli = format!(
        "/customers/{}",
        eli.ok()["requester"]["id"].as_str().unwrap()
    );
    assert_eq!(words(&ana, &eli, "").await, ["on the new"]);
    assert_eq!(words(&ana, &dana, "").await, ["on the old"]);
}

#[tokio::test]
async fn a_list_of_messages_names_the_parameter_that_is_wrong() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    let (ticket, dana) = asked(&ana, "Hello", "dana@example.org").await;
    says(&ana, &ticket, "one").await;
    says(&ana, &ticket, "two").await;
    let first = ana.gets(&format!("{dana}/messages?limit=1")).await;
    let cursor = first.ok()["next_cursor"].as_str().unwrap().to_owned();
    for (query, field) in [
        ("author=ana", "author"),
        ("visibility=secret", "visibility"),
        ("order=up", "order"),
        ("remote_images=yes", "remote_images"),
        ("limit=0", "limit"),
        ("limit=201", "limit"),
        ("cursor=broken", "cursor"),
        ("cursor=", "cursor"),
        ("cursor=%00%ff", "cursor"),
        (&format!("order=asc&cursor={cursor}"), "cursor"),
        ("sort=created_at", "sort"),
    ] {
        let refused = ana.gets(&format!("{dana}/messages?{query}")).await;
        assert_eq!(refused.status, 400, "{query}: {refused:?}");
        assert_eq!(refused.refused_fields(), [field], "{query}");
    }
    for nobody in [Uuid::now_v7().to_string(), "7".to_owned()] {
        let missing = ana.gets(&format!("/customers/{nobody}/messages")).await;
        assert_eq!(missing.status, 404, "{missing:?}");
    }
}
