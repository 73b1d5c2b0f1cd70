//! One thing done to many tickets.

mod access;
mod actions;
mod cancelled;
mod listed;
mod previewed;
mod refused;
mod undone;

use crate::support::{Desk, Person, eventually};
use serde_json::{Value, json};

/// Asks for a job; its address.
async fn asks(person: &Person, job: &Value) -> String {
    let answer = person.posts("/tickets/bulk", job).await;
    assert_eq!(answer.status, 201, "{answer:?}");
    let path = format!("/tickets/bulk/{}", answer.body["id"].as_str().unwrap());
    assert_eq!(answer.headers["location"], format!("/api/v1{path}"));
    path
}

/// The job once it has ended.
async fn ended(person: &Person, job: &str) -> Value {
    eventually("the job to end", async || {
        let seen = person.sees(job).await;
        (!seen["ended_at"].is_null()).then_some(seen)
    })
    .await
}

/// Asks for a job and waits for its end.
async fn does(person: &Person, job: &Value) -> Value {
    let job = asks(person, job).await;
    ended(person, &job).await
}

/// Does this to these tickets.
async fn does_to(person: &Person, tickets: &[String], actions: &Value) -> Value {
    let ids: Vec<_> = tickets.iter().map(|ticket| id_of(ticket)).collect();
    does(person, &json!({"ticket_ids": ids, "actions": actions})).await
}

/// How it went with each ticket.
async fn results(person: &Person, job: &Value) -> Vec<Value> {
    let id = job["id"].as_str().unwrap();
    let path = format!("/tickets/bulk/{id}/results?limit=2");
    person.pages_through(&path).await
}

/// The words for how it went, in order.
async fn went(person: &Person, job: &Value) -> Vec<String> {
    let results = results(person, job).await;
    let words = results.iter().map(|r| r["result"].as_str().unwrap());
    words.map(str::to_owned).collect()
}

async fn undoes(person: &Person, job: &Value) -> Value {
    let path = format!("/tickets/bulk/{}/undo", job["id"].as_str().unwrap());
    let answer = person.posts(&path, &json!({})).await;
    assert_eq!(answer.status, 201, "{answer:?}");
    let undo = format!("/tickets/bulk/{}", answer.body["id"].as_str().unwrap());
    ended(person, &undo).await
}

fn id_of(ticket: &str) -> &str {
    ticket.trim_start_matches("/tickets/")
}

async fn opens(person: &Person, count: usize) -> Vec<String> {
    let mut tickets = Vec::new();
    for number in 0..count {
        tickets.push(person.opens(&format!("printer {number}")).await);
    }
    tickets
}

async fn desk() -> (Desk, Person) {
    let desk = Desk::open().await;
    let boss = desk.administrator();
    (desk, boss)
}
