//! Who took what out is in the log.

use super::exports;
use crate::support::{Desk, Person};
use serde_json::{Value, json};

/// The events of exports, oldest first.
pub async fn told(auditor: &Person) -> Vec<Value> {
    let types = "export.started,export.finished,export.broken_off";
    let page = auditor
        .gets(&format!("/events?types={types}&limit=200"))
        .await;
    page.ok()["items"].as_array().unwrap().clone()
}

#[tokio::test]
async fn an_export_is_told_of_before_and_after() {
    let desk = Desk::open().await;
    let boss = desk.administrator();
    for subject in ["one", "two", "three"] {
        boss.opens(subject).await;
    }
    let udo = desk.hires_as("Udo", "auditor").await;
    let query = "xlsx&columns=number,subject&status=open&q=two&time_zone=UTC&language=en";
    let file = exports(&udo, query).await;
    assert_eq!(
        file.sheet().height(),
        2,
        "a head and the ticket that was looked for"
    );

    let events = told(&udo).await;
    let types: Vec<_> = events.iter().map(|event| &event["type"]).collect();
    assert_eq!(types, ["export.started", "export.finished"]);
    assert_eq!(events[0]["position"], file.position);
    assert_eq!(events[0]["actor"]["id"], json!(udo.id));
    let asked = json!({
        "format": "xlsx", "columns": ["number", "subject"], "language": "en", "time_zone": "UTC",
        "filter": [{"parameter": "status", "value": "open"}, {"parameter": "q"}],
    });
    assert_eq!(events[0]["data"], asked);
    assert_eq!(events[1]["data"], json!({"rows": 1}));
    assert_eq!(events[1]["stream_id"], events[0]["stream_id"]);
    let mona = desk.hires_as("Mona", "manager").await;
    assert!(told(&mona).await.is_empty(), "only auditors are told");
}

#[tokio::test]
async fn what_is_refused_is_no_export() {
    let desk = Desk::open().await;
    let udo = desk.hires_as("Udo", "auditor").await;
    assert_eq!(udo.gets("/tickets/export?format=doc").await.status, 400);
    let mia = desk.hires_as("Mia", "member").await;
    assert_eq!(mia.gets("/tickets/export?format=csv").await.status, 403);
    assert!(told(&udo).await.is_empty());
}
