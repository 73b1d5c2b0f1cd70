//! One ticket from its opening to its end, and what its history tells of it.

use crate::support::{Desk, Person};
use serde_json::{Value, json};

#[tokio::test]
async fn a_ticket_lives_from_opening_to_closing_and_its_history_tells_why() {
    let desk = Desk::open().await;
    let (ana, ben) = (desk.hires("Ana").await, desk.hires("Ben").await);
    let support = desk.department("Support").await;

    let ticket = ana.opens("printer on fire").await;
    ana.notes(&ticket, "It is the one on the third floor.")
        .await
        .ok();
    let change = json!({"department_id": support, "priority": "urgent", "assignee_ids": [ben.id]});
    ana.patches(&ticket, &change).await.ok();
    ben.sets_status(&ticket, "closed").await.ok();

    let seen = ben.sees(&ticket).await;
    assert_eq!(seen["subject"], "printer on fire");
    assert_eq!(seen["status"], "closed");
    assert_eq!(seen["priority"], "urgent");
    assert_eq!(seen["department_id"], json!(support));
    assert_eq!(seen["assignee_ids"], json!([ben.id]));
    let history = ana.history_of(&ticket).await;
    assert_eq!(
        told(&history),
        [
            ("ticket.created", "Ana"),
            ("ticket.message_posted", "Ana"),
            ("ticket.priority_changed", "Ana"),
            ("ticket.routed", "Ana"),
            ("ticket.assigned", "Ana"),
            ("ticket.status_changed", "Ben"),
        ]
    );
    assert_eq!(
        history[5]["changes"],
        json!([{"path": "status", "before": "open", "after": "closed"}])
    );
    assert_eq!(
        history[2]["changes"],
        json!([{"path": "priority", "before": "normal", "after": "urgent"}])
    );
    let by = &history[5]["actor"];
    assert_eq!(
        (&by["kind"], &by["name"]),
        (&json!("member"), &json!("Ben"))
    );
    assert_eq!(by["id"], json!(ben.id));
}

#[tokio::test]
async fn the_events_of_one_request_share_their_cause_and_others_do_not() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    let ticket = ana.opens("slow mail").await;
    let change = json!({"subject": "mail is slow", "tags": ["mail"]});
    ana.patches(&ticket, &change).await.ok();

    let history = ana.history_of(&ticket).await;

    let chains: Vec<_> = history.iter().map(|e| &e["correlation_id"]).collect();
    assert_eq!(chains.len(), 3);
    assert_ne!(chains[0], chains[1]);
    assert_eq!(chains[1], chains[2]);
    assert!(history.iter().all(|e| e["causation_id"].is_null()));
    let positions = history.iter().map(|e| e["position"].as_i64().unwrap());
    assert!(positions.is_sorted());
}

#[tokio::test]
async fn the_past_of_a_ticket_can_be_asked() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    let ticket = ana.opens("first words").await;
    for subject in ["second words", "third words"] {
        ana.patches(&ticket, &json!({"subject": subject}))
            .await
            .ok();
    }
    let history = ana.history_of(&ticket).await;

    for (entry, subject) in history
        .iter()
        .zip(["first words", "second words", "third words"])
    {
        let then = entry["occurred_at"].as_str().unwrap();
        let seen = ana.sees(&format!("{ticket}?as_of={then}")).await;
        assert_eq!(seen["subject"], subject);
        assert_eq!(seen["version"], entry["version"]);
    }
    let before = ana
        .gets(&format!("{ticket}?as_of=2001-01-01T00:00:00Z"))
        .await;
    assert_eq!(before.status, 404);
}

#[tokio::test]
async fn a_note_is_read_by_those_who_come_later() {
    let desk = Desk::open().await;
    let (ana, ben) = (desk.hires("Ana").await, desk.hires("Ben").await);
    let ticket = ana.opens("who has the keys?").await;
    ana.notes(&ticket, "I have them.\nStill.").await.ok();

    let messages = ben
        .pages_through(&format!("{ticket}/messages?limit=1"))
        .await;

    assert_eq!(messages.len(), 1);
    assert_eq!(messages[0]["body"], "I have them.\nStill.");
    assert_eq!(messages[0]["visibility"], "internal");
    assert_eq!(messages[0]["author"]["name"], "Ana");
}

#[tokio::test]
async fn a_deleted_ticket_leaves_the_list_and_comes_back_when_restored() {
    let desk = Desk::open().await;
    let ana = desk.hires_as("Ana", "manager").await;
    let ticket = ana.opens("a mistake").await;

    ana.deletes(&ticket).await.ok();
    assert!(ana.sees_in_list("").await.is_empty());
    assert_eq!(
        ana.sees_in_list("include_deleted=true").await,
        ["a mistake"]
    );
    let refused = ana.patches(&ticket, &json!({"subject": "x"})).await;
    assert_eq!(refused.status, 409, "{refused:?}");

    ana.posts(&format!("{ticket}/restore"), &json!({}))
        .await
        .ok();
    assert_eq!(ana.sees_in_list("").await, ["a mistake"]);
    assert_eq!(ana.history_of(&ticket).await.len(), 3);
}

#[tokio::test]
async fn a_ticket_is_found_by_its_number_as_by_its_id() {
    let desk = Desk::open().await;
    let ana: Person = desk.hires("Ana").await;
    let ticket = ana.opens("number, please").await;
    let by_id = ana.sees(&ticket).await;

    let by_number = ana.sees(&format!("/tickets/{}", by_id["number"])).await;

    assert_eq!(by_number, by_id);
}

/// What happened and who did it.
fn told(history: &[Value]) -> Vec<(&str, &str)> {
    history
        .iter()
        .map(|e| {
            (
                e["type"].as_str().unwrap(),
                e["actor"]["name"].as_str().unwrap(),
            )
        })
        .collect()
}
