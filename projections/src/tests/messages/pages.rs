//! Pages of messages: stable while others write, bounded, and each in its own order.

use super::super::world::*;
use super::{DANA, of, opens, says};
use crate::{MessageOrder, MessageQuery, ReadError};

#[tokio::test(flavor = "multi_thread")]
async fn pages_neither_repeat_nor_miss_a_message_while_others_come() {
    let (world, runner) = World::running().await;
    let tickets = [opens(&world, 1, DANA).await, opens(&world, 2, DANA).await];
    let mut said = Vec::new();
    for n in 0..10_i64 {
        // some at the same moment
        said.push(says(&world, tickets[n as usize % 2], 10 + n / 3, "one of ten").await);
    }
    world.caught_up().await;
    for order in [MessageOrder::NewestFirst, MessageOrder::OldestFirst] {
        let mut query = MessageQuery {
            order,
            limit: 3,
            ..of(DANA)
        };
        let mut seen = Vec::new();
        loop {
            let page = world.read.messages(&query).await.unwrap();
            seen.extend(page.items.iter().map(|row| row.message));
            // on the side of the list that was read already
            let aside = match order {
                MessageOrder::NewestFirst => 100,
                MessageOrder::OldestFirst => 0,
            };
            says(&world, tickets[0], aside, "another").await;
            world.caught_up().await;
            query.cursor = page.next_cursor;
            if query.cursor.is_none() {
                break;
            }
        }
        let mut mine = seen.clone();
        mine.retain(|message| said.contains(message));
        let mut expected = said.clone();
        if order == MessageOrder::NewestFirst {
            expected.reverse();
        }
        assert_eq!(mine, expected);
        seen.sort_unstable();
        seen.dedup();
        let all = if order == MessageOrder::NewestFirst {
            10
        } else {
            14
        };
        assert_eq!(seen.len(), all, "each once");
    }
    runner.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_ends_early_when_its_messages_are_long() {
    let (world, runner) = World::running().await;
    let ticket = opens(&world, 1, DANA).await;
    for n in 0..4 {
        says(&world, ticket, n, &"x".repeat(1000)).await;
    }
    world.caught_up().await;
    for (payload, pages) in [(0, vec![4]), (1, vec![1, 1, 1, 1]), (2500, vec![2, 2])] {
        let mut query = MessageQuery {
            payload,
            ..of(DANA)
        };
        let mut lengths = Vec::new();
        loop {
            let page = world.read.messages(&query).await.unwrap();
            lengths.push(page.items.len());
            query.cursor = page.next_cursor;
            if query.cursor.is_none() {
                break;
            }
        }
        assert_eq!(lengths, pages, "{payload}");
    }
    runner.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cursor_of_another_order_is_refused() {
    let (world, runner) = World::running().await;
    let ticket = opens(&world, 1, DANA).await;
    says(&world, ticket, 1, "one").await;
    says(&world, ticket, 2, "two").await;
    world.caught_up().await;
    let mut query = MessageQuery {
        limit: 1,
        ..of(DANA)
    };
    query.cursor = world.read.messages(&query).await.unwrap().next_cursor;
    query.order = MessageOrder::OldestFirst;
    let refused = world.read.messages(&query).await;
    assert!(matches!(refused, Err(ReadError::BadCursor)));
    runner.stop().await;
}
