//! Lists and counts of the past are folds of the log as far as it went then.

use super::any;
use super::list::live;
use super::oracle::{found, row};
use super::world::*;
use crate::{
    BacklogQuery, PastGroup, PastMoment, PastPage, PastQuery, Runner, TicketQuery, TicketRow,
    TicketSort,
};
use domain::ticket::{Ticket, TicketCommand as C};
use eventstore::EventFilter;
use jiff::{SignedDuration, Timestamp};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use std::collections::{BTreeMap, BTreeSet};
use tokio::runtime::Runtime;
use uuid::Uuid;

/// A moment in or around the life of the tickets: an hour, or a share of the log.
#[derive(Clone, Copy, Debug)]
enum When {
    Hour(i64),
    Share(i64),
}

fn when() -> impl Strategy<Value = When> {
    prop_oneof![
        (-1..60_i64).prop_map(When::Hour),
        (0..=10_i64).prop_map(When::Share)
    ]
}

#[test]
fn the_past_is_a_fold_of_the_log_up_to_then() {
    let runtime = Runtime::new().unwrap();
    let (world, runner) = runtime.block_on(World::running());
    let life = (any::steps(), vec((any::query(), when()), 12));
    let checked = TestRunner::new(Config::with_cases(16)).run(&life, |(steps, asked)| {
        runtime.block_on(async {
            live(&world, steps).await;
            world.caught_up().await;
            for (query, when) in asked {
                assert_past_is_the_fold(&world, &plain(query), when).await;
            }
        });
        Ok(())
    });
    runtime.block_on(assert_rebuilt_is_the_same(&world));
    runtime.block_on(runner.stop());
    checked.unwrap();
}

/// What can be asked of the past.
fn plain(query: TicketQuery) -> TicketQuery {
    TicketQuery {
        cc: Vec::new(),
        watcher: Vec::new(),
        snoozed: None,
        text: None,
        search: None,
        condition: None,
        sort: match query.sort {
            TicketSort::CreatedAsc => TicketSort::CreatedAsc,
            _ => TicketSort::CreatedDesc,
        },
        ..query
    }
}

fn past(query: &TicketQuery, at: PastMoment) -> PastQuery {
    PastQuery {
        limit: 3,
        ..query.past(at)
    }
}

async fn assert_past_is_the_fold(world: &World, query: &TicketQuery, when: When) {
    let at = moment(world, when).await;
    let asked = past(query, at);
    let expected = found(&folded_then(world, at).await, query);

    let ids: Vec<_> = expected.iter().map(|row| row.id).collect();
    assert_eq!(pages(world, asked.clone()).await, ids, "{asked:?}");
    let count = world.read.count_past_tickets(&asked).await.unwrap();
    assert_eq!(count, ids.len() as i64, "{asked:?}");
    for by in [
        PastGroup::Status,
        PastGroup::Priority,
        PastGroup::Department,
        PastGroup::Assignee,
    ] {
        let groups = world.read.group_past_tickets(&asked, by).await.unwrap();
        let groups: BTreeMap<_, _> = groups.into_iter().collect();
        assert_eq!(groups, divided(&expected, by), "{by:?} {asked:?}");
    }
    if let PastMoment::At(at) = at {
        let moments = [-7, 0, 13].map(|h| at + SignedDuration::from_hours(h));
        assert_backlog_is_counted(world, &asked, moments.to_vec()).await;
    }
}

async fn assert_backlog_is_counted(world: &World, asked: &PastQuery, moments: Vec<Timestamp>) {
    let mut counts = Vec::new();
    for at in &moments {
        let asked = PastQuery {
            at: PastMoment::At(*at),
            ..asked.clone()
        };
        counts.push(world.read.count_past_tickets(&asked).await.unwrap());
    }
    let tickets = asked.clone();
    let backlog = BacklogQuery { tickets, moments };
    assert_eq!(
        world.read.backlog(&backlog).await.unwrap(),
        counts,
        "{backlog:?}"
    );
}

async fn moment(world: &World, when: When) -> PastMoment {
    match when {
        When::Hour(hour) => PastMoment::At(NOW + SignedDuration::from_hours(hour)),
        When::Share(tenths) => {
            PastMoment::Position(world.store.head().await.unwrap() * tenths / 10)
        }
    }
}

/// Every ticket that was there, as the first events of its stream tell it.
async fn folded_then(world: &World, at: PastMoment) -> Vec<TicketRow> {
    let all = EventFilter::categories(&["ticket"]);
    let events = world.store.read_filtered(0, 1_000_000, &all).await.unwrap();
    let ids: BTreeSet<_> = events.iter().map(|e| e.stream_id).collect();
    let mut rows = Vec::new();
    for id in ids {
        let loaded = match at {
            PastMoment::At(at) => world.store.load_as_of::<Ticket>(id, at).await,
            PastMoment::Position(position) => {
                let own = events.iter().filter(|e| e.stream_id == id);
                let version = own.filter(|e| e.position <= position).count();
                world.store.load_at::<Ticket>(id, version as i32).await
            }
        };
        let loaded = loaded.unwrap();
        if loaded.version > 0 {
            rows.push(row(id, &loaded));
        }
    }
    rows
}

async fn pages(world: &World, mut asked: PastQuery) -> Vec<domain::TicketId> {
    let mut ids = Vec::new();
    loop {
        let page = world.read.past_tickets(&asked).await.unwrap();
        ids.extend(page.items.iter().copied());
        asked.cursor = page.next_cursor.clone();
        if asked.cursor.is_none() {
            assert_eq!(backwards(world, asked, page).await, ids);
            return ids;
        }
    }
}

/// The pages from the last to the first.
async fn backwards(
    world: &World,
    mut asked: PastQuery,
    mut page: PastPage,
) -> Vec<domain::TicketId> {
    let mut ids = page.items;
    while let Some(cursor) = page.prev_cursor.take() {
        asked.cursor = Some(cursor);
        page = world.read.past_tickets(&asked).await.unwrap();
        ids.splice(0..0, page.items.iter().copied());
    }
    ids
}

fn divided(rows: &[TicketRow], by: PastGroup) -> BTreeMap<Option<Uuid>, i64> {
    let mut groups = BTreeMap::new();
    for row in rows {
        let keys: Vec<Option<Uuid>> = match by {
            PastGroup::Status => vec![Some(row.status.0)],
            PastGroup::Priority => vec![Some(row.priority.0)],
            PastGroup::Department => vec![row.department.map(|id| id.0)],
            PastGroup::Assignee if row.assignees.is_empty() => vec![None],
            PastGroup::Assignee => row.assignees.iter().map(|id| Some(id.0)).collect(),
        };
        for key in keys {
            *groups.entry(key).or_default() += 1;
        }
    }
    groups
}

/// A build from the whole log at once has the rows of one that followed it.
async fn assert_rebuilt_is_the_same(world: &World) {
    let before = rows(world).await;
    Runner::rebuild(&world.store, &world.read, "intervals", |_, _| {})
        .await
        .unwrap();
    assert!(before.len() > 20);
    assert_eq!(rows(world).await, before);
}

async fn rows(world: &World) -> Vec<String> {
    let schema = world.serving("intervals").await.schema;
    let sql = format!("SELECT i::text FROM {schema}.ticket_intervals i ORDER BY 1");
    let rows = world.sql().await.query(&sql, &[]).await.unwrap();
    rows.iter().map(|row| row.get(0)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_told_late_counts_from_when_all_before_it_had_happened() {
    let (world, runner) = World::running().await;
    let ticket = world.create(new(1)).await;
    let hour = |hours| NOW + SignedDuration::from_hours(hours);
    let tags = |tag: &str| C::Tag { tag: tag.into() };
    world.tries(ticket, hour(5), tags("five")).await.unwrap();
    world.tries(ticket, hour(2), tags("late")).await.unwrap();
    world.caught_up().await;

    let tagged = async |tag: &str, at| {
        let asked = PastQuery {
            tag: vec![tag.to_owned()],
            ..past(&everything(), PastMoment::At(at))
        };
        world.read.count_past_tickets(&asked).await.unwrap()
    };
    assert_eq!(tagged("late", hour(3)).await, 0);
    assert_eq!(tagged("late", hour(5)).await, 1);
    assert_eq!(tagged("five", hour(4)).await, 0);
    runner.stop().await;
}
