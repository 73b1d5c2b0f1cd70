//! Sessions that end: by their owner, from elsewhere, and with the member.

use super::*;
use crate::support::eventually;
use std::time::{Duration, Instant};

#[tokio::test]
async fn a_member_lists_their_sessions_and_ends_one() {
    let desk = Desk::open().await;
    settled(&desk, "Dana").await;
    let (here, there) = (
        signed_in(&desk, "dana").await,
        signed_in(&desk, "dana").await,
    );

    let list = here.gets("/sessions").await.ok().clone();
    let items = list["items"].as_array().unwrap();
    assert_eq!(items.len(), 2);
    assert!(
        items.iter().all(|item| item["address"] == "127.0.0.1"),
        "{items:?}"
    );
    let other = items.iter().find(|item| item["current"] == false).unwrap();
    let id = other["id"].as_str().unwrap();
    here.deletes(&format!("/sessions/{id}")).await.ok();

    assert_eq!(there.gets("/session").await.status, 401);
    assert_eq!(here.gets("/session").await.status, 200);
    let again = here.deletes(&format!("/sessions/{id}")).await;
    assert_eq!(again.status, 404);
}

#[tokio::test]
async fn a_revoked_session_ends_within_a_second_in_another_process() {
    let desk = Desk::open().await;
    settled(&desk, "Dana").await;
    let (here, there) = (
        signed_in(&desk, "dana").await,
        signed_in(&desk, "dana").await,
    );
    let other = desk.another_process().await;
    let there = there.moved_to(&other);
    assert_eq!(there.gets("/session").await.status, 200);

    here.deletes("/sessions").await.ok();
    let revoked = Instant::now();
    let mut last_good = revoked;
    eventually("the session to end", async || {
        let asked = Instant::now();
        let good = there.gets("/tickets").await.status == 200;
        if good {
            last_good = asked;
        }
        (!good).then_some(())
    })
    .await;

    let lived_on = last_good - revoked;
    assert!(lived_on <= Duration::from_secs(1), "{lived_on:?}");
    assert_eq!(here.gets("/session").await.status, 200);
}

#[tokio::test]
async fn somebody_else_s_session_is_not_there() {
    let desk = Desk::open().await;
    settled(&desk, "Dana").await;
    let dana = signed_in(&desk, "dana").await;
    let id = dana.gets("/session").await.ok()["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let ana = desk.hires("Ana").await;
    assert_eq!(ana.deletes(&format!("/sessions/{id}")).await.status, 404);
    assert_eq!(dana.gets("/session").await.status, 200);
}

#[tokio::test]
async fn whoever_signs_out_takes_the_cookie_back() {
    let desk = Desk::open().await;
    settled(&desk, "Dana").await;
    let browser = signed_in(&desk, "dana").await;
    let reply = browser.deletes("/session").await;
    reply.ok();
    assert!(reply.set_cookie.unwrap().contains("Max-Age=0"));
    assert_eq!(browser.gets("/session").await.status, 401);
    assert_eq!(recorded(&desk).await.last().unwrap(), "account.signed_out");
}

#[tokio::test]
async fn a_member_who_left_is_signed_in_no_more() {
    let desk = Desk::open().await;
    let id = settled(&desk, "Dana").await;
    let mut browser = signed_in(&desk, "dana").await;
    assert_eq!(browser.gets("/tickets").await.status, 200);

    desk.administrator()
        .deletes(&format!("/members/{id}"))
        .await
        .ok();

    assert_eq!(browser.gets("/tickets").await.status, 401);
    let reply = browser.signs_in(&credentials("dana", PASSWORD)).await;
    assert_eq!(reply.body["type"], "/problems/wrong-credentials");
}

#[tokio::test]
async fn a_live_stream_ends_with_its_session() {
    let desk = Desk::open().await;
    settled(&desk, "Dana").await;
    let (here, there) = (
        signed_in(&desk, "dana").await,
        signed_in(&desk, "dana").await,
    );
    let request = there.request(reqwest::Method::GET, "/events/stream");
    let mut stream = request.send().await.unwrap();
    assert_eq!(stream.status(), 200);

    here.deletes("/sessions").await.ok();

    crate::support::within("the stream to end", async {
        while let Ok(Some(_)) = stream.chunk().await {}
    })
    .await;
}
