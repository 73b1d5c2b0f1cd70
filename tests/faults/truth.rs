//! What must hold after every crash: the log against what was acknowledged, and all copies of it
//! against the log.

use super::clerks::Acknowledged;
use crate::support::nats::agree;
use crate::support::{Docket, Person, eventually};
use domain::ticket::Ticket;
use domain::{Aggregate, Recorded, StatusId};
use eventstore::{EventStore, Loaded, NatsOptions, StoreOptions};
use serde_json::Value;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use uuid::Uuid;

/// All events, in order. Positions and versions have no holes.
pub async fn whole_log(docket: &Docket) -> Vec<Arc<Recorded>> {
    let store = store(docket).await;
    let events = store.read_after(0, usize::MAX >> 1).await.unwrap();
    store.stop().await;
    let mut versions = HashMap::<Uuid, i32>::new();
    for (position, event) in (1..).zip(&events) {
        assert_eq!(event.position, position, "positions have no hole");
        let version = versions.entry(event.stream_id).or_default();
        *version += 1;
        assert_eq!(event.version, *version, "versions have no hole");
    }
    events
}

/// Every change that was answered is in the log exactly once, where the answer said.
pub fn holds_once(events: &[Arc<Recorded>], acknowledged: &[Acknowledged]) {
    let mut said = HashMap::<String, Vec<i64>>::new();
    for event in events.iter().filter(|e| e.category == Ticket::CATEGORY) {
        let data: Value = serde_json::from_str(&event.data).unwrap();
        let words = ["subject", "to", "body"].map(|field| data[field].as_str());
        for words in words.into_iter().flatten() {
            let positions = said.entry(words.to_owned()).or_default();
            positions.push(event.position);
        }
    }
    for done in acknowledged {
        let told: Vec<i64> = done.answer.position.into_iter().collect();
        assert_eq!(said.get(&done.words), Some(&told), "{done:?}");
    }
}

/// JetStream holds every event once, in the log's order.
pub async fn jetstream_agrees(docket: &Docket) {
    let nats = NatsOptions {
        client: eventstore::connect_nats(&docket.running().nats_url)
            .await
            .unwrap(),
        stream: "DOCKET_EVENTS".to_owned(),
        subjects: "docket.events".to_owned(),
        replicas: 1,
    };
    agree(&store(docket).await, &nats).await;
}

/// The list, page by page, is what the events lead to.
pub async fn list_agrees(person: &Person, events: &[Arc<Recorded>]) {
    let mut tickets = BTreeMap::<Uuid, Loaded<Ticket>>::new();
    for event in events.iter().filter(|e| e.category == Ticket::CATEGORY) {
        tickets
            .entry(event.stream_id)
            .or_default()
            .apply(event)
            .unwrap();
    }
    let folded: Vec<_> = tickets
        .iter()
        .map(|(id, loaded)| row(*id, loaded))
        .collect();
    let head = events.len();
    let path = format!("/tickets?limit=50&include_deleted=true&min_position={head}");
    eventually("the list to be there", async || {
        (person.gets(&path).await.status == 200).then_some(())
    })
    .await;
    let mut listed: Vec<_> = person
        .pages_through(&path)
        .await
        .iter()
        .map(shown)
        .collect();
    listed.sort();
    assert_eq!(listed, folded);
}

/// Id, number, version, subject and status.
type Row = (String, i64, i64, String, String);

fn row(id: Uuid, loaded: &Loaded<Ticket>) -> Row {
    let ticket = loaded.state.details.as_ref().unwrap();
    assert_eq!(ticket.status, StatusId::from_key("open"));
    (
        id.to_string(),
        ticket.number,
        loaded.version.into(),
        ticket.subject.clone(),
        "open".to_owned(),
    )
}

fn shown(ticket: &Value) -> Row {
    let text = |field: &str| ticket[field].as_str().unwrap().to_owned();
    let number = |field: &str| ticket[field].as_i64().unwrap();
    (
        text("id"),
        number("number"),
        number("version"),
        text("subject"),
        text("status"),
    )
}

/// The log as a program beside docket sees it.
pub async fn store(docket: &Docket) -> EventStore {
    let url = docket.running().database_url;
    eventually("the log to be reached", async || {
        EventStore::connect(StoreOptions::new(&url)).await.ok()
    })
    .await
}
