//! How long searches take among a hundred thousand tickets in three languages, beside counting
//! them, and how fast what they look through is built.

#[path = "search/seed.rs"]
mod seed;

use crate::report::{Report, quantile};
use crate::setup::{Failure, Setup, client};
use domain::access::Reach;
use domain::{Access, Actor, Permission};
use projections::{ReadModels, Runner, SearchQuery, SearchText};
use seed::word;
use std::time::{Duration, Instant};

/// Searches of each kind.
const TURNS: usize = 40;

/// One kind of search, typed for the so manieth time.
type Kind = (&'static str, fn(usize) -> String);

/// From words in most tickets to those in a few.
const KINDS: [Kind; 9] = [
    ("a common word", |turn| word(10 + turn % 20)),
    ("a usual word", |turn| word(200 + turn * 7)),
    ("a rare word", |turn| word(5000 + turn * 31)),
    ("two words", |turn| {
        format!("{} {}", word(30 + turn), word(300 + turn * 3))
    }),
    ("a beginning", |turn| {
        word(400 + turn * 5).chars().take(4).collect()
    }),
    ("a phrase", |turn| {
        format!("\"{} {}\"", word(20 + turn), word(21 + turn))
    }),
    ("an exclusion", |turn| {
        format!("{} -{} ", word(150 + turn), word(40 + turn))
    }),
    ("in subjects", |turn| {
        format!("in:subject {} ", word(100 + turn))
    }),
    ("a slip", |turn| seed::slipped(&word(900 + turn * 11))),
];

/// Seeds once, measures each kind for somebody who sees all and somebody who sees one department.
pub async fn measure(setup: &Setup, report: &mut Report) -> Result<(), Failure> {
    let (store, url) = setup.store("search").await?;
    let events = seed::fill(&store).await?;
    let read = ReadModels::connect(&url, 4).await?;
    let runner = Runner::start(&store, &read).await?;
    for name in ["tickets", "search"] {
        read.wait_for(name, store.head().await?, Duration::from_secs(3600))
            .await?;
    }
    for name in ["tickets", "messages", "search"] {
        let start = Instant::now();
        Runner::rebuild(&store, &read, name, |_, _| {}).await?;
        let rate = events as f64 / start.elapsed().as_secs_f64();
        report.add(format!("search: rebuild of {name}"), "events/s", rate);
    }
    let count = counted(&read, &url, report).await?;
    let catalog = seed::catalog();
    let member = Access::of(&Actor::member(seed::MEMBER.0), &catalog);
    for (who, reach) in [
        ("all", Reach::EVERYTHING),
        ("a department", member.reach(Permission::ReadTickets)),
    ] {
        let mut all = Vec::new();
        for kind in KINDS {
            all.extend(searches(&read, &reach, kind, (who, report)).await?);
        }
        all.sort();
        report.add(
            format!("search by {who}: any, p50"),
            "ms",
            quantile(&all, 0.5),
        );
        let p95 = quantile(&all, 0.95);
        report.add(format!("search by {who}: any, p95"), "ms", p95);
        report.add(
            format!("search by {who}: any, p95 to count(*)"),
            "times",
            p95 / count,
        );
    }
    runner.stop().await;
    store.stop().await;
    Ok(())
}

/// What anything that looks at all tickets costs at least.
async fn counted(read: &ReadModels, url: &str, report: &mut Report) -> Result<f64, Failure> {
    let states = read.projections().await?;
    let live = states.iter().find(|state| state.name == "tickets");
    let schema = &live.ok_or("no list")?.schema;
    let session = client(url).await?;
    let mut times = Vec::new();
    for _ in 0..TURNS {
        let start = Instant::now();
        let count = format!("SELECT count(*) FROM {schema}.tickets");
        session.query_one(&count, &[]).await?;
        times.push(start.elapsed());
    }
    times.sort();
    let count = quantile(&times, 0.5);
    report.add("search: count(*) of all tickets", "ms", count);
    Ok(count)
}

async fn searches(
    read: &ReadModels,
    reach: &Reach,
    (name, typed): Kind,
    (who, report): (&str, &mut Report),
) -> Result<Vec<Duration>, Failure> {
    let (mut times, mut found) = (Vec::new(), 0);
    for turn in 0..TURNS {
        let mut text = SearchText::parse(&typed(turn));
        let in_subject = text.filters.pop().is_some();
        let query = SearchQuery {
            reach: reach.clone(),
            internal: reach.clone(),
            customers: true,
            text,
            within: in_subject.then_some(projections::SearchIn::Subject),
            ..SearchQuery::default()
        };
        let start = Instant::now();
        found += read.search(&query).await?.total;
        times.push(start.elapsed());
    }
    times.sort();
    let found = found / TURNS as i64;
    report.add(
        format!("search by {who}: {name}, found"),
        "tickets",
        found as f64,
    );
    report.add(
        format!("search by {who}: {name}, p50"),
        "ms",
        quantile(&times, 0.5),
    );
    report.add(
        format!("search by {who}: {name}, p95"),
        "ms",
        quantile(&times, 0.95),
    );
    Ok(times)
}
