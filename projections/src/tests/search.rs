//! Search finds what the log tells, as far as whoever asks may see it.

mod document;
mod evaluation;
mod kept;
mod oracle;
mod shelves;

use super::any::{self, WORDS};
use super::list::live;
use super::reach::{Seer, all_details, seer};
use super::world::*;
use crate::{Runner, SearchFilter, SearchFilters, SearchIn, SearchPage, SearchQuery, SearchText};
use domain::access::{Permission, Reach};
use domain::ticket::{CreateTicket, NewMessage, TicketCommand as C, Visibility};
use domain::{Actor, MessageId, TicketId};
use oracle::{Text, texts};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{Config, TestRunner};
use std::collections::HashMap;
use tokio::runtime::Runtime;
use uuid::Uuid;

/// Everybody's tickets, with everything said on them.
pub fn search(text: &str) -> SearchQuery {
    let text = SearchText::parse(text);
    let number = |text: &str| text.parse().ok().map(|number| (text.to_owned(), number));
    let atoms = text.groups.iter().flatten();
    SearchQuery {
        numbers: atoms.filter_map(|atom| number(&atom.text)).collect(),
        text,
        reach: Reach::EVERYTHING,
        internal: Reach::EVERYTHING,
        customers: true,
        ..SearchQuery::default()
    }
}

async fn page(world: &World, query: &SearchQuery) -> SearchPage {
    world.read.search(query).await.unwrap()
}

/// The tickets of all pages, each once and in the order of their scores.
async fn all(world: &World, query: &SearchQuery) -> (Vec<TicketId>, SearchPage) {
    let first = page(world, query).await;
    let (mut items, mut cursor) = (first.items.clone(), first.next_cursor.clone());
    while let Some(next) = cursor.take() {
        let query = SearchQuery {
            cursor: Some(next),
            ..query.clone()
        };
        let page = page(world, &query).await;
        assert_eq!(page.total, first.total, "{query:?}");
        items.extend(page.items);
        cursor = page.next_cursor;
    }
    assert!(items.windows(2).all(|pair| pair[0].score >= pair[1].score));
    let ids = items.iter().map(|hit| hit.ticket).collect();
    (ids, first)
}

async fn found(world: &World, text: &str) -> Vec<TicketId> {
    world.caught_up().await;
    all(world, &search(text)).await.0
}

async fn opens(world: &World, number: i64, subject: &str, description: &str) -> TicketId {
    let ticket = CreateTicket {
        subject: subject.to_owned(),
        description: description.to_owned(),
        ..new(number)
    };
    world.create(ticket).await.into()
}

async fn says(world: &World, ticket: TicketId, visibility: Visibility, body: &str) -> MessageId {
    let message = MessageId(Uuid::now_v7());
    let post = C::PostMessage(Box::new(NewMessage::new(message, visibility, body)));
    world
        .tries_as(Actor::member(ANA.0), ticket.0, NOW, post)
        .await
        .unwrap();
    message
}

/// Everything that the tables hold.
async fn tables(world: &World) -> Vec<String> {
    let schema = world.serving("search").await.schema;
    let sql = world.sql().await;
    let mut tables = Vec::new();
    for table in ["parts", "documents", "people"] {
        let all = format!("SELECT t::text FROM {schema}.{table} t ORDER BY 1");
        let rows = sql.query(&all, &[]).await.unwrap();
        tables.extend(rows.iter().map(|row| row.get::<_, String>(0)));
    }
    tables
}

/// Words, beginnings, phrases, exclusions and numbers of what is said.
fn typed() -> impl Strategy<Value = String> {
    let word = || select(WORDS.to_vec()).prop_filter("apart", |word| !word.contains('-'));
    let atom = prop_oneof![
        6 => word().prop_map(str::to_owned),
        1 => (word(), word()).prop_map(|(a, b)| format!("\"{a} {b}\"")),
        1 => word().prop_map(|word| format!("-{word}")),
        1 => (word(), word()).prop_map(|(a, b)| format!("{a} OR {b}")),
        1 => select(vec!["2", "pri*", "طاب*", "שלום", "quoted", "Noor", "screen", "gone"])
            .prop_map(str::to_owned),
    ];
    (vec(atom, 1..3), any::<bool>()).prop_map(|(atoms, typing)| {
        let end = if typing { "" } else { " " };
        format!("{}{end}", atoms.join(" "))
    })
}

fn within() -> impl Strategy<Value = Option<SearchIn>> {
    let parts = vec![
        SearchIn::Subject,
        SearchIn::Description,
        SearchIn::Messages,
        SearchIn::Notes,
        SearchIn::Files,
        SearchIn::Customer,
    ];
    prop_oneof![3 => Just(None), 1 => select(parts).prop_map(Some)]
}

#[test]
fn search_finds_what_the_texts_say_within_reach_live_and_rebuilt() {
    let runtime = Runtime::new().unwrap();
    let (world, runner) = runtime.block_on(World::running());
    let queries = vec((typed(), within(), any::<bool>(), 1..4_u16), 12);
    let life = (any::talks(), vec(seer(), 5), queries);
    let cases = Config::with_cases(8);
    let checked = TestRunner::new(cases).run(&life, |(steps, seers, queries)| {
        runtime.block_on(async {
            live(&world, steps).await;
            world.caught_up().await;
            let texts = texts(&world).await;
            for (text, within, customers, limit) in &queries {
                let query = SearchQuery {
                    within: *within,
                    customers: *customers,
                    limit: *limit,
                    ..search(text)
                };
                assert_found(&world, &texts, &seers, &query).await;
            }
        });
        Ok(())
    });
    runtime.block_on(async {
        checked.unwrap();
        let before = tables(&world).await;
        let rebuilt = Runner::rebuild(&world.store, &world.read, "search", |_, _| {});
        rebuilt.await.unwrap();
        assert_eq!(tables(&world).await, before);
        runner.stop().await;
    });
}

async fn assert_found(
    world: &World,
    texts: &HashMap<TicketId, Vec<Text>>,
    seers: &[Seer],
    query: &SearchQuery,
) {
    let details = all_details(world).await;
    for seer in seers {
        let access = seer.access(world);
        let query = SearchQuery {
            reach: access.reach(Permission::ReadTickets),
            internal: access.reach(Permission::ReadInternal),
            ..query.clone()
        };
        let (mut ids, page) = all(world, &query).await;
        let expected = oracle::found(texts, &query, &page.corrections, |id| {
            let ticket = &details[&id];
            let read = access.may(Permission::ReadTickets, ticket);
            read.then(|| access.may(Permission::ReadInternal, ticket))
        });
        assert_eq!(page.total, expected.len() as i64, "{access:?} {query:?}");
        ids.sort();
        assert_eq!(ids, expected, "{access:?} {query:?}");
        for hit in &page.items {
            let internal = access.may(Permission::ReadInternal, &details[&hit.ticket]);
            assert!(hit.messages.iter().all(|m| internal || !m.internal));
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_number_comes_first_then_the_subject_then_the_rest() {
    let (world, runner) = World::running().await;
    let said = opens(&world, 7, "A lamp", "").await;
    says(&world, said, Visibility::Public, "the printer of room 12").await;
    let described = opens(&world, 8, "Another lamp", "a printer").await;
    let inflected = opens(&world, 9, "Printing", "").await;
    let exact = opens(&world, 12, "Printer", "").await;
    let order = found(&world, "printer ").await;
    assert_eq!(order[..2], [exact, inflected]);
    assert!(order[2..].contains(&said) && order[2..].contains(&described));
    assert_eq!(found(&world, "12").await, [exact, said]);
    runner.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn mistyped_words_are_corrected_by_what_is_within_reach_alone() {
    let (world, runner) = World::running().await;
    let ticket = opens(&world, 1, "The printer burns", "").await;
    let routed = C::Route {
        department: Some(SALES),
        keep_assignees: None,
    };
    world.does(ticket.0, routed).await;
    world.caught_up().await;
    for typed in ["pritner", "priner ", "prinnter", "pronter burns"] {
        let page = page(&world, &search(typed)).await;
        assert_eq!(page.total, 1, "{typed}");
        assert_eq!(page.corrections[0].meant, ["printer"], "{typed}");
    }
    let blind = SearchQuery {
        reach: domain::Access::nothing().reach(Permission::ReadTickets),
        ..search("pritner")
    };
    let page = page(&world, &blind).await;
    assert_eq!((page.total, page.corrections.len()), (0, 0));
    runner.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn filters_hold_besides_the_words() {
    let (world, runner) = World::running().await;
    let one = opens(&world, 1, "A lamp", "").await;
    let two = opens(&world, 2, "Two lamps", "").await;
    world
        .does(
            one.0,
            C::Tag {
                tag: "light".to_owned(),
            },
        )
        .await;
    world
        .does(
            two.0,
            C::SetStatus {
                status: status("closed"),
            },
        )
        .await;
    world.caught_up().await;
    let filter = |of: SearchFilters, excluded: bool| SearchQuery {
        filters: vec![SearchFilter { of, excluded }],
        ..search("lamp")
    };
    for (of, is_one) in [
        (SearchFilters::Status(vec![status("open")]), true),
        (SearchFilters::Tag(vec!["Light".to_owned()]), true),
        (SearchFilters::Number(vec![2]), false),
        (SearchFilters::Assignee(vec![ANA]), false),
    ] {
        let plain = all(&world, &filter(of.clone(), false)).await.0;
        let excluded = all(&world, &filter(of.clone(), true)).await.0;
        let nobody = matches!(of, SearchFilters::Assignee(_));
        match (nobody, is_one) {
            (true, _) => assert_eq!((plain.len(), excluded.len()), (0, 2), "{of:?}"),
            (_, true) => assert_eq!((plain, excluded), (vec![one], vec![two]), "{of:?}"),
            (_, false) => assert_eq!((plain, excluded), (vec![two], vec![one]), "{of:?}"),
        }
    }
    let alone = SearchQuery {
        text: SearchText::default(),
        ..filter(SearchFilters::Number(vec![2]), false)
    };
    assert_eq!(all(&world, &alone).await.0, [two]);
    runner.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_broken_cursor_is_refused() {
    let (world, runner) = World::running().await;
    let query = SearchQuery {
        cursor: Some("0173".to_owned()),
        ..search("lamp")
    };
    let refused = world.read.search(&query).await;
    assert!(matches!(refused, Err(crate::ReadError::BadCursor)));
    runner.stop().await;
}
