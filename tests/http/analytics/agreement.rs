//! Lists, charts and exports tell the same numbers, whoever asks and for whatever.

use super::{chart, groups};
use crate::http::access::office::{Office, Scope};
use crate::support::Person;
use domain::Permission as P;
use proptest::sample::subsequence;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};

/// How many filters are tried by everybody.
const FILTERS: usize = 25;

#[tokio::test]
async fn lists_charts_and_exports_agree_for_every_role_and_filter() {
    let office = Office::open().await;
    let allowed = [P::ReadTickets, P::ReadAnalytics, P::Export];
    office
        .makes_role("chief", &allowed, Scope::Department)
        .await;
    office.makes_role("loner", &allowed, Scope::Own).await;
    let boss = office.desk.administrator();
    let mia = office.hires("Mia", &["chief"], &[office.support]).await;
    let lou = office.hires("Lou", &["loner"], &[office.sales]).await;
    fill(&office, &boss, &[&mia, &lou]).await;
    let filters = filters(&office);

    for (who, person) in [("boss", &boss), ("mia", &mia), ("lou", &lou)] {
        let mut seen = 0;
        for filter in &filters {
            seen += assert_agreement(who, person, filter).await;
        }
        assert!(seen > 0, "{who} sees nothing, which shows nothing");
    }
}

/// Tickets that differ in everything that is asked about.
async fn fill(office: &Office, boss: &Person, people: &[&Person]) {
    let departments = [json!(office.support.0), json!(office.sales.0), Value::Null];
    for number in 0..24_usize {
        let priority = ["low", "normal", "urgent"][number % 3];
        let mut ticket = json!({
            "subject": format!("ticket {number}"),
            "priority": priority,
            "department_id": departments[number % 3],
            "tags": (0..number % 3).map(|tag| format!("tag{tag}")).collect::<Vec<_>>(),
        });
        if number % 4 > 0 {
            ticket["assignee_ids"] = json!([people[number % 2].id]);
        }
        if number % 5 == 0 {
            ticket["due_at"] = json!("2020-01-01T00:00:00Z");
        }
        let path = boss.opens_with(&ticket).await;
        let status = ["open", "pending", "resolved", "closed"][number % 4];
        boss.sets_status(&path, status).await.ok();
        match number % 11 {
            3 => _ = boss.sets_status(&path, "open").await.ok(),
            7 => _ = boss.deletes(&path).await.ok(),
            _ => {}
        }
    }
}

/// Several at once, so that some find little and some nothing.
fn filters(office: &Office) -> Vec<String> {
    let urgent = r#"{"any":[{"path":"priority","op":"eq","value":"urgent"},{"path":"tags","op":"contains","value":"tag1"}]}"#;
    let pieces = vec![
        "status=open,resolved".to_owned(),
        "not_status=closed".to_owned(),
        "status_category=pending,open".to_owned(),
        "priority=urgent".to_owned(),
        format!("department={}", office.support.0),
        "assignee=me".to_owned(),
        "unassigned=true".to_owned(),
        "tag=tag0".to_owned(),
        "overdue=true".to_owned(),
        "include_deleted=true".to_owned(),
        "created_from=2020-01-01T00:00:00Z".to_owned(),
        "text=ticket 1".to_owned(),
        format!("condition={}", encoded(urgent)),
        "all=false".to_owned(),
    ];
    let some = subsequence(pieces, 0..3);
    let mut runner = TestRunner::default();
    let any = (0..FILTERS).map(|_| some.new_tree(&mut runner).unwrap().current());
    let everything = "all=true".to_owned();
    any.map(|mut pieces| {
        if pieces.is_empty() {
            pieces.push(everything.clone());
        }
        pieces.join("&")
    })
    .collect()
}

/// As it may stand in an address.
fn encoded(json: &str) -> String {
    let signs = [
        ("\"", "%22"),
        ("{", "%7B"),
        ("}", "%7D"),
        ("[", "%5B"),
        ("]", "%5D"),
    ];
    signs.iter().fold(json.to_owned(), |text, (sign, code)| {
        text.replace(sign, code)
    })
}

/// How many tickets the list shows.
async fn assert_agreement(who: &str, person: &Person, filter: &str) -> usize {
    let all = match filter.contains("all=") {
        true => filter.to_owned(),
        false => format!("all=true&{filter}"),
    };
    let listed = person
        .pages_through(&format!("/tickets?limit=200&{all}"))
        .await;
    let count = listed.len() as i64;
    let since = "from=2020-01-01T00:00:00Z&interval=month";
    let export = person
        .gets(&format!("/tickets/export?format=ndjson&{all}"))
        .await;
    let exported = match &export.body {
        Value::String(text) => text.lines().count(),
        _ => 1, // a single line is read as what it is
    };
    assert_eq!(exported, listed.len(), "export {who} {filter}");
    let summary = chart(person, &format!("summary?{filter}")).await;
    assert_eq!(summary["tickets"], count, "summary {who} {filter}");
    let trends = chart(person, &format!("trends?{since}&{filter}")).await;
    let months = trends["items"].as_array().unwrap();
    let created: i64 = months.iter().map(|m| m["created"].as_i64().unwrap()).sum();
    assert_eq!(created, count, "trends {who} {filter}");
    assert_eq!(
        months.last().unwrap()["backlog"],
        summary["backlog"],
        "backlog {who} {filter}"
    );
    for by in [
        "status",
        "priority",
        "department",
        "member",
        "tag",
        "channel",
    ] {
        let chart = chart(person, &format!("distribution?by={by}&{filter}")).await;
        assert_eq!(chart["tickets"], count, "{by} {who} {filter}");
        assert_groups(by, &groups(&chart), &listed);
    }
    let arrivals = chart(
        person,
        &format!("arrivals?from=2020-01-01T00:00:00Z&{filter}"),
    )
    .await;
    assert_eq!(arrivals["created"], count, "arrivals {who} {filter}");
    listed.len()
}

/// Each group has as many tickets as the list shows with its key.
fn assert_groups(by: &str, groups: &[(Value, i64)], listed: &[Value]) {
    for (key, count) in groups {
        let holds = |ticket: &&Value| match by {
            "status" | "priority" | "channel" => ticket[by] == *key,
            "department" => ticket["department_id"] == *key,
            list => {
                let held = match list {
                    "member" => &ticket["assignee_ids"],
                    _ => &ticket["tags"],
                };
                let held = held.as_array().unwrap();
                held.contains(key) || (held.is_empty() && key.is_null())
            }
        };
        let shown = listed.iter().filter(holds).count() as i64;
        assert_eq!(*count, shown, "{by} {key}");
    }
}
