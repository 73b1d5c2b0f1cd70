//! New tickets that make no sense, field by field.

use super::{Bad, all_are_refused, post, raw};
use serde_json::{Value, json};

/// Well formed, and nobody's.
const NOBODY: &str = "018f0000-0000-7000-8000-000000000000";

/// A ticket that is fine but for one field.
fn with(field: &'static str, value: &Value) -> Bad {
    named(field, value, field)
}

/// The same, where the fault lies deeper.
fn named(field: &str, value: &Value, wrong: &'static str) -> Bad {
    post("/tickets", json!({"subject": "s", field: value}), wrong)
}

#[tokio::test]
async fn a_wrong_subject_or_description_is_named() {
    all_are_refused(vec![
        post("/tickets", json!({}), "subject"),
        with("subject", &json!(null)),
        with("subject", &json!(7)),
        with("subject", &json!(["a"])),
        with("subject", &json!({"a": 1})),
        with("subject", &json!("")),
        with("subject", &json!("  \t ")),
        with("subject", &json!("x".repeat(501))),
        with("subject", &json!("nul \0 byte")),
        with("subject", &json!("two\nlines")),
        raw("/tickets", r#"{"subject": "a", "subject": "b"}"#, "subject"),
        with("description", &json!("nul \0 byte")),
        with("description", &json!("x".repeat(300_000))),
        with("description", &json!(true)),
    ])
    .await;
}

#[tokio::test]
async fn what_a_ticket_refers_to_must_be_there() {
    all_are_refused(vec![
        with("status", &json!("no such status")),
        with("status", &json!("nul\0")),
        with("status", &json!(NOBODY)),
        with("status", &json!(1)),
        with("priority", &json!("asap")),
        with("department_id", &json!(NOBODY)),
        with("department_id", &json!("not an id")),
        with("assignee_ids", &json!([NOBODY])),
        with("assignee_ids", &json!("ana")),
        with("assignee_ids", &json!([1])),
        with("channel", &json!("pigeon")),
        named("requester", &json!({"email": "nobody"}), "requester.email"),
        named("requester", &json!({"phone": "1"}), "requester.phone"),
        with("requester", &json!([])),
        with("subjekt", &json!("typo")),
        with("number", &json!(1)),
    ])
    .await;
}

#[tokio::test]
async fn wrong_tags_are_named() {
    let many: Vec<String> = (0..51).map(|n| format!("tag{n}")).collect();
    all_are_refused(vec![
        with("tags", &json!("printer")),
        with("tags", &json!(["x".repeat(51)])),
        with("tags", &json!([""])),
        with("tags", &json!(["a\0b"])),
        with("tags", &json!(many)),
    ])
    .await;
}

#[tokio::test]
async fn absurd_dates_are_named() {
    let dates = [
        json!("yesterday"),
        json!("2026-02-30T00:00:00Z"),
        json!("2026-05-01"),
        json!("0001-01-01T00:00:00Z"),
        json!("9999-12-31T23:59:59Z"),
        json!("+292277-01-01T00:00:00Z"),
        json!("1e400"),
        json!(""),
        json!(1_700_000_000),
        json!(-1e300),
    ];
    let fields = ["due_at", "window_from", "window_to"];
    let mut bad: Vec<Bad> = fields
        .iter()
        .flat_map(|field| dates.iter().map(|date| with(field, date)))
        .collect();
    let backwards = json!({
        "subject": "s",
        "window_from": "2026-05-02T00:00:00Z", "window_to": "2026-05-01T00:00:00Z",
    });
    bad.push(post("/tickets", backwards, "window_to"));
    all_are_refused(bad).await;
}
