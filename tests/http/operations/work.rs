//! Time spent, and things to be done.

use super::{NOBODY, items, puts, story, twice};
use crate::support::{Desk, Person};
use serde_json::{Value, json};

#[tokio::test]
async fn time_spent_is_recorded_and_summed() {
    let desk = Desk::open().await;
    let (ana, ben) = (desk.hires("Ana").await, desk.hires("Ben").await);
    let ticket = ana.opens("long story").await;
    let path = format!("{ticket}/time_entries");
    let told = json!({
        "minutes": 90, "note": "On site", "worked_at": "2026-03-01T09:30:00Z", "member_id": ben.id,
    });

    let (first, again) = twice(&ana, &path, &told).await;
    ana.posts(&path, &json!({"minutes": 5})).await.ok();

    assert_eq!((first.status, first.ok()), (201, again.ok()));
    let mut entry = first.ok().clone();
    let id = entry["id"].take();
    let mut expected = told.clone();
    expected["id"] = json!(null);
    assert_eq!(entry, expected);
    let list = ana.gets(&path).await;
    assert_eq!(list.ok()["total_minutes"], 95);
    assert_eq!(items(&list)[0]["id"], id);
    assert_eq!(items(&list)[1]["member_id"], json!(ana.id));
    assert_eq!(ana.sees(&ticket).await["minutes_spent"], 95);
}

#[tokio::test]
async fn an_entry_is_removed_by_its_own_member_or_an_administrator() {
    let desk = Desk::open().await;
    let (ana, ben) = (desk.hires("Ana").await, desk.hires("Ben").await);
    let ticket = ana.opens("long story").await;
    let path = format!("{ticket}/time_entries");
    let mut entries = Vec::new();
    for _ in 0..2 {
        let entry = ana.posts(&path, &json!({"minutes": 10})).await;
        entries.push(format!("{path}/{}", entry.ok()["id"].as_str().unwrap()));
    }

    assert_eq!(ben.deletes(&entries[0]).await.status, 403);
    assert_eq!(ana.deletes(&entries[0]).await.ok()["minutes_spent"], 10);
    let administrator = desk.administrator();
    assert_eq!(
        administrator.deletes(&entries[1]).await.ok()["minutes_spent"],
        0
    );
    ben.deletes(&entries[1]).await.ok(); // it is so already
    assert_eq!(ben.deletes(&format!("{path}/x")).await.status, 404);
}

#[tokio::test]
async fn everything_that_is_wrong_with_an_entry_is_told() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    let path = format!("{}/time_entries", ana.opens("one").await);
    let wrong = json!({
        "minutes": 0, "note": "two\nlines", "worked_at": "2190-01-01T00:00:00Z",
        "member_id": NOBODY,
    });
    let refused = ana.posts(&path, &wrong).await;
    assert_eq!(refused.status, 422);
    assert_eq!(
        refused.refused_fields(),
        ["minutes", "note", "worked_at", "member_id"]
    );
    for minutes in [
        json!(-1),
        json!(1.5),
        json!(null),
        json!(10_081),
        json!(1e300),
    ] {
        let refused = ana.posts(&path, &json!({"minutes": minutes})).await;
        assert_eq!(refused.refused_fields(), ["minutes"], "{minutes}");
    }
}

async fn adds(person: &Person, path: &str, text: &str) -> String {
    let added = person.posts(path, &json!({"text": text})).await;
    assert_eq!(added.status, 201);
    added.ok()["id"].as_str().unwrap().to_owned()
}

fn texts(list: &Value) -> Vec<(&str, bool)> {
    let items = list["items"].as_array().unwrap().iter();
    items
        .map(|item| {
            (
                item["text"].as_str().unwrap(),
                item["done"].as_bool().unwrap(),
            )
        })
        .collect()
}

#[tokio::test]
async fn a_checklist_is_written_checked_off_and_ordered() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    let ticket = ana.opens("new colleague").await;
    let path = format!("{ticket}/checklist");
    let desk_item = adds(&ana, &path, " A desk ").await;
    let key = adds(&ana, &path, "A kee").await;

    let change = json!({"text": "A key", "done": true});
    let changed = ana.patches(&format!("{path}/{key}"), &change).await;
    assert_eq!(
        changed.ok(),
        &json!({"id": key, "text": "A key", "done": true})
    );
    ana.patches(&format!("{path}/{key}"), &json!({})).await.ok();
    let order = json!({"item_ids": [key, desk_item]});
    let ordered = puts(&ana, &format!("{path}/order"), &order).await;

    assert_eq!(texts(ordered.ok()), [("A key", true), ("A desk", false)]);
    assert_eq!(texts(ana.gets(&path).await.ok()), texts(ordered.ok()));
    let progress = json!({"done": 1, "total": 2});
    assert_eq!(ana.sees(&ticket).await["checklist"], progress);
    let left = ana.deletes(&format!("{path}/{key}")).await;
    assert_eq!(left.ok()["checklist"], json!({"done": 0, "total": 1}));
    ana.deletes(&format!("{path}/{key}")).await.ok(); // it is so already
    assert_eq!(
        story(&ana, &ticket).await,
        [
            "checklist_item_added",
            "checklist_item_added",
            "checklist_item_reworded",
            "checklist_item_checked",
            "checklist_reordered",
            "checklist_item_removed",
        ]
    );
}

#[tokio::test]
async fn what_is_wrong_with_a_checklist_is_told() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    let path = format!("{}/checklist", ana.opens("one").await);
    let item = adds(&ana, &path, "A desk").await;
    for text in [
        json!(""),
        json!("x".repeat(501)),
        json!("two\nlines"),
        json!(7),
    ] {
        let refused = ana.posts(&path, &json!({"text": text})).await;
        assert_eq!(refused.refused_fields(), ["text"]);
        let change = json!({"text": text, "done": true});
        let refused = ana.patches(&format!("{path}/{item}"), &change).await;
        assert_eq!(refused.refused_fields(), ["text"]);
    }
    for order in [json!([]), json!([item, item]), json!([NOBODY])] {
        let refused = puts(&ana, &format!("{path}/order"), &json!({"item_ids": order})).await;
        assert_eq!(refused.refused_fields(), ["item_ids"]);
    }
    for unknown in [NOBODY, "x"] {
        let refused = ana
            .patches(&format!("{path}/{unknown}"), &json!({"done": true}))
            .await;
        assert_eq!(refused.status, 404);
    }
    assert_eq!(texts(ana.gets(&path).await.ok()), [("A desk", false)]);
}
