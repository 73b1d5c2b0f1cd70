//! What people do with tickets besides changing what they say.

use crate::support::{Answer, Person};
use reqwest::Method;
use serde_json::Value;

mod claims;
mod clones;
mod given_out;
mod guests;
mod links;
mod macros;
mod merges;
mod splits;
mod ticket_files;
mod work;

/// Well formed, and nobody's.
const NOBODY: &str = "018f0000-0000-7000-8000-000000000000";

/// Without a body.
async fn asks(person: &Person, path: &str) -> Answer {
    person.sends(person.request(Method::POST, path)).await
}

async fn puts(person: &Person, path: &str, body: &Value) -> Answer {
    person
        .sends(person.request(Method::PUT, path).json(body))
        .await
}

/// The same request with an `Idempotency-Key`, twice: both answers.
async fn twice(person: &Person, path: &str, body: &Value) -> (Answer, Answer) {
    let send = || {
        let request = person.request(Method::POST, path).json(body);
        person.sends(request.header("Idempotency-Key", path.replace('/', ".")))
    };
    (send().await, send().await)
}

async fn with_version(person: &Person, path: &str, version: i64) -> Answer {
    let request = person.request(Method::POST, path);
    person
        .sends(request.header("If-Match", format!("\"{version}\"")))
        .await
}

/// Id of a ticket by its address.
fn id(ticket: &str) -> &str {
    ticket.trim_start_matches("/tickets/")
}

/// Types of what happened to a ticket after its opening, without `ticket.`.
async fn story(person: &Person, ticket: &str) -> Vec<String> {
    let history = person.history_of(ticket).await;
    let types = history.iter().skip(1).map(|e| e["type"].as_str().unwrap());
    types
        .map(|name| name.trim_start_matches("ticket.").to_owned())
        .collect()
}

fn items(answer: &Answer) -> &[Value] {
    answer.ok()["items"].as_array().unwrap()
}
