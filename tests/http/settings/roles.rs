//! Roles that come with the program keep up with it, until somebody makes them their own.

use crate::http::access::office::Office;
use domain::Permission;
use domain::setting::Role;
use serde_json::json;

/// As it was made when nobody knew of views.
fn early() -> Role {
    let role = Role::built_in().into_iter();
    let mut role = role.clone().find(|role| role.key == Role::MANAGER).unwrap();
    let views = [Permission::ChangeViews].into_iter().collect();
    role.permissions = role.permissions.without(views);
    role
}

#[tokio::test]
async fn a_built_in_role_gets_what_is_new_unless_somebody_changed_it() {
    let office = Office::open().await;
    let boss = office.desk.administrator();
    let path = format!("/roles/{}", early().id());
    let allowed = async || {
        let role = boss.sees(&path).await;
        let permissions = role["permissions"].as_array().unwrap().clone();
        permissions.contains(&json!("settings.views"))
    };
    office.saves_role(early()).await;
    assert!(!allowed().await);

    let process = office.desk.another_process().await;
    let there = office.desk.administrator_at(&process);
    let role = there.sees(&path).await;
    let version = role["version"].clone();
    assert!(role["permissions"].to_string().contains("settings.views"));

    let mut permissions = role["permissions"].as_array().unwrap().clone();
    permissions.retain(|permission| permission != "settings.views");
    there
        .patches(&path, &json!({"permissions": permissions}))
        .await
        .ok();
    let next = office.desk.another_process().await;
    let role = office.desk.administrator_at(&next).sees(&path).await;
    assert_eq!(role["permissions"], json!(permissions));
    assert_eq!(role["version"].as_i64(), version.as_i64().map(|v| v + 1));
}
