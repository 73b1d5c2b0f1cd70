//! The list shows what the log says, page by page.

use super::any::{self, Step};
use super::narrow::assert_narrow_tables_agree;
use super::oracle::{folded, found};
use super::scan::scan;
use super::world::*;
use crate::projection::{Phase, Projection};
use crate::tickets::Tickets;
use crate::{ReadError, TicketGroup, TicketQuery, TicketRow, TicketSort};
use domain::access::Reach;
use domain::ticket::{NewMessage, Participant, TicketCommand as C, Visibility};
use jiff::SignedDuration;
use proptest::collection::vec;
use proptest::test_runner::{Config, TestRunner};
use std::collections::BTreeMap;
use std::sync::Arc;
use tokio::runtime::Runtime;
use uuid::Uuid;

#[test]
fn every_query_finds_what_a_fold_of_the_log_finds() {
    let runtime = Runtime::new().unwrap();
    let (world, runner) = runtime.block_on(World::running());
    let cases = Config::with_cases(16);
    let life = (any::steps(), vec(any::query(), 20));
    let checked = TestRunner::new(cases).run(&life, |(steps, queries)| {
        runtime.block_on(async {
            live(&world, steps).await;
            assert_list_is_the_fold(&world, &queries).await;
        });
        Ok(())
    });
    runtime.block_on(async {
        assert_narrow_tables_agree(&world).await;
        runner.stop().await;
    });
    checked.unwrap();
}

/// New tickets each time; refused commands are part of life.
pub async fn live(world: &World, steps: Vec<Step>) {
    let tickets: Vec<_> = (0..6).map(|_| Uuid::now_v7()).collect();
    for (ticket, hours, actor, command) in steps {
        let now = NOW + SignedDuration::from_hours(hours);
        let _ = world.tries_as(actor, tickets[ticket], now, command).await;
        if hours % 3 == 0 {
            world.stands(tickets[ticket], hours).await;
        }
    }
}

async fn assert_list_is_the_fold(world: &World, queries: &[TicketQuery]) {
    world.caught_up().await;
    let rows = folded(world).await;
    for query in queries {
        let expected = found(&rows, query);
        assert_eq!(world.list(query.clone()).await, expected, "{query:?}");
        assert_eq!(scan(world, query).await, expected, "{query:?}");
        assert_eq!(backwards(world, query).await, expected, "{query:?}");
        let count = world.read.count_tickets(query).await.unwrap();
        assert_eq!(count, expected.len() as i64, "{query:?}");
        assert_groups(world, query, &expected).await;
    }
}

/// The pages from the last to the first.
async fn backwards(world: &World, query: &TicketQuery) -> Vec<TicketRow> {
    let mut query = query.clone();
    let mut page = world.page(query.clone()).await;
    while let Some(cursor) = page.next_cursor.take() {
        query.cursor = Some(cursor);
        page = world.page(query.clone()).await;
    }
    let mut rows = page.items;
    while let Some(cursor) = page.prev_cursor.take() {
        query.cursor = Some(cursor);
        page = world.page(query.clone()).await;
        rows.splice(0..0, page.items.clone());
    }
    rows
}

/// Groups hold what the list shows.
pub async fn assert_groups(world: &World, query: &TicketQuery, rows: &[TicketRow]) {
    let one = |id: Option<Uuid>| vec![id];
    for group in [
        TicketGroup::Status,
        TicketGroup::Priority,
        TicketGroup::Department,
        TicketGroup::Assignee,
    ] {
        let mut expected = BTreeMap::new();
        for row in rows {
            let keys = match group {
                TicketGroup::Status => one(Some(row.status.0)),
                TicketGroup::Priority => one(Some(row.priority.0)),
                TicketGroup::Department => one(row.department.map(|id| id.0)),
                TicketGroup::Assignee if row.assignees.is_empty() => one(None),
                TicketGroup::Assignee => row.assignees.iter().map(|id| Some(id.0)).collect(),
            };
            for key in keys {
                *expected.entry(key).or_insert(0_i64) += 1;
            }
        }
        let counted = world.read.count_tickets_by(query, group).await.unwrap();
        let counted: BTreeMap<_, _> = counted.into_iter().collect();
        assert_eq!(counted, expected, "{group:?} {query:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_delivery_changes_nothing() {
    let (world, runner) = World::running().await;
    let ticket = world.create(new(1)).await;
    let who = Participant::Customer(Uuid::from_u128(1).into());
    let item = Uuid::from_u128(2).into();
    for command in [
        C::Assign { member: ANA },
        C::Tag { tag: "fire".into() },
        C::Unassign { member: ANA },
        C::Assign { member: BEN },
        C::AddCc { who },
        C::RemoveCc { who },
        C::Watch { who },
        C::AddChecklistItem {
            item,
            text: "look".into(),
        },
        C::CheckChecklistItem { item, done: true },
        C::PostMessage(Box::new(NewMessage::new(
            Uuid::now_v7().into(),
            Visibility::Public,
            "still burning",
        ))),
        C::Delete,
        C::Restore,
    ] {
        world.does(ticket, command).await;
    }
    world.caught_up().await;
    let before = world.list(everything()).await;
    deliver_all_again(&world).await;
    assert_eq!(world.list(everything()).await, before);
    assert_narrow_tables_agree(&world).await;
    runner.stop().await;
}

async fn deliver_all_again(world: &World) {
    let events: Vec<Arc<_>> = world.store.read_after(0, 1000).await.unwrap();
    let schema = world.serving("tickets").await.schema;
    let mut client = world.read.client().await.unwrap();
    let tx = client.transaction().await.unwrap();
    tx.batch_execute(&format!("SET LOCAL search_path = {schema}"))
        .await
        .unwrap();
    Tickets::apply(&tx, &events, Phase::Live).await.unwrap();
    Tickets::apply(&tx, &events[2..4], Phase::Live)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_neither_repeat_nor_miss_a_ticket_while_others_come() {
    let (world, runner) = World::running().await;
    let mut first = Vec::new();
    for number in 0..25 {
        first.push(world.create(new(number)).await);
    }
    world.caught_up().await;
    let mut query = TicketQuery {
        limit: 4,
        ..everything()
    };
    let mut seen = Vec::new();
    loop {
        let page = world.page(query.clone()).await;
        seen.extend(page.items.iter().map(|row| row.id.0));
        world.create(new(100)).await;
        world
            .does(
                seen[0],
                C::PostMessage(Box::new(NewMessage::new(
                    Uuid::now_v7().into(),
                    Visibility::Public,
                    "still burning",
                ))),
            )
            .await;
        world.caught_up().await;
        query.cursor = page.next_cursor;
        if query.cursor.is_none() {
            break;
        }
    }
    first.reverse();
    assert_eq!(seen, first);
    runner.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_value_asked_for_twice_shows_a_ticket_once() {
    let (world, runner) = World::running().await;
    let ticket = world.create(new(1)).await;
    world.caught_up().await;
    let open = status("open");
    for sort in [
        TicketSort::CreatedDesc,
        TicketSort::UpdatedDesc,
        TicketSort::DueAsc,
    ] {
        let query = TicketQuery {
            status: vec![open, open],
            sort,
            ..everything()
        };
        let rows = world.list(query.clone()).await;
        assert_eq!(
            rows.iter().map(|row| row.id.0).collect::<Vec<_>>(),
            [ticket],
            "{sort:?}"
        );
        assert_eq!(
            world.read.count_tickets(&query).await.unwrap(),
            1,
            "{sort:?}"
        );
    }
    runner.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cursor_of_another_order_is_refused() {
    let (world, runner) = World::running().await;
    for number in 0..3 {
        world.create(new(number)).await;
    }
    world.caught_up().await;
    let mut query = TicketQuery {
        limit: 2,
        ..everything()
    };
    query.cursor = world.page(query.clone()).await.next_cursor;
    query.sort = TicketSort::DueAsc;
    let refused = world.read.tickets(&query).await;
    assert!(matches!(refused, Err(ReadError::BadCursor)));
    runner.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ticket_is_found_by_its_number_and_by_a_word_in_any_spelling() {
    let (world, runner) = World::running().await;
    let subject = "مشكلة في الطابعة".to_owned();
    let ticket = world
        .create(domain::ticket::CreateTicket { subject, ..new(7) })
        .await;
    world.create(new(8)).await;
    world.caught_up().await;
    assert_eq!(
        world.read.ticket_id(7, &Reach::EVERYTHING).await.unwrap(),
        Some(ticket.into())
    );
    assert_eq!(
        world.read.ticket_id(9, &Reach::EVERYTHING).await.unwrap(),
        None
    );
    let text = Some("الطَّابعه".to_owned());
    let rows = world
        .list(TicketQuery {
            text,
            ..everything()
        })
        .await;
    assert_eq!(rows.iter().map(|r| r.id.0).collect::<Vec<_>>(), [ticket]);
    runner.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn absurd_values_find_nothing_and_break_nothing() {
    let (world, runner) = World::running().await;
    world.create(new(1)).await;
    world.caught_up().await;
    let nul = TicketQuery {
        tag: vec!["a\0".into()],
        ..everything()
    };
    assert!(world.page(nul).await.items.is_empty());
    let early = TicketQuery {
        created_to: Some(jiff::Timestamp::MIN),
        text: Some("\0".into()),
        limit: u16::MAX,
        ..everything()
    };
    assert!(world.page(early).await.items.is_empty());
    runner.stop().await;
}
