//! Messages are listed as the log tells of them, for whoever asks on their tickets.

mod pages;

use super::any;
use super::list::live;
use super::told::{found, told};
use super::world::*;
use crate::messages::Messages;
use crate::projection::{Phase, Projection};
use crate::{MessageOrder, MessageQuery, MessageRow, Runner, SaidBy};
use domain::ticket::{CreateTicket, NewMessage, TicketCommand as C, Visibility};
use domain::{Actor, CustomerId, MessageId};
use jiff::SignedDuration;
use proptest::test_runner::{Config, TestRunner};
use tokio::runtime::Runtime;
use uuid::Uuid;

const DANA: CustomerId = CustomerId(Uuid::from_u128(0xC1));
const ELI: CustomerId = CustomerId(Uuid::from_u128(0xC2));

fn of(customer: CustomerId) -> MessageQuery {
    MessageQuery {
        customer: vec![customer],
        ..every_message()
    }
}

async fn opens(world: &World, number: i64, customer: CustomerId) -> Uuid {
    let ticket = CreateTicket {
        customer: Some(customer),
        ..new(number)
    };
    world.create(ticket).await
}

/// Ana says something, some hours later than at first.
async fn says(world: &World, ticket: Uuid, hours: i64, body: &str) -> MessageId {
    let message = MessageId(Uuid::now_v7());
    let post = C::PostMessage(Box::new(NewMessage::new(message, Visibility::Public, body)));
    let now = NOW + SignedDuration::from_hours(hours);
    let actor = Actor::member(ANA.0);
    world.tries_as(actor, ticket, now, post).await.unwrap();
    message
}

async fn asks(world: &World, ticket: Uuid, customer: Option<CustomerId>) {
    let organisation = None;
    world
        .does(
            ticket,
            C::ChangeRequester {
                customer,
                organisation,
            },
        )
        .await;
}

/// All pages one after another.
pub async fn list(world: &World, mut query: MessageQuery) -> Vec<MessageRow> {
    let mut rows = Vec::new();
    loop {
        let page = world.read.messages(&query).await.unwrap();
        rows.extend(page.items);
        query.cursor = page.next_cursor;
        if query.cursor.is_none() {
            return rows;
        }
    }
}

async fn listed(world: &World, query: MessageQuery) -> Vec<MessageId> {
    world.caught_up().await;
    list(world, query)
        .await
        .iter()
        .map(|row| row.message)
        .collect()
}

/// Everything that the tables hold.
async fn tables(world: &World) -> Vec<String> {
    let schema = world.serving("messages").await.schema;
    let sql = world.sql().await;
    let mut tables = Vec::new();
    for table in ["messages", "message_tickets"] {
        let all = format!("SELECT t::text FROM {schema}.{table} t ORDER BY 1");
        let rows = sql.query(&all, &[]).await.unwrap();
        tables.extend(rows.iter().map(|row| row.get::<_, String>(0)));
    }
    tables
}

async fn assert_lists_are_the_fold(world: &World) {
    world.caught_up().await;
    let told = told(world).await;
    for customer in [vec![], vec![DANA], vec![ELI], vec![DANA, ELI]] {
        for said_by in [None, Some(SaidBy::Customer), Some(SaidBy::Staff)] {
            for visibility in [None, Some(Visibility::Public), Some(Visibility::Internal)] {
                for order in [MessageOrder::NewestFirst, MessageOrder::OldestFirst] {
                    let query = MessageQuery {
                        customer: customer.clone(),
                        said_by,
                        visibility,
                        order,
                        limit: 3,
                        ..every_message()
                    };
                    let expected = found(&told, &query);
                    assert_eq!(list(world, query.clone()).await, expected, "{query:?}");
                }
            }
        }
    }
}

#[test]
fn every_list_is_what_a_fold_of_the_log_tells_live_and_rebuilt() {
    let runtime = Runtime::new().unwrap();
    let (world, runner) = runtime.block_on(World::running());
    let cases = Config::with_cases(8);
    let checked = TestRunner::new(cases).run(&any::talks(), |steps| {
        runtime.block_on(async {
            live(&world, steps).await;
            assert_lists_are_the_fold(&world).await;
        });
        Ok(())
    });
    runtime.block_on(async {
        checked.unwrap();
        let before = tables(&world).await;
        let rebuilt = Runner::rebuild(&world.store, &world.read, "messages", |_, _| {});
        rebuilt.await.unwrap();
        assert_eq!(tables(&world).await, before);
        assert_lists_are_the_fold(&world).await;
        runner.stop().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn messages_follow_whoever_asks_and_hide_with_their_ticket() {
    let (world, runner) = World::running().await;
    let (one, two) = (opens(&world, 1, DANA).await, opens(&world, 2, DANA).await);
    let first = says(&world, one, 1, "first").await;
    let second = says(&world, two, 2, "second").await;
    assert_eq!(listed(&world, of(DANA)).await, [second, first]);

    asks(&world, one, Some(ELI)).await;
    let third = says(&world, one, 3, "third").await;
    assert_eq!(listed(&world, of(DANA)).await, [second]);
    assert_eq!(listed(&world, of(ELI)).await, [third, first]);
    let both = MessageQuery {
        customer: vec![DANA, ELI],
        limit: 1,
        ..every_message()
    };
    assert_eq!(listed(&world, both).await, [third, second, first]);

    world.does(one, C::Delete).await;
    assert!(listed(&world, of(ELI)).await.is_empty());
    world.does(one, C::Restore).await;
    asks(&world, two, None).await;
    assert_eq!(listed(&world, of(ELI)).await, [third, first]);
    assert!(listed(&world, of(DANA)).await.is_empty());

    world.does(one, C::MergeInto { ticket: two.into() }).await;
    assert_eq!(listed(&world, of(ELI)).await, [third, first]);
    world.does(one, C::Unmerge).await;
    assert_eq!(listed(&world, of(ELI)).await, [third, first]);
    runner.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_words_are_kept_here() {
    let (world, runner) = World::running().await;
    let ticket = opens(&world, 1, DANA).await;
    let message = says(&world, ticket, 1, "my password is swordfish").await;
    let reason = "holds a password".to_owned();
    let redact = C::RedactMessage { message, reason };
    world.caught_up().await;
    let before = tables(&world).await.join("\n");
    assert!(!before.contains("swordfish"), "{before}");
    let by = Actor::member(ANA.0);
    world.tries_as(by, ticket, NOW, redact).await.unwrap();
    world.caught_up().await;
    let page = world.read.messages(&of(DANA)).await.unwrap();
    assert!(page.items[0].redacted);
    runner.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_delivery_changes_nothing() {
    let (world, runner) = World::running().await;
    let ticket = opens(&world, 1, DANA).await;
    let message = says(&world, ticket, 1, "hello").await;
    let by = Actor::member(ANA.0);
    for command in [
        C::EditMessage(Box::new(domain::ticket::MessageEdit {
            message,
            body: "hello there".to_owned(),
            format: domain::ticket::Format::Text,
            mentions: domain::ticket::Mentions::default(),
        })),
        C::SplitMessage {
            message,
            to: Uuid::from_u128(7).into(),
        },
        C::ChangeRequester {
            customer: Some(ELI),
            organisation: None,
        },
        C::RedactMessage {
            message,
            reason: "private".to_owned(),
        },
    ] {
        world.tries_as(by, ticket, NOW, command).await.unwrap();
    }
    world.caught_up().await;
    let before = tables(&world).await;
    let events = world.store.read_after(0, 1000).await.unwrap();
    let schema = world.serving("messages").await.schema;
    let mut client = world.read.client().await.unwrap();
    let tx = client.transaction().await.unwrap();
    let enter = format!("SET LOCAL search_path = {schema}");
    tx.batch_execute(&enter).await.unwrap();
    for again in [&events[..], &events[1..3]] {
        Messages::apply(&tx, again, Phase::Live).await.unwrap();
    }
    tx.commit().await.unwrap();
    assert_eq!(tables(&world).await, before);
    assert_eq!(list(&world, of(ELI)).await[0].edits, 1);
    runner.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_event_that_comes_without_its_ticket_is_parked() {
    let (world, runner) = World::running().await;
    let ticket = opens(&world, 1, DANA).await;
    world.caught_up().await;
    let schema = world.serving("messages").await.schema;
    let lost = format!("DELETE FROM {schema}.message_tickets");
    world.sql().await.batch_execute(&lost).await.unwrap();
    says(&world, ticket, 1, "one").await;
    let other = opens(&world, 2, DANA).await;
    let message = says(&world, other, 2, "two").await;
    assert_eq!(listed(&world, of(DANA)).await, [message]);
    let parked = world.read.parked(Some("messages")).await.unwrap();
    assert_eq!(parked[0].stream_id, ticket);
    Runner::rebuild(&world.store, &world.read, "messages", |_, _| {})
        .await
        .unwrap();
    assert_eq!(listed(&world, of(DANA)).await.len(), 2);
    runner.stop().await;
}
