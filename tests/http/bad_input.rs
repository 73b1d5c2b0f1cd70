//! Whatever is sent, the answer is a problem that names the field, and nothing is written.

mod addresses;
mod tickets;

use crate::support::{Answer, Desk, Person};
use reqwest::Method;
use serde_json::{Value, json};

/// A request that must be refused, and the field that must be named; "" where there is none.
type Bad = (Method, String, Body, &'static str);

enum Body {
    Json(Value),
    Bytes(Vec<u8>),
    Nothing,
}

fn post(path: &str, body: Value, field: &'static str) -> Bad {
    (Method::POST, path.to_owned(), Body::Json(body), field)
}

fn raw(path: &str, body: impl Into<Vec<u8>>, field: &'static str) -> Bad {
    (
        Method::POST,
        path.to_owned(),
        Body::Bytes(body.into()),
        field,
    )
}

fn get(path: impl Into<String>, field: &'static str) -> Bad {
    (Method::GET, path.into(), Body::Nothing, field)
}

#[tokio::test]
async fn what_is_no_json_object_is_refused() {
    let mut deep = "[".repeat(100_000);
    deep += &"]".repeat(100_000);
    let mut invalid_utf8 = br#"{"subject": "caf"#.to_vec();
    invalid_utf8.extend([0xe9, b'"', b'}']);
    let mut lone_surrogate = br#"{"subject": ""#.to_vec();
    lone_surrogate.extend(br#"\ud800"}"#);
    let huge = json!({"subject": "x".repeat(10 * 1024 * 1024)});
    all_are_refused(vec![
        raw("/tickets", "", ""),
        raw("/tickets", "null", ""),
        raw("/tickets", "[]", ""),
        raw("/tickets", "\"subject\"", ""),
        raw("/tickets", "{", ""),
        raw("/tickets", r#"{"subject": "s"} {"subject": "t"}"#, ""),
        raw("/tickets", r#"{"subject": NaN}"#, ""),
        raw("/tickets", r#"{'subject': 's'}"#, ""),
        raw("/tickets", vec![0; 100], ""),
        raw("/tickets", vec![0xff; 100], ""),
        raw("/tickets", invalid_utf8, ""),
        raw("/tickets", lone_surrogate, ""),
        raw("/tickets", deep, ""),
        post("/tickets", huge, ""),
    ])
    .await;
}

#[tokio::test]
async fn a_change_that_makes_no_sense_changes_nothing_of_the_ticket() {
    let desk = Desk::open().await;
    let ana = desk.administrator();
    let ticket = ana.opens("as it was").await;
    let before = ana.sees(&ticket).await;
    let head = desk.head().await;
    let messages = format!("{ticket}/messages");
    let patch = |body: Value, field| (Method::PATCH, ticket.clone(), Body::Json(body), field);

    for bad in [
        patch(json!({"subject": "new", "priority": "asap"}), "priority"),
        patch(json!({"subject": "new", "tags": ["fine", ""]}), "tags"),
        patch(json!({"subject": null}), "subject"),
        patch(json!({"subject": "new", "status": "gone"}), "status"),
        patch(json!({"assignee_ids": null}), "assignee_ids"),
        patch(json!({"requester": {}}), "requester"),
        patch(json!({"version": 7}), "version"),
        post(
            &messages,
            json!({"body": "", "visibility": "public"}),
            "body",
        ),
        post(
            &messages,
            json!({"body": "x", "visibility": "secret"}),
            "visibility",
        ),
        post(
            &messages,
            json!({"body": "x".repeat(300_000), "visibility": "public"}),
            "body",
        ),
        post(
            &messages,
            json!({"body": "a\0b", "visibility": "public"}),
            "body",
        ),
        post(&format!("{ticket}/status"), json!({"status": ""}), "status"),
        post(
            &format!("{ticket}/assignees"),
            json!({"member_id": "x"}),
            "member_id",
        ),
    ] {
        refused(&ana, bad).await;
    }

    assert_eq!(ana.sees(&ticket).await, before);
    assert_eq!(desk.head().await, head);
}

#[tokio::test]
async fn settings_that_make_no_sense_are_refused() {
    let nobody = "018f0000-0000-7000-8000-000000000000";
    let rule = |on: Value, act: Value| json!({"name": "r", "on": on, "do": act});
    let note = json!([{"type": "add_note", "body": "x"}]);
    all_are_refused(vec![
        post("/departments", json!({"name": ""}), "name"),
        post("/departments", json!({"name": "x".repeat(201)}), "name"),
        post("/departments", json!({"name": "a\0b"}), "name"),
        post("/departments", json!({"name": "x", "order": 1e30}), "order"),
        post("/members", json!({"name": "x", "email": "nobody"}), "email"),
        post(
            "/members",
            json!({"name": "x", "department_ids": [nobody]}),
            "department_ids",
        ),
        post("/rules", rule(json!([]), note.clone()), "on"),
        post(
            "/rules",
            rule(json!(["ticket.exploded"]), note.clone()),
            "on",
        ),
        post("/rules", rule(json!("ticket.created"), note), "on"),
        post("/rules", rule(json!(["ticket.created"]), json!([])), "do"),
        post(
            "/rules",
            rule(
                json!(["ticket.created"]),
                json!([{"type": "assign", "member": nobody}]),
            ),
            "do[0].member",
        ),
    ])
    .await;
}

#[tokio::test]
async fn headers_that_make_no_sense_are_refused() {
    let desk = Desk::open().await;
    let ana = desk.administrator();
    let ticket = ana.opens("as it was").await;
    let head = desk.head().await;
    let long = "k".repeat(256);

    for (name, value) in [
        ("If-Match", "1"),
        ("If-Match", "\"x\""),
        ("If-Match", "\"99999999999999999999\""),
        ("Idempotency-Key", ""),
        ("Idempotency-Key", "two words"),
        ("Idempotency-Key", long.as_str()),
    ] {
        let change = json!({"subject": "new"});
        let request = ana.request(Method::PATCH, &ticket).json(&change);
        let answer = ana.sends(request.header(name, value)).await;
        assert_eq!(answer.status, 400, "{name}: {value} {answer:?}");
        assert_eq!(answer.refused_fields(), [name]);
    }
    let request = ana.request(Method::POST, "/tickets").body("subject=x");
    let form = request.header("Content-Type", "application/x-www-form-urlencoded");
    assert_eq!(ana.sends(form).await.status, 415);
    assert_eq!(desk.head().await, head);
}

/// Sends each and returns the answers; nothing may have been written at the end.
async fn all_are_refused(bad: Vec<Bad>) -> Vec<Answer> {
    let desk = Desk::open().await;
    let administrator = desk.administrator();
    let head = desk.head().await;
    let mut answers = Vec::new();
    for bad in bad {
        answers.push(refused(&administrator, bad).await);
    }
    assert_eq!(desk.head().await, head, "something was written");
    administrator.opens("the desk still works").await;
    answers
}

async fn refused(person: &Person, (method, path, body, field): Bad) -> Answer {
    let request = person.request(method.clone(), &path);
    let (request, sent) = match body {
        Body::Json(value) => (request.json(&value), value.to_string()),
        Body::Bytes(bytes) => {
            let sent = String::from_utf8_lossy(&bytes).into_owned();
            (request.body(bytes), sent)
        }
        Body::Nothing => (request, String::new()),
    };
    let sent: String = sent.chars().take(100).collect();
    let answer = person.sends(request).await;
    let told = format!("{method} {path:.100} {sent}\n{answer:?}");
    assert!((400..500).contains(&answer.status), "{told}");
    assert_eq!(answer.content_type, "application/problem+json", "{told}");
    assert!(answer.body["detail"].is_string(), "{told}");
    if !field.is_empty() {
        let fields = answer.refused_fields();
        let names = |f: &String| f == field || f.starts_with(&format!("{field}["));
        assert!(fields.iter().any(names), "{field} is not named: {told}");
    }
    answer
}
