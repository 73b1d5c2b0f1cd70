//! How soon rules react: three hundred tickets a second among a hundred active rules; and how long
//! trying a hundred rules on the same log takes.

use crate::report::Report;
use crate::setup::{Failure, Setup, client, number};
use automation::{Outbox, Worker};
use domain::automation::{Action, Rule, RuleTrial, Trialled, When, Window};
use domain::condition::Condition;
use domain::macros::MacroAction;
use domain::setting::{Priority, Setting, SettingCommand, SettingKind, Status, StatusCategory};
use domain::ticket::{CreateTicket, Ticket, TicketCommand};
use domain::{Access, Actor, Catalog, PriorityId, Recorded, StatusId};
use eventstore::{EventStore, Execute, Live};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::time::{Duration, Instant};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

/// Active rules, of which each ticket matches one.
const RULES: i32 = 100;
const PER_SECOND: u64 = 300;
const PATIENCE: Duration = Duration::from_secs(120);
/// How often the events in memory are asked.
const ROUNDS: u32 = 50;
/// Events read together.
const PAGE: usize = 1_000;

/// For `DOCKET_BENCH_SECONDS` seconds.
pub async fn measure(setup: &Setup, report: &mut Report) -> Result<(), Failure> {
    let (store, url) = setup.store("reactions").await?;
    automation::migrate(&url).await?;
    let live = Live::<Catalog>::start(&store, CancellationToken::new()).await?;
    settings(&store, &live).await?;
    let outbox = Outbox::connect(&url)?;
    let worker = Worker::start(&store, &live, (&url, &outbox)).await?;
    let seconds = number("DOCKET_BENCH_SECONDS", 30);
    create(&store, &live, seconds * PER_SECOND).await?;
    let mut position = worker.watch_position();
    let head = store.head().await?;
    let reached = position.wait_for(|position| *position >= head);
    tokio::time::timeout(PATIENCE, reached).await??;
    worker.stop().await;
    let session = client(&url).await?;
    for (share, name) in [(0.5, "p50"), (0.99, "p99"), (1.0, "max")] {
        let lag: f64 = session.query_one(LAG, &[&share]).await?.get(0);
        report.add(format!("reactions: event → effect, {name}"), "ms", lag);
    }
    let effects: i64 = session.query_one(EFFECTS, &[]).await?.get(0);
    report.add("reactions: effects", "effects", effects as f64);
    asked(&store, &live, report).await?;
    tried(&store, &live, report).await?;
    store.stop().await;
    Ok(())
}

/// A status, priorities, and rules of which each asks for one tag besides other things.
async fn settings(store: &EventStore, live: &Live<Catalog>) -> Result<(), Failure> {
    let open = Status::new("open", "Open", StatusCategory::Open, "#336699");
    save(store, live, StatusId::from_key("open").0, open).await?;
    for key in ["normal", "urgent"] {
        let priority = Priority::new(key, key, "#336699", 1);
        save(store, live, PriorityId::from_key(key).0, priority).await?;
    }
    for place in 0..RULES {
        save(store, live, Uuid::now_v7(), rule(place)?).await?;
    }
    Ok(())
}

fn rule(place: i32) -> Result<Rule, Failure> {
    let condition = json!({"all": [
        {"path": "status_category", "op": "in", "value": ["new", "open"]},
        {"path": "event.actor", "op": "eq", "value": "system"},
        {"any": [
            {"path": "tags", "op": "contains", "value": format!("tag-{place}")},
            {"path": "subject", "op": "contains", "value": format!("never {place}")},
        ]},
    ]});
    let tags = vec![format!("seen-{place}")];
    Ok(Rule {
        name: format!("Rule {place}"),
        position: place,
        on: vec!["ticket.created".to_owned()],
        timer: None,
        when: When::Condition(serde_json::from_value::<Condition>(condition)?),
        actions: vec![Action::Common(MacroAction::AddTags { tags })],
        stop: false,
        active: true,
        parked: None,
    })
}

async fn save<T: SettingKind>(
    store: &EventStore,
    live: &Live<Catalog>,
    id: Uuid,
    value: T,
) -> Result<(), Failure> {
    let (catalog, command) = (live.now(), SettingCommand::Create(value));
    let now = Timestamp::now();
    let mut request = Execute::<Setting<T>>::new(id, command, Actor::SYSTEM, &catalog, now);
    request.access = Cow::Borrowed(Access::everything());
    let saved = store.execute(request).await;
    let saved = saved.map_err(|error| error.to_string())?;
    let known = live.at_least(saved.position, Duration::from_secs(10)).await;
    known
        .map(drop)
        .ok_or_else(|| "the catalog is behind".into())
}

/// Opens tickets evenly, each of which one rule matches.
async fn create(store: &EventStore, live: &Live<Catalog>, count: u64) -> Result<(), Failure> {
    let mut ticks = tokio::time::interval(Duration::from_secs(1) / PER_SECOND as u32);
    let mut tasks = tokio::task::JoinSet::new();
    for number in 0..count {
        ticks.tick().await;
        let (store, catalog) = (store.clone(), live.now());
        tasks.spawn(async move {
            let new = CreateTicket {
                number: number as i64 + 1,
                subject: "Printer on fire".to_owned(),
                tags: vec![format!("tag-{}", number % RULES as u64)],
                ..CreateTicket::default()
            };
            let command = TicketCommand::Create(Box::new(new));
            let (id, now) = (Uuid::now_v7(), Timestamp::now());
            let request = Execute::<Ticket>::new(id, command, Actor::SYSTEM, &catalog, now);
            let done = store.execute(request).await;
            done.map(drop).map_err(|error| error.to_string())
        });
    }
    while let Some(done) = tasks.join_next().await {
        done??;
    }
    Ok(())
}

/// All rules, to be tried.
fn to_try() -> Result<Vec<Trialled>, Failure> {
    let rules: Result<Vec<_>, Failure> = (0..RULES).map(rule).collect();
    let tried = rules?.into_iter().map(|rule| Trialled {
        rule,
        instead_of: None,
    });
    Ok(tried.collect())
}

/// The last day.
fn window() -> Window {
    let now = Timestamp::now();
    Window {
        from: now - SignedDuration::from_hours(24),
        to: now,
    }
}

/// What asking one rule's condition of one event costs: the hundred are tried on events in memory,
/// and what the same takes without any is taken off.
async fn asked(
    store: &EventStore,
    live: &Live<Catalog>,
    report: &mut Report,
) -> Result<(), Failure> {
    let (rules, catalog, window) = (to_try()?, live.now(), window());
    let head = store.known_head();
    let page = store.read_by_stream(&["ticket"], (Uuid::nil(), 0), head, PAGE);
    let mut stories: BTreeMap<Uuid, Vec<Recorded>> = BTreeMap::new();
    for event in page.await?.iter().filter(|event| event.version == 1) {
        stories.insert(event.stream_id, vec![event.as_ref().clone()]);
    }
    let asked = [&rules[..], &[]].map(|rules| {
        let (trial, start) = (RuleTrial::new(rules, window, &catalog), Instant::now());
        for _ in 0..ROUNDS {
            for story in stories.values() {
                std::hint::black_box(trial.firings(story, window.to)).ok();
            }
        }
        start.elapsed().as_secs_f64()
    });
    let times = f64::from(ROUNDS) * f64::from(RULES) * stories.len() as f64;
    let each = (asked[0] - asked[1]) / times * 1e6;
    report.add("reactions: one rule asked of one event", "µs", each);
    Ok(())
}

/// All rules on the whole log, as `POST /rules/simulate` tries them.
async fn tried(
    store: &EventStore,
    live: &Live<Catalog>,
    report: &mut Report,
) -> Result<(), Failure> {
    let (tried, catalog, window) = (to_try()?, live.now(), window());
    let (trial, start) = (RuleTrial::new(&tried, window, &catalog), Instant::now());
    let (mut after, mut events, mut fired) = ((Uuid::nil(), 0), 0_usize, 0_usize);
    loop {
        let head = store.known_head();
        let page = store.read_by_stream(&["ticket"], after, head, PAGE).await?;
        let mut stories: BTreeMap<Uuid, Vec<Recorded>> = BTreeMap::new();
        for event in &page {
            let story = stories.entry(event.stream_id).or_default();
            story.push(event.as_ref().clone());
        }
        for story in stories.values() {
            fired += trial.firings(story, window.to)?.len();
        }
        events += page.len();
        match page.last() {
            Some(last) if page.len() == PAGE => after = (last.stream_id, last.version),
            _ => break,
        }
    }
    let rate = events as f64 / start.elapsed().as_secs_f64();
    report.add("reactions: trying 100 rules", "events/s", rate);
    report.add("reactions: trying 100 rules, fired", "times", fired as f64);
    Ok(())
}

/// From when a ticket was recorded until the tag that a rule put on it was, in milliseconds.
const LAG: &str = "
SELECT percentile_disc($1) WITHIN GROUP (
    ORDER BY (extract(epoch FROM effect.recorded_at - cause.recorded_at) * 1000)::float8
)
FROM es.events AS effect
JOIN es.events AS cause ON cause.stream_id = effect.stream_id AND cause.version = 1
WHERE effect.type = 'ticket.tagged'";

const EFFECTS: &str = "
SELECT count(*)
FROM es.events
WHERE type = 'ticket.tagged'";
