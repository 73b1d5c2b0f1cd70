//! A job waits for somebody to do it, does what its asker may do then, and stops when it is asked to.

use super::{asks, ended, id_of, opens, results};
use crate::support::{Desk, Person};
use serde_json::{Value, json};

/// Nobody does jobs here.
const NOBODY: [(&str, &str); 1] = [("DOCKET_ROLES", "api,relay,projections")];
/// Somebody who does.
const WORKER: [(&str, &str); 1] = [("DOCKET_ROLES", "api,automation")];

async fn desk() -> (Desk, Person) {
    let desk = Desk::open_set(&NOBODY).await;
    let boss = desk.administrator();
    (desk, boss)
}

fn tag(tickets: &[String]) -> Value {
    let ids: Vec<_> = tickets.iter().map(|ticket| id_of(ticket)).collect();
    json!({"ticket_ids": ids, "actions": [{"type": "add_tags", "tags": ["x"]}]})
}

#[tokio::test]
async fn a_cancelled_job_leaves_tickets_as_they_are() {
    let (desk, boss) = desk().await;
    let tickets = opens(&boss, 2).await;
    let path = asks(&boss, &tag(&tickets)).await;
    let cancelled = boss.posts(&format!("{path}/cancel"), &json!({})).await;
    assert_eq!(cancelled.ok()["state"], "cancelling");
    let undo = boss.posts(&format!("{path}/undo"), &json!({})).await;
    assert_eq!(undo.status, 409, "it has not ended");

    let _worker = desk.another_process_set(&WORKER).await;
    let job = ended(&boss, &path).await;

    assert_eq!(job["state"], "cancelled");
    assert_eq!((&job["total"], &job["done"]), (&json!(2), &json!(0)));
    assert!(results(&boss, &job).await.is_empty());
    assert_eq!(boss.sees(&tickets[0]).await["tags"], json!([]));
    let again = boss.posts(&format!("{path}/cancel"), &json!({})).await;
    assert_eq!(again.ok()["state"], "cancelled");
}

#[tokio::test]
async fn rights_count_when_a_ticket_has_its_turn() {
    let (desk, boss) = desk().await;
    let mia = desk.hires_as("Mia", "manager").await;
    let tickets = opens(&boss, 2).await;
    let path = asks(&mia, &tag(&tickets)).await;
    assert_eq!(mia.sees(&path).await["state"], "waiting");
    let auditor = json!({"roles": ["auditor"]});
    boss.patches(&format!("/members/{}", mia.id), &auditor)
        .await
        .ok();

    let _worker = desk.another_process_set(&WORKER).await;
    let job = ended(&mia, &path).await;

    assert_eq!(job["refused"], 2, "{job}");
    let listed = results(&mia, &job).await;
    assert_eq!(listed[0]["type"], "/problems/forbidden");
    assert_eq!(boss.sees(&tickets[0]).await["tags"], json!([]));
}

#[tokio::test]
async fn a_job_that_ended_cannot_be_cancelled() {
    let (desk, boss) = desk().await;
    let tickets = opens(&boss, 1).await;
    let _worker = desk.another_process_set(&WORKER).await;
    let path = asks(&boss, &tag(&tickets)).await;
    ended(&boss, &path).await;
    let refused = boss.posts(&format!("{path}/cancel"), &json!({})).await;
    assert_eq!(refused.status, 409, "{refused:?}");
    assert!(refused.body["detail"].as_str().unwrap().contains("ended"));
}

#[tokio::test]
async fn two_processes_change_every_ticket_once() {
    let (desk, boss) = desk().await;
    let new = json!({
        "name": "Note", "scope": {"type": "all"},
        "actions": [{"type": "add_note", "body": "seen to"}],
    });
    let note = boss.posts("/macros", &new).await.ok()["id"].clone();
    let tickets = opens(&boss, 40).await;
    let ids: Vec<_> = tickets.iter().map(|ticket| id_of(ticket)).collect();
    let job = json!({
        "ticket_ids": ids, "actions": [{"type": "apply_macro", "macro_id": note}],
    });
    let path = asks(&boss, &job).await;

    let _workers = tokio::join!(
        desk.another_process_set(&WORKER),
        desk.another_process_set(&WORKER)
    );
    let job = ended(&boss, &path).await;

    assert_eq!(job["changed"], 40, "{job}");
    for ticket in &tickets {
        let said = boss.gets(&format!("{ticket}/messages")).await;
        assert_eq!(said.ok()["items"].as_array().unwrap().len(), 1);
    }
}
