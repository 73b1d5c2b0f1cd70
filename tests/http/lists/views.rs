//! Views: the built-in ones, and those that people keep.

use crate::support::{Desk, Person};
use serde_json::{Value, json};

const BUILT_IN: [&str; 10] = [
    "mine",
    "all_open",
    "unassigned",
    "overdue",
    "due_today",
    "sla_breached",
    "sla_soon",
    "waiting_for_us",
    "mentioned_me",
    "snoozed",
];

async fn views(person: &Person, query: &str) -> Vec<Value> {
    let page = person.gets(&format!("/views{query}")).await;
    page.ok()["items"].as_array().unwrap().clone()
}

/// A desk with a ticket for each of the built-in views; all of them are Ben's but one.
async fn filled(desk: &Desk) -> Person {
    let (ana, ben) = (desk.hires("Ana").await, desk.hires("Ben").await);
    let now = jiff::Timestamp::now();
    let hours = |hours: i64| (now + jiff::SignedDuration::from_hours(hours)).to_string();
    let opens = async |subject: &str, more: Value| {
        let mut ticket = json!({"subject": subject, "assignee_ids": [ben.id]});
        for (name, value) in more.as_object().unwrap() {
            ticket[name] = value.clone();
        }
        ana.opens_with(&ticket).await
    };
    opens("nobody's", json!({"assignee_ids": []})).await;
    opens("late", json!({"due_at": hours(-72)})).await;
    opens("today", json!({"due_at": now})).await;
    let note = opens("look", json!({})).await;
    let mentions = json!({"member_ids": [ben.id]});
    let said = json!({"body": "look", "visibility": "internal", "mentions": mentions});
    ana.posts(&format!("{note}/messages"), &said).await.ok();
    let asleep = opens("later", json!({})).await;
    let until = json!({"until": hours(48)});
    ana.posts(&format!("{asleep}/snooze"), &until).await.ok();
    let done = opens("done", json!({"due_at": hours(-72)})).await;
    ana.sets_status(&done, "closed").await.ok();
    ben
}

#[tokio::test]
async fn every_installation_begins_with_views() {
    let desk = Desk::open().await;
    let ben = filled(&desk).await;

    let all = views(&ben, "?counts=true").await;

    let keys: Vec<_> = all.iter().map(|v| v["key"].as_str().unwrap()).collect();
    assert_eq!(keys, BUILT_IN);
    for view in &all {
        let key = view["key"].as_str().unwrap();
        let shown = ben.sees_in_list(&format!("view={key}&limit=200")).await;
        assert_eq!(view["count"], shown.len(), "{key}: {shown:?}");
        let id = view["id"].as_str().unwrap();
        let counted = ben.gets(&format!("/tickets/counts?view={id}")).await;
        assert_eq!(counted.ok()["total"], view["count"], "{key}");
    }
    assert_eq!(ben.sees_in_list("view=unassigned").await, ["nobody's"]);
    assert_eq!(ben.sees_in_list("view=mentioned_me").await, ["look"]);
    assert_eq!(ben.sees_in_list("view=snoozed").await, ["later"]);
    let late = ben.sees_in_list("view=overdue").await;
    assert_eq!(late[0], "late");
    assert!(!late.contains(&"done".to_owned()), "{late:?}");
    assert_eq!(ben.sees_in_list("view=due_today").await, ["today"]);
    let plain = views(&ben, "").await;
    assert!(plain.iter().all(|view| view["count"] == Value::Null));
}

#[tokio::test]
async fn the_customer_waits_until_somebody_answers() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    let dana = json!({"name": "Dana", "emails": ["dana@example.org"]});
    let dana = ana.posts("/customers", &dana).await.ok()["id"].clone();
    let asked = json!({"subject": "printer", "requester": {"id": dana}});
    let ticket = ana.opens_with(&asked).await;
    ana.opens("our own").await;
    let waiting = async || ana.sees_in_list("view=waiting_for_us").await;
    let says = async |said: Value| ana.posts(&format!("{ticket}/messages"), &said).await;

    assert_eq!(waiting().await, ["printer"]);
    says(json!({"body": "On it.", "visibility": "public"}))
        .await
        .ok();
    assert!(waiting().await.is_empty());
    let said = json!({"body": "Well?", "visibility": "public", "customer_id": dana});
    says(said).await.ok();
    assert_eq!(waiting().await, ["printer"]);
    says(json!({"body": "She waits.", "visibility": "internal"}))
        .await
        .ok();
    assert_eq!(waiting().await, ["printer"]);
    says(json!({"body": "Done.", "visibility": "public"}))
        .await
        .ok();
    assert!(waiting().await.is_empty());
}

#[tokio::test]
async fn people_see_their_own_views_their_departments_and_those_of_all() {
    let desk = Desk::open().await;
    let administrator = desk.administrator();
    let (ana, ben) = (desk.hires("Ana").await, desk.hires("Ben").await);
    let support = desk.department("Support").await;
    let path = format!("/departments/{support}");
    let members = json!({"member_ids": [ana.id]});
    administrator.patches(&path, &members).await.ok();
    let view = |name: &str, scope: Value| json!({"name": name, "scope": scope, "order": 1000});
    let all = view("for all", json!({"type": "all"}));
    administrator.posts("/views", &all).await.ok();
    let ours = view("ours", json!({"type": "department", "ids": [support]}));
    administrator.posts("/views", &ours).await.ok();
    let own = view("mine", json!({"type": "private"}));
    let own = ben.posts("/views", &own).await;

    let seen = async |person: &Person| {
        let all = views(person, "").await;
        let own = all.iter().filter(|view| view["order"] == 1000);
        let names: Vec<_> = own
            .map(|v| v["name"].as_str().unwrap().to_owned())
            .collect();
        names
    };
    assert_eq!(seen(&ana).await, ["for all", "ours"]);
    assert_eq!(seen(&ben).await, ["for all", "mine"]);
    assert_eq!(seen(&administrator).await, ["for all", "ours"]);
    let path = format!("/views/{}", own.ok()["id"].as_str().unwrap());
    assert_eq!(ana.gets(&path).await.status, 404);
    let shared = json!({"scope": {"type": "all"}});
    assert_eq!(ben.patches(&path, &shared).await.status, 403);
    let overdue = ben
        .patches("/views/overdue", &json!({"name": "Mine"}))
        .await;
    assert_eq!(overdue.status, 403);
}

#[tokio::test]
async fn a_list_is_asked_through_a_view() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    for (subject, priority) in [
        ("a", "low"),
        ("b", "urgent"),
        ("c", "high"),
        ("d", "urgent"),
    ] {
        let ticket = json!({"subject": subject, "priority": priority});
        ana.opens_with(&ticket).await;
    }
    let view = json!({
        "name": "Hot", "names": {"he": "חם"}, "scope": {"type": "private"}, "order": 3,
        "condition": {"path": "priority", "op": "in", "value": ["high", "urgent"]},
        "columns": ["subject", "priority"], "sort": "subject", "group_by": "priority",
    });
    let made = ana.posts("/views", &view).await.ok().clone();
    for (name, value) in view.as_object().unwrap() {
        assert_eq!(&made[name], value, "{name}");
    }
    let view = format!("view={}", made["id"].as_str().unwrap());

    assert_eq!(ana.sees_in_list(&view).await, ["b", "c", "d"]);
    let turned = format!("{view}&sort=-subject&priority=urgent");
    assert_eq!(ana.sees_in_list(&turned).await, ["d", "b"]);
    let condition =
        "condition=%7B%22path%22:%22subject%22,%22op%22:%22ne%22,%22value%22:%22b%22%7D";
    assert_eq!(
        ana.sees_in_list(&format!("{view}&{condition}")).await,
        ["c", "d"]
    );
    let counted = ana.gets(&format!("/tickets/counts?{view}")).await;
    let groups = counted.ok()["groups"].as_array().unwrap().iter();
    let groups: Vec<_> = groups
        .map(|g| (g["key"].as_str(), g["count"].as_i64()))
        .collect();
    assert_eq!(groups, [(Some("high"), Some(1)), (Some("urgent"), Some(2))]);
    let manager = desk.hires_as("Max", "manager").await;
    let of_all = json!({"name": "Hot", "scope": {"type": "all"}, "columns": ["subject"]});
    let of_all = manager.posts("/views", &of_all).await;
    let of_all = of_all.ok()["id"].as_str().unwrap().to_owned();
    let request = manager.request(
        reqwest::Method::GET,
        &format!("/tickets/export?format=csv&view={of_all}&sort=subject"),
    );
    let file = request.send().await.unwrap().text().await.unwrap();
    assert_eq!(file, "Subject\r\na\r\nb\r\nc\r\nd\r\n");
    let past = ana.gets(&format!("/tickets?{view}&as_of=3")).await;
    assert_eq!(past.refused_fields(), ["view"]);
}

#[tokio::test]
async fn all_that_is_wrong_with_a_view_is_told_at_once() {
    let desk = Desk::open().await;
    let administrator = desk.administrator();
    let wrong = json!({
        "name": "", "scope": {"type": "department", "ids": []},
        "condition": {"any": [{"path": "colour", "op": "eq", "value": 1}]},
        "columns": ["subject", "colour", "subject"], "sort": "colour",
    });
    let answer = administrator.posts("/views", &wrong).await;
    assert_eq!(answer.status, 422);
    let mut fields = answer.refused_fields();
    fields.sort();
    assert_eq!(
        fields,
        [
            "columns[1]",
            "columns[2]",
            "condition.any[0].path",
            "name",
            "scope.ids",
            "sort"
        ]
    );
    let unknown = administrator.gets("/tickets?view=nothing&priority=x").await;
    assert_eq!(unknown.status, 400);
    assert_eq!(unknown.refused_fields(), ["view", "priority"]);
}

#[tokio::test]
async fn a_built_in_view_is_changed_retired_and_brought_back_under_its_key() {
    let desk = Desk::open().await;
    let administrator = desk.administrator();
    let whole = json!({"name": "Late", "scope": {"type": "all"}});
    let request = administrator.request(reqwest::Method::PUT, "/views/overdue");
    let replaced = administrator.sends(request.json(&whole)).await;
    assert_eq!(replaced.ok()["key"], "overdue");
    assert_eq!(replaced.ok()["condition"], Value::Null);
    administrator.deletes("/views/overdue").await.ok();
    let gone = administrator.gets("/tickets?view=overdue").await;
    assert_eq!(gone.refused_fields(), ["view"]);
    let back = json!({"sort": "due_at"});
    let back = administrator.patches("/views/overdue", &back).await;
    assert_eq!(back.ok()["retired"], false);
    assert_eq!(back.ok()["name"], "Late");
    let history = administrator.gets("/views/overdue/history").await;
    assert_eq!(history.ok()["items"].as_array().unwrap().len(), 4);
}
