//! What a rule found in a field is told to those alone who may see the field.

use crate::support::{Desk, Person, eventually};
use serde_json::{Value, json};

async fn matched(person: &Person, ticket: &str) -> Vec<Value> {
    let fired = eventually("the rule to run", async || {
        let history = person.history_of(ticket).await;
        let fired = |event: &&Value| event["type"] == "ticket.rule_fired";
        history.iter().find(fired).cloned()
    })
    .await;
    let matched = fired["data"]["matched"].as_array();
    matched.cloned().unwrap_or_default()
}

#[tokio::test]
async fn what_a_rule_found_in_a_hidden_field_is_hidden() {
    let desk = Desk::open().await;
    let (ana, administrator) = (desk.hires("Ana").await, desk.administrator());
    let field = json!({
        "key": "salary", "name": "Salary", "kind": {"type": "integer"},
        "access": {"see_roles": ["administrator"]},
    });
    administrator.posts("/fields", &field).await.ok();
    let rule = json!({
        "name": "Well paid", "on": ["ticket.created"],
        "when": {"all": [
            {"path": "fields.salary", "op": "gt", "value": 1},
            {"path": "priority", "op": "eq", "value": "normal"},
        ]},
        "do": [{"type": "add_tags", "tags": ["paid"]}],
    });
    administrator.posts("/rules", &rule).await.ok();
    let ticket = json!({"subject": "raise", "fields": {"salary": 1000}});
    let ticket = administrator.opens_with(&ticket).await;

    let normal = json!({"path": "priority", "value": "normal"});
    let salary = json!({"path": "fields.salary", "value": 1000});
    let seen = matched(&administrator, &ticket).await;
    assert_eq!(seen, [salary, normal.clone()]);
    assert_eq!(matched(&ana, &ticket).await, [normal]);
}
