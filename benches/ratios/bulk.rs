//! Ten thousand tickets changed by one bulk job: how long until the last, beside one UPDATE of as
//! many rows of the list.

use crate::http::connection::{Connection, request};
use crate::http::seed;
use crate::http::service::Service;
use crate::report::Report;
use crate::setup::{Failure, Setup, client};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

const TICKETS: usize = 10_000;
/// How often the job is looked at.
const LOOK: Duration = Duration::from_millis(50);
const PATIENCE: Duration = Duration::from_secs(600);
const BULK: &str = "/api/v1/tickets/bulk";

pub async fn measure(setup: &Setup, report: &mut Report) -> Result<(), Failure> {
    let url = setup.database("bulk").await?;
    let seeded = seed::seed(&url).await?;
    let service = Service::start(setup, &url).await?;
    service.wait_for_list(seeded.position).await?;
    let ids: Vec<_> = (1..=TICKETS).map(|number| number.to_string()).collect();
    let mut connection = Connection::open(service.address).await?;
    for round in 0..setup.rounds {
        let update = peer(&url).await?;
        report.add("bulk: one UPDATE of 10,000 rows", "s", update);
        let tag = format!("round-{round}");
        let actions = json!([{"type": "add_tags", "tags": [tag]}]);
        let job = json!({"ticket_ids": ids, "actions": actions});
        let (id, took) = job_to_its_end(&mut connection, BULK, &job).await?;
        told("tag 10,000 tickets", took, report);
        let undo = format!("{BULK}/{id}/undo");
        let (_, took) = job_to_its_end(&mut connection, &undo, &json!({})).await?;
        told("undo that", took, report);
    }
    service.stop().await
}

fn told(what: &str, took: f64, report: &mut Report) {
    report.add(format!("bulk: {what}"), "s", took);
    report.add(
        format!("bulk: {what}, rate"),
        "tickets/s",
        TICKETS as f64 / took,
    );
}

/// Asks for a job; its id and how many seconds it took from the question to its end.
async fn job_to_its_end(
    connection: &mut Connection,
    path: &str,
    body: &Value,
) -> Result<(String, f64), Failure> {
    let start = Instant::now();
    let ask = request("POST", path, &body.to_string());
    let mut job = answered(connection, &ask).await?;
    let id = job["id"].as_str().ok_or("no job")?.to_owned();
    let look = request("GET", &format!("{BULK}/{id}"), "");
    let mut ticks = tokio::time::interval(LOOK);
    while job["ended_at"].is_null() {
        if start.elapsed() > PATIENCE {
            return Err(format!("the job does not end: {job}").into());
        }
        ticks.tick().await;
        job = answered(connection, &look).await?;
    }
    match job["changed"] == TICKETS {
        true => Ok((id, start.elapsed().as_secs_f64())),
        false => Err(format!("not every ticket was changed: {job}").into()),
    }
}

async fn answered(connection: &mut Connection, request: &[u8]) -> Result<Value, Failure> {
    connection.ask(request).await?.expect_success()?;
    Ok(serde_json::from_slice(connection.body()?)?)
}

/// Seconds that Postgres takes to change as many rows, without events or history.
async fn peer(url: &str) -> Result<f64, Failure> {
    let session = client(url).await?;
    session.batch_execute(COPY).await?;
    let start = Instant::now();
    session.batch_execute(UPDATE).await?;
    Ok(start.elapsed().as_secs_f64())
}

const COPY: &str = "
DROP TABLE IF EXISTS bulk_peer;
CREATE TABLE bulk_peer AS
SELECT stream_id AS id, data::text AS data, ARRAY[]::text[] AS tags
FROM es.events
WHERE type = 'ticket.created'
ORDER BY position
LIMIT 10000;
ALTER TABLE bulk_peer ADD PRIMARY KEY (id)";

const UPDATE: &str = "UPDATE bulk_peer SET tags = tags || 'round'::text";
