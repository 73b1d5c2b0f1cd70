//! Charts as people ask for them.

use crate::support::{Desk, Person};
use serde_json::{Value, json};

mod agreement;
mod business;
mod called;
mod live;

/// What a chart tells.
async fn chart(person: &Person, path: &str) -> Value {
    person
        .gets(&format!("/analytics/{path}"))
        .await
        .ok()
        .clone()
}

/// The groups that a chart tells, by their keys.
fn groups(chart: &Value) -> Vec<(Value, i64)> {
    let items = chart["items"].as_array().unwrap();
    let groups = items
        .iter()
        .map(|g| (g["key"].clone(), g["tickets"].as_i64().unwrap()));
    groups.collect()
}

#[tokio::test]
async fn what_comes_and_goes_is_counted() {
    let desk = Desk::open().await;
    let ana = desk.hires_as("Ana", "manager").await;
    let printer = ana.opens("printer").await;
    let screen = json!({
        "subject": "screen", "assignee_ids": [ana.id], "due_at": "2020-01-01T00:00:00Z",
    });
    ana.opens_with(&screen).await;
    ana.sets_status(&printer, "resolved").await.ok();

    let summary = chart(&ana, "summary").await;
    for (name, count) in [
        ("tickets", 2),
        ("open", 1),
        ("pending", 0),
        ("backlog", 1),
        ("unassigned", 0),
        ("overdue", 1),
        ("created", 2),
        ("resolved", 1),
        ("reopened", 0),
    ] {
        assert_eq!(summary[name], count, "{name} {summary}");
    }

    ana.sets_status(&printer, "open").await.ok();
    let trends = chart(&ana, "trends?interval=month&time_zone=Asia/Jerusalem").await;
    assert_eq!(trends["time_zone"], "Asia/Jerusalem");
    let months = trends["items"].as_array().unwrap();
    let sum = |name: &str| {
        months
            .iter()
            .map(|m| m[name].as_i64().unwrap())
            .sum::<i64>()
    };
    assert_eq!(
        (sum("created"), sum("resolved"), sum("reopened")),
        (2, 1, 1)
    );
    assert_eq!(months.last().unwrap()["backlog"], 2);
    let none = chart(&ana, "summary?status_category=closed").await;
    assert_eq!(none["tickets"], 0);
    let performance = chart(&ana, "performance").await;
    assert_eq!(performance["reopening"]["resolved"], 1);
    assert_eq!(performance["reopening"]["reopened"], 1);
    assert_eq!(performance["reopening"]["rate"], 1.0);
    assert_eq!(performance["resolution"]["count"], 0);
    assert_eq!(performance["resolution"]["median"], Value::Null);
}

#[tokio::test]
async fn answers_are_measured_and_stays_added_up() {
    let desk = Desk::open().await;
    let ana = desk.hires_as("Ana", "manager").await;
    let ticket = ana.opens("printer").await;
    let answer = json!({"body": "which one?", "visibility": "public"});
    let messages = format!("{ticket}/messages");
    ana.posts(&messages, &answer).await.ok();
    ana.posts(&messages, &answer).await.ok(); // nobody waited for this one
    ana.notes(&ticket, "the old one").await.ok();
    ana.sets_status(&ticket, "pending").await.ok();

    let performance = chart(&ana, "performance").await;
    assert_eq!(performance["first_response"]["count"], 1);
    assert_eq!(performance["next_response"]["count"], 0);
    let first = &performance["first_response"]["histogram"];
    assert_eq!(first[0], json!({"from": 0, "to": 900, "count": 1}));
    assert_eq!(first.as_array().unwrap().len(), 10);
    let durations = chart(&ana, "durations?by=status").await;
    let mut found = groups(&durations);
    found.sort_by_key(|(key, _)| key.to_string());
    assert_eq!(found, [(json!("open"), 1), (json!("pending"), 1)]);
    let durations = chart(&ana, "durations?by=department").await;
    assert_eq!(groups(&durations), [(Value::Null, 1)]);
}

#[tokio::test]
async fn tickets_are_divided_now_and_as_they_were() {
    let desk = Desk::open().await;
    let ana = desk.hires_as("Ana", "manager").await;
    let support = desk.department("Support").await;
    let ticket = json!({
        "subject": "printer", "tags": ["fire", "paper"], "assignee_ids": [ana.id],
        "department_id": support,
    });
    ana.opens_with(&ticket).await;
    let other = ana.opens("screen").await;
    let before = ana.history_of(&other).await[0]["position"].clone();
    ana.sets_status(&other, "closed").await.ok();

    let by = async |by: &str| chart(&ana, &format!("distribution?by={by}")).await;
    let statuses = by("status").await;
    let mut found = groups(&statuses);
    found.sort_by_key(|(key, _)| key.to_string());
    assert_eq!(found, [(json!("closed"), 1), (json!("open"), 1)]);
    let closed = statuses["items"].as_array().unwrap().iter();
    let mut closed = closed.filter(|item| item["key"] == "closed");
    assert_eq!(closed.next().unwrap()["name"], "Closed");
    let then = by(&format!("status&as_of={before}")).await;
    assert_eq!(groups(&then), [(json!("open"), 2)]);
    let tags = by("tag").await;
    assert_eq!((&tags["tickets"], &tags["groups"]), (&json!(2), &json!(3)));
    let departments = by("department").await;
    assert_eq!(
        groups(&departments),
        [(json!(support), 1), (Value::Null, 1)]
    );
    let members = by("member").await;
    assert_eq!(members["items"][0]["name"], "Ana");
    let first = by("tag&limit=1").await;
    assert_eq!((groups(&first).len(), &first["groups"]), (1, &json!(3)));
}

#[tokio::test]
async fn work_and_backlog_are_those_of_lists() {
    let desk = Desk::open().await;
    let ana = desk.hires_as("Ana", "manager").await;
    let urgent = json!({"subject": "fire", "priority": "urgent", "assignee_ids": [ana.id]});
    ana.opens_with(&urgent).await;
    ana.opens("paper").await;
    let closed = ana.opens("ink").await;
    ana.sets_status(&closed, "closed").await.ok();

    let work = chart(&ana, "workload").await;
    let members = work["members"].as_array().unwrap();
    assert_eq!(members[0]["name"], "Ana");
    assert_eq!(
        (&members[0]["tickets"], &members[0]["weighted"]),
        (&json!(1), &json!(4))
    );
    assert_eq!(members[1]["member_id"], Value::Null);
    assert_eq!(members[1]["tickets"], 1);
    assert_eq!(work["days"].as_array().unwrap().len(), 14);
    let backlog = chart(&ana, "backlog").await;
    let last = backlog["items"].as_array().unwrap().last().unwrap();
    assert_eq!(last["tickets"], 2);
    let arrivals = chart(&ana, "arrivals?time_zone=Asia/Riyadh").await;
    assert_eq!(arrivals["created"], 3);
    assert_eq!(arrivals["days"].as_array().unwrap().len(), 7);
}

#[tokio::test]
async fn a_forecast_says_how_it_came_about() {
    let desk = Desk::open().await;
    let ana = desk.hires_as("Ana", "manager").await;
    ana.opens("printer").await;

    let forecast = chart(&ana, "forecast?days=3&time_zone=Asia/Riyadh").await;
    assert_eq!(forecast["items"].as_array().unwrap().len(), 3);
    assert_eq!(forecast["history_days"], 0); // today is not over
    assert_eq!(forecast["arrivals"]["method"], "seasonal_naive");
    assert_eq!(forecast["arrivals"]["error"], Value::Null);
}

#[tokio::test]
async fn whatever_is_wrong_is_told_at_once() {
    let desk = Desk::open().await;
    let boss = desk.administrator();
    for (path, fields) in [
        (
            "summary?from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z&status=nowhere",
            vec!["from", "status"],
        ),
        (
            "trends?interval=year&week_starts=noon&time_zone=Nowhere",
            vec!["interval", "week_starts", "time_zone"],
        ),
        (
            "trends?interval=hour&from=2020-01-01T00:00:00Z",
            vec!["interval"],
        ),
        ("distribution?assignee=x", vec!["by", "assignee"]),
        ("distribution?by=fields.secret", vec!["by"]),
        ("distribution?by=tag&as_of=1&text=a", vec!["text"]),
        ("durations?by=tag", vec!["by"]),
        ("forecast?days=57&tag=%00", vec!["days", "tag"]),
        ("performance?time=lunch", vec!["time"]),
        ("performance?time=business", vec!["calendar"]),
        (
            "performance?time=business&calendar=none&tag=%00",
            vec!["calendar", "tag"],
        ),
        ("performance?calendar=none", vec!["calendar"]),
        ("durations?by=tag&time=lunch", vec!["by", "time"]),
        ("durations?time=business", vec!["calendar"]),
        ("backlog?q=printer", vec!["q"]),
    ] {
        let answer = boss.gets(&format!("/analytics/{path}")).await;
        assert_eq!(answer.status, 400, "{path} {answer:?}");
        assert_eq!(answer.refused_fields(), fields, "{path}");
    }
    let unknown = boss.gets("/analytics/summary?asignee=me").await;
    assert_eq!(unknown.status, 400);
}
