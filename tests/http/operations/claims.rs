//! Taking a ticket, handing it over, setting it aside.

use super::{NOBODY, asks, story, with_version};
use crate::support::Desk;
use jiff::{SignedDuration, Timestamp};
use serde_json::json;

#[tokio::test]
async fn of_many_who_claim_a_ticket_one_gets_it() {
    let desk = Desk::open().await;
    let mut crowd = Vec::new();
    for name in ["Ana", "Ben", "Cal", "Dan", "Eva"] {
        crowd.push(desk.hires(name).await);
    }
    let ticket = crowd[0].opens("who takes it?").await;
    let path = format!("{ticket}/claim");

    let claims = crowd.iter().map(|person| asks(person, &path));
    let answers = futures_util::future::join_all(claims).await;

    let got: Vec<_> = answers.iter().filter(|a| a.status == 200).collect();
    assert_eq!(got.len(), 1);
    assert!(answers.iter().all(|a| a.status == 200 || a.status == 409));
    let seen = crowd[0].sees(&ticket).await;
    assert_eq!(seen["assignee_ids"], got[0].ok()["assignee_ids"]);
    assert_eq!(seen["assignee_ids"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_claim_honours_what_the_claimant_has_seen() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    let ticket = ana.opens("mine").await;
    ana.notes(&ticket, "looks easy").await.ok();
    let path = format!("{ticket}/claim");
    assert_eq!(with_version(&ana, &path, 1).await.status, 412);
    assert_eq!(
        with_version(&ana, &path, 2).await.ok()["assignee_ids"],
        json!([ana.id])
    );
    assert_eq!(asks(&ana, &path).await.ok()["version"], 3); // it is so already
}

#[tokio::test]
async fn a_ticket_is_handed_over_with_a_note_in_one_go() {
    let desk = Desk::open().await;
    let (ana, ben) = (desk.hires("Ana").await, desk.hires("Ben").await);
    let ticket = ana
        .opens_with(&json!({"subject": "s", "assignee_ids": [ana.id]}))
        .await;
    let path = format!("{ticket}/hand_over");

    let wrong = ana.posts(&path, &json!({"to": NOBODY, "note": " "})).await;
    assert_eq!(wrong.status, 422);
    assert_eq!(wrong.refused_fields(), ["to", "note"]);
    assert!(story(&ana, &ticket).await.is_empty());

    let handed = ana
        .posts(&path, &json!({"to": ben.id, "note": "Over to you."}))
        .await;

    assert_eq!(handed.ok()["assignee_ids"], json!([ben.id]));
    assert_eq!(
        story(&ana, &ticket).await,
        ["unassigned", "assigned", "message_posted"]
    );
    let messages = ana.gets(&format!("{ticket}/messages")).await;
    let note = &super::items(&messages)[0];
    assert_eq!(
        (&note["body"], &note["visibility"]),
        (&json!("Over to you."), &json!("internal"))
    );
    let again = ana.posts(&path, &json!({"to": ben.id})).await;
    assert_eq!(again.refused_fields(), ["from"]);
    let back = ana
        .posts(&path, &json!({"from": ben.id, "to": ana.id}))
        .await;
    assert_eq!(back.ok()["assignee_ids"], json!([ana.id]));
}

#[tokio::test]
async fn a_ticket_is_set_aside_and_brought_back() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    let ticket = ana.opens("later").await;
    let path = format!("{ticket}/snooze");
    let now = Timestamp::now();
    let in_hours = |hours| now + SignedDuration::from_hours(hours);

    for until in [
        json!(in_hours(-1)),
        json!(in_hours(400 * 24)),
        json!("soon"),
        json!(null),
    ] {
        let refused = ana.posts(&path, &json!({"until": until})).await;
        assert_eq!(
            (refused.status, refused.refused_fields()),
            (422, vec!["until".to_owned()])
        );
    }
    let until = in_hours(48).round(jiff::Unit::Second).unwrap();
    let snoozed = ana.posts(&path, &json!({"until": until})).await;
    assert_eq!(snoozed.ok()["snoozed_until"], json!(until));
    let woken = ana.deletes(&path).await;
    assert_eq!(woken.ok()["snoozed_until"], json!(null));
    ana.deletes(&path).await.ok(); // it is so already
    assert_eq!(story(&ana, &ticket).await, ["snoozed", "woken"]);
}
