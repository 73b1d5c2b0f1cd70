//! Charts tell by themselves that they changed.

use crate::http::access::office::{Office, Scope, opens_in};
use crate::http::live::Stream;
use crate::support::{Desk, within};
use domain::Permission as P;
use serde_json::{Value, json};

/// What the next message tells.
async fn told(stream: &mut Stream) -> (i64, Vec<Value>) {
    let event = within("a change", stream.event()).await;
    let changed = event.data["changed"].as_array().unwrap().clone();
    (event.data["position"].as_i64().unwrap(), changed)
}

#[tokio::test]
async fn whoever_shows_charts_is_told_what_to_ask_again() {
    let desk = Desk::open().await;
    let ana = desk.hires_as("Ana", "manager").await;
    let mut stream = Stream::of(&ana, "/analytics/stream", None).await;

    ana.opens("printer").await;
    let (position, changed) = told(&mut stream).await;
    assert!(changed.contains(&json!("summary")) && changed.contains(&json!("tickets")));
    let again = format!("/analytics/summary?min_position={position}");
    assert_eq!(ana.gets(&again).await.ok()["tickets"], 1);
}

#[tokio::test]
async fn nobody_is_told_of_what_is_out_of_reach() {
    let office = Office::open().await;
    let boss = office.desk.administrator();
    let allowed = [P::ReadTickets, P::ReadAnalytics];
    office
        .makes_role("chief", &allowed, Scope::Department)
        .await;
    let mia = office.hires("Mia", &["chief"], &[office.support]).await;
    let ours = opens_in(&boss, "ours", office.support).await;
    let theirs = opens_in(&boss, "theirs", office.sales).await;
    let mut stream = Stream::of(&mia, "/analytics/stream", None).await;

    boss.sets_status(&theirs, "pending").await.ok();
    let silent = office.desk.head().await;
    let away = json!({"department_id": office.sales.0});
    boss.patches(&ours, &away).await.ok();

    // hers went away: that she is told, and of nothing before
    let (position, changed) = told(&mut stream).await;
    assert!(position > silent, "told of {position}, not after {silent}");
    assert!(changed.contains(&json!("distribution")), "{changed:?}");
}
