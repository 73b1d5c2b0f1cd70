//! What is taken away is gone within a second, in every process.

use super::office::{Office, opens_in};
use crate::support::{Browser, Person, eventually, token_in_letter};
use serde_json::json;
use std::time::{Duration, Instant};

/// How soon a right that was taken away is gone everywhere.
const SOON: Duration = Duration::from_secs(1);

/// Waits until it does not work any more; the last time that it did must be soon after now.
async fn ends_soon(what: &str, mut works: impl AsyncFnMut() -> bool) {
    let begin = Instant::now();
    let mut last_good = begin;
    eventually(what, async || {
        let asked = Instant::now();
        let good = works().await;
        if good {
            last_good = asked;
        }
        (!good).then_some(())
    })
    .await;
    let lived_on = last_good - begin;
    assert!(lived_on <= SOON, "{what}: {lived_on:?}");
}

#[tokio::test]
async fn a_role_a_department_a_key_and_a_member_are_lost_everywhere_at_once() {
    let office = Office::open().await;
    let boss = office.desk.administrator();
    let other = office.desk.another_process().await;
    let max = office.hires("Max", &["manager"], &[]).await;
    let mia = office.hires("Mia", &["member"], &[office.support]).await;
    let ticket = opens_in(&boss, "ours", office.support).await;
    let made = mia.posts("/api_keys", &json!({"name": "Script"})).await;
    let secret = made.ok()["secret"].as_str().unwrap();
    let script = Person::new(&other.url(), secret, Default::default());
    let (max_there, mia_there) = (office.at(&other, "Max"), office.at(&other, "Mia"));
    for (who, path) in [
        (&max_there, ticket.as_str()),
        (&mia_there, &ticket),
        (&script, "/me"),
    ] {
        let there = async || (who.gets(path).await.status == 200).then_some(());
        eventually("the other process to know them", there).await;
    }
    let works = async |who: &Person, path: &str| who.gets(path).await.status == 200;

    let role = json!({"roles": ["light_member"]});
    boss.patches(&format!("/members/{}", max.id), &role)
        .await
        .ok();
    ends_soon("the role", async || works(&max_there, &ticket).await).await;
    assert_eq!(max_there.gets(&ticket).await.status, 404);

    let key = made.body["id"].as_str().unwrap();
    mia.deletes(&format!("/api_keys/{key}")).await.ok();
    ends_soon("the key", async || works(&script, "/me").await).await;
    assert_eq!(script.gets("/me").await.status, 401);

    let away = json!({"department_ids": [office.sales.0]});
    boss.patches(&format!("/members/{}", mia.id), &away)
        .await
        .ok();
    ends_soon("the department", async || works(&mia_there, &ticket).await).await;

    boss.deletes(&format!("/members/{}", mia.id)).await.ok();
    ends_soon("the member", async || works(&mia_there, "/me").await).await;
    assert_eq!(mia_there.gets("/me").await.status, 401);
}

#[tokio::test]
async fn a_customer_who_is_taken_out_of_use_is_out_everywhere_at_once() {
    let office = Office::open().await;
    let desk = &office.desk;
    let boss = desk.administrator();
    let other = desk.another_process().await;
    let portal = json!({"portal": {"enabled": true}});
    boss.patches("/workspace", &portal).await.ok();
    let dana = json!({"name": "Dana", "emails": ["dana@example.org"]});
    let id = boss.posts("/customers", &dana).await.ok()["id"].clone();
    let mut browser = Browser::at(&desk.docket);
    let asked = json!({"email": "dana@example.org"});
    browser.posts("/portal/session_links", &asked).await.ok();
    let token = json!({"token": token_in_letter(&desk.data(), None).await});
    let opened = browser.posts("/portal/session", &token).await;
    let cookie = opened.set_cookie.unwrap();
    browser.cookie = cookie.split(';').next().map(str::to_owned);
    let there = browser.moved_to(&other);
    let known = async || (there.gets("/portal/me").await.status == 200).then_some(());
    eventually("the other process to know the portal", known).await;

    let path = format!("/customers/{}", id.as_str().unwrap());
    boss.deletes(&path).await.ok();

    ends_soon("the customer", async || {
        there.gets("/portal/me").await.status == 200
    })
    .await;
    assert_eq!(there.gets("/portal/me").await.status, 401);
    let head = desk.head().await;
    let ticket = there
        .posts("/portal/tickets", &json!({"subject": "x"}))
        .await;
    assert_eq!((ticket.status, desk.head().await), (401, head));
}
