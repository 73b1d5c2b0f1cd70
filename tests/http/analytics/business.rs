//! Response times by the hours that count.

use super::chart;
use crate::support::{Desk, Person};
use serde_json::{Value, json};

fn calendar(key: &str, from: &str, to: &str) -> Value {
    let day = json!([{"from": from, "to": to}]);
    let days = [
        "sunday",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
    ];
    let weekly: serde_json::Map<_, _> = days
        .map(|d| (d.to_owned(), day.clone()))
        .into_iter()
        .collect();
    json!({"key": key, "name": key, "time_zone": "UTC", "weekly": weekly})
}

#[tokio::test]
async fn nights_count_only_on_the_wall_and_each_department_has_its_hours() {
    let desk = Desk::open().await;
    let boss = desk.administrator();
    let support = desk.department("Support").await;
    answered(&boss, &support).await;

    let wall = chart(&boss, "performance").await;
    assert_eq!(
        (&wall["time"], &wall["calendar"]),
        (&json!("wall"), &Value::Null)
    );
    let always = chart(&boss, "performance?time=business&calendar=always").await;
    assert_eq!(always["first_response"], wall["first_response"]);
    assert_eq!(always["calendar"], "always");
    let never = chart(&boss, "performance?time=business&calendar=never").await;
    assert_eq!(never["first_response"]["count"], 2);
    assert_eq!(never["first_response"]["p90"], 0.0);

    let mixed = chart(&boss, "performance?time=business").await;
    assert_eq!(
        (&mixed["time"], &mixed["calendar"]),
        (&json!("business"), &json!("always"))
    );
    let of = |department: &str| format!("performance?time=business&department={department}");
    let own = chart(&boss, &of(&support)).await;
    assert_eq!(
        (
            &own["first_response"]["count"],
            &own["first_response"]["p90"]
        ),
        (&json!(1), &json!(0.0))
    );
    assert_eq!(mixed["first_response"]["count"], 2);
}

#[tokio::test]
async fn time_in_a_status_counts_by_the_hours_of_each_department() {
    let desk = Desk::open().await;
    let boss = desk.administrator();
    let support = desk.department("Support").await;
    answered(&boss, &support).await;

    let wall = chart(&boss, "durations?by=department").await;
    assert_eq!(
        (&wall["time"], &wall["calendar"]),
        (&json!("wall"), &Value::Null)
    );
    let mixed = chart(&boss, "durations?by=department&time=business").await;
    assert_eq!(
        (&mixed["time"], &mixed["calendar"]),
        (&json!("business"), &json!("always"))
    );
    // those of no department go by the workspace's calendar, and come first as the longest
    let items = &mixed["items"];
    assert_eq!(
        (&items[0]["key"], &items[0]["tickets"]),
        (&Value::Null, &json!(1))
    );
    assert!(items[0]["seconds"].as_f64() > Some(0.0), "{mixed}");
    assert_eq!(
        (&items[1]["key"], &items[1]["seconds"]),
        (&json!(support), &json!(0.0))
    );
    let never = chart(&boss, "durations?time=business&calendar=never").await;
    assert_eq!(
        (&never["items"][0]["tickets"], &never["items"][0]["mean"]),
        (&json!(2), &json!(0.0))
    );
}

/// Two answered tickets: one of Support, which never works, and one of no department, where every
/// hour counts.
async fn answered(boss: &Person, support: &str) {
    for (key, from, to) in [("always", "00:00", "24:00"), ("never", "00:00", "00:01")] {
        let mut new = calendar(key, from, to);
        if key == "never" {
            new["holidays"] = json!([{"name": "closed", "first": "2000-01-01", "last": "2000-12-30",
                "yearly": true}, {"name": "closed", "first": "2000-12-31", "yearly": true}]);
        }
        boss.posts("/calendars", &new).await.ok();
    }
    let answer = json!({"body": "which one?", "visibility": "public"});
    for department in [Value::Null, json!(support)] {
        let new = json!({"subject": "printer", "department_id": department});
        let ticket = boss.opens_with(&new).await;
        boss.posts(&format!("{ticket}/messages"), &answer)
            .await
            .ok();
    }
    boss.patches("/workspace", &json!({"calendar": "always"}))
        .await
        .ok();
    let own = json!({"calendar": "never"});
    boss.patches(&format!("/departments/{support}"), &own)
        .await
        .ok();
}
