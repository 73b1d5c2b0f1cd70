//! Customers and organisations are listed and found as the log tells of them.

use super::people::People;
use super::world::{PATIENCE, World};
use crate::customers::Customers;
use crate::projection::{Phase, Projection};
use crate::{CustomerQuery, CustomerSort, CustomerSummary, OrganisationQuery, ReadError, Runner};
use domain::OrganisationId;
use domain::customer::Profile;
use proptest::test_runner::{Config, TestRunner};
use tokio::runtime::Runtime;
use uuid::Uuid;

fn search(text: &str) -> CustomerQuery {
    CustomerQuery {
        text: Some(text.to_owned()),
        ..CustomerQuery::default()
    }
}

fn dana() -> Profile {
    Profile {
        name: Some("Dana Levi".to_owned()),
        emails: vec!["Dana@Example.org".to_owned(), "d@home.net".to_owned()],
        phones: vec!["+972 (2) 123-4567".to_owned()],
        ..Profile::default()
    }
}

fn named(name: &str) -> Profile {
    Profile {
        name: Some(name.to_owned()),
        ..Profile::default()
    }
}

#[test]
fn every_list_is_what_a_fold_of_the_log_tells_live_and_rebuilt() {
    let runtime = Runtime::new().unwrap();
    let (world, runner) = runtime.block_on(World::running());
    let people = People::of(&world);
    let cases = Config::with_cases(12);
    let checked = TestRunner::new(cases).run(&super::people::steps(), |steps| {
        runtime.block_on(async {
            people.live(steps).await;
            people.assert_lists_are_the_fold().await;
        });
        Ok(())
    });
    runtime.block_on(async {
        checked.unwrap();
        let live = people.tables().await;
        let rebuilt = Runner::rebuild(&world.store, &world.read, "customers", |_, _| {});
        rebuilt.await.unwrap();
        assert_eq!(people.tables().await, live);
        people.assert_lists_are_the_fold().await;
        runner.stop().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_customer_is_found_by_every_word_of_name_address_and_phone() {
    let (world, runner) = World::running().await;
    let people = People::of(&world);
    let dana = people.meets(dana()).await;
    people.meets(named("محمد أحمد")).await;
    people.caught_up().await;
    for text in [
        "dana",
        "LEVI dana",
        "example.org",
        "home.net",
        "123-4567",
        "02 123 4567",
        "972 2 123",
        "21234",
        "levi 4567",
    ] {
        let found = people.list(search(text)).await;
        let found: Vec<_> = found.iter().map(|c| c.id).collect();
        assert_eq!(found, [dana], "{text}");
    }
    for text in ["dana cohen", "99", "%", "_"] {
        assert!(people.list(search(text)).await.is_empty(), "{text}");
    }
    assert_eq!(people.list(search("مُحَمَّد احمد")).await.len(), 1);
    assert_eq!(people.list(search(" \0 ")).await.len(), 2);
    runner.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_merged_customer_leads_to_whoever_goes_on_and_is_not_listed() {
    let (world, runner) = World::running().await;
    let people = People::of(&world);
    let (a, b, c) = (
        people.meets(named("A")).await,
        people.meets(dana()).await,
        people.meets(named("C")).await,
    );
    people.merges(a, b).await;
    people.caught_up().await;
    people.merges(b, c).await;
    people.caught_up().await;

    let summaries = world.read.customer_summaries(&[a, b, c]).await.unwrap();
    let expected = CustomerSummary {
        id: c,
        name: Some("C".to_owned()),
        email: Some("Dana@Example.org".to_owned()),
        organisation: None,
    };
    assert_eq!(summaries.len(), 3);
    assert!(summaries.values().all(|s| *s == expected), "{summaries:?}");
    let mut aliases = world.read.customer_aliases(c).await.unwrap();
    aliases.sort_unstable();
    assert_eq!(aliases, [a, b, c]);
    let listed = people.list(CustomerQuery::default()).await;
    assert_eq!(listed.iter().map(|c| c.id).collect::<Vec<_>>(), [c]);
    let nobody = world
        .read
        .customer_summaries(&[Uuid::now_v7().into()])
        .await;
    assert!(nobody.unwrap().is_empty());
    runner.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_delivery_changes_nothing() {
    let (world, runner) = World::running().await;
    let people = People::of(&world);
    let (a, b, c) = (
        people.meets(dana()).await,
        people.meets(named("B")).await,
        people.meets(named("C")).await,
    );
    people.merges(a, b).await;
    people.merges(b, c).await;
    people.caught_up().await;
    let before = people.tables().await;
    let events = world.store.read_after(0, 1000).await.unwrap();
    let schema = world.serving("customers").await.schema;
    let mut client = world.read.client().await.unwrap();
    let tx = client.transaction().await.unwrap();
    let enter = format!("SET LOCAL search_path = {schema}");
    tx.batch_execute(&enter).await.unwrap();
    Customers::apply(&tx, &events, Phase::Live).await.unwrap();
    Customers::apply(&tx, &events[1..4], Phase::Live)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(people.tables().await, before);
    runner.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn organisations_are_found_and_count_who_is_there() {
    let (world, runner) = World::running().await;
    let people = People::of(&world);
    let acme = people.founds("Acme", &["acme.com"]).await;
    let empty = people.founds("Empty", &[]).await;
    let member = |name: &str, organisation: OrganisationId| Profile {
        organisation: Some(organisation),
        ..named(name)
    };
    let ana = people.meets(member("Ana", acme)).await;
    let ben = people.meets(member("Ben", acme)).await;
    let gus = people.meets(member("Gus", acme)).await;
    people.retires(gus).await;
    people.merges(ben, ana).await;
    people.caught_up().await;

    let query = |text: Option<&str>| OrganisationQuery {
        text: text.map(str::to_owned),
        limit: 1,
        ..OrganisationQuery::default()
    };
    let first = world.read.organisations(&query(None)).await.unwrap();
    assert_eq!((first.items[0].id, first.items[0].customers), (acme, 1));
    let next = OrganisationQuery {
        cursor: first.next_cursor,
        ..query(None)
    };
    let second = world.read.organisations(&next).await.unwrap();
    assert_eq!((second.items[0].id, second.items[0].customers), (empty, 0));
    assert_eq!(second.next_cursor, None);
    let found = world.read.organisations(&query(Some("acme.COM"))).await;
    assert_eq!(found.unwrap().items.len(), 1);
    assert_eq!(world.read.customers_in(acme).await.unwrap(), 1);
    let there = people
        .list(CustomerQuery {
            organisation: Some(acme),
            include_retired: true,
            ..CustomerQuery::default()
        })
        .await;
    assert_eq!(there.iter().map(|c| c.id).collect::<Vec<_>>(), [ana, gus]);
    runner.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_neither_repeat_nor_miss_a_customer_while_others_come() {
    let (world, runner) = World::running().await;
    let people = People::of(&world);
    for number in 0..25 {
        people.meets(named(&format!("Customer {number:02}"))).await;
    }
    people.caught_up().await;
    for sort in [CustomerSort::Name, CustomerSort::CreatedDesc] {
        let mut query = CustomerQuery {
            limit: 4,
            sort,
            text: Some("customer".to_owned()),
            ..CustomerQuery::default()
        };
        let mut seen = Vec::new();
        loop {
            let page = world.read.customers(&query).await.unwrap();
            seen.extend(page.items.into_iter().filter_map(|c| c.profile.name));
            people.meets(named("Aaron")).await;
            people.caught_up().await;
            query.cursor = page.next_cursor;
            if query.cursor.is_none() {
                break;
            }
        }
        let mut expected: Vec<_> = (0..25).map(|n| format!("Customer {n:02}")).collect();
        if sort == CustomerSort::CreatedDesc {
            expected.reverse();
        }
        assert_eq!(seen, expected);
    }
    runner.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cursor_of_another_order_is_refused() {
    let (world, runner) = World::running().await;
    let people = People::of(&world);
    people.meets(named("Ana")).await;
    people.meets(named("Ben")).await;
    people.caught_up().await;
    let mut query = CustomerQuery {
        limit: 1,
        ..CustomerQuery::default()
    };
    query.cursor = world.read.customers(&query).await.unwrap().next_cursor;
    query.sort = CustomerSort::CreatedDesc;
    let refused = world.read.customers(&query).await;
    assert!(matches!(refused, Err(ReadError::BadCursor)));
    let other = OrganisationQuery {
        cursor: query.cursor,
        ..OrganisationQuery::default()
    };
    let refused = world.read.organisations(&other).await;
    assert!(matches!(refused, Err(ReadError::BadCursor)));
    runner.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reader_waits_for_customers_too() {
    let (world, runner) = World::running().await;
    let people = People::of(&world);
    let (waited, _) = tokio::join!(
        world.read.wait_for("customers", 1, PATIENCE),
        people.meets(named("Ana")),
    );
    assert!(waited.unwrap());
    runner.stop().await;
}
