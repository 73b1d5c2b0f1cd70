//! What lists, searches, charts and the past cost among ten thousand, a hundred thousand and a million
//! tickets, asked of the program itself by people who see all, a department or their own, beside
//! counting and copying plainly; and how fast all read models are built.

#[path = "scale/asks.rs"]
mod asks;
#[path = "scale/builds.rs"]
mod builds;
#[path = "scale/chance.rs"]
mod chance;
#[path = "scale/channel.rs"]
mod channel;
#[path = "scale/people.rs"]
mod people;
#[path = "scale/seed.rs"]
mod seed;
#[path = "scale/words.rs"]
mod words;

use crate::http::connection::{Connection, request_as};
use crate::http::service::Service;
use crate::report::{Report, quantile};
use crate::setup::{Failure, Setup, client};
use asks::Ask;
use eventstore::EventStore;
use people::ASKERS;
use std::time::{Duration, Instant};

const SIZES: &str = "10000,100000,1000000";
/// Times that each thing is asked, after so many that are not counted.
const TURNS: usize = 20;
const BEFORE: usize = 5;
/// Pages before a deep one.
const DEEP: usize = 40;

/// Each size that `DOCKET_BENCH_TICKETS` names, with a log of its own. One that is there from an
/// earlier run with `DOCKET_BENCH_KEEP` is asked as it is.
pub async fn measure(setup: &Setup, report: &mut Report) -> Result<(), Failure> {
    let sizes = std::env::var("DOCKET_BENCH_TICKETS").unwrap_or_else(|_| SIZES.to_owned());
    for size in sizes.split(',') {
        let name = format!("scale_{size}");
        let url = match std::env::var_os("DOCKET_BENCH_KEEP") {
            Some(_) if setup.is_there(&name).await? => setup.url_of(&name),
            _ => filled(setup, &name, size.parse()?, report).await?,
        };
        let size = format!("{size:>7}");
        builds::plainly(&url, &size, report).await?;
        let service = Service::start(setup, &url).await?;
        caught_up(&service, &url).await?;
        for (who, key) in ASKERS {
            let mut connection = Connection::open(service.address).await?;
            for ask in asks::all() {
                let name = |page: &str| format!("{} of {who}{page}, {size}", ask.name);
                times(&mut connection, key, (&ask, ""), &name(""), report).await?;
                let next = match ask.deep {
                    true => cursor(&mut connection, key, &ask).await?,
                    false => None,
                };
                if let Some(cursor) = next {
                    let after = format!("&cursor={cursor}");
                    times(
                        &mut connection,
                        key,
                        (&ask, &after),
                        &name(", deep"),
                        report,
                    )
                    .await?;
                }
            }
        }
        channel::measure(&service, &size, report).await?;
        service.stop().await?;
    }
    Ok(())
}

/// A log and all read models of it.
async fn filled(
    setup: &Setup,
    name: &str,
    tickets: i64,
    report: &mut Report,
) -> Result<String, Failure> {
    let url = setup.database(name).await?;
    let store = EventStore::connect(eventstore::StoreOptions::new(&url)).await?;
    people::settle(&store, &url).await?;
    let events = seed::fill(&store, tickets).await?;
    let size = format!("{tickets:>7}");
    builds::all(&store, &url, (&size, tickets, events), report).await?;
    store.stop().await;
    Ok(url)
}

/// Waits until the workers have seen the whole log and it is published: what they do with a log that
/// was filled before they came takes both processors for minutes.
async fn caught_up(service: &Service, url: &str) -> Result<(), Failure> {
    let session = client(url).await?;
    let mut connection = Connection::open(service.address).await?;
    let mut tick = tokio::time::interval(Duration::from_secs(1));
    let deadline = Instant::now() + PATIENCE;
    while Instant::now() < deadline {
        tick.tick().await;
        let behind: bool = session.query_one(BEHIND, &[]).await?.get(0);
        let message = request_as(people::WRITER, "GET", "/api/v1/system", "");
        connection.ask(&message).await?.expect_success()?;
        let state: serde_json::Value = serde_json::from_slice(connection.body()?)?;
        if !behind && state["relay"]["lag"] == 0 {
            return Ok(());
        }
    }
    Err("the workers do not catch up".into())
}

async fn times(
    connection: &mut Connection,
    key: &str,
    (ask, after): (&Ask, &str),
    name: &str,
    report: &mut Report,
) -> Result<(), Failure> {
    let mut times = Vec::new();
    for turn in 0..BEFORE + TURNS {
        let path = format!("/api/v1{}{after}", (ask.path)(turn));
        let message = request_as(key, "GET", &path, "");
        let start = Instant::now();
        let answer = connection.ask(&message).await?;
        // nothing is there for some of those who ask
        if !answer.is_missing() {
            answer
                .expect_success()
                .map_err(|e| format!("{path}: {e}"))?;
        }
        times.push(start.elapsed());
    }
    times.drain(..BEFORE); // which fetched what was on the disk
    times.sort();
    report.add(format!("{name}, p95"), "ms", quantile(&times, 0.95));
    report.add(format!("{name}, most"), "ms", quantile(&times, 1.0));
    Ok(())
}

/// Where page [`DEEP`] begins; none where there are fewer.
async fn cursor(
    connection: &mut Connection,
    key: &str,
    ask: &Ask,
) -> Result<Option<String>, Failure> {
    let mut next = None;
    for _ in 0..DEEP {
        let after = next.map_or_else(String::new, |cursor| format!("&cursor={cursor}"));
        let path = format!("/api/v1{}{after}", (ask.path)(0));
        let message = request_as(key, "GET", &path, "");
        connection.ask(&message).await?.expect_success()?;
        let body: serde_json::Value = serde_json::from_slice(connection.body()?)?;
        match body["next_cursor"].as_str() {
            Some(cursor) => next = Some(cursor.to_owned()),
            None => return Ok(None),
        }
    }
    Ok(next)
}

/// How long a million tickets may take.
const PATIENCE: Duration = Duration::from_secs(4 * 3600);

const BEHIND: &str = "
SELECT count(*) = 0 OR min(c.position) < (SELECT max(position) FROM es.events)
FROM es.checkpoints c";
