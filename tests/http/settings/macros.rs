//! Macros: who makes which, who sees which, and what is refused.

use crate::support::{Answer, Desk, Person};
use serde_json::{Value, json};

async fn makes(person: &Person, name: &str, scope: Value) -> Answer {
    let text = json!({"body": "Hello {{customer.name}}", "visibility": "public"});
    let new = json!({"name": name, "text": text, "scope": scope});
    person.posts("/macros", &new).await
}

async fn sees(person: &Person) -> Vec<String> {
    let macros = person.pages_through("/macros?limit=200").await;
    let names = macros.iter().map(|m| m["name"].as_str().unwrap());
    names.map(str::to_owned).collect()
}

#[tokio::test]
async fn a_macro_is_shown_as_it_was_made() {
    let desk = Desk::open().await;
    let administrator = desk.administrator();
    let ana = desk.hires("Ana").await;
    let support = desk.department("Support").await;
    let field = json!({"key": "floor", "name": "Floor", "kind": {"type": "integer"}});
    administrator.posts("/fields", &field).await.ok();
    let new = json!({
        "name": "Later", "names": {"he": "אחר כך"}, "order": 3, "active": false,
        "text": {"body": "{{ticket.number}}: soon", "visibility": "internal"},
        "actions": [
            {"type": "set_status", "status": "pending"},
            {"type": "set_priority", "priority": "high"},
            {"type": "assign", "member": ana.id},
            {"type": "assign_self"},
            {"type": "unassign_all"},
            {"type": "route", "department": support, "keep_assignees": false},
            {"type": "add_tags", "tags": ["a"]},
            {"type": "remove_tags", "tags": ["b"]},
            {"type": "set_fields", "fields": {"floor": 3}},
            {"type": "snooze_for", "minutes": 60},
            {"type": "add_note", "body": "by {{member.name}}"},
        ],
        "scope": {"type": "department", "ids": [support]},
    });

    let made = administrator.posts("/macros", &new).await;

    let made = made.ok();
    for (field, value) in new.as_object().unwrap() {
        assert_eq!(&made[field], value, "{field}");
    }
    let path = format!("/macros/{}", made["id"].as_str().unwrap());
    let patch = json!({"text": null, "active": true});
    let patched = administrator.patches(&path, &patch).await;
    assert_eq!(patched.ok()["text"], Value::Null);
    assert_eq!(patched.ok()["actions"], new["actions"]);
}

#[tokio::test]
async fn people_see_the_macros_that_they_may_apply() {
    let desk = Desk::open().await;
    let administrator = desk.administrator();
    let (ana, ben) = (desk.hires("Ana").await, desk.hires("Ben").await);
    let support = desk.department("Support").await;
    let patch = json!({"member_ids": [ana.id]});
    let path = format!("/departments/{support}");
    administrator.patches(&path, &patch).await.ok();
    makes(&administrator, "all", json!({"type": "all"}))
        .await
        .ok();
    let scope = json!({"type": "department", "ids": [support]});
    makes(&administrator, "support", scope).await.ok();
    let mine = json!({"type": "member", "id": ben.id});
    let own = makes(&ben, "ben's", mine).await;

    assert_eq!(sees(&administrator).await, ["all", "ben's", "support"]);
    assert_eq!(sees(&ana).await, ["all", "support"]);
    assert_eq!(sees(&ben).await, ["all", "ben's"]);
    let path = format!("/macros/{}", own.ok()["id"].as_str().unwrap());
    assert_eq!(ana.gets(&path).await.status, 404);
    assert_eq!(ana.gets(&format!("{path}/history")).await.status, 404);
    assert_eq!(ana.deletes(&path).await.status, 404);
    assert_eq!(ben.history_of(&path).await.len(), 1);
    ben.deletes(&path).await.ok();
    assert_eq!(sees(&ben).await, ["all"]);
}

#[tokio::test]
async fn members_make_and_change_only_macros_of_their_own() {
    let desk = Desk::open().await;
    let administrator = desk.administrator();
    let (ana, ben) = (desk.hires("Ana").await, desk.hires("Ben").await);
    for scope in [
        json!({"type": "all"}),
        json!({"type": "member", "id": ana.id}),
        json!({"type": "department", "ids": [desk.department("Support").await]}),
    ] {
        let refused = makes(&ben, "mine", scope).await;
        assert_eq!(refused.status, 403, "{refused:?}");
    }
    let all = makes(&administrator, "all", json!({"type": "all"})).await;
    let path = format!("/macros/{}", all.ok()["id"].as_str().unwrap());
    let patch = json!({"name": "mine"});
    assert_eq!(ben.patches(&path, &patch).await.status, 403);
    assert_eq!(ben.deletes(&path).await.status, 403);
    let own = makes(&ben, "own", json!({"type": "member", "id": ben.id})).await;
    let path = format!("/macros/{}", own.ok()["id"].as_str().unwrap());
    let spread = json!({"scope": {"type": "all"}});
    assert_eq!(ben.patches(&path, &spread).await.status, 403);
    ben.patches(&path, &patch).await.ok();
}

#[tokio::test]
async fn all_that_is_wrong_with_a_macro_is_told_at_once() {
    let desk = Desk::open().await;
    let bad = json!({
        "name": "", "text": {"body": "{{customer.phone}}", "visibility": "public"},
        "actions": [
            {"type": "set_status", "status": "nowhere"},
            {"type": "set_fields", "fields": {"moon": 1}},
            {"type": "add_tags", "tags": []},
        ],
        "scope": {"type": "department", "ids": []},
    });
    let refused = desk.administrator().posts("/macros", &bad).await;
    assert_eq!(refused.status, 422, "{refused:?}");
    let mut fields = refused.refused_fields();
    fields.sort();
    assert_eq!(
        fields,
        [
            "actions[0].status",
            "actions[1].fields.moon",
            "actions[2].tags",
            "name",
            "scope.ids",
            "text.body",
        ]
    );
}
