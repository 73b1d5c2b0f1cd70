//! Whoever may not read internal messages finds none of their words by any reading operation.

use super::office::{Office, Scope, id_of, opens_in, uploads};
use crate::support::Person;
use domain::Permission as P;
use reqwest::Method;
use serde_json::json;

/// What a note is made of that nobody outside may find.
const CANARIES: [&str; 5] = [
    "canary-words",
    "canary-correction",
    "canary-passwords",
    "canary-content",
    "canary-reason",
];

/// What stands in the addresses of the document.
struct Things {
    ticket: String,
    message: String,
    file: String,
    customer: String,
}

#[tokio::test]
async fn no_reading_operation_tells_of_internal_messages() {
    let office = Office::open().await;
    let boss = office.desk.administrator();
    let readable: Vec<_> = P::ALL
        .iter()
        .copied()
        .filter(|permission| *permission != P::ReadInternal)
        .collect();
    office.makes_role("outsider", &readable, Scope::All).await;
    let otto = office.hires("Otto", &["outsider"], &[]).await;
    let things = fill(&office, &boss).await;
    let paths = reading_operations(&boss, &things).await;
    assert!(paths.len() > 40, "{paths:?}");

    let (outside, inside) = (
        everything(&otto, &paths).await,
        everything(&boss, &paths).await,
    );

    for canary in CANARIES {
        assert!(inside.contains(canary), "{canary} is found by nobody");
    }
    if let Some(place) = outside.find("canary") {
        let around = &outside[place.saturating_sub(300)..(place + 60).min(outside.len())];
        panic!("found {around:?}");
    }
    for (what, id) in [("message", &things.message), ("file", &things.file)] {
        let answers = outside.lines().filter(|line| !line.starts_with("GET "));
        let told = answers.filter(|line| line.contains(id.as_str())).count();
        assert_eq!(told, 0, "the {what}'s id is told");
    }
}

/// A customer's ticket with nothing but internal messages on it.
async fn fill(office: &Office, boss: &Person) -> Things {
    let customer = json!({"name": "Cleo", "emails": ["cleo@example.com"]});
    let customer = boss.posts("/customers", &customer).await.ok()["id"].clone();
    let ticket = opens_in(boss, "noisy", office.support).await;
    let asks = json!({"requester": {"id": customer}});
    boss.patches(&ticket, &asks).await.ok();
    let file = uploads(boss, "canary-passwords.txt", "canary-content").await;
    let note = json!({
        "body": "canary-words", "visibility": "internal", "attachment_ids": [file],
        "mentions": {"department_ids": [office.sales.0]},
    });
    let messages = format!("{ticket}/messages");
    let note = boss.posts(&messages, &note).await.ok()["id"].clone();
    let note = note.as_str().unwrap();
    let correction = json!({"body": "canary-correction"});
    boss.patches(&format!("{messages}/{note}"), &correction)
        .await
        .ok();
    let gone = boss.notes(&ticket, "to be redacted").await;
    let gone = gone.ok()["id"].as_str().unwrap();
    let reason = json!({"reason": "canary-reason"});
    boss.posts(&format!("{messages}/{gone}/redact"), &reason)
        .await
        .ok();
    Things {
        ticket: id_of(&ticket).to_owned(),
        message: note.to_owned(),
        file,
        customer: customer.as_str().unwrap().to_owned(),
    }
}

/// Every operation of the document that reads, about those things where it names some.
async fn reading_operations(person: &Person, things: &Things) -> Vec<String> {
    let request = person.request(Method::GET, "/../openapi.json");
    let document = person.sends(request).await.ok().clone();
    let paths = document["paths"].as_object().unwrap();
    let reading = paths
        .iter()
        .filter(|(_, operations)| operations["get"].is_object());
    let mut addresses: Vec<_> = reading
        .filter_map(|(path, _)| address(path, things))
        .collect();
    let messages = format!("/tickets/{}/messages", things.ticket);
    addresses.push(format!("{messages}?visibility=internal&order=desc"));
    addresses.push(format!(
        "/tickets/{}?as_of=2100-01-01T00:00:00Z",
        things.ticket
    ));
    addresses.push(format!("/events?stream_id={}&limit=200", things.ticket));
    addresses.push(format!("/events?stream_id={}", things.file));
    addresses
}

fn address(path: &str, things: &Things) -> Option<String> {
    let path = path.trim_start_matches("/api/v1");
    let id = match path.split('/').nth(1)? {
        "tickets" => &things.ticket,
        "attachments" => &things.file,
        _ => &things.customer,
    };
    let filled = path
        .replace("{message_id}", &things.message)
        .replace("{provider}", "none")
        .replace("{id}", id);
    let endless = filled.ends_with("/stream");
    let limit = if path.contains('{') { "" } else { "?limit=200" };
    (!endless).then(|| format!("{filled}{limit}"))
}

/// Every answer, each below a line that names its address.
async fn everything(person: &Person, paths: &[String]) -> String {
    let mut text = streamed(person).await;
    for path in paths {
        let answer = person.gets(path).await;
        assert!(answer.status < 500, "{path}: {answer:?}");
        assert!(!path.contains('{'), "{path} is not filled in");
        text += &format!("GET {path} {}\n{}\n", answer.status, answer.body);
    }
    text
}

/// What a follower from the beginning is sent, up to what happens last.
async fn streamed(person: &Person) -> String {
    let last = person.opens("the end of the stream").await;
    let request = person.request(Method::GET, "/events/stream?after=0");
    let mut response = request.send().await.unwrap();
    let mut text = String::new();
    while !text.contains(id_of(&last)) {
        let chunk = crate::support::within("the stream", response.chunk()).await;
        text += &String::from_utf8_lossy(&chunk.unwrap().unwrap());
    }
    text
}
