//! Macros at work.

use super::{NOBODY, asks, story};
use crate::support::{Answer, Desk, Person};
use serde_json::{Value, json};

async fn has_macro(desk: &Desk, scope: Value) -> String {
    let new = json!({
        "name": "Out of toner",
        "text": {"body": "Hello {{customer.name}}, {{ticket.number}} is on its way. {{member.name}}", "visibility": "public"},
        "actions": [
            {"type": "set_status", "status": "pending"},
            {"type": "assign_self"},
            {"type": "add_tags", "tags": ["toner"]},
            {"type": "add_note", "body": "Ordered for {{ticket.subject}}."},
        ],
        "scope": scope,
    });
    let made = desk.administrator().posts("/macros", &new).await;
    made.ok()["id"].as_str().unwrap().to_owned()
}

async fn applies(person: &Person, ticket: &str, id: &str) -> Answer {
    asks(person, &format!("{ticket}/macros/{id}")).await
}

#[tokio::test]
async fn a_macro_says_and_does_everything_in_one_go() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    let id = has_macro(&desk, json!({"type": "all"})).await;
    let new =
        json!({"subject": "printer", "requester": {"name": "Dana", "email": "dana@example.org"}});
    let ticket = ana.opens_with(&new).await;
    let head = desk.head().await;

    let applied = applies(&ana, &ticket, &id).await;

    let after = applied.ok();
    assert_eq!(after["status"], "pending");
    assert_eq!(
        (&after["assignee_ids"], &after["tags"]),
        (&json!([ana.id]), &json!(["toner"]))
    );
    let messages = ana.gets(&format!("{ticket}/messages")).await;
    let said: Vec<_> = super::items(&messages)
        .iter()
        .map(|m| (&m["body"], &m["visibility"]))
        .collect();
    let note = (&json!("Ordered for printer."), &json!("internal"));
    let hello = (&json!("Hello Dana, 1 is on its way. Ana"), &json!("public"));
    assert_eq!(said, [note, hello]);
    assert_eq!(story(&ana, &ticket).await[0], "macro_applied");
    let history = ana.history_of(&ticket).await;
    let chains: Vec<_> = history[1..].iter().map(|e| &e["correlation_id"]).collect();
    assert!(chains.iter().all(|chain| *chain == chains[0]));
    assert_eq!(desk.head().await, head + 6);
}

#[tokio::test]
async fn a_macro_is_applied_by_those_it_is_meant_for() {
    let desk = Desk::open().await;
    let (ana, ben) = (desk.hires("Ana").await, desk.hires("Ben").await);
    let id = has_macro(&desk, json!({"type": "member", "id": ben.id})).await;
    let ticket = ana.opens("printer").await;

    assert_eq!(applies(&ana, &ticket, &id).await.status, 404);
    assert_eq!(applies(&ana, &ticket, NOBODY).await.status, 404);
    let administrator = desk.administrator(); // who sees it, and that it is Ben's
    assert_eq!(applies(&administrator, &ticket, &id).await.status, 403);
    assert_eq!(applies(&ana, &ticket, "x").await.status, 404);
    assert!(story(&ana, &ticket).await.is_empty());
    applies(&ben, &ticket, &id).await.ok();
}

#[tokio::test]
async fn a_macro_that_cannot_do_all_does_nothing() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    let id = has_macro(&desk, json!({"type": "all"})).await;
    let administrator = desk.administrator();
    let stuck = json!({"next": []});
    administrator.patches("/statuses/closed", &stuck).await.ok();
    let tags: Vec<_> = (0..50).map(|n| format!("tag{n}")).collect();
    let new = json!({"subject": "printer", "status": "closed", "tags": tags});
    let ticket = ana.opens_with(&new).await;

    let refused = applies(&ana, &ticket, &id).await;

    assert_eq!(refused.status, 422, "{refused:?}");
    assert_eq!(refused.refused_fields(), ["status", "tags"]);
    assert!(story(&ana, &ticket).await.is_empty());
}
