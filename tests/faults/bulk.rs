//! A bulk job survives kill -9 in its middle: every ticket is changed, and changed once.

use super::Site;
use super::truth::whole_log;
use crate::support::{Person, eventually};
use domain::Recorded;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::Arc;
use uuid::Uuid;

/// Several parts of a job.
const TICKETS: usize = 900;
/// People who open tickets at the same time.
const AT_ONCE: usize = 12;

async fn opens(person: &Person) -> Vec<String> {
    let mut all = Vec::new();
    for begin in (0..TICKETS).step_by(AT_ONCE) {
        let opening = (begin..begin + AT_ONCE).map(|number| {
            let person = person.clone();
            tokio::spawn(async move { person.opens(&format!("printer {number}")).await })
        });
        for ticket in opening.collect::<Vec<_>>() {
            let ticket = ticket.await.unwrap();
            all.push(ticket.trim_start_matches("/tickets/").to_owned());
        }
    }
    all
}

/// How far the job is; `None` while nobody answers.
async fn look(person: &Person, job: &str) -> Option<Value> {
    let answer = person
        .tries(person.request(reqwest::Method::GET, job))
        .await;
    answer.ok().filter(|a| a.status == 200).map(|a| a.body)
}

/// How often something was said on each ticket.
fn said(events: &[Arc<Recorded>]) -> HashMap<Uuid, usize> {
    let mut said = HashMap::new();
    for event in events.iter().filter(|e| e.name == "ticket.message_posted") {
        *said.entry(event.stream_id).or_default() += 1;
    }
    said
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_job_goes_on_after_every_crash_and_changes_each_ticket_once() {
    let mut site = Site::start().await;
    let person = site.administrator();
    let tickets = opens(&person).await;
    let note = json!({
        "name": "Note", "scope": {"type": "all"},
        "actions": [{"type": "add_note", "body": "seen to"}],
    });
    let note = person.posts("/macros", &note).await.ok()["id"].clone();
    let job = json!({
        "ticket_ids": tickets, "actions": [{"type": "apply_macro", "macro_id": note}],
    });
    let asked = person.posts("/tickets/bulk", &job).await;
    let path = format!("/tickets/bulk/{}", asked.ok()["id"].as_str().unwrap());

    let mut told = 0;
    for _ in 0..3 {
        site.docket.kill().await; // in whatever part it is
        site.starts_again().await;
        told = eventually("the job to go on", async || {
            let done = look(&person, &path).await?["done"].as_u64()?;
            (done > told || done == TICKETS as u64).then_some(done)
        })
        .await;
    }
    let ended = eventually("the job to end", async || {
        look(&person, &path)
            .await
            .filter(|job| !job["ended_at"].is_null())
    })
    .await;

    assert_eq!(ended["changed"], TICKETS, "{ended}");
    let said = said(&whole_log(&site.docket).await);
    assert_eq!(said.len(), TICKETS);
    assert!(said.values().all(|times| *times == 1));
}
