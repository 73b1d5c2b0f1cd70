//! What it costs that people see only the tickets they may: pages of a hundred thousand tickets for
//! a member who sees one department alone, against the same pages for one who sees all and asks for
//! that department.

#[path = "access/seed.rs"]
pub mod seed;

use crate::http::connection::{Connection, request_as};
use crate::http::service::Service;
use crate::report::{Report, quantile};
use crate::setup::{Failure, Setup};
use seed::{ALL_SEEING, NARROW, OFFICE};
use std::time::Instant;

const ORDERS: [&str; 3] = ["-created_at", "-updated_at", "due_at"];
const TICKETS: usize = 100_000;
/// Pages before a deep one.
const DEEP: usize = 40;
/// Requests of each kind in a round, in turns.
const TURNS: usize = 300;

/// One round: each order, the first page and a deep one. Both ask for the same tickets.
pub async fn round(setup: &Setup, report: &mut Report) -> Result<(), Failure> {
    let url = setup.database("access").await?;
    let position = seed::seed(&url, TICKETS).await?;
    let service = Service::start(setup, &url).await?;
    service.wait_for_list_as(ALL_SEEING, position).await?;
    let mut connection = Connection::open(service.address).await?;
    for order in ORDERS {
        let narrow = format!("/api/v1/tickets?all=true&limit=50&sort={order}");
        let wide = format!("{narrow}&department={}", OFFICE.0);
        let both = [(ALL_SEEING, wide), (NARROW, narrow)];
        let deep = cursor(&mut connection, &both[0]).await?;
        if deep != cursor(&mut connection, &both[1]).await? {
            return Err("the two lists are not the same".into());
        }
        let of = |cursor: &str| both.clone().map(|(key, list)| (key, list + cursor));
        let name = |page: &str| format!("access {order}, {page} page");
        measure(&mut connection, report, &name("first"), of("")).await?;
        let after = format!("&cursor={deep}");
        measure(&mut connection, report, &name("deep"), of(&after)).await?;
    }
    service.stop().await
}

/// Where page [`DEEP`] begins.
async fn cursor(
    connection: &mut Connection,
    (key, list): &(&str, String),
) -> Result<String, Failure> {
    let mut cursor = String::new();
    for _ in 0..DEEP {
        let page = match cursor.as_str() {
            "" => list.clone(),
            cursor => format!("{list}&cursor={cursor}"),
        };
        let message = request_as(key, "GET", &page, "");
        connection.ask(&message).await?.expect_success()?;
        let body: serde_json::Value = serde_json::from_slice(connection.body()?)?;
        let next = body["next_cursor"].as_str().ok_or("too few tickets")?;
        next.clone_into(&mut cursor);
    }
    Ok(cursor)
}

/// The two take turns on one connection.
async fn measure(
    connection: &mut Connection,
    report: &mut Report,
    name: &str,
    lists: [(&str, String); 2],
) -> Result<(), Failure> {
    let messages = lists.map(|(key, list)| request_as(key, "GET", &list, ""));
    let mut times = [Vec::new(), Vec::new()];
    for turn in 0..TURNS + TURNS / 10 {
        for (message, times) in messages.iter().zip(&mut times) {
            let start = Instant::now();
            connection.ask(message).await?.expect_success()?;
            if turn >= TURNS / 10 {
                times.push(start.elapsed());
            }
        }
    }
    for (mut times, who) in times.into_iter().zip(["filtered", "scoped"]) {
        times.sort();
        report.add(format!("{name}: {who}"), "ms", quantile(&times, 0.5));
    }
    Ok(())
}
