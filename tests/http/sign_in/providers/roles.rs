//! Roles follow the groups at the provider, from one sign-in to the next.

use super::*;
use crate::support::eventually;

fn in_groups(groups: &[&str]) -> Value {
    json!({"email": "ana@example.org", "email_verified": true, "name": "Ana", "groups": groups})
}

#[tokio::test]
async fn mapped_roles_come_and_go_with_the_groups_and_others_stay() {
    let mapping = json!({"roles": {"leads": "manager", "support": "member"}});
    let office = Office::open(mapping).await;
    let id = member(&office.desk, "Ana").await;
    let given = json!({"roles": ["auditor"]});
    let path = format!("/members/{id}");
    office
        .desk
        .administrator()
        .patches(&path, &given)
        .await
        .ok();

    office.signed_in("ana").await;
    assert_eq!(
        office.roles(&id).await,
        json!(["auditor", "member", "manager"])
    );
    office.provider.knows("ana", &in_groups(&["support"])).await;
    office.signed_in("ana").await;
    assert_eq!(office.roles(&id).await, json!(["auditor", "member"]));
    office.provider.knows("ana", &in_groups(&[])).await;
    office.signed_in("ana").await;
    assert_eq!(office.roles(&id).await, json!(["auditor"]));

    let told = office.told().await;
    let admitted = told.iter().filter(|(name, _)| name == "account.admitted");
    assert_eq!(
        admitted.filter(|(_, data)| data["made"] == false).count(),
        3
    );
}

#[tokio::test]
async fn a_lost_group_is_felt_at_once_wherever_the_member_is() {
    let mapping = json!({"roles": {"leads": "manager", "support": "light_member"}});
    let office = Office::open(mapping).await;
    member(&office.desk, "Ana").await;
    let mut before = office.signed_in("ana").await;
    // the usual role was given here and stays, so what only managers may tells
    assert_eq!(office.sees(&mut before, "/rules").await.status, 200);

    office.provider.knows("ana", &in_groups(&["support"])).await;
    let mut after = office.signed_in("ana").await;

    assert_eq!(office.sees(&mut after, "/rules").await.status, 403);
    eventually("the other browser to know", async || {
        let page = office.sees(&mut before.clone(), "/rules").await;
        (page.status == 403).then_some(())
    })
    .await;
}

#[tokio::test]
async fn whoever_loses_their_last_role_is_signed_out_everywhere() {
    let mapping = json!({"roles": {"leads": "manager", "support": "member"}});
    let office = Office::open(mapping).await;
    let id = member(&office.desk, "Ana").await;
    let before = office.signed_in("ana").await;
    office.provider.knows("ana", &in_groups(&["others"])).await;

    let (_, page) = office.signs_in("ana").await;

    assert_eq!(page.status, 403, "{page:?}");
    let told = office.told().await;
    let failed = json!({"member": id, "reason": "no_role", "provider": "corp"});
    let failed = ("account.sign_in_failed".to_owned(), failed);
    assert!(told.contains(&failed), "{told:?}");
    eventually("the session to end", async || {
        let strange = office.is_strange(&mut before.clone()).await;
        strange.then_some(())
    })
    .await;
}

#[tokio::test]
async fn a_role_that_is_not_there_is_told_to_whoever_can_mend_it() {
    let office = Office::open(json!({"roles": {"leads": "chief"}})).await;
    member(&office.desk, "Ana").await;
    let (_, page) = office.signs_in("ana").await;
    assert_eq!(page.status, 403, "{page:?}");
    let detail = page.body()["detail"].as_str().unwrap().to_owned();
    assert!(detail.contains("there is no role chief"), "{detail}");
}
