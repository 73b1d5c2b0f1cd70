//! Tickets merged into one, and taken out again.

use super::{NOBODY, asks, id, story, twice, with_version};
use crate::support::{Desk, Person};
use serde_json::{Value, json};

async fn merges(person: &Person, into: &str, tickets: &[&str]) -> crate::support::Answer {
    let body = json!({"ticket_ids": tickets});
    person.posts(&format!("{into}/merge"), &body).await
}

/// What a ticket says of itself, but for the marks of having been changed.
fn content(ticket: &Value) -> Value {
    let mut content = ticket.clone();
    for mark in ["version", "updated_at"] {
        content.as_object_mut().unwrap().remove(mark);
    }
    content
}

#[tokio::test]
async fn tickets_are_merged_and_stand_for_themselves_again_as_they_were() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    let into = ana.opens("printer on fire").await;
    let mut twin = json!({"subject": "the printer burns"});
    twin["requester"] = json!({"name": "Dana", "email": "dana@example.org"});
    let (twin, third) = (ana.opens_with(&twin).await, ana.opens("smoke").await);
    let before = (ana.sees(&into).await, ana.sees(&twin).await);
    let dana = &before.1["requester"]["id"];

    let merged = merges(&ana, &into, &["2", id(&third), "2"]).await;

    let merged = merged.ok();
    assert_eq!(merged["merged_ticket_ids"], json!([id(&twin), id(&third)]));
    assert_eq!(merged["cc"], json!([{"kind": "customer", "id": dana}]));
    assert_eq!(ana.sees(&twin).await["merged_into"], json!(id(&into)));

    let alone = asks(&ana, &format!("{twin}/unmerge")).await;
    assert_eq!(content(alone.ok()), content(&before.1));
    assert_eq!(ana.sees(&into).await["cc"], json!([]));
    asks(&ana, &format!("{third}/unmerge")).await.ok();
    asks(&ana, &format!("{third}/unmerge")).await.ok(); // it is so already
    assert_eq!(content(&ana.sees(&into).await), content(&before.0));
    assert_eq!(story(&ana, &third).await, ["merged", "unmerged"]);
}

#[tokio::test]
async fn a_merged_ticket_refuses_changes_and_names_where_it_went() {
    let desk = Desk::open().await;
    let ana = desk.hires_as("Ana", "manager").await;
    let (into, twin) = (ana.opens("one").await, ana.opens("two").await);
    merges(&ana, &into, &[id(&twin)]).await.ok();

    let refused = [
        ana.patches(&twin, &json!({"subject": "x"})).await,
        ana.notes(&twin, "x").await,
        ana.sets_status(&twin, "closed").await,
        asks(&ana, &format!("{twin}/claim")).await,
        asks(&ana, &format!("{twin}/clone")).await,
        ana.deletes(&twin).await,
    ];

    for answer in refused {
        assert_eq!(answer.status, 409, "{answer:?}");
        assert_eq!(answer.body["errors"][0]["field"], "merged_into");
        assert_eq!(answer.body["errors"][0]["detail"], id(&into));
    }
    merges(&ana, &into, &[id(&twin)]).await.ok(); // it is so already
    assert_eq!(story(&ana, &twin).await, ["merged"]);
}

#[tokio::test]
async fn everything_that_is_wrong_with_a_merge_is_told_at_once_and_nothing_happens() {
    let desk = Desk::open().await;
    let ana = desk.hires_as("Ana", "manager").await;
    let (into, fine) = (ana.opens("one").await, ana.opens("fine").await);
    let (gone, elsewhere) = (ana.opens("gone").await, ana.opens("elsewhere").await);
    let target = ana.opens("target").await;
    ana.deletes(&gone).await.ok();
    merges(&ana, &target, &[id(&elsewhere)]).await.ok();
    let head = desk.head().await;

    let wrong = [
        id(&fine),
        id(&into),
        id(&gone),
        id(&elsewhere),
        id(&target),
        NOBODY,
    ];
    let refused = merges(&ana, &into, &wrong).await;

    assert_eq!(refused.status, 422);
    assert_eq!(refused.refused_fields(), ["ticket_ids"; 5], "{refused:?}");
    let unknown = merges(&ana, &into, &["4711", "x", id(&fine)]).await;
    assert_eq!(unknown.refused_fields(), ["ticket_ids"; 2]);
    let nothing = merges(&ana, &into, &[]).await;
    assert_eq!(nothing.refused_fields(), ["ticket_ids"]);
    assert_eq!(desk.head().await, head);
}

#[tokio::test]
async fn a_merge_happens_once_and_not_over_what_was_not_seen() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    let (into, twin) = (ana.opens("one").await, ana.opens("two").await);
    let stale = with_version(&ana, &format!("{twin}/unmerge"), 7).await;
    assert_eq!(stale.status, 412);

    let body = json!({"ticket_ids": [id(&twin)]});
    let (first, again) = twice(&ana, &format!("{into}/merge"), &body).await;

    assert_eq!(first.ok(), again.ok());
    assert!(again.replayed);
    assert_eq!(story(&ana, &into).await, ["absorbed"]);
}
