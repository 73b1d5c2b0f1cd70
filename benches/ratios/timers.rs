//! A hundred thousand deadlines that fall due within a minute, of service levels and of timer rules:
//! how late each has its effect in the log.

use crate::report::Report;
use crate::setup::{Failure, Setup, client};
use automation::{Outbox, Worker};
use domain::automation::{Action, Moment, Rule, Timer, When};
use domain::macros::MacroAction;
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

/// What deadlines belong to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A clock of a service level each, which is told of.
    Clocks,
    /// A rule on each ticket, which tags it.
    Rules,
}

/// `DOCKET_BENCH_TIMERS` of each kind, of which the first is due `DOCKET_BENCH_AHEAD` seconds after
/// all tickets are in the log.
pub async fn measure(setup: &Setup, report: &mut Report) -> Result<(), Failure> {
    one_kind(setup, report, Kind::Clocks).await?;
    one_kind(setup, report, Kind::Rules).await
}

async fn one_kind(setup: &Setup, report: &mut Report, kind: Kind) -> Result<(), Failure> {
    let count = crate::setup::number("DOCKET_BENCH_TIMERS", 100_000) as i64;
    let ahead = crate::setup::number("DOCKET_BENCH_AHEAD", 180) as i64;
    let (store, url) = setup.store(kind.database()).await?;
    automation::migrate(&url).await?;
    let live = Live::<Catalog>::start(&store, CancellationToken::new()).await?;
    let open = Status::new("open", "Open", StatusCategory::Open, "#336699");
    save(&store, &live, StatusId::from_key("open").0, open).await?;
    match kind {
        Kind::Clocks => save(&store, &live, Uuid::now_v7(), promise()).await?,
        Kind::Rules => save(&store, &live, Uuid::now_v7(), rule()).await?,
    }
    let first = Timestamp::now() + SignedDuration::from_secs(ahead);
    let filled = Instant::now();
    fill(&store, count, first).await?;
    let filled = filled.elapsed().as_secs_f64();
    eprintln!("{count} tickets opened in {filled:.1} s");
    let (session, armed) = (client(&url).await?, Instant::now());
    let worker = kind.worker(&store, &live, &url).await?;
    until(&session, ARMED, count).await?;
    let armed = count as f64 / armed.elapsed().as_secs_f64();
    report.add(format!("{}: armed", kind.name()), "timers/s", armed);
    if Timestamp::now() >= first {
        return Err("armed after the first was due; set DOCKET_BENCH_AHEAD".into());
    }
    until(&session, GONE, 0).await?;
    told(&session, report, (kind, count)).await?;
    worker.stop().await;
    store.stop().await;
    Ok(())
}

/// How late what fell due had its effect in the log.
async fn told(
    session: &Client,
    report: &mut Report,
    (kind, count): (Kind, i64),
) -> Result<(), Failure> {
    let told: i64 = session.query_one(TOLD, &[&kind.effect()]).await?.get(0);
    if told != count {
        return Err(format!("{told} of {count} were told of").into());
    }
    for (share, name) in [(0.5, "p50"), (0.99, "p99"), (1.0, "max")] {
        let row = session.query_one(LAG, &[&share, &kind.effect()]).await?;
        let name = format!("{}: after they were due, {name}", kind.name());
        report.add(name, "s", row.get(0));
    }
    Ok(())
}

impl Kind {
    fn database(self) -> &'static str {
        match self {
            Self::Clocks => "timers",
            Self::Rules => "timer_rules",
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Clocks => "timers of clocks",
            Self::Rules => "timers of rules",
        }
    }

    /// The event that each leads to.
    fn effect(self) -> &'static str {
        match self {
            Self::Clocks => "ticket.sla_breached",
            Self::Rules => "ticket.tagged",
        }
    }

    async fn worker(
        self,
        store: &EventStore,
        live: &Live<Catalog>,
        url: &str,
    ) -> Result<Worker, Failure> {
        let outbox = Outbox::connect(url)?;
        // a new checkpoint of rules begins at the end of the log, and arms all that is open
        Ok(match self {
            Self::Clocks => Worker::start_clocks(store, live, url).await?,
            Self::Rules => Worker::start_timers(store, live, (url, &outbox)).await?,
        })
    }
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

/// A policy for every ticket.
fn promise() -> SlaPolicy {
    SlaPolicy {
        targets: Targets {
            resolution: Some(TARGET),
            ..Targets::default()
        },
        ..SlaPolicy::new("Everybody")
    }
}

/// A rule on every ticket that is open so long.
fn rule() -> Rule {
    Rule {
        name: "Still open".to_owned(),
        position: 0,
        on: Vec::new(),
        timer: Some(Timer::After {
            moment: Moment::CreatedAt,
            seconds: TARGET,
            business_time: false,
        }),
        when: When::default(),
        actions: vec![Action::Common(MacroAction::AddTags {
            tags: vec!["late".to_owned()],
        })],
        stop: false,
        active: true,
        parked: None,
    }
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
WHERE type = $1";

/// All are due so long after their tickets were opened.
const LAG: &str = "
SELECT percentile_disc($1) WITHIN GROUP (
    ORDER BY extract(epoch FROM effect.recorded_at - opened.occurred_at)::float8 - 3600
)
FROM es.events AS effect
JOIN es.events AS opened ON opened.stream_id = effect.stream_id AND opened.version = 1
WHERE effect.type = $2";
