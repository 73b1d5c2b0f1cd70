//! One-event commands with an expected version through the batcher.

use crate::report::{Report, quantile};
use crate::setup::{Failure, Setup, client};
use domain::ticket::TicketEvent;
use domain::{Actor, StatusId};
use eventstore::{Append, EventStore, Outcome, StreamPart};
use jiff::Timestamp;
use std::time::{Duration, Instant};
use uuid::Uuid;

const CALLERS: [usize; 3] = [1, 64, 1000];
const MINUTE: Duration = Duration::from_secs(60);
const HOLD: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT 1";

/// One round: from an empty table, then with each number of callers on the table as it grew.
pub async fn round(setup: &Setup, report: &mut Report) -> Result<(), Failure> {
    let (store, _) = setup.store("appends").await?;
    let empty = measure(&store, 64, setup.span).await?;
    report.add("append empty table (events/s)", "events/s", empty.rate);
    for callers in CALLERS {
        let figures = measure(&store, callers, setup.span).await?;
        let name = format!("append {callers} callers");
        report.add(format!("{name} (events/s)"), "events/s", figures.rate);
        report.add(format!("{name}, p50"), "ms", quantile(&figures.times, 0.5));
        report.add(format!("{name}, p99"), "ms", quantile(&figures.times, 0.99));
    }
    store.stop().await;
    Ok(())
}

/// Minutes in which another session holds a snapshot from before, and minutes without. Each kind
/// comes first as often as last, since the table grows and checkpoints and vacuum come and go.
pub async fn under_old_snapshot(setup: &Setup, report: &mut Report) -> Result<(), Failure> {
    let (store, url) = setup.store("snapshot").await?;
    measure(&store, 64, setup.span).await?; // so that the table is not empty
    for held in [false, true, true, false] {
        let holder = client(&url).await?;
        if held {
            holder.batch_execute(HOLD).await?;
        }
        let figures = measure(&store, 64, MINUTE).await?;
        let kind = if held { "held" } else { "free" };
        let name = format!("append old snapshot: {kind}");
        report.add(name, "events/s", figures.rate);
    }
    store.stop().await;
    Ok(())
}

struct Figures {
    rate: f64,
    /// Sorted.
    times: Vec<Duration>,
}

async fn measure(store: &EventStore, callers: usize, span: Duration) -> Result<Figures, Failure> {
    let start = Instant::now();
    let tasks: Vec<_> = (0..callers)
        .map(|_| tokio::spawn(call(store.clone(), start + span)))
        .collect();
    let mut times = Vec::new();
    for task in tasks {
        times.extend(task.await??);
    }
    let rate = times.len() as f64 / start.elapsed().as_secs_f64();
    times.sort();
    Ok(Figures { rate, times })
}

/// Appends to a stream of its own, one event after the other, each waiting for the last.
async fn call(store: EventStore, until: Instant) -> Result<Vec<Duration>, Failure> {
    let mut times = Vec::new();
    let (mut stream, mut version) = (Uuid::now_v7(), 0);
    while Instant::now() < until {
        let start = Instant::now();
        let part = StreamPart {
            id: stream,
            category: "ticket",
            expected_version: version,
        };
        let mut append = Append::new(Uuid::now_v7(), Actor::SYSTEM, part);
        append.push(0, Timestamp::now(), &event())?;
        match store.append(append).await? {
            Outcome::Appended { appended, .. } => version = appended.version,
            other => return Err(format!("not appended: {other:?}").into()),
        }
        times.push(start.elapsed());
        if version == 10 {
            (stream, version) = (Uuid::now_v7(), 0); // tickets are short
        }
    }
    Ok(times)
}

fn event() -> TicketEvent {
    TicketEvent::StatusChanged {
        from: StatusId::from_key("open"),
        to: StatusId::from_key("closed"),
    }
}
