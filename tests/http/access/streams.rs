//! A live stream shows what is within reach now, and ends with the right to follow.

use super::office::{Office, Scope, opens_in};
use crate::http::live::Stream;
use crate::support::{eventually, within};
use domain::{MemberId, Permission as P};
use serde_json::json;
use std::time::{Duration, Instant};

/// How soon a right that was taken away is gone in every process.
const SOON: Duration = Duration::from_secs(1);

#[tokio::test]
async fn a_follower_sees_what_is_within_reach_when_it_happens() {
    let office = Office::open().await;
    let boss = office.desk.administrator();
    let mia = office.hires("Mia", &["member"], &[office.support]).await;
    let theirs = opens_in(&boss, "theirs", office.sales).await;
    let mut stream = Stream::follow(&mia, "", None).await;

    boss.notes(&theirs, "not for Mia").await.ok();
    // once she is told of this, what was before has been looked at
    opens_in(&boss, "hers", office.support).await;
    let hers = within("her ticket", stream.event()).await;
    assert_eq!(hers.data["data"]["subject"], "hers");
    let to = |id: uuid::Uuid| json!({"department_id": id});
    boss.patches(&theirs, &to(office.support.0)).await.ok();
    boss.notes(&theirs, "now hers").await.ok();
    boss.patches(&theirs, &to(office.sales.0)).await.ok();
    boss.notes(&theirs, "not any more").await.ok();
    let ours = opens_in(&boss, "ours", office.support).await;

    let mut seen = Vec::new();
    while seen
        .last()
        .is_none_or(|last: &serde_json::Value| last["type"] != "ticket.created")
    {
        seen.push(within("events", stream.event()).await.data);
    }
    let text = serde_json::to_string(&seen).unwrap();
    assert!(
        !text.contains("not any more") && !text.contains("not for Mia"),
        "{text}"
    );
    assert_eq!(
        seen.last().unwrap()["stream_id"],
        ours.trim_start_matches("/tickets/")
    );
}

#[tokio::test]
async fn a_role_that_is_lost_is_lost_to_open_streams_of_every_process() {
    let office = Office::open().await;
    let boss = office.desk.administrator();
    let other = office.desk.another_process().await;
    let max = office.hires("Max", &["manager"], &[office.support]).await;
    let theirs = opens_in(&boss, "theirs", office.sales).await;
    let mut streams = Vec::new();
    for who in [max.clone(), office.at(&other, "Max")] {
        streams.push(Stream::follow(&who, "", None).await);
    }
    boss.notes(&theirs, "Max reads it").await.ok();
    for stream in &mut streams {
        let event = within("the note", stream.event()).await;
        assert_eq!(event.data["data"]["body"], "Max reads it");
    }

    let id = MemberId(max.id);
    office
        .places(id, "Max", &["light_member"], &[office.support])
        .await;
    boss.notes(&theirs, "Max does not").await.ok();
    let ours = opens_in(&boss, "ours", office.support).await;

    for stream in &mut streams {
        let next = within("his own ticket", stream.event()).await;
        assert_eq!(next.data["stream_id"], ours.trim_start_matches("/tickets/"));
    }
}

#[tokio::test]
async fn a_stream_ends_at_once_in_every_process_when_its_follower_may_follow_no_more() {
    let office = Office::open().await;
    let other = office.desk.another_process().await;
    office
        .makes_role("idle", &[P::ReadAnalytics], Scope::All)
        .await;
    let (left, demoted) = (
        office.hires("Lou", &["manager"], &[]).await,
        office.hires("Dan", &["manager"], &[]).await,
    );
    let mut streams = Vec::new();
    for who in [
        left.clone(),
        office.at(&other, "Lou"),
        demoted.clone(),
        office.at(&other, "Dan"),
    ] {
        streams.push(Stream::follow(&who, "", None).await);
    }

    office.lets_go(&left).await;
    office
        .places(MemberId(demoted.id), "Dan", &["idle"], &[])
        .await;

    let since = Instant::now();
    for stream in &mut streams {
        within("the end of the stream", stream.ends()).await;
    }
    assert!(since.elapsed() <= SOON, "{:?}", since.elapsed());
    assert_eq!(left.gets("/tickets").await.status, 401);
    assert_eq!(demoted.gets("/tickets").await.status, 403);
}

#[tokio::test]
async fn a_stream_is_silent_about_what_the_staff_say_among_themselves() {
    let office = Office::open().await;
    let boss = office.desk.administrator();
    office
        .makes_role("outsider", &[P::ReadTickets], Scope::All)
        .await;
    let otto = office.hires("Otto", &["outsider"], &[]).await;
    let ticket = opens_in(&boss, "noisy", office.support).await;
    let mut stream = Stream::follow(&otto, "", None).await;

    boss.notes(&ticket, "hush").await.ok();
    let public = json!({"body": "hello", "visibility": "public"});
    boss.posts(&format!("{ticket}/messages"), &public)
        .await
        .ok();

    let event = within("the message", stream.event()).await;
    assert_eq!(event.data["data"]["body"], "hello");
}

#[tokio::test]
async fn a_stream_ends_at_once_when_the_secret_that_opened_it_is_replaced_without_overlap() {
    let office = Office::open().await;
    let boss = office.desk.administrator();
    let key = json!({"name": "Shop", "integration": true, "permissions": ["tickets.read"]});
    let made = boss.posts("/api_keys", &key).await.ok().clone();
    let shop = office.desk.holder_of(made["secret"].as_str().unwrap());
    let mut stream = Stream::follow(&shop, "", None).await;
    let rotate = format!("/api_keys/{}/rotate", made["id"].as_str().unwrap());

    let overlapping = json!({"overlap_seconds": 3600});
    let first = boss.posts(&rotate, &overlapping).await.ok().clone();
    let ticket = opens_in(&boss, "still heard", office.support).await;
    let heard = within("the ticket", stream.event()).await;
    assert_eq!(
        heard.data["stream_id"],
        ticket.trim_start_matches("/tickets/")
    );
    let since = Instant::now();
    boss.posts(&rotate, &json!({"overlap_seconds": 0}))
        .await
        .ok();

    within("the end of the stream", stream.ends()).await;
    assert!(since.elapsed() <= SOON, "{:?}", since.elapsed());
    for secret in [&made["secret"], &first["secret"]] {
        let old = office.desk.holder_of(secret.as_str().unwrap());
        eventually("the secret to be good for nothing", async || {
            (old.gets("/tickets").await.status == 401).then_some(())
        })
        .await;
    }
}
