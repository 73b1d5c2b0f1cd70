//! Roles over HTTP: what there is, what can be changed, and what is in the way.

use super::office::Office;
use crate::support::Desk;
use serde_json::json;

#[tokio::test]
async fn the_built_in_roles_are_there_from_the_first_start() {
    let desk = Desk::open().await;
    let page = desk.administrator().gets("/roles").await;
    let keys: Vec<_> = page.ok()["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|r| &r["key"])
        .collect();
    assert_eq!(
        keys,
        [
            "administrator",
            "manager",
            "member",
            "light_member",
            "auditor"
        ]
    );
    let known = desk.administrator().gets("/permissions").await;
    let all = known.ok()["items"].as_array().unwrap();
    let whole = &page.body["items"][0]["permissions"];
    assert_eq!(all.len(), whole.as_array().unwrap().len());
}

#[tokio::test]
async fn an_unknown_permission_is_refused_with_those_that_exist() {
    let desk = Desk::open().await;
    let role = json!({"key": "x", "name": "", "permissions": ["tickets.fly"], "scope": "own"});
    let answer = desk.administrator().posts("/roles", &role).await;
    assert_eq!(answer.refused_fields(), ["permissions", "name"]);
    let detail = answer.body["errors"][0]["detail"].as_str().unwrap();
    assert!(
        detail.contains("tickets.read") && detail.contains("people.manage"),
        "{detail}"
    );
}

#[tokio::test]
async fn a_role_in_use_is_retired_once_nothing_names_it() {
    let desk = Desk::open().await;
    let administrator = desk.administrator();
    let role =
        json!({"key": "engineer", "name": "E", "permissions": ["tickets.read"], "scope": "own"});
    administrator.posts("/roles", &role).await.ok();
    let ana = desk.hires("Ana").await;
    let me = format!("/members/{}", ana.id);
    let placed = administrator
        .patches(&me, &json!({"roles": ["engineer"]}))
        .await;
    assert_eq!(placed.ok()["roles"], json!(["engineer"]));
    assert_eq!(placed.body["administrator"], false);

    let refused = administrator.deletes("/roles/engineer").await;
    assert_eq!(
        (refused.status, refused.refused_fields()),
        (409, vec!["member".to_owned()])
    );

    administrator.patches(&me, &json!({"roles": []})).await.ok();
    administrator.deletes("/roles/engineer").await.ok();
    let unknown = administrator
        .patches(&me, &json!({"roles": ["engineer"]}))
        .await;
    assert_eq!(unknown.refused_fields(), ["roles"]);
    for needed in ["administrator", "member"] {
        let refused = administrator.deletes(&format!("/roles/{needed}")).await;
        assert!([409, 422].contains(&refused.status), "{refused:?}");
    }
}

#[tokio::test]
async fn the_last_administrator_stays_however_it_is_said() {
    let desk = Desk::open().await;
    let administrator = desk.administrator();
    let id = administrator.gets("/me").await.ok()["id"].clone();
    let me = format!("/members/{}", id.as_str().unwrap());
    for patch in [
        json!({"roles": ["manager"]}),
        json!({"administrator": false}),
    ] {
        let refused = administrator.patches(&me, &patch).await;
        assert_eq!(refused.refused_fields(), ["administrator"]);
    }
    assert_eq!(administrator.deletes(&me).await.status, 422);
}

#[tokio::test]
async fn a_role_that_is_changed_holds_at_once() {
    let office = Office::open().await;
    let lea = office
        .hires("Lea", &["light_member"], &[office.support])
        .await;
    assert_eq!(lea.gets("/tickets").await.status, 200);
    let none = json!({"permissions": ["customers.read"]});
    let administrator = office.desk.administrator();
    administrator
        .patches("/roles/light_member", &none)
        .await
        .ok();
    assert_eq!(lea.gets("/tickets").await.status, 403);
}

#[tokio::test]
async fn members_change_of_themselves_only_what_gives_them_nothing() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    let changed = ana
        .patches("/me", &json!({"language": "he", "name": "Anna"}))
        .await;
    assert_eq!(
        (&changed.ok()["language"], &changed.body["name"]),
        (&json!("he"), &json!("Anna"))
    );
    for field in ["roles", "department_ids", "email", "administrator"] {
        let refused = ana.patches("/me", &json!({field: []})).await;
        assert_eq!(
            (refused.status, refused.refused_fields()),
            (422, vec![field.to_owned()])
        );
    }
    let me = ana.gets("/me").await;
    assert_eq!(me.ok()["roles"], json!(["member"]));
    let read = json!({"permission": "tickets.read", "scope": "department", "unrouted": true});
    assert!(
        me.body["permissions"].as_array().unwrap().contains(&read),
        "{me:?}"
    );
}
