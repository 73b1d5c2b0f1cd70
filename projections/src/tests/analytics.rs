//! Charts are counts of what lists find, and of what the log tells of it.

use super::any;
use super::list::live;
use super::reach::{believe, seer};
use super::world::*;
use crate::{
    Durations, Group, PastMoment, PerformanceQuery, Runner, Spent, SpentQuery, SummaryQuery,
    TicketQuery, TicketRow, WorkloadQuery,
};
use domain::access::Permission;
use domain::ticket::{Said, TicketEvent, Visibility};
use domain::{DepartmentId, Recorded, StatusId, TicketId};
use eventstore::EventFilter;
use jiff::{SignedDuration, Timestamp};
use proptest::collection::vec;
use proptest::test_runner::{Config, TestRunner};
use std::collections::{BTreeMap, BTreeSet};
use tokio::runtime::Runtime;
use uuid::Uuid;

mod business;
mod grouped;
mod told;
mod trends;

use business::{business, meter};
use grouped::{divided, groups};
use told::{Lives, Took, hour};
use trends::assert_trends;

#[test]
fn every_chart_counts_what_lists_find_and_the_log_tells() {
    let runtime = Runtime::new().unwrap();
    let (world, runner) = runtime.block_on(World::running());
    let life = (any::steps(), vec((any::query(), seer()), 6));
    let checked = TestRunner::new(Config::with_cases(12)).run(&life, |(steps, asked)| {
        runtime.block_on(async {
            live(&world, steps).await;
            world.caught_up().await;
            let lives = Lives::of(&world).await;
            for (query, seer) in asked {
                assert_charts(&world, &lives, &query).await;
                let reach = seer.access(&world).reach(Permission::ReadTickets);
                let limited = TicketQuery { reach, ..query };
                for common in [false, true] {
                    believe(&world, &limited.reach, common);
                    assert_charts(&world, &lives, &limited).await;
                }
                assert_plain_groups(&world, limited).await;
            }
        });
        Ok(())
    });
    runtime.block_on(assert_rebuilt_is_the_same(&world));
    runtime.block_on(runner.stop());
    checked.unwrap();
}

/// In which nobody waits.
fn done() -> Vec<StatusId> {
    vec![status("closed")]
}

fn is_done(id: StatusId) -> bool {
    done().contains(&id)
}

async fn assert_charts(world: &World, lives: &Lives, query: &TicketQuery) {
    let rows = world
        .list(TicketQuery {
            limit: 1000,
            ..query.clone()
        })
        .await;
    assert_summary(world, lives, query, &rows).await;
    assert_groups(world, query, &rows).await;
    assert_trends(world, lives, query, &rows).await;
    assert_performance(world, lives, query, &rows).await;
    assert_spent(world, lives, query, &rows).await;
    assert_work(world, query, &rows).await;
}

async fn assert_summary(world: &World, lives: &Lives, query: &TicketQuery, rows: &[TicketRow]) {
    let (from, to, now) = (hour(5), hour(30), hour(20));
    let asked = SummaryQuery {
        tickets: query.clone(),
        from,
        to,
        now,
        done: done(),
    };
    let summary = world.read.summary(&asked).await.unwrap();
    let of = |status: StatusId| summary.statuses.iter().find(|s| s.status == status);
    let sum: i64 = summary.statuses.iter().map(|s| s.tickets).sum();
    assert_eq!(sum, rows.len() as i64, "{query:?}");
    let created = rows
        .iter()
        .filter(|r| r.created_at >= from && r.created_at < to);
    assert_eq!(summary.created, created.count() as i64, "{query:?}");
    for key in ["open", "pending", "closed"] {
        let of_status = || rows.iter().filter(|r| r.status == status(key));
        let count = |is: &dyn Fn(&TicketRow) -> bool| of_status().filter(|r| is(r)).count() as i64;
        let told = of(status(key)).map(|s| (s.tickets, s.unassigned, s.overdue));
        let expected = (
            count(&|_| true),
            count(&|r| r.assignees.is_empty()),
            count(&|r| !is_done(r.status) && r.due_at.is_some_and(|at| at < now)),
        );
        assert_eq!(told.unwrap_or_default(), expected, "{key} {query:?}");
    }
    let steps = lives.steps(rows, from, to);
    assert_eq!((summary.resolved, summary.reopened), steps, "{query:?}");
}

async fn assert_groups(world: &World, query: &TicketQuery, rows: &[TicketRow]) {
    for by in groups() {
        let told = world.read.groups(query, by, 100).await.unwrap();
        assert_eq!(told.tickets, rows.len() as i64, "{by:?} {query:?}");
        let items = told.items.into_iter().map(|g| (g.key, g.tickets));
        let items: BTreeMap<_, _> = items.collect();
        assert_eq!(told.groups, items.len() as i64);
        assert_eq!(items, divided(rows, by), "{by:?} {query:?}");
    }
}

/// Where nothing is asked but what is counted beforehand.
async fn assert_plain_groups(world: &World, query: TicketQuery) {
    let plain = TicketQuery {
        priority: vec![priority("high")],
        reach: query.reach,
        limit: 1000,
        ..TicketQuery::default()
    };
    let rows = world.list(plain.clone()).await;
    assert_groups(world, &plain, &rows).await;
}

async fn assert_performance(world: &World, lives: &Lives, query: &TicketQuery, rows: &[TicketRow]) {
    let (from, to) = (hour(0), hour(40));
    let asked = PerformanceQuery {
        tickets: query.clone(),
        from,
        to,
        done: done(),
        bounds: vec![3_600, 36_000],
    };
    let told = world.read.performance(&asked).await.unwrap();
    let wall = |took: Vec<Took>| took.into_iter().map(Took::seconds).collect();
    let answers = |first| lives.answers(rows, first, from, to);
    assert_durations(&told.first_response, wall(answers(true)));
    assert_durations(&told.next_response, wall(answers(false)));
    let (solved, undone) = lives.solved(rows, from, to);
    assert_durations(&told.resolution, wall(solved.clone()));
    assert_eq!((told.resolved, told.reopened), undone, "{query:?}");

    let told = world.read.business_performance(&asked, meter(to)).await;
    let told = told.unwrap();
    assert_durations(&told.first_response, business(answers(true)));
    assert_durations(&told.next_response, business(answers(false)));
    assert_durations(&told.resolution, business(solved));
    assert_eq!((told.resolved, told.reopened), undone, "{query:?}");
}

fn assert_durations(told: &Durations, mut expected: Vec<i64>) {
    expected.sort_unstable();
    assert_eq!(told.count, expected.len() as i64);
    let bar = |from, to| expected.iter().filter(|s| (from..to).contains(*s)).count() as i64;
    let bars = [bar(0, 3_600), bar(3_600, 36_000), bar(36_000, i64::MAX)];
    if expected.is_empty() {
        assert!(told.histogram.iter().all(|count| *count == 0));
        return;
    }
    assert_eq!(told.histogram, bars);
    let mean = expected.iter().sum::<i64>() as f64 / expected.len() as f64;
    assert!((told.mean - mean).abs() < 1e-6);
    for (quantile, value) in [(0.5, told.median), (0.9, told.p90)] {
        let place = quantile * (expected.len() - 1) as f64;
        let (below, above) = (place.floor() as usize, place.ceil() as usize);
        let part = place - place.floor();
        let wanted = expected[below] as f64 * (1.0 - part) + expected[above] as f64 * part;
        assert!((value - wanted).abs() < 1e-6, "{quantile} {expected:?}");
    }
}

async fn assert_spent(world: &World, lives: &Lives, query: &TicketQuery, rows: &[TicketRow]) {
    let (from, to) = (hour(2), hour(45));
    for by in [Spent::Status, Spent::Department] {
        let tickets = query.clone();
        let asked = SpentQuery {
            tickets,
            by,
            from,
            to,
        };
        let told = world.read.spent(&asked).await.unwrap();
        let told: BTreeMap<_, _> = (told.iter())
            .map(|time| (time.value, (time.tickets, time.seconds.round() as i64)))
            .collect();
        let expected = lives.spent(rows, by, (from, to), Took::seconds);
        assert_eq!(told, expected, "{by:?} {query:?}");
        let told = world.read.business_spent(&asked, meter(to)).await.unwrap();
        let told: BTreeMap<_, _> = (told.iter())
            .map(|time| (time.value, (time.tickets, time.seconds.round() as i64)))
            .collect();
        let expected = lives.spent(rows, by, (from, to), |took| business(vec![took])[0]);
        assert_eq!(told, expected, "business {by:?} {query:?}");
    }
}

async fn assert_work(world: &World, query: &TicketQuery, rows: &[TicketRow]) {
    let (now, soon) = (hour(10), hour(30));
    let asked = WorkloadQuery {
        tickets: query.clone(),
        now,
        soon,
    };
    let told = world.read.workload(&asked).await.unwrap();
    let mut expected = BTreeMap::new();
    for row in rows {
        let mut whose: Vec<_> = row.assignees.iter().copied().map(Some).collect();
        if whose.is_empty() {
            whose.push(None);
        }
        for member in whose {
            let entry: &mut (i64, i64, i64) = expected.entry((member, row.priority)).or_default();
            entry.0 += 1;
            entry.1 += i64::from(row.due_at.is_some_and(|at| at < now));
            entry.2 += i64::from(row.due_at.is_some_and(|at| at >= now && at < soon));
        }
    }
    let told: BTreeMap<_, _> = (told.iter())
        .map(|w| ((w.member, w.priority), (w.tickets, w.overdue, w.due_soon)))
        .collect();
    assert_eq!(told, expected, "{query:?}");
    let due = world.read.due(query, &[now, soon]).await.unwrap();
    let all = rows
        .iter()
        .filter(|r| r.due_at.is_some_and(|at| at >= now && at < soon));
    assert_eq!(due, [all.count() as i64]);
}

/// A build from the whole log at once has the rows of one that followed it.
async fn assert_rebuilt_is_the_same(world: &World) {
    let before = stored(world).await;
    Runner::rebuild(&world.store, &world.read, "analytics", |_, _| {})
        .await
        .unwrap();
    assert!(before.len() > 50);
    assert_eq!(stored(world).await, before);
}

async fn stored(world: &World) -> Vec<String> {
    let schema = world.serving("analytics").await.schema;
    let sql = format!(
        "SELECT s::text FROM {schema}.stays s
         UNION ALL SELECT r::text FROM {schema}.responses r
         UNION ALL SELECT t::text FROM {schema}.analytics_tickets t
         UNION ALL SELECT d::text FROM {schema}.status_days d
                   WHERE 0 <> ANY (d.hours) ORDER BY 1"
    );
    let rows = world.sql().await.query(&sql, &[]).await.unwrap();
    rows.iter().map(|row| row.get(0)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_past_is_divided_as_it_was() {
    let (world, runner) = World::running().await;
    let (one, two) = (world.create(new(1)).await, world.create(new(2)).await);
    let then = world.store.head().await.unwrap();
    let tag = |tag: &str| domain::ticket::TicketCommand::Tag { tag: tag.into() };
    world.does(one, tag("fire")).await;
    world.does(two, tag("fire")).await;
    world.caught_up().await;

    let divided = async |position| {
        let past = everything().past(PastMoment::Position(position));
        let groups = world.read.past_groups(&past, Group::Tag, 10).await.unwrap();
        let items = groups.items.into_iter().map(|g| (g.key, g.tickets));
        (groups.tickets, items.collect::<Vec<_>>())
    };
    assert_eq!(divided(then).await, (2, vec![(None, 2)]));
    let fire = || Some("fire".to_owned());
    assert_eq!(divided(then + 1).await, (2, vec![(fire(), 1), (None, 1)]));
    assert_eq!(divided(then + 2).await, (2, vec![(fire(), 2)]));
    runner.stop().await;
}
