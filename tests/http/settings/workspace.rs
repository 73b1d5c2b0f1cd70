//! What holds for the whole installation.

use crate::support::Desk;
use serde_json::{Value, json};

#[tokio::test]
async fn the_workspace_says_what_holds_before_anybody_said_so() {
    let desk = Desk::open().await;
    let ben = desk.hires("Ben").await;
    let seen = ben.gets("/workspace").await.ok().clone();
    assert_eq!(seen["name"], "Docket");
    assert_eq!(seen["first_status"], "open");
    assert_eq!(seen["languages"], json!(["en", "ar", "he"]));
    assert_eq!(
        (&seen["version"], &seen["updated_at"]),
        (&json!(0), &Value::Null)
    );
    let refused = ben.patches("/workspace", &json!({"name": "Mine"})).await;
    assert_eq!(refused.status, 403, "{refused:?}");
}

#[tokio::test]
async fn tickets_begin_where_and_are_numbered_as_the_workspace_says() {
    let desk = Desk::open().await;
    let administrator = desk.administrator();
    let new = json!({"key": "new", "name": "New", "category": "new", "colour": "purple"});
    administrator.posts("/statuses", &new).await.ok();
    let patch = json!({"number_prefix": "DKT-", "number_padding": 6, "first_status": "new"});

    let changed = administrator.patches("/workspace", &patch).await;

    assert_eq!(changed.ok()["first_status"], "new");
    assert_eq!(changed.ok()["version"], 1);
    let ticket = administrator.opens("numbered").await;
    let seen = administrator.sees(&ticket).await;
    assert_eq!(seen["status"], "new");
    let number = seen["number"].as_i64().unwrap();
    assert_eq!(seen["reference"], format!("DKT-{number:06}"));
    let refused = administrator.deletes("/statuses/new").await;
    assert_eq!(refused.status, 422, "tickets begin in it: {refused:?}");
    administrator.deletes("/statuses/open").await.ok();
    let other = administrator.opens("still possible").await;
    assert_eq!(administrator.sees(&other).await["status"], "new");
}

#[tokio::test]
async fn all_that_is_wrong_with_the_workspace_is_told_at_once() {
    let desk = Desk::open().await;
    let bad = json!({
        "name": "", "number_prefix": "DKT 1", "number_padding": 300, "first_status": "nowhere",
        "max_ticket_attachment_bytes": 0, "languages": [],
    });
    let refused = desk.administrator().patches("/workspace", &bad).await;
    assert_eq!(refused.status, 422, "{refused:?}");
    let mut fields = refused.refused_fields();
    fields.sort();
    assert_eq!(
        fields,
        [
            "first_status",
            "languages",
            "max_ticket_attachment_bytes",
            "name",
            "number_padding",
            "number_prefix",
        ]
    );
}

#[tokio::test]
async fn the_history_of_the_workspace_is_kept() {
    let desk = Desk::open().await;
    let administrator = desk.administrator();
    for prefix in ["A-", "B-", "B-"] {
        let patch = json!({"number_prefix": prefix});
        administrator.patches("/workspace", &patch).await.ok();
    }
    let history = administrator.history_of("/workspace").await;
    assert_eq!(history.len(), 2, "{history:?}");
    assert_eq!(
        history[1]["changes"],
        json!([{"path": "number_prefix", "before": "A-", "after": "B-"}])
    );
}
