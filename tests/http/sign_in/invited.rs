//! From an invitation to a session.

use super::*;
use crate::support::eventually;

#[tokio::test]
async fn an_invited_member_sets_a_password_and_signs_in() {
    let desk = Desk::open().await;
    let id = settled(&desk, "Dana").await;
    let mut browser = Browser::at(&desk.docket);

    let typed = json!({"email": " DANA@example.org ", "password": PASSWORD});
    let reply = browser.signs_in(&typed).await;

    assert_eq!(reply.ok()["member_id"], id);
    assert_eq!(reply.body["method"], "password");
    let cookie = reply.set_cookie.unwrap();
    assert!(cookie.starts_with("docket="), "{cookie}");
    assert!(cookie.contains("; Path=/; "), "{cookie}");
    assert!(cookie.contains("HttpOnly; SameSite=Lax"), "{cookie}");
    assert!(
        !cookie.contains("Secure"),
        "plain http on this machine: {cookie}"
    );
    assert_eq!(browser.gets("/tickets").await.status, 200);
    assert_eq!(browser.gets("/session").await.ok()["current"], true);
    let events = [
        "invited",
        "invitation_accepted",
        "password_set",
        "signed_in",
    ];
    let names = events.map(|name| format!("account.{name}"));
    assert_eq!(recorded(&desk).await, names);
}

#[tokio::test]
async fn what_is_behind_a_link_is_good_once_and_kept_hashed() {
    let desk = Desk::open().await;
    settled(&desk, "Dana").await;
    let used = token_in_letter(&desk.data(), None).await;
    let browser = Browser::at(&desk.docket);

    let again = json!({"token": used, "password": "short"});
    let reply = browser.posts("/invitations/accept", &again).await;

    assert_eq!(reply.status, 422, "{reply:?}");
    assert_eq!(reply.refused_fields(), ["token", "password"]);
    let session = desk.database.session().await;
    let sql = "SELECT count(*) FROM mail.outbox WHERE sealed IS NOT NULL";
    eventually("the letter to be erased", async || {
        let left: i64 = session.query_one(sql, &[]).await.unwrap().get(0);
        (left == 0).then_some(())
    })
    .await;
}

#[tokio::test]
async fn only_who_manages_people_invites_and_nobody_who_may_do_more() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    let dana = member(&desk, "Dana").await;
    let answer = ana
        .posts(&format!("/members/{dana}/invite"), &json!({}))
        .await;
    assert_eq!(answer.status, 403);
    let path = format!("/members/{}/invite", ana.id);
    let unreachable = desk.administrator().posts(&path, &json!({})).await;
    assert_eq!(unreachable.refused_fields(), ["email"]);
}

#[tokio::test]
async fn the_first_administrator_says_by_which_address_they_sign_in() {
    let desk = Desk::open().await;
    let output = desk.runs(&["invite"]).await;
    let token = output.trim().rsplit_once('#').unwrap().1.to_owned();
    let mut browser = Browser::at(&desk.docket);

    let without = json!({"token": token, "password": PASSWORD});
    let reply = browser.posts("/invitations/accept", &without).await;
    assert_eq!(reply.refused_fields(), ["email"]);
    let accepted = json!({"token": token, "password": PASSWORD, "email": "root@example.org"});
    browser.posts("/invitations/accept", &accepted).await.ok();

    browser.signs_in(&credentials("root", PASSWORD)).await.ok();
    assert_eq!(browser.gets("/system").await.status, 200);
}

#[tokio::test]
async fn a_new_sign_in_has_a_new_token_whatever_came_along() {
    let desk = Desk::open().await;
    settled(&desk, "Dana").await;
    let mut browser = Browser::at(&desk.docket);
    let planted = "docket=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    browser.cookie = Some(planted.to_owned());

    browser.signs_in(&credentials("dana", PASSWORD)).await.ok();
    let first = browser.cookie.clone();
    browser.signs_in(&credentials("dana", PASSWORD)).await.ok();

    assert_ne!(first.as_deref(), Some(planted));
    assert_ne!(browser.cookie, first);
    let mut fixed = browser.clone();
    fixed.cookie = Some(planted.to_owned());
    assert_eq!(fixed.gets("/session").await.status, 401);
}

#[tokio::test]
async fn over_https_the_cookie_is_secure_and_the_host_s_alone() {
    let desk = Desk::open_set(&[("DOCKET_PUBLIC_URL", "https://desk.example.org")]).await;
    settled(&desk, "Dana").await;
    let mut browser = Browser::at(&desk.docket);
    let reply = browser.signs_in(&credentials("dana", PASSWORD)).await;
    let cookie = reply.set_cookie.unwrap();
    assert!(cookie.starts_with("__Host-docket="), "{cookie}");
    assert!(cookie.ends_with("; Secure"), "{cookie}");
    assert_eq!(browser.gets("/session").await.status, 200);
}
