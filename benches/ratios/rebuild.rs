//! Building each read model anew from the whole log, and all of them at once.

use crate::report::Report;
use crate::setup::{Failure, Setup};
use domain::ids::derived;
use domain::ticket::{Created, Posted, TicketEvent, Visibility};
use domain::{Actor, MemberId, MessageId, PriorityId, StatusId};
use eventstore::{Append, EventStore, StreamPart};
use futures_util::future::try_join_all;
use jiff::Timestamp;
use projections::{ReadModels, Runner};
use std::time::{Duration, Instant};
use uuid::Uuid;

const TICKETS: i64 = 30_000;
const PER_COMMAND: i64 = 100;
/// Each ticket is created, taken, worked on, answered and closed.
const EVENTS_EACH: i64 = 5;

/// Every read model, with what its figure is called.
const MODELS: [(&str, &str); 5] = [
    ("tickets", "rebuild of the list"),
    ("customers", "rebuild of customers"),
    ("messages", "rebuild of messages"),
    ("intervals", "rebuild of intervals"),
    ("search", "rebuild of search"),
];

/// One round: a log of whole tickets, built once to have something, then anew.
pub async fn round(setup: &Setup, report: &mut Report) -> Result<(), Failure> {
    let (store, url) = setup.store("rebuild").await?;
    fill(&store).await?;
    let read = ReadModels::connect(&url, 4).await?;
    let runner = Runner::start(&store, &read).await?;
    served(&store, &read).await?;
    for (name, figure) in MODELS {
        let start = Instant::now();
        Runner::rebuild(&store, &read, name, |_, _| {}).await?;
        report.add(figure, "events/s", rate(start));
    }
    let start = Instant::now();
    let all = MODELS.map(|(name, _)| Runner::rebuild(&store, &read, name, |_, _| {}));
    try_join_all(all).await?;
    report.add("rebuild of all at once", "events/s", rate(start));
    runner.stop().await;
    store.stop().await;
    Ok(())
}

/// Waits until the first builds serve, so that they are not measured with the next.
async fn served(store: &EventStore, read: &ReadModels) -> Result<(), Failure> {
    let head = store.head().await?;
    for (name, _) in MODELS {
        if !read.wait_for(name, head, Duration::from_secs(600)).await? {
            return Err(format!("{name} was not built in ten minutes").into());
        }
    }
    Ok(())
}

fn rate(start: Instant) -> f64 {
    (TICKETS * EVENTS_EACH) as f64 / start.elapsed().as_secs_f64()
}

async fn fill(store: &EventStore) -> Result<(), Failure> {
    let numbers: Vec<i64> = (1..=TICKETS).collect();
    for numbers in numbers.chunks(PER_COMMAND as usize) {
        let streams: Vec<_> = (numbers.iter())
            .map(|_| StreamPart {
                id: Uuid::now_v7(),
                category: "ticket",
                expected_version: 0,
            })
            .collect();
        let mut append = Append::new(Uuid::now_v7(), Actor::SYSTEM, streams[0].clone());
        append.streams = streams;
        for (stream, number) in numbers.iter().enumerate() {
            for event in life(*number) {
                append.push(stream, Timestamp::now(), &event)?;
            }
        }
        store.append(append).await?;
    }
    Ok(())
}

fn life(number: i64) -> [TicketEvent; EVENTS_EACH as usize] {
    let status = StatusId::from_key;
    [
        TicketEvent::Created(Box::new(created(number))),
        TicketEvent::Assigned {
            member: MemberId(derived("bench.member", &(number % 20).to_string())),
        },
        TicketEvent::StatusChanged {
            from: status("open"),
            to: status("in_progress"),
        },
        TicketEvent::MessagePosted(Box::new(Posted::new(
            MessageId(Uuid::now_v7()),
            Visibility::Public,
            "We have sent somebody with an extinguisher.",
        ))),
        TicketEvent::StatusChanged {
            from: status("in_progress"),
            to: status("closed"),
        },
    ]
}

fn created(number: i64) -> Created {
    let subject = format!("Ticket {number}: the printer on the second floor is on fire");
    let (status, priority) = (StatusId::from_key("open"), PriorityId::from_key("normal"));
    Created {
        description: "It began at nine. Smoke comes out of tray two.".to_owned(),
        tags: vec!["printer".to_owned()],
        ..Created::new(number, subject, status, priority)
    }
}
