//! The ready rules of docs/automation.md are saved as they stand there, and set off.

use crate::support::{Desk, Person, eventually};
use serde_json::{Value, json};
use std::collections::BTreeSet;

const DOCS: &str = include_str!("../../../docs/automation.md");
/// What a moment that lies ahead sets off.
const TIMERS: [&str; 6] = [
    "Nobody has it",
    "Customer waits",
    "Due tomorrow",
    "Remind the customer",
    "Close what is resolved",
    "Monday round",
];
/// What needs a customer who signed in, or clocks that have run for a while.
const ELSEWHERE: [&str; 3] = ["Bad rating", "Half time", "Three quarters"];

/// The rules, in their order.
fn ready(department: &str) -> Vec<Value> {
    let (_, section) = DOCS.split_once("## Twenty ready rules").unwrap();
    let (section, _) = section.split_once("\n## ").unwrap();
    let blocks = section.split("```json\n").skip(1);
    let texts = blocks.map(|block| block.split_once("```").unwrap().0);
    let filled = texts.map(|text| text.replace("<department id>", department));
    let rules = filled.map(|text| serde_json::from_str(&text).unwrap());
    rules.collect()
}

/// The tickets of a busy day.
async fn happens(ana: &Person, department: &str) -> Vec<String> {
    let asked = json!({"email": "dana@example.org", "name": "Dana"});
    let opens = async |mut ticket: Value| {
        ticket["requester"] = asked.clone();
        ana.opens_with(&ticket).await
    };
    let outage = json!({"subject": "Outage in Haifa", "channel": "email"});
    let outage = opens(outage).await;
    let due_at = jiff::Timestamp::now() + jiff::SignedDuration::from_millis(1500);
    let late = json!({"subject": "coffee is cold", "due_at": due_at.to_string()});
    let late = opens(late).await;
    let ticket = json!({"subject": "slow", "priority": "high", "department_id": department});
    let ticket = opens(ticket).await;
    ana.patches(&ticket, &json!({"priority": "low"})).await.ok();
    let customer = ana.sees(&ticket).await["requester"]["id"].clone();
    for status in ["pending", "resolved"] {
        ana.sets_status(&ticket, status).await.ok();
        let said = json!({"body": "And now?", "visibility": "public", "customer_id": customer});
        ana.posts(&format!("{ticket}/messages"), &said).await.ok();
    }
    for status in ["pending", "resolved"] {
        let left = opens(json!({"subject": "left alone", "priority": "high"})).await;
        ana.sets_status(&left, status).await.ok();
    }
    vec![outage, late, ticket]
}

async fn fired(person: &Person, tickets: &[String]) -> BTreeSet<String> {
    let mut fired = BTreeSet::new();
    for ticket in tickets {
        let history = person.history_of(ticket).await;
        let told = history.iter().filter(|e| e["type"] == "ticket.rule_fired");
        fired.extend(told.map(|e| e["data"]["name"].as_str().unwrap().to_owned()));
    }
    fired
}

#[tokio::test]
async fn the_ready_rules_of_the_docs_are_saved_and_set_off() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    let administrator = desk.administrator();
    let department = desk.department("Support").await;
    let lead = json!({"lead_id": ana.id, "default_assignment": "round_robin"});
    let path = format!("/departments/{department}");
    administrator.patches(&path, &lead).await.ok();
    closed_today(&administrator).await;
    let policy = json!({"name": "All", "targets": {"first_response": 3600}});
    administrator.posts("/sla_policies", &policy).await.ok();
    let rules = ready(&department);
    assert_eq!(rules.len(), 20);
    for rule in &rules {
        administrator.posts("/rules", rule).await.ok();
    }

    let tickets = happens(&ana, &department).await;

    let names = rules.iter().map(|rule| rule["name"].as_str().unwrap());
    let expected: BTreeSet<_> = names
        .filter(|name| !TIMERS.contains(name) && !ELSEWHERE.contains(name))
        .map(str::to_owned)
        .collect();
    eventually("every rule to be set off", async || {
        let missing = &expected - &fired(&ana, &tickets).await;
        missing.is_empty().then_some(())
    })
    .await;
    timers_will_fire(&administrator, &rules).await;
}

/// Hours that are open on some other day than today and tomorrow.
async fn closed_today(administrator: &Person) {
    let today = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC);
    let days = [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ];
    let after = (today.weekday().to_monday_zero_offset() + 3) % 7;
    let day = days[usize::try_from(after).unwrap()];
    let calendar = json!({
        "key": "rare", "name": "Rare", "time_zone": "UTC",
        "weekly": {day: [{"from": "09:00", "to": "17:00"}]},
    });
    administrator.posts("/calendars", &calendar).await.ok();
    let workspace = json!({"calendar": "rare"});
    administrator.patches("/workspace", &workspace).await.ok();
}

/// Trying them on the next two months, in which nothing happens.
async fn timers_will_fire(administrator: &Person, rules: &[Value]) {
    let now = jiff::Timestamp::now();
    let [from, to] = [-1, 60 * 24].map(|hours| now + jiff::SignedDuration::from_hours(hours));
    let tried: Vec<_> = rules.iter().map(|rule| json!({"rule": rule})).collect();
    let body = json!({"from": from.to_string(), "to": to.to_string(), "rules": tried});
    let answer = administrator.posts("/rules/simulate", &body).await;
    let told = answer.ok()["rules"].as_array().unwrap().clone();
    for rule in told {
        let name = rule["name"].as_str().unwrap();
        let fired = rule["fired"].as_u64().unwrap();
        assert!(fired > 0 || ELSEWHERE.contains(&name), "{rule}");
    }
}
