//! Departments: what they are, who belongs to them, how tickets come into them.

use crate::support::Desk;
use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

#[tokio::test]
async fn a_department_is_made_with_its_members_in_one_step() {
    let desk = Desk::open().await;
    let administrator = desk.administrator();
    let (ana, ben) = (desk.hires("Ana").await, desk.hires("Ben").await);
    let field = json!({"key": "floor", "name": "Floor", "kind": {"type": "integer"}});
    administrator.posts("/fields", &field).await.ok();
    let head = desk.head().await;
    let new = json!({
        "name": "Support", "names": {"ar": "الدعم", "he": "תמיכה"}, "description": "First line",
        "colour": "teal", "order": 3, "lead_id": ana.id, "member_ids": [ana.id, ben.id],
        "show_in_navigation": false, "default_assignment": "least_loaded", "form": ["floor"],
        "keep_assignees_on_routing": false,
    });

    let made = administrator.posts("/departments", &new).await;

    let made = made.ok();
    for (field, value) in new.as_object().unwrap() {
        assert_eq!(&made[field], value, "{field}");
    }
    let member = administrator.gets(&format!("/members/{}", ben.id)).await;
    assert_eq!(member.ok()["department_ids"], json!([made["id"]]));
    let events = administrator.gets(&format!("/events?after={head}")).await;
    let events = events.ok()["items"].as_array().unwrap().clone();
    let types: Vec<_> = events.iter().map(|e| e["type"].as_str().unwrap()).collect();
    assert_eq!(types, ["department.saved", "member.saved", "member.saved"]);
    assert!(
        events
            .iter()
            .all(|e| e["correlation_id"] == events[0]["correlation_id"])
    );
}

#[tokio::test]
async fn members_are_put_in_and_taken_out_by_one_change() {
    let desk = Desk::open().await;
    let administrator = desk.administrator();
    let (ana, ben) = (desk.hires("Ana").await, desk.hires("Ben").await);
    let id = desk.department("Support").await;
    let path = format!("/departments/{id}");
    let patch = json!({"member_ids": [ana.id]});
    administrator.patches(&path, &patch).await.ok();

    let swapped = json!({"member_ids": [ben.id], "name": "Help desk"});
    let swapped = administrator.patches(&path, &swapped).await;

    assert_eq!(swapped.ok()["member_ids"], json!([ben.id]));
    assert_eq!(swapped.ok()["name"], "Help desk");
    let member = administrator.gets(&format!("/members/{}", ana.id)).await;
    assert_eq!(member.ok()["department_ids"], json!([]));
    let whole = json!({"name": "Desk"});
    let put = administrator.request(Method::PUT, &path).json(&whole);
    let kept = administrator.sends(put).await;
    assert_eq!(
        kept.ok()["member_ids"],
        json!([ben.id]),
        "not named, not changed"
    );
}

#[tokio::test]
async fn a_department_with_a_member_who_is_not_there_is_not_saved_at_all() {
    let desk = Desk::open().await;
    let administrator = desk.administrator();
    let ana = desk.hires("Ana").await;
    let head = desk.head().await;
    let bad = json!({
        "name": " ", "member_ids": [ana.id, Uuid::nil()], "lead_id": Uuid::nil(), "form": ["moon"],
    });

    let refused = administrator.posts("/departments", &bad).await;

    assert_eq!(refused.status, 422, "{refused:?}");
    let fields = refused.refused_fields();
    for field in ["name", "lead_id", "form[0]"] {
        assert!(fields.contains(&field.to_owned()), "{fields:?}");
    }
    let bad = json!({"name": " ", "member_ids": [ana.id, Uuid::nil()]});
    let refused = administrator.posts("/departments", &bad).await;
    assert_eq!(
        refused.refused_fields(),
        ["name", "member_ids"],
        "{refused:?}"
    );
    assert_eq!(desk.head().await, head);
}

#[tokio::test]
async fn a_repeated_request_makes_one_department() {
    let desk = Desk::open().await;
    let administrator = desk.administrator();
    let ana = desk.hires("Ana").await;
    let new = json!({"name": "Support", "member_ids": [ana.id]});
    let mut ids = Vec::new();
    for _ in 0..2 {
        let request = administrator.request(Method::POST, "/departments");
        let request = request.header("Idempotency-Key", "once").json(&new);
        ids.push(administrator.sends(request).await.ok()["id"].clone());
    }
    assert_eq!(ids[0], ids[1]);
    let all = administrator.pages_through("/departments?limit=200").await;
    assert_eq!(all.len(), 1);
}

#[tokio::test]
async fn members_of_a_department_that_nobody_made_are_not_found() {
    let desk = Desk::open().await;
    let administrator = desk.administrator();
    let path = format!("/departments/{}", Uuid::nil());
    let patch = json!({"member_ids": []});
    let missing = administrator.patches(&path, &patch).await;
    assert_eq!(missing.status, 404, "{missing:?}");
    let put = administrator.request(Method::PUT, &path);
    let whole: Value = json!({"name": "x", "member_ids": []});
    let missing = administrator.sends(put.json(&whole)).await;
    assert_eq!(missing.status, 404, "{missing:?}");
}
