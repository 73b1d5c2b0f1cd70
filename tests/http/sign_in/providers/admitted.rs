//! Who comes in: known, new, gone, and those who only look alike.

use super::*;

/// Turned away with a word about why.
#[track_caller]
fn assert_denied(page: &Page, why: &str) {
    assert_eq!(page.status, 403, "{page:?}");
    assert_eq!(page.sets("docket"), None);
    let detail = page.body()["detail"].as_str().unwrap().to_owned();
    assert!(detail.contains(why), "{detail}");
}

#[tokio::test]
async fn nobody_comes_in_whom_nobody_added_or_whose_address_was_not_checked() {
    let office = Office::open(json!({})).await;
    member(&office.desk, "Ben").await;

    assert_denied(
        &office.signs_in("ana").await.1,
        "ask an administrator to add you",
    );
    assert_denied(
        &office.signs_in("ben").await.1,
        "has not verified your e-mail address",
    );

    let told = office.told().await;
    assert_eq!(told, []); // nothing of it is about a member for sure
}

#[tokio::test]
async fn somebody_new_becomes_a_member_where_the_provider_may_say_so() {
    let trust = json!({"creates_members": true, "email_domains": ["example.org"],
        "roles": {"leads": "manager"}});
    let office = Office::open(trust).await;

    let mut surfer = office.signed_in("ana").await;

    let me = office.sees(&mut surfer, "/me").await.body();
    assert_eq!(
        (&me["name"], &me["roles"]),
        (&json!("Ana"), &json!(["manager"])),
        "{me}"
    );
    let id = me["id"].as_str().unwrap();
    let told = office.told().await;
    let admitted = json!({"member": id, "provider": "corp", "made": true});
    assert_eq!(told[0], ("account.admitted".to_owned(), admitted));
    let history = format!("/members/{id}/history");
    let history = office.desk.administrator().gets(&history).await;
    let made = &history.ok()["items"][0];
    assert_eq!(made["actor"]["kind"], "system", "{made}");
    let session = office.desk.database.session().await;
    let sql = "SELECT count(DISTINCT correlation_id) FROM es.events
        WHERE stream_id = $1 OR category = 'account'";
    let id: uuid::Uuid = id.parse().unwrap();
    let ties: i64 = session.query_one(sql, &[&id]).await.unwrap().get(0);
    assert_eq!(
        ties, 1,
        "the provider's word and what it led to hang together"
    );

    // cem has no group that stands for a role, and eve no address that counts
    assert_denied(&office.signs_in("cem").await.1, "None of your groups");
    let eve = json!({"email": "eve@example.net", "email_verified": true, "groups": ["leads"]});
    office.provider.knows("eve", &eve).await;
    assert_denied(&office.signs_in("eve").await.1, "do not count here");
}

#[tokio::test]
async fn two_windows_at_once_make_one_member() {
    let trust = json!({"creates_members": true, "email_domains": ["example.org"]});
    let office = Office::open(trust).await;
    let (one, other) = tokio::join!(office.signs_in("ana"), office.signs_in("ana"));
    let (mut one, mut other) = (one.0, other.0);
    let first = office.sees(&mut one, "/me").await.body();
    let second = office.sees(&mut other, "/me").await.body();
    assert!(first["id"].is_string(), "{first}");
    assert_eq!(first["id"], second["id"]);
}

#[tokio::test]
async fn whoever_left_does_not_come_in() {
    let trust = json!({"creates_members": true, "email_domains": ["example.org"]});
    let office = Office::open(trust).await;
    let mut surfer = office.signed_in("ana").await;
    let id = office.sees(&mut surfer, "/me").await.body()["id"]
        .as_str()
        .unwrap()
        .to_owned();

    office
        .desk
        .administrator()
        .deletes(&format!("/members/{id}"))
        .await
        .ok();

    assert!(office.is_strange(&mut surfer).await);
    assert_denied(&office.signs_in("ana").await.1, "membership has ended");
    let told = office.told().await;
    let failed = json!({"member": id, "reason": "retired", "provider": "corp"});
    assert_eq!(
        told.last().unwrap(),
        &("account.sign_in_failed".to_owned(), failed)
    );
}

#[tokio::test]
async fn an_address_that_was_given_to_somebody_else_opens_nothing_until_it_is_forgotten() {
    let office = Office::open(json!({})).await;
    let id = member(&office.desk, "Ana").await;
    office.signed_in("ana").await;
    let heir = json!({"email": "ana@example.org", "email_verified": true, "name": "Ana II"});
    office.provider.knows("ana-ii", &heir).await;

    assert_denied(
        &office.signs_in("ana-ii").await.1,
        "nother account at this provider",
    );
    let manager = office.desk.hires_as("Max", "manager").await;
    let identities = format!("/members/{id}/identities");
    assert_eq!(manager.deletes(&identities).await.status, 403);
    office.desk.administrator().deletes(&identities).await.ok();

    let mut surfer = office.signed_in("ana-ii").await;
    assert_eq!(office.sees(&mut surfer, "/me").await.body()["id"], id);
    assert_denied(
        &office.signs_in("ana").await.1,
        "nother account at this provider",
    );
}

#[tokio::test]
async fn an_address_alone_opens_nothing_where_it_may_not() {
    let office = Office::open(json!({"links_by_email": false})).await;
    member(&office.desk, "Ana").await;
    assert_denied(
        &office.signs_in("ana").await.1,
        "sign in with your password",
    );
    let told = office.told().await;
    assert_eq!(told.last().unwrap().1["reason"], "not_linked");
}
