//! The log shows each reader the events that are within their reach.

use super::office::{Office, Scope, id_of, opens_in, says};
use crate::support::Person;
use domain::Permission as P;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Every event that they may see, in pages of `limit`.
pub(super) async fn all_events(person: &Person, filter: &str, limit: usize) -> Vec<Value> {
    let (mut events, mut after) = (Vec::new(), 0);
    loop {
        let path = format!("/events?after={after}&limit={limit}{filter}");
        let page = person.gets(&path).await.ok().clone();
        let items = page["items"].as_array().unwrap();
        assert!(items.len() <= limit);
        events.extend(items.iter().cloned());
        let next = page["next"].as_i64().unwrap();
        if next == after {
            return events;
        }
        after = next;
    }
}

fn told_of<'a>(events: &'a [Value], of: &str) -> BTreeSet<&'a str> {
    events
        .iter()
        .map(|event| event[of].as_str().unwrap())
        .collect()
}

#[tokio::test]
async fn everybody_sees_the_events_of_what_they_may_see() {
    let office = Office::open().await;
    let boss = office.desk.administrator();
    let mia = office.hires("Mia", &["member"], &[office.support]).await;
    let lia = office
        .hires("Lia", &["light_member"], &[office.sales])
        .await;
    let ada = office.hires("Ada", &["auditor"], &[]).await;
    let bo = office.hires("Bo", &["administrator"], &[]).await;
    let narrow = office.limits(&bo, "narrow", office.sales).await;
    let ours = opens_in(&boss, "ours", office.support).await;
    let theirs = opens_in(&boss, "theirs", office.sales).await;
    for ticket in [&ours, &theirs] {
        says(&boss, ticket, "internal", "among us").await;
    }
    let customer = json!({"name": "Cleo"});
    boss.posts("/customers", &customer).await.ok();
    let (ours, theirs) = (id_of(&ours), id_of(&theirs));

    for limit in [2, 100] {
        for (who, tickets) in [
            (&mia, vec![ours]),
            (&lia, vec![theirs]),
            (&narrow, vec![theirs]),
            (&ada, vec![ours, theirs]),
            (&boss, vec![ours, theirs]),
        ] {
            let events =
                all_events(who, "&types=ticket.created,ticket.message_posted", limit).await;
            assert_eq!(events.len(), 2 * tickets.len());
            assert_eq!(told_of(&events, "stream_id"), tickets.into_iter().collect());
        }
    }
    let categories = |events: &[Value]| -> BTreeSet<String> {
        let told = told_of(events, "category").into_iter();
        told.map(str::to_owned).collect()
    };
    let (mine, everything) = (
        categories(&all_events(&mia, "", 7).await),
        categories(&all_events(&ada, "", 100).await),
    );
    for closed in ["member", "role", "api_key", "reservation"] {
        assert!(!mine.contains(closed), "{mine:?}");
    }
    for open in ["ticket", "department", "status", "customer"] {
        assert!(mine.contains(open), "{mine:?}");
    }
    assert!(everything.contains("member") && everything.contains("api_key"));
    let head = office.desk.head().await;
    assert_eq!(all_events(&ada, "", 100).await.len() as i64, head);
}

#[tokio::test]
async fn customers_and_rules_have_events_for_whoever_may_read_them() {
    let office = Office::open().await;
    let boss = office.desk.administrator();
    office
        .makes_role("reader", &[P::ReadTickets], Scope::All)
        .await;
    let rob = office.hires("Rob", &["reader"], &[]).await;
    let max = office.hires("Max", &["manager"], &[]).await;
    boss.posts("/customers", &json!({"name": "Cleo"}))
        .await
        .ok();
    boss.posts("/organisations", &json!({"name": "Acme"}))
        .await
        .ok();
    let rule = json!({
        "name": "r", "on": ["ticket.created"],
        "do": [{"type": "add_note", "body": "new"}],
    });
    boss.posts("/rules", &rule).await.ok();
    let private = json!({
        "name": "mine", "scope": {"type": "member", "id": max.id},
        "text": {"body": "Hello", "visibility": "public"},
    });
    max.posts("/macros", &private).await.ok();

    let of = async |who: &Person| {
        let events = all_events(who, "", 100).await;
        let told = told_of(&events, "category");
        ["customer", "organisation", "rule", "macro"].map(|category| told.contains(category))
    };
    assert_eq!(of(&boss).await, [true; 4]);
    assert_eq!(of(&rob).await, [false; 4]);
    assert_eq!(of(&max).await, [true; 4]);
}

#[tokio::test]
async fn a_stream_out_of_reach_is_as_empty_as_one_that_is_not_there() {
    let office = Office::open().await;
    let boss = office.desk.administrator();
    let mia = office.hires("Mia", &["member"], &[office.support]).await;
    let theirs = opens_in(&boss, "theirs", office.sales).await;
    says(&boss, &theirs, "public", "hello").await;

    let page = async |id: &str| {
        mia.gets(&format!("/events?stream_id={id}"))
            .await
            .ok()
            .clone()
    };

    let (out, none) = (
        page(id_of(&theirs)).await,
        page(&uuid::Uuid::now_v7().to_string()).await,
    );
    assert_eq!(out, none);
    assert_eq!(out["items"], json!([]));
    assert_eq!(out["next"], office.desk.head().await);
}

#[tokio::test]
async fn a_full_page_comes_from_among_very_many_events_out_of_reach() {
    let office = Office::open().await;
    let boss = office.desk.administrator();
    let mia = office.hires("Mia", &["member"], &[office.support]).await;
    let begin = office.desk.head().await;
    let first = opens_in(&boss, "first", office.support).await;
    let theirs = opens_in(&boss, "theirs", office.sales).await;
    for note in 0..450 {
        boss.patches(&theirs, &json!({"subject": format!("theirs {note}")}))
            .await
            .ok();
    }
    let last = opens_in(&boss, "last", office.support).await;

    let path = format!("/events?after={begin}&limit=2");
    let page = mia.gets(&path).await.ok().clone();

    let items = page["items"].as_array().unwrap();
    let streams: Vec<_> = items.iter().map(|e| e["stream_id"].clone()).collect();
    assert_eq!(streams, [id_of(&first), id_of(&last)]);
    assert_eq!(page["next"], office.desk.head().await);
}
