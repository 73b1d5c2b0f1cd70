//! Rules that are made through the API react to what people do.

mod built_in;
mod ready;
mod simulation;
mod veiled;

use crate::support::{Desk, Person, eventually};
use serde_json::{Value, json};

#[tokio::test]
async fn a_rule_assigns_sets_the_status_and_adds_a_note() {
    let desk = Desk::open().await;
    let (ana, ben) = (desk.hires("Ana").await, desk.hires("Ben").await);
    let rule = json!({
        "name": "Fires are Ben's", "on": ["ticket.created"], "when": {"priority": ["urgent"]},
        "do": [
            {"type": "assign", "member": ben.id},
            {"type": "set_status", "status": "in_progress"},
            {"type": "add_note", "body": "Ben is on his way."},
        ],
    });
    let rule = desk.administrator().posts("/rules", &rule).await;
    let calm = ana.opens("coffee is cold").await;

    let fire = ana
        .opens_with(&json!({"subject": "fire", "priority": "urgent"}))
        .await;

    let history = history_once_there_are(&ana, &fire, 5).await;
    let (created, reactions) = history.split_first().unwrap();
    for (reaction, name) in reactions.iter().zip([
        "ticket.rule_fired",
        "ticket.assigned",
        "ticket.status_changed",
        "ticket.message_posted",
    ]) {
        assert_eq!(reaction["type"], name);
        assert_eq!(reaction["actor"]["kind"], "rule");
        assert_eq!(reaction["actor"]["id"], rule.ok()["id"]);
        assert_eq!(reaction["actor"]["name"], "Fires are Ben's");
        assert_eq!(reaction["causation_id"], created["id"]);
        assert_eq!(reaction["correlation_id"], created["correlation_id"]);
    }
    let seen = ana.sees(&fire).await;
    assert_eq!(seen["status"], "in_progress");
    assert_eq!(seen["assignee_ids"], json!([ben.id]));
    assert_eq!(ana.history_of(&calm).await.len(), 1);
}

#[tokio::test]
async fn rules_that_chase_each_other_are_stopped_for_all_to_see() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    for (from, to) in [("open", "pending"), ("pending", "open")] {
        let rule = json!({
            "name": format!("{from} is {to}"), "on": ["ticket.created", "ticket.status_changed"],
            "when": {"status": [from]}, "do": [{"type": "set_status", "status": to}],
        });
        desk.administrator().posts("/rules", &rule).await.ok();
    }

    let ticket = ana.opens("ping pong").await;

    let history = eventually("the rules to be stopped", async || {
        let history = ana.history_of(&ticket).await;
        let stopped = |e: &Value| e["type"] == "ticket.automation_stopped";
        history.iter().any(stopped).then_some(history)
    })
    .await;
    assert!(history.len() < 30, "{} events", history.len());
}

#[tokio::test]
async fn a_rule_that_is_switched_off_does_nothing() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    let rule = |name: &str, active: bool| {
        json!({
            "name": name, "on": ["ticket.created"], "active": active,
            "do": [{"type": "add_note", "body": name}],
        })
    };
    let administrator = desk.administrator();
    administrator
        .posts("/rules", &rule("off", false))
        .await
        .ok();
    let retired = administrator.posts("/rules", &rule("retired", true)).await;
    let path = format!("/rules/{}", retired.ok()["id"].as_str().unwrap());
    administrator.deletes(&path).await.ok();
    administrator.posts("/rules", &rule("on", true)).await.ok();

    let ticket = ana.opens("anything").await;

    let history = history_once_there_are(&ana, &ticket, 3).await;
    assert_eq!(history[1]["data"]["name"], "on");
    assert_eq!(history[2]["data"]["body"], "on");
    assert_eq!(history.len(), 3);
}

async fn history_once_there_are(person: &Person, ticket: &str, entries: usize) -> Vec<Value> {
    eventually("the rules to react", async || {
        let history = person.history_of(ticket).await;
        (history.len() >= entries).then_some(history)
    })
    .await
}
