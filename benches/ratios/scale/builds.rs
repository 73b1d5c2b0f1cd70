//! How fast all read models are built, and how much room they take.

use crate::report::{Report, quantile};
use crate::setup::{Failure, client};
use eventstore::EventStore;
use futures_util::TryStreamExt;
use projections::{ReadModels, Runner};
use std::time::Instant;

const TURNS: usize = 10;

/// Builds all of them at once, as after an update that changes every one, then each alone.
pub async fn all(
    store: &EventStore,
    url: &str,
    (size, tickets, events): (&str, i64, u64),
    report: &mut Report,
) -> Result<(), Failure> {
    let read = ReadModels::connect(url, 4).await?;
    let head = store.head().await?;
    let start = Instant::now();
    let runner = Runner::start(store, &read).await?;
    let names: Vec<_> = read
        .projections()
        .await?
        .into_iter()
        .map(|p| p.name)
        .collect();
    for name in names {
        if !read.wait_for(&name, head, super::PATIENCE).await? {
            return Err(format!("{name} was not built").into());
        }
        let rate = events as f64 / start.elapsed().as_secs_f64();
        report.add(
            format!("build, {name} there after, {size}"),
            "events/s",
            rate,
        );
    }
    let rate = events as f64 / start.elapsed().as_secs_f64();
    report.add(format!("build of all at once, {size}"), "events/s", rate);
    runner.stop().await;
    let session = client(url).await?;
    session.batch_execute("VACUUM (ANALYZE)").await?;
    for row in session.query(SIZES, &[]).await? {
        let (schema, bytes): (String, i64) = (row.get(0), row.get(1));
        let each = bytes as f64 / tickets as f64;
        report.add(format!("disk, {schema}, {size}"), "bytes per ticket", each);
    }
    report.add(format!("events, {size}"), "", events as f64);
    Ok(())
}

/// What anything that looks at all tickets costs at least, and reading the log.
pub async fn plainly(url: &str, size: &str, report: &mut Report) -> Result<(), Failure> {
    let read = ReadModels::connect(url, 1).await?;
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
    let p95 = quantile(&times, 0.95);
    report.add(format!("plain SELECT count(*), {size}, p95"), "ms", p95);
    let start = Instant::now();
    let mut rows = 0;
    let mut copied = std::pin::pin!(session.copy_out(COPY).await?);
    while copied.try_next().await?.is_some() {
        rows += 1;
    }
    let rate = f64::from(rows) / start.elapsed().as_secs_f64();
    report.add(format!("plain COPY of the log, {size}"), "events/s", rate);
    Ok(())
}

const COPY: &str = "COPY (SELECT * FROM es.events ORDER BY position) TO STDOUT";

const SIZES: &str = "
SELECT CASE n.nspname WHEN 'es' THEN 'the log'
            ELSE regexp_replace(n.nspname, '^rm_(.*)_[0-9]+$', '\\1') END,
       sum(pg_total_relation_size(c.oid))::bigint
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'm')
  AND (n.nspname = 'es' OR n.nspname LIKE 'rm\\_%')
GROUP BY 1";
