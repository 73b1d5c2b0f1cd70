//! The service over HTTP, with the load generator on the same cores.

use crate::report::{Report, quantile};
use crate::setup::{Failure, Setup};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

#[path = "http/connection.rs"]
pub mod connection;
#[path = "http/seed.rs"]
pub mod seed;
#[path = "http/service.rs"]
pub mod service;

use connection::Connection;
use seed::{MEMBERS, Seeded, TICKETS};
use service::Service;

const CLIENTS: usize = 64;
/// Commands per second while the way to the list is timed.
const PACE: u64 = 500;

/// One round: on 20,000 tickets, list pages, single tickets, creations, and the way to the list.
pub async fn round(setup: &Setup, report: &mut Report) -> Result<(), Failure> {
    let url = setup.database("http").await?;
    let seeded = Arc::new(seed::seed(&url).await?);
    let service = Service::start(setup, &url).await?;
    service.wait_for_list(seeded.position).await?;
    measure(&service, seeded, setup.span, report).await?;
    report.add("http docket resident memory", "MB", service.resident_mb()?);
    service.stop().await
}

async fn measure(
    service: &Service,
    seeded: Arc<Seeded>,
    span: Duration,
    report: &mut Report,
) -> Result<(), Failure> {
    let pages = |n: usize| {
        let (member, status) = (seed::member(n % MEMBERS), seed::STATUSES[n / MEMBERS % 2]);
        get(&format!(
            "/api/v1/tickets?assignee={member}&status={status}&limit=50"
        ))
    };
    add(
        report,
        "http list",
        &load(service, CLIENTS, span, pages).await?,
        span,
    );
    let single = move |n: usize| {
        get(&format!(
            "/api/v1/tickets/{}",
            seeded.tickets[n.wrapping_mul(7919) % TICKETS]
        ))
    };
    add(
        report,
        "http get",
        &load(service, CLIENTS, span, single).await?,
        span,
    );
    add(
        report,
        "http create",
        &load(service, CLIENTS, span, create).await?,
        span,
    );
    let visible = until_visible(service, span).await?;
    report.add("answer until listed, p50", "ms", quantile(&visible, 0.5));
    report.add("answer until listed, p99", "ms", quantile(&visible, 0.99));
    Ok(())
}

fn add(report: &mut Report, name: &str, times: &[Duration], span: Duration) {
    report.add(name, "requests/s", times.len() as f64 / span.as_secs_f64());
    report.add(format!("{name}: p50"), "ms", quantile(times, 0.5));
    report.add(format!("{name}: p99"), "ms", quantile(times, 0.99));
}

/// Keeps `clients` connections busy and returns the sorted times of all requests.
pub async fn load<F>(
    service: &Service,
    clients: usize,
    span: Duration,
    request: F,
) -> Result<Vec<Duration>, Failure>
where
    F: Fn(usize) -> Vec<u8> + Send + Sync + 'static,
{
    let (request, count) = (Arc::new(request), Arc::new(AtomicUsize::new(0)));
    let until = Instant::now() + span;
    let mut tasks = Vec::new();
    for _ in 0..clients {
        let mut connection = Connection::open(service.address).await?;
        let (request, count) = (request.clone(), count.clone());
        tasks.push(tokio::spawn(async move {
            let mut times = Vec::new();
            while Instant::now() < until {
                let message = request(count.fetch_add(1, Ordering::Relaxed));
                let start = Instant::now();
                connection.ask(&message).await?.expect_success()?;
                times.push(start.elapsed());
            }
            Ok::<_, Failure>(times)
        }));
    }
    gather(tasks).await
}

/// Creates tickets at a steady pace; for each, how long after its answer the list has it.
async fn until_visible(service: &Service, span: Duration) -> Result<Vec<Duration>, Failure> {
    let mut tick = tokio::time::interval(Duration::from_micros(1_000_000 / PACE));
    let mut idle: Vec<Connection> = Vec::new();
    let (back, mut returned) = tokio::sync::mpsc::unbounded_channel();
    let (until, mut tasks) = (Instant::now() + span, Vec::new());
    while Instant::now() < until {
        tick.tick().await;
        while let Ok(connection) = returned.try_recv() {
            idle.push(connection);
        }
        let mut connection = match idle.pop() {
            Some(connection) => connection,
            None => Connection::open(service.address).await?,
        };
        let back = back.clone();
        tasks.push(tokio::spawn(async move {
            let created = connection.ask(&create(0)).await?.expect_success()?;
            let start = Instant::now();
            let position = created.position.ok_or("no Docket-Position")?;
            let read = get(&format!("/api/v1/tickets?limit=1&min_position={position}"));
            connection.ask(&read).await?.expect_success()?;
            let elapsed = start.elapsed();
            let _ = back.send(connection);
            Ok::<_, Failure>(vec![elapsed])
        }));
    }
    gather(tasks).await
}

async fn gather(
    tasks: Vec<tokio::task::JoinHandle<Result<Vec<Duration>, Failure>>>,
) -> Result<Vec<Duration>, Failure> {
    let mut times = Vec::new();
    for task in tasks {
        times.extend(task.await??);
    }
    times.sort();
    Ok(times)
}

pub fn get(path: &str) -> Vec<u8> {
    connection::request("GET", path, "")
}

fn create(_: usize) -> Vec<u8> {
    connection::request("POST", "/api/v1/tickets", CREATE)
}

const CREATE: &str = r#"{"subject":"The printer on the second floor is on fire","description":"It began at nine. Smoke comes out of tray two and nobody can print.","priority":"high","tags":["printer","floor-2"],"requester":{"name":"Dana","email":"dana@example.org"}}"#;
