//! Lists that are asked with a condition.

use crate::support::{Desk, Person};
use serde_json::{Value, json};

/// The list's parameters for a condition.
fn asked(condition: &Value) -> String {
    let text: String = (condition.to_string().bytes())
        .map(|byte| format!("%{byte:02X}"))
        .collect();
    format!("condition={text}")
}

fn leaf(path: &str, op: &str, value: impl Into<Value>) -> Value {
    json!({"path": path, "op": op, "value": value.into()})
}

async fn sees(person: &Person, condition: &Value) -> Vec<String> {
    person.sees_in_list(&asked(condition)).await
}

#[tokio::test]
async fn a_condition_says_what_the_other_parameters_cannot() {
    let desk = Desk::open().await;
    let (ana, ben) = (desk.hires("Ana").await, desk.hires("Ben").await);
    let fire = json!({
        "subject": "printer on fire", "priority": "urgent", "assignee_ids": [ben.id],
        "due_at": "2030-05-01T10:00:00Z",
        "requester": {"name": "Dana", "email": "Dana@Acme.example"},
    });
    ana.opens_with(&fire).await;
    ana.opens_with(&json!({"subject": "no paper", "due_at": "2020-05-01T10:00:00Z"}))
        .await;
    let closed = ana.opens("password forgotten").await;
    ana.sets_status(&closed, "closed").await.ok();

    let either = json!({"any": [leaf("priority", "eq", "urgent"), leaf("overdue", "eq", true)]});
    assert_eq!(sees(&ana, &either).await, ["no paper", "printer on fire"]);
    let neither = sees(&ana, &json!({"not": either})).await;
    assert_eq!(neither, ["password forgotten"]);
    let closed = leaf("status", "eq", "closed");
    assert_eq!(sees(&ana, &closed).await, ["password forgotten"]);
    let mine = leaf("assignee_ids", "contains", "me");
    assert_eq!(sees(&ben, &mine).await, ["printer on fire"]);
    assert!(sees(&ana, &mine).await.is_empty());
    let acme = leaf("requester.email", "contains", "@ACME.EX");
    assert_eq!(sees(&ana, &acme).await, ["printer on fire"]);
    let today = leaf("created_at", "on", "today");
    let zone = format!("{}&time_zone=Asia/Jerusalem", asked(&today));
    assert_eq!(ana.sees_in_list(&zone).await.len(), 3);
    let both = format!("{}&text=paper", asked(&today));
    assert_eq!(ana.sees_in_list(&both).await, ["no paper"]);
}

#[tokio::test]
async fn whatever_is_wrong_with_a_condition_is_told_at_once() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    let wrong = json!({"all": [leaf("colour", "eq", 1), leaf("created_at", "in_last", "x")]});
    let path = format!("/tickets?{}&time_zone=Mars&priority=x", asked(&wrong));
    let answer = ana.gets(&path).await;
    assert_eq!(answer.status, 400);
    let errors = answer.body["errors"].as_array().unwrap();
    let fields: Vec<_> = errors
        .iter()
        .map(|e| e["field"].as_str().unwrap())
        .collect();
    assert_eq!(
        fields,
        [
            "time_zone",
            "condition.all[0].path",
            "condition.all[1].value",
            "priority"
        ]
    );
    let answer = ana.gets("/tickets?condition=urgent").await;
    assert_eq!(answer.status, 400);
}
