//! Who changed which setting, when, from what to what.

use crate::support::Desk;
use serde_json::{Value, json};

#[tokio::test]
async fn the_history_of_a_status_says_who_changed_its_colour_from_what_to_what() {
    let desk = Desk::open().await;
    let administrator = desk.administrator();
    let me = administrator.pages_through("/members?limit=200").await[0]["id"].clone();
    let path = "/statuses/open";
    administrator
        .patches(path, &json!({"colour": "teal"}))
        .await
        .ok();
    let both = json!({"colour": "red", "names": {"ar": "مفتوح"}});
    administrator.patches(path, &both).await.ok();

    let history = administrator.history_of(path).await;

    let types: Vec<_> = history
        .iter()
        .map(|e| e["type"].as_str().unwrap())
        .collect();
    assert_eq!(types, ["status.saved"; 3]);
    assert_eq!(history[0]["actor"]["kind"], "system");
    assert_eq!(history[2]["actor"]["id"], me);
    let first = history[0]["changes"].as_array().unwrap();
    let begins = json!({"path": "key", "before": null, "after": "open"});
    assert!(first.contains(&begins), "{first:?}");
    assert_eq!(
        history[1]["changes"],
        json!([{"path": "colour", "before": "#2563eb", "after": "teal"}])
    );
    let mut changes = history[2]["changes"].as_array().unwrap().clone();
    changes.sort_by_key(|c| c["path"].as_str().unwrap().to_owned());
    assert_eq!(
        Value::from(changes),
        json!([
            {"path": "colour", "before": "teal", "after": "red"},
            {"path": "names", "before": {"ar": "مفتوحة", "he": "פתוחה"}, "after": {"ar": "مفتوح"}},
        ])
    );
}

#[tokio::test]
async fn retiring_and_bringing_back_are_in_the_history_page_by_page() {
    let desk = Desk::open().await;
    let administrator = desk.administrator();
    let id = desk.department("Support").await;
    let path = format!("/departments/{id}");
    administrator.deletes(&path).await.ok();
    let back = json!({"name": "Help desk"});
    administrator.patches(&path, &back).await.ok();

    let history = administrator
        .pages_through(&format!("{path}/history?limit=1"))
        .await;

    let changes: Vec<_> = history.iter().map(|e| &e["changes"]).collect();
    assert_eq!(history.len(), 3);
    assert_eq!(
        changes[1],
        &json!([{"path": "retired", "before": false, "after": true}])
    );
    assert_eq!(
        changes[2],
        &json!([
            {"path": "name", "before": "Support", "after": "Help desk"},
            {"path": "retired", "before": true, "after": false},
        ])
    );
}

#[tokio::test]
async fn every_kind_of_setting_has_a_history() {
    let desk = Desk::open().await;
    let administrator = desk.administrator();
    let rule =
        json!({"name": "r", "on": ["ticket.created"], "do": [{"type": "add_note", "body": "n"}]});
    let field = json!({"key": "floor", "name": "Floor", "kind": {"type": "integer"}});
    let made = json!({"name": "m", "text": {"body": "b", "visibility": "public"}, "scope": {"type": "all"}});
    for (path, new) in [
        ("/rules", rule),
        ("/fields", field),
        ("/field_groups", json!({"name": "g"})),
        ("/macros", made),
        ("/members", json!({"name": "Ben"})),
        (
            "/calendars",
            json!({"key": "k", "name": "k", "time_zone": "UTC",
                   "weekly": {"sunday": [{"from": "00:00", "to": "24:00"}]}}),
        ),
        (
            "/priorities",
            json!({"key": "top", "name": "Top", "colour": "red"}),
        ),
        (
            "/sla_policies",
            json!({"name": "p", "targets": {"resolution": 3600}}),
        ),
    ] {
        let made = administrator.posts(path, &new).await;
        let one = format!("{path}/{}", made.ok()["id"].as_str().unwrap());

        let history = administrator.history_of(&one).await;

        assert_eq!(history.len(), 1, "{path}");
        assert!(
            !history[0]["changes"].as_array().unwrap().is_empty(),
            "{path}"
        );
    }
    let nobody = administrator.gets("/statuses/nowhere/history").await;
    assert_eq!(nobody.status, 404, "{nobody:?}");
}
