//! Jobs are listed for whoever asked for them, and for auditors.

use super::{desk, does_to, opens};
use crate::support::Person;
use serde_json::{Value, json};

async fn lists(person: &Person, query: &str) -> Vec<Value> {
    let listed = format!("/tickets/bulk?limit=1{query}");
    let jobs = person.pages_through(&listed).await;
    jobs.iter().map(|job| job["id"].clone()).collect()
}

#[tokio::test]
async fn everybody_lists_their_own_jobs_and_auditors_all() {
    let (desk, boss) = desk().await;
    let mia = desk.hires_as("Mia", "manager").await;
    let max = desk.hires_as("Max", "manager").await;
    let udo = desk.hires_as("Udo", "auditor").await;
    let tickets = opens(&boss, 2).await;
    let tag = |tag: &str| json!([{"type": "add_tags", "tags": [tag]}]);
    let first = does_to(&mia, &tickets, &tag("a")).await;
    let second = does_to(&mia, &tickets[..1], &tag("a")).await;
    let third = does_to(&boss, &tickets, &tag("b")).await;
    let id = |job: &Value| job["id"].clone();

    assert_eq!(lists(&mia, "").await, [id(&second), id(&first)]);
    assert!(lists(&max, "").await.is_empty());
    let all = [id(&third), id(&second), id(&first)];
    assert_eq!(lists(&udo, "").await, all);
    assert_eq!(lists(&boss, "").await, all);
    assert_eq!(lists(&boss, "&mine=true").await, [id(&third)]);
    assert!(lists(&udo, "&mine=true").await.is_empty());
    let listed = mia.sees("/tickets/bulk").await["items"].clone();
    assert_eq!(listed, json!([second, first]));
    let refused = mia.gets("/tickets/bulk?cursor=nonsense").await;
    assert_eq!(refused.status, 400, "{refused:?}");
}
