//! A scan shows what all pages together show, as it was at one moment.

use super::world::*;
use crate::{TicketQuery, TicketRow};
use domain::ticket::TicketCommand;

/// All that a scan finds.
pub async fn scan(world: &World, query: &TicketQuery) -> Vec<TicketRow> {
    let mut scan = world.read.scan_tickets(query).await.unwrap();
    let mut rows = Vec::new();
    loop {
        let page = scan.next().await.unwrap();
        if page.is_empty() {
            return rows;
        }
        rows.extend(page);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_scan_does_not_see_what_happens_after_it_began() {
    let (world, runner) = World::running().await;
    let mut last = None;
    for number in 0..450 {
        last = Some(world.create(new(number)).await);
    }
    world.caught_up().await;
    let before = world.list(everything()).await;

    let mut reading = world.read.scan_tickets(&everything()).await.unwrap();
    let mut rows = reading.next().await.unwrap();
    world.does(last.unwrap(), TicketCommand::Delete).await;
    world.create(new(1000)).await;
    world.caught_up().await;
    loop {
        let page = reading.next().await.unwrap();
        if page.is_empty() {
            break;
        }
        assert!(page.len() <= 200, "a page fits into memory");
        rows.extend(page);
    }
    assert!(
        reading.next().await.unwrap().is_empty(),
        "the end stays the end"
    );
    assert_eq!(rows, before);
    let after = scan(&world, &everything()).await;
    assert_eq!(after.len(), 450, "one is gone and one is new");
    runner.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_of_long_tickets_are_short() {
    let (world, runner) = World::running().await;
    for number in 0..60 {
        let mut ticket = new(number);
        ticket.description = "x".repeat(200_000);
        world.create(ticket).await;
    }
    world.caught_up().await;
    let mut reading = world.read.scan_tickets(&everything()).await.unwrap();
    let mut pages = Vec::new();
    loop {
        match reading.next().await.unwrap().len() {
            0 => break,
            count => pages.push(count),
        }
    }
    assert_eq!(pages.iter().sum::<usize>(), 60);
    assert!(pages[1..].iter().all(|count| *count <= 10), "{pages:?}");
    runner.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_scan_that_is_dropped_lets_its_connection_go() {
    let (world, runner) = World::running().await;
    for number in 0..450 {
        world.create(new(number)).await;
    }
    world.caught_up().await;
    let reading = world.read.scan_tickets(&everything()).await.unwrap();
    let sql = world.sql().await;
    until_open(&sql, 1).await;
    drop(reading);
    until_open(&sql, 0).await;
    runner.stop().await;
}

/// Waits until so many transactions wait for somebody to ask on.
async fn until_open(sql: &tokio_postgres::Client, count: i64) {
    let there = async {
        while sql
            .query_one(OPEN_VIEWS, &[])
            .await
            .unwrap()
            .get::<_, i64>(0)
            != count
        {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(PATIENCE, there).await.unwrap();
}

const OPEN_VIEWS: &str = "
SELECT count(*)
FROM pg_stat_activity
WHERE datname = current_database()
  AND application_name = 'docket read'
  AND state = 'idle in transaction'
  AND backend_xmin IS NOT NULL";
