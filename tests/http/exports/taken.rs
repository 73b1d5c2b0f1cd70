//! An export is made as fast as it is taken, and ends with whoever takes it.

use super::audit::told;
use crate::support::{Desk, Person, eventually};
use reqwest::{Method, Response};
use serde_json::{Value, json};

/// More than fits into the buffers between the service and somebody who does not read.
const TICKETS: usize = 120;
const DESCRIPTION: usize = 200_000;

async fn fills(boss: &Person) {
    let description = "0123456789".repeat(DESCRIPTION / 10);
    for number in 0..TICKETS {
        let ticket = json!({"subject": format!("long {number}"), "description": description});
        boss.opens_with(&ticket).await;
    }
}

/// Asks for an export, and takes nothing of it yet.
async fn asks(person: &Person) -> Response {
    let request = person.request(Method::GET, "/tickets/export?format=ndjson");
    request.send().await.unwrap()
}

async fn end_of(auditor: &Person, count: usize) -> Vec<Value> {
    let look = async || {
        let events = told(auditor).await;
        let ended = events
            .iter()
            .filter(|event| event["type"] != "export.started");
        let ended: Vec<_> = ended.cloned().collect();
        (ended.len() == count).then_some(ended)
    };
    eventually("the end of an export in the log", look).await
}

#[tokio::test]
async fn whoever_goes_away_stops_it_and_frees_the_place() {
    let desk = Desk::open().await;
    let boss = desk.administrator();
    fills(&boss).await;
    let slow = [asks(&boss).await, asks(&boss).await];
    assert!(
        slow.iter().all(|response| response.status() == 200),
        "it begins at once"
    );

    let third = asks(&boss).await;
    assert_eq!(third.status(), 429, "two of one's own are enough");
    assert!(third.headers().contains_key("retry-after"));
    let udo = desk.hires_as("Udo", "auditor").await;
    assert_eq!(asks(&udo).await.status(), 200, "others have places still");

    drop(slow);
    for event in end_of(&udo, 3).await {
        assert_eq!(event["type"], "export.broken_off");
        assert_eq!(event["data"]["reason"], "abandoned");
        assert!(event["data"]["rows"].as_u64().unwrap() < TICKETS as u64);
    }
    assert_eq!(asks(&boss).await.status(), 200);
}

#[tokio::test]
async fn whoever_loses_the_right_gets_no_more() {
    let desk = Desk::open().await;
    let boss = desk.administrator();
    fills(&boss).await;
    let udo = desk.hires_as("Udo", "auditor").await;
    let begun = asks(&udo).await;
    assert_eq!(begun.status(), 200);
    let path = format!("/members/{}", udo.id);
    boss.patches(&path, &json!({"roles": ["member"]}))
        .await
        .ok();
    assert!(
        begun.bytes().await.is_err(),
        "it breaks off, so that nobody takes it for whole"
    );
    let ended = end_of(&boss, 1).await;
    assert_eq!(ended[0]["data"]["reason"], "rights_changed");
}
