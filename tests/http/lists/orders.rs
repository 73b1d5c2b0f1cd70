//! Lists in any order, from page to page and back, and counted group by group.

use crate::support::{Answer, Desk, Person};
use serde_json::{Value, json};

fn subjects(page: &Value) -> Vec<&str> {
    let items = page["items"].as_array().unwrap().iter();
    items
        .map(|item| item["subject"].as_str().unwrap())
        .collect()
}

/// A desk with tickets a to e; e is the newest.
async fn filled(desk: &Desk) -> Person {
    let ana = desk.hires("Ana").await;
    let floor = json!({"key": "floor", "name": "Floor", "kind": {"type": "integer"}});
    desk.administrator().posts("/fields", &floor).await.ok();
    for (subject, priority, floor, due) in [
        ("c", "low", Some(10), None),
        ("a", "urgent", Some(9), Some("2030-01-02T00:00:00Z")),
        ("e", "normal", None, Some("2030-01-01T00:00:00Z")),
        ("b", "normal", Some(-1), None),
        ("d", "high", None, Some("2030-01-03T00:00:00Z")),
    ] {
        let ticket = json!({
            "subject": subject, "priority": priority, "due_at": due, "fields": {"floor": floor},
        });
        ana.opens_with(&ticket).await;
    }
    ana
}

#[tokio::test]
async fn a_list_is_in_the_order_that_is_asked_for() {
    let desk = Desk::open().await;
    let ana = filled(&desk).await;
    for (sort, expected) in [
        ("subject", "abcde"),
        ("-subject", "edcba"),
        ("number", "caebd"),
        ("-number", "dbeac"),
        ("due_at", "eadcb"),
        ("-due_at", "daebc"),
        ("priority", "cebda"),
        ("-priority", "adbec"),
        ("fields.floor", "bacde"),
        ("-fields.floor", "cabde"),
    ] {
        let seen = ana.sees_in_list(&format!("sort={sort}")).await.concat();
        let tied = |text: &str| {
            let mut letters: Vec<_> = text.chars().collect();
            letters.sort_unstable();
            letters
        };
        // those without the value come last, among one another in the order of their ids
        let told = match sort {
            "due_at" | "-due_at" | "fields.floor" | "-fields.floor" => 3,
            "priority" | "-priority" => 0,
            _ => 5,
        };
        assert_eq!(seen[..told], expected[..told], "{sort}");
        assert_eq!(tied(&seen[told..]), tied(&expected[told..]), "{sort}");
    }
    let urgent_first = ana.sees_in_list("sort=-priority").await;
    assert_eq!(urgent_first[..2], ["a", "d"]);
    assert_eq!(urgent_first[4], "c");
}

#[tokio::test]
async fn one_goes_from_page_to_page_and_back() {
    let desk = Desk::open().await;
    let ana = filled(&desk).await;
    let page = async |cursor: &Value| {
        let cursor = cursor.as_str().map(|c| format!("&cursor={c}"));
        let path = format!(
            "/tickets?sort=subject&limit=2{}",
            cursor.unwrap_or_default()
        );
        ana.gets(&path).await.ok().clone()
    };
    let first = page(&Value::Null).await;
    assert_eq!(subjects(&first), ["a", "b"]);
    assert_eq!(first["prev_cursor"], Value::Null);
    let second = page(&first["next_cursor"]).await;
    assert_eq!(subjects(&second), ["c", "d"]);
    let third = page(&second["next_cursor"]).await;
    assert_eq!(subjects(&third), ["e"]);
    assert_eq!(third["next_cursor"], Value::Null);
    // what comes in between is on the way back
    ana.opens("bb").await;
    let back = page(&third["prev_cursor"]).await;
    assert_eq!(subjects(&back), ["c", "d"]);
    let before = page(&back["prev_cursor"]).await;
    assert_eq!(subjects(&before), ["b", "bb"]);
    let begin = page(&before["prev_cursor"]).await;
    assert_eq!(subjects(&begin), ["a"]);
    assert_eq!(begin["prev_cursor"], Value::Null);
    assert_eq!(subjects(&page(&begin["next_cursor"]).await), ["b", "bb"]);
}

#[tokio::test]
async fn tickets_are_counted_group_by_group_by_the_filters_of_the_list() {
    let desk = Desk::open().await;
    let ana = filled(&desk).await;
    let counted = async |query: &str| {
        let path = format!("/tickets/counts?{query}");
        ana.gets(&path).await.ok().clone()
    };
    let all = counted("").await;
    assert_eq!(all, json!({"total": 5, "groups": []}));
    let by_priority = counted("group_by=priority").await;
    let groups = by_priority["groups"].as_array().unwrap().iter();
    let groups: Vec<_> = groups
        .map(|g| (g["key"].as_str().unwrap(), g["count"].as_i64()))
        .collect();
    let expected = [("low", 1), ("normal", 2), ("high", 1), ("urgent", 1)];
    assert_eq!(groups, expected.map(|(key, count)| (key, Some(count))));
    let by_member = counted("group_by=assignee&priority=normal").await;
    assert_eq!(
        by_member,
        json!({"total": 2, "groups": [{"id": null, "key": null, "name": null, "count": 2}]})
    );
    let early = "condition=%7B%22path%22:%22due_at%22,%22op%22:%22exists%22,%22value%22:true%7D";
    assert_eq!(counted(early).await["total"], 3);
    let floor = counted("field.floor=9").await;
    assert_eq!(floor["total"], 1);
}

#[tokio::test]
async fn a_field_that_one_may_not_see_is_no_order_and_no_condition() {
    let desk = Desk::open().await;
    let ana = filled(&desk).await;
    let sales = desk.department("Sales").await;
    let field = json!({
        "key": "salary", "name": "Salary", "kind": {"type": "number"},
        "access": {"see_departments": [sales]},
    });
    let boss = desk.administrator();
    boss.posts("/fields", &field).await.ok();
    let refused = |answer: Answer| {
        assert_eq!(answer.status, 400);
        answer.body["errors"][0]["detail"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    for name in ["salary", "nothing"] {
        let unknown = refused(ana.gets(&format!("/tickets?sort=fields.{name}")).await);
        assert!(unknown.contains("names no custom field"), "{unknown}");
        let leaf = format!("%7B%22path%22:%22fields.{name}%22,%22op%22:%22gt%22,%22value%22:3%7D");
        let unknown = refused(ana.gets(&format!("/tickets?condition={leaf}")).await);
        assert!(unknown.contains(&format!("no field {name};")), "{unknown}");
        assert!(!unknown.replace(name, "").contains("salary"), "{unknown}");
    }
    let unknown = refused(ana.gets("/tickets?sort=colour").await);
    assert!(unknown.contains("created_at"), "{unknown}");
}
