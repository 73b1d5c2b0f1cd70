//! A hundred thousand deadlines of service levels that fall due within a minute: how late each is
//! told of in the log.

use crate::report::Report;
use crate::setup::{Failure, Setup, client};
use automation::Worker;
use domain::setting::{Setting, SettingCommand, SettingKind, Status, StatusCategory};
use domain::sla::{SlaPolicy, Targets};
use domain::ticket::{Created, TicketEvent};
use domain::{Access, Actor, Catalog, PriorityId, StatusId};
use eventstore::{Append, EventStore, Execute, Live, StreamPart};
use jiff::{SignedDuration, Timestamp};
use std::borrow::Cow;
use std::time::{Duration, Instant};
use tokio_postgres::Client;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

const PER_COMMAND: i64 = 100;
/// Within which they fall due.
const SPAN: SignedDuration = SignedDuration::from_secs(60);
const TARGET: i64 = 3_600;
const PATIENCE: Duration = Duration::from_secs(900);
const LOOK: Duration = Duration::from_secs(1);

/// `DOCKET_BENCH_TIMERS` of them, of which the first is due `DOCKET_BENCH_AHEAD` seconds after all
/// tickets are in the log.
pub async fn measure(setup: &Setup, report: &mut Report) -> Result<(), Failure> {
    let count = crate::setup::number("DOCKET_BENCH_TIMERS", 100_000) as i64;
    let ahead = crate::setup::number("DOCKET_BENCH_AHEAD", 180) as i64;
    let (store, url) = setup.store("timers").await?;
    automation::migrate(&url).await?;
    let live = Live::<Catalog>::start(&store, CancellationToken::new()).await?;
    promise(&store, &live).await?;
    let first = Timestamp::now() + SignedDuration::from_secs(ahead);
    let filled = Instant::now();
    fill(&store, count, first).await?;
    eprintln!(
        "{count} tickets opened in {:.1} s",
        filled.elapsed().as_secs_f64()
    );
    let (session, armed) = (client(&url).await?, Instant::now());
    let worker = Worker::start_clocks(&store, &live, &url).await?;
    until(&session, ARMED, count).await?;
    report.add(
        "timers: armed",
        "timers/s",
        count as f64 / armed.elapsed().as_secs_f64(),
    );
    if Timestamp::now() >= first {
        return Err("armed after the first was due; set DOCKET_BENCH_AHEAD".into());
    }
    until(&session, GONE, 0).await?;
    let told: i64 = session.query_one(TOLD, &[]).await?.get(0);
    if told != count {
        return Err(format!("{told} of {count} were told of").into());
    }
    for (share, name) in [(0.5, "p50"), (0.99, "p99"), (1.0, "max")] {
        let lag: f64 = session.query_one(LAG, &[&share]).await?.get(0);
        report.add(
            format!("timers: told after they were due, {name}"),
            "s",
            lag,
        );
    }
    worker.stop().await;
    store.stop().await;
    Ok(())
}

async fn until(session: &Client, counted: &str, wanted: i64) -> Result<(), Failure> {
    let start = Instant::now();
    let mut ticks = tokio::time::interval(LOOK);
    loop {
        ticks.tick().await;
        let now: i64 = session.query_one(counted, &[]).await?.get(0);
        if now == wanted {
            return Ok(());
        }
        if start.elapsed() > PATIENCE {
            return Err(format!("{now} instead of {wanted} after {PATIENCE:?}: {counted}").into());
        }
    }
}

/// A policy for every ticket, and the status that they are in.
async fn promise(store: &EventStore, live: &Live<Catalog>) -> Result<(), Failure> {
    let open = Status::new("open", "Open", StatusCategory::Open, "#336699");
    save(store, live, StatusId::from_key("open").0, open).await?;
    let policy = SlaPolicy {
        targets: Targets {
            resolution: Some(TARGET),
            ..Targets::default()
        },
        ..SlaPolicy::new("Everybody")
    };
    save(store, live, Uuid::now_v7(), policy).await
}

async fn save<T: SettingKind>(
    store: &EventStore,
    live: &Live<Catalog>,
    id: Uuid,
    value: T,
) -> Result<(), Failure> {
    let (catalog, command) = (live.now(), SettingCommand::Create(value));
    let long_ago = Timestamp::now() - SignedDuration::from_hours(24);
    let mut request = Execute::<Setting<T>>::new(id, command, Actor::SYSTEM, &catalog, long_ago);
    request.access = Cow::Borrowed(Access::everything());
    let saved = store
        .execute(request)
        .await
        .map_err(|error| error.to_string())?;
    let known = live.at_least(saved.position, Duration::from_secs(10)).await;
    known
        .map(drop)
        .ok_or_else(|| "the catalog is behind".into())
}

/// Tickets that are due one after the other, evenly, in no order of the log.
async fn fill(store: &EventStore, count: i64, first: Timestamp) -> Result<(), Failure> {
    let numbers: Vec<i64> = (0..count).collect();
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
            let place = number * 7_919 % count;
            let due_at = first + SPAN * i32::try_from(place)? / i32::try_from(count)?;
            let (open, normal) = (StatusId::from_key("open"), PriorityId::from_key("normal"));
            let created = Created::new(number + 1, "Printer on fire", open, normal);
            let at = due_at - SignedDuration::from_secs(TARGET);
            append.push(stream, at, &TicketEvent::Created(Box::new(created)))?;
        }
        store.append(append).await?;
    }
    Ok(())
}

const ARMED: &str = "
SELECT count(*)
FROM automation.deadlines
WHERE at > now()";

const GONE: &str = "
SELECT count(*)
FROM automation.deadlines";

const TOLD: &str = "
SELECT count(*)
FROM es.events
WHERE type = 'ticket.sla_breached'";

const LAG: &str = "
SELECT percentile_disc($1) WITHIN GROUP (
    ORDER BY extract(epoch FROM recorded_at - (data ->> 'due_at')::timestamptz)::float8
)
FROM es.events
WHERE type = 'ticket.sla_breached'";
