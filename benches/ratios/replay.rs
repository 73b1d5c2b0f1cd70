//! Reading the whole log into a fold that does nothing, against raw COPY of the same rows.

use crate::report::Report;
use crate::setup::{Failure, Setup, client};
use domain::Actor;
use domain::StatusId;
use domain::ticket::TicketEvent;
use eventstore::{Append, EventFilter, EventStore, StreamPart};
use futures_util::TryStreamExt;
use jiff::Timestamp;
use std::time::Instant;
use uuid::Uuid;

const EVENTS: usize = 200_000;
const PER_COMMAND: usize = 500;

/// One round: a log of its own, read both ways.
pub async fn round(setup: &Setup, report: &mut Report) -> Result<(), Failure> {
    let (store, url) = setup.store("replay").await?;
    fill(&store).await?;
    let admin = client(&url).await?;
    admin.batch_execute("VACUUM ANALYZE es.events").await?;

    let start = Instant::now();
    let copied = admin.copy_out(COPY).await?;
    let bytes = copied
        .try_fold(0, |sum, part| async move { Ok(sum + part.len()) })
        .await?;
    assert!(bytes > EVENTS, "the copy is whole");
    report.add(
        "replay COPY (events/s)",
        "events/s",
        EVENTS as f64 / start.elapsed().as_secs_f64(),
    );

    let start = Instant::now();
    let mut subscription = store.subscribe(0, EventFilter::default());
    let mut seen = 0;
    while let Some(batch) = subscription.try_next(2000).await? {
        seen += std::hint::black_box(batch.events).len();
    }
    assert_eq!(seen, EVENTS, "the replay is whole");
    report.add(
        "replay fold (events/s)",
        "events/s",
        EVENTS as f64 / start.elapsed().as_secs_f64(),
    );
    store.stop().await;
    Ok(())
}

async fn fill(store: &EventStore) -> Result<(), Failure> {
    let changed = TicketEvent::StatusChanged {
        from: StatusId::from_key("open"),
        to: StatusId::from_key("closed"),
    };
    for _ in 0..EVENTS / PER_COMMAND {
        let part = StreamPart {
            id: Uuid::now_v7(),
            category: "ticket",
            expected_version: 0,
        };
        let mut append = Append::new(Uuid::now_v7(), Actor::SYSTEM, part);
        for _ in 0..PER_COMMAND {
            append.push(0, Timestamp::now(), &changed)?;
        }
        store.append(append).await?;
    }
    Ok(())
}

const COPY: &str = "COPY (SELECT * FROM es.events ORDER BY position) TO STDOUT";
