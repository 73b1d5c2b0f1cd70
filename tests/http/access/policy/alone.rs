//! One ticket at a time: within reach it is there, and out of reach it is as one that never was.

use super::dice::Dice;
use super::{Asking, told};
use domain::Permission as P;
use futures_util::{StreamExt, stream};
use serde_json::Value;
use std::collections::BTreeSet;
use uuid::Uuid;

/// What can be read of a ticket.
const READS: [&str; 9] = [
    "",
    "/history?limit=200",
    "/messages?limit=200",
    "/attachments",
    "/links",
    "/time_entries",
    "/checklist",
    "/difference?from=0",
    "?as_of=2100-01-01T00:00:00Z",
];
/// Questions asked at once.
const AT_ONCE: usize = 6;

pub async fn check(asking: &Asking<'_>, dice: &mut Dice) {
    let then = dice.below(asking.truth.head as usize);
    let past = [format!("?as_of={then}"), format!("/difference?from={then}")];
    let reads = READS.iter().map(|read| (*read).to_owned()).chain(past);
    for read in reads {
        let missing = told(
            &asking
                .person
                .gets(&format!("/tickets/{}{read}", Uuid::now_v7()))
                .await,
        );
        let tickets = stream::iter(asking.truth.tickets.keys());
        let checks = tickets.map(|id| check_read(asking, *id, &read, &missing));
        checks.buffer_unordered(AT_ONCE).collect::<Vec<_>>().await;
    }
    check_numbers(asking).await;
}

async fn check_read(asking: &Asking<'_>, id: Uuid, read: &str, missing: &(u16, Value)) {
    let answer = asking.person.gets(&format!("/tickets/{id}{read}")).await;
    let about = || format!("{} asks {id}{read}: {answer:?}", asking.name);
    if !asking.covers(id) {
        let refused = if asking.reads() { 404 } else { 403 };
        assert_eq!(missing.0, refused, "{}", about());
        assert_eq!(told(&answer), *missing, "{}", about());
        return;
    }
    match read {
        _ if read.starts_with("?as_of=") => check_past(asking, id, read, told(&answer)),
        _ => assert_eq!(answer.status, 200, "{}", about()),
    }
    match read {
        "/history?limit=200" => {
            let shown = numbers(&answer.body, "position");
            assert_eq!(shown, history(asking, id), "{}", about());
        }
        "/messages?limit=200" => {
            let shown = texts(&answer.body, "id");
            assert_eq!(shown, messages(asking, id), "{}", about());
        }
        "/attachments" => {
            let shown = texts(&answer.body, "id");
            assert_eq!(shown, files(asking, id), "{}", about());
        }
        _ => {}
    }
}

/// A ticket that is within reach now was there then, or was not there yet.
fn check_past(asking: &Asking<'_>, id: Uuid, read: &str, (status, body): (u16, Value)) {
    let then = read
        .trim_start_matches("?as_of=")
        .parse()
        .unwrap_or(i64::MAX);
    let events = asking.truth.log.iter();
    let mut before = events.filter(|event| event.stream_id == id && event.position <= then);
    let expected = if before.next().is_some() { 200 } else { 404 };
    assert_eq!(status, expected, "{} asks {id}{read}: {body}", asking.name);
}

/// Numbers are easily guessed.
async fn check_numbers(asking: &Asking<'_>) {
    let missing = told(&asking.person.gets("/tickets/999999").await);
    for id in asking.truth.tickets.keys() {
        let number = asking.truth.details(*id).number;
        let answer = asking.person.gets(&format!("/tickets/{number}")).await;
        match asking.covers(*id) {
            true => assert_eq!(answer.ok()["id"], id.to_string(), "{}", asking.name),
            false => assert_eq!(told(&answer), missing, "{} {number}", asking.name),
        }
    }
}

fn history(asking: &Asking<'_>, id: Uuid) -> Vec<i64> {
    let shown = asking.truth.shown(&asking.access, 0);
    let log = asking
        .truth
        .log
        .iter()
        .filter(|event| event.stream_id == id);
    let positions = log.map(|event| event.position);
    positions
        .filter(|position| shown.binary_search(position).is_ok())
        .collect()
}

/// What was said on the ticket and on those that became a part of it, as far as each is heard.
fn messages(asking: &Asking<'_>, id: Uuid) -> BTreeSet<String> {
    let own = asking.truth.details(id);
    let absorbed = own.absorbed.iter().map(|part| part.ticket.0);
    let tickets = absorbed.filter(|part| asking.covers(*part)).chain([id]);
    let said = tickets.flat_map(|ticket| {
        let ticket = asking.truth.details(ticket);
        let said = ticket.conversation.said.iter();
        said.filter(|said| asking.access.message(said.message, ticket).is_some())
    });
    said.map(|said| said.message.to_string()).collect()
}

/// The files on the ticket itself and on what they hear there.
fn files(asking: &Asking<'_>, id: Uuid) -> BTreeSet<String> {
    assert!(asking.access.may(P::ReadTickets, asking.truth.details(id)));
    let here = asking.truth.files.iter().filter(|(_, file)| {
        let mut places = file.places.iter().filter(|place| place.ticket.0 == id);
        places.any(|place| asking.access.sees_at(place, asking.truth.details(id)))
    });
    here.map(|(id, _)| id.to_string()).collect()
}

fn texts(page: &Value, of: &str) -> BTreeSet<String> {
    let items = page["items"].as_array().unwrap().iter();
    items
        .map(|item| item[of].as_str().unwrap().to_owned())
        .collect()
}

fn numbers(page: &Value, of: &str) -> Vec<i64> {
    let items = page["items"].as_array().unwrap().iter();
    items.map(|item| item[of].as_i64().unwrap()).collect()
}
