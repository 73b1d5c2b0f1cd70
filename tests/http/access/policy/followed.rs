//! The log in pages and as a stream: the events of what is within reach, and no other.

use super::dice::Dice;
use super::people::World;
use super::{Asking, Seer};
use crate::http::access::events::all_events;
use crate::http::live::Stream;
use crate::support::Person;
use domain::Aggregate;
use domain::ticket::Ticket;
use serde_json::{Value, json};
use uuid::Uuid;

/// What happens while people follow, and what ends it.
const TYPES: &str = "ticket.subject_changed,ticket.message_posted,department.saved";

/// All that there is so far; the last of it is for everybody.
pub async fn check(asking: &Asking<'_>, dice: &mut Dice) {
    if !asking.reads() {
        for path in ["/events", "/events/stream"] {
            assert_eq!(asking.person.gets(path).await.status, 403, "{path}");
        }
        return;
    }
    let head = asking.truth.head;
    let limit = 1 + dice.below(150);
    let mut paged = all_events(asking.person, "", limit).await;
    paged.retain(|event| position(event) <= head);
    let shown = asking.truth.shown(&asking.access, 0);
    assert_eq!(positions(&paged), shown, "{} /events", asking.name);
    assert_eq!(position(paged.last().unwrap()), head);
    let mut stream = Stream::follow(asking.person, "?after=0", None).await;
    let streamed = stream.events(paged.len()).await;
    let streamed: Vec<_> = streamed.into_iter().map(|event| event.data).collect();
    assert_eq!(streamed, paged, "{} /events/stream", asking.name);
    check_one(asking, dice).await;
}

/// The events of one ticket alone: of one out of reach there are none, as of one that never was.
async fn check_one(asking: &Asking<'_>, dice: &mut Dice) {
    let tickets: Vec<Uuid> = asking.truth.tickets.keys().copied().collect();
    for _ in 0..6 {
        let id = dice.one(&tickets);
        let of = |event: &&i64| {
            let log = &asking.truth.log[**event as usize - 1];
            log.stream_id == id
        };
        let shown = asking.truth.shown(&asking.access, 0);
        let shown: Vec<_> = shown.iter().filter(of).copied().collect();
        let filter = format!("&stream_id={id}");
        let paged = all_events(asking.person, &filter, 50).await;
        assert_eq!(positions(&paged), shown, "{} /events {id}", asking.name);
    }
}

/// What happens while everybody follows, which changes nobody's reach.
pub async fn check_live(world: &World) {
    let before = world.truth().await;
    let readers = world
        .seers
        .iter()
        .filter(|seer| seer.asking(&before).reads());
    let readers: Vec<&Seer> = readers.collect();
    let mut streams = Vec::new();
    for seer in &readers {
        let query = format!("?types={TYPES}");
        streams.push(Stream::follow(&seer.person, &query, Some(before.head)).await);
    }
    for id in before.tickets.keys() {
        happens(&world.boss, *id).await;
    }
    let after = world.truth().await;
    for (seer, stream) in readers.iter().zip(&mut streams) {
        let mut live = Vec::new();
        while live.last().is_none_or(|event| position(event) < after.head) {
            live.push(stream.events(1).await.remove(0).data);
        }
        let shown = after.shown(&seer.asking(&after).access, before.head);
        assert_eq!(positions(&live), shown, "{} follows", seer.name);
    }
}

/// A ticket that was deleted or merged stays as it is.
async fn happens(boss: &Person, id: Uuid) {
    let ticket = format!("/tickets/{id}");
    let said = boss
        .patches(&ticket, &json!({"subject": "printer again"}))
        .await;
    assert!([200, 409].contains(&said.status), "{said:?}");
    for visibility in ["internal", "public"] {
        let message = json!({"body": "more words", "visibility": visibility});
        let said = boss.posts(&format!("{ticket}/messages"), &message).await;
        assert!([201, 409].contains(&said.status), "{said:?}");
    }
}

fn position(event: &Value) -> i64 {
    event["position"].as_i64().unwrap()
}

/// Of the events of tickets.
fn positions(events: &[Value]) -> Vec<i64> {
    let tickets = events
        .iter()
        .filter(|event| event["category"] == Ticket::CATEGORY);
    tickets.map(position).collect()
}
