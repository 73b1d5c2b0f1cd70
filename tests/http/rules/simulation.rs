//! Rules are tried on what was, and nothing comes of it.

use crate::support::{Desk, Person, eventually};
use serde_json::{Value, json};

fn urgent(key: &str) -> Value {
    json!({
        "name": "Urgent", "on": ["ticket.created"],
        "when": {"path": "priority", "op": "eq", "value": key},
        "do": [{"type": "add_note", "body": "Hurry"}],
    })
}

async fn tried(person: &Person, rules: Value) -> Value {
    let from = jiff::Timestamp::now() - jiff::SignedDuration::from_hours(1);
    let body = json!({"from": from.to_string(), "rules": rules});
    person.posts("/rules/simulate", &body).await.ok().clone()
}

#[tokio::test]
async fn what_a_rule_really_did_is_what_trying_it_tells() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    let administrator = desk.administrator();
    let rule = administrator.posts("/rules", &urgent("urgent")).await;
    let id = rule.ok()["id"].clone();
    let mut tickets = Vec::new();
    for priority in ["urgent", "low", "urgent", "high"] {
        let ticket = json!({"subject": "fire", "priority": priority});
        tickets.push(ana.opens_with(&ticket).await);
    }
    for urgent in [&tickets[0], &tickets[2]] {
        eventually("the rule to run", async || {
            let history = ana.history_of(urgent).await;
            (history.len() == 3).then_some(())
        })
        .await;
    }
    let head = desk.head().await;

    let same = json!([{"rule": urgent("urgent"), "instead_of": id}]);
    let told = tried(&administrator, same).await;
    let rule = &told["rules"][0];
    for (field, expected) in [
        ("fired", 2),
        ("tickets", 2),
        ("really_fired", 2),
        ("new_tickets", 0),
        ("lost_tickets", 0),
    ] {
        assert_eq!(rule[field], expected, "{field} of {told}");
    }
    let matched = &rule["firings"][0]["matched"][0];
    assert_eq!(*matched, json!({"path": "priority", "value": "urgent"}));

    let other = json!([{"rule": urgent("high"), "instead_of": id}, {"rule": urgent("low")}]);
    let told = tried(&administrator, other).await;
    let numbers = |rule: &Value| {
        ["fired", "really_fired", "new_tickets", "lost_tickets"].map(|f| rule[f].as_u64().unwrap())
    };
    assert_eq!(numbers(&told["rules"][0]), [1, 2, 1, 2]);
    assert_eq!(numbers(&told["rules"][1]), [1, 0, 1, 0]);
    assert_eq!(desk.head().await, head, "trying records nothing");
}

#[tokio::test]
async fn what_is_wrong_with_a_tried_rule_is_told_with_its_place() {
    let desk = Desk::open().await;
    let rule = json!({"name": "", "on": ["ticket.exploded"], "do": [{"type": "set_status", "status": "lost"}]});
    let body = json!({"from": "2026-01-01T00:00:00Z", "rules": [{"rule": urgent("urgent")}, {"rule": rule}]});
    let answer = desk.administrator().posts("/rules/simulate", &body).await;
    let mut fields = answer.refused_fields();
    fields.sort();
    let expected = [
        "rules[1].rule.do[0].status",
        "rules[1].rule.name",
        "rules[1].rule.on",
    ];
    assert_eq!(fields, expected);
}
