//! Rules go on while nats-server is killed under them: each effect is in the log once, each delivery
//! leaves once, and JetStream has it all in the end.

use super::Site;
use super::rounds::kill_nats;
use super::truth::{jetstream_agrees, whole_log};
use crate::support::{Person, eventually};
use domain::Recorded;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;

const ROUNDS: usize = 3;
/// Tickets opened in each round, around the kill.
const TICKETS: usize = 60;

/// One sets the other off; together they change, say and send something.
fn rules() -> [Value; 2] {
    [
        json!({
            "name": "New is begun", "on": ["ticket.created"],
            "do": [{"type": "set_status", "status": "in_progress"}, {"type": "add_note", "body": "Begun"}],
        }),
        json!({
            "name": "Begun is told", "on": ["ticket.status_changed"],
            "do": [{"type": "add_tags", "tags": ["told"]}, {"type": "call_webhook", "url": "https://example.org/hook"}],
        }),
    ]
}

/// What each ticket comes to, and how often.
const STORY: [(&str, usize); 5] = [
    ("ticket.created", 1),
    ("ticket.message_posted", 1),
    ("ticket.rule_fired", 2),
    ("ticket.status_changed", 1),
    ("ticket.tagged", 1),
];

async fn opens(person: &Person, count: usize) {
    for number in 0..count {
        person.opens(&format!("printer {number}")).await;
    }
}

fn stories(events: &[Arc<Recorded>]) -> Vec<BTreeMap<&str, usize>> {
    let mut stories = BTreeMap::<_, BTreeMap<&str, usize>>::new();
    for event in events.iter().filter(|event| event.category == "ticket") {
        let story = stories.entry(event.stream_id).or_default();
        *story.entry(event.name.as_str()).or_default() += 1;
    }
    stories.into_values().collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rules_have_each_effect_once_while_nats_is_killed() {
    let site = Site::start().await;
    let person = site.administrator();
    for rule in rules() {
        person.posts("/rules", &rule).await.ok();
    }
    for _ in 0..ROUNDS {
        opens(&person, TICKETS / 2).await;
        kill_nats(&site.docket); // while the rules react to these
        opens(&person, TICKETS / 2).await;
    }

    let all = ROUNDS * TICKETS;
    let session = site.docket.session().await;
    let sent = "SELECT count(*) FROM outbox.deliveries WHERE state = 'sent'";
    eventually("every call to be sent", async || {
        let count: i64 = session.query_one(sent, &[]).await.unwrap().get(0);
        (count == all as i64).then_some(())
    })
    .await;
    let events = whole_log(&site.docket).await;
    let stories = stories(&events);
    assert_eq!(stories.len(), all);
    for story in stories {
        assert_eq!(story, BTreeMap::from(STORY));
    }
    let folder = std::fs::read_dir(site.data().join("outbox/webhook")).unwrap();
    assert_eq!(folder.count(), all);
    jetstream_agrees(&site.docket).await;
}
