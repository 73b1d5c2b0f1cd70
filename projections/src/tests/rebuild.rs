//! A build beside the serving one, and one in place of a lost one.

use super::narrow::assert_narrow_tables_agree;
use super::oracle::{folded, found};
use super::world::*;
use crate::projection::Projection;
use crate::tickets::Tickets;
use crate::{Runner, StateKind, TicketQuery};
use domain::FieldId;
use domain::field::FieldValue;
use domain::ticket::{Participant, TicketCommand as C};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use uuid::Uuid;

async fn assert_list_is_the_fold(world: &World) {
    world.caught_up().await;
    let rows = folded(world).await;
    let all = TicketQuery {
        include_deleted: true,
        include_merged: true,
        ..everything()
    };
    assert_eq!(world.list(all.clone()).await, found(&rows, &all));
    assert_narrow_tables_agree(world).await;
}

/// Tickets with something of every table of the list.
pub async fn some_lives(world: &World, tickets: i64) {
    for number in 0..tickets {
        let ticket = world.create(new(number)).await;
        for command in a_life(number) {
            world.does(ticket, command).await;
        }
        if number % 5 == 0 {
            world.does(ticket, C::Delete).await;
        }
    }
}

/// Something of every table.
fn a_life(number: i64) -> Vec<C> {
    let who = Participant::Member(BEN);
    let other = Uuid::from_u128(1).into();
    let mut life = vec![
        C::Assign { member: ANA },
        C::Tag {
            tag: format!("{}", number % 3),
        },
        C::ChangeRequester {
            customer: Some(Uuid::from_u128(2).into()),
            organisation: Some(Uuid::from_u128(3).into()),
        },
        C::AddCc { who },
        C::Watch { who },
        C::SetFields {
            changes: vec![(
                FieldId::from_key("floor"),
                Some(FieldValue::Integer(number)),
            )],
        },
        C::AddChecklistItem {
            item: Uuid::from_u128(4).into(),
            text: "look".to_owned(),
        },
    ];
    if number % 10 == 2 {
        life.push(C::MergeInto { ticket: other });
    } else {
        let cc = vec![Participant::Member(ANA)];
        life.push(C::Absorb { ticket: other, cc });
    }
    life
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rebuild_equals_live_and_the_old_build_serves_meanwhile() {
    let (world, runner) = World::running().await;
    some_lives(&world, 20).await;
    world.caught_up().await;
    let before = world.serving("tickets").await.schema;
    let world = Arc::new(world);
    let done = Arc::new(AtomicBool::new(false));
    let writer = tokio::spawn(keep_writing(world.clone(), done.clone()));
    let reader = tokio::spawn(keep_reading(world.clone(), done.clone()));
    // as the command line does it, in another process
    let other = world.other_read_models().await;
    let mut told = Vec::new();
    let progress = |done, of| told.push((done, of));
    Runner::rebuild(&world.store, &other, "tickets", progress)
        .await
        .unwrap();
    done.store(true, Ordering::Relaxed);
    assert!(writer.await.unwrap() > 0);
    assert!(reader.await.unwrap() > 0);
    let (done, of) = told.last().unwrap();
    assert!(done == of && *of >= 60, "{told:?}");
    let after = world.serving("tickets").await;
    assert_eq!(after.state, StateKind::Live);
    assert_ne!(after.schema, before);
    world.has(&other).await;
    assert_list_is_the_fold(&world).await;
    runner.stop().await;
}

/// Creates tickets and sees each at once; returns how many.
async fn keep_writing(world: Arc<World>, done: Arc<AtomicBool>) -> usize {
    let mut written = 0;
    while !done.load(Ordering::Relaxed) {
        let ticket = world.create(new(1000)).await;
        world.caught_up().await;
        let newest = world
            .page(TicketQuery {
                limit: 1,
                ..everything()
            })
            .await;
        assert_eq!(newest.items[0].id.0, ticket);
        written += 1;
    }
    written
}

/// Finds no list shorter than the one before; returns how many it saw.
async fn keep_reading(world: Arc<World>, done: Arc<AtomicBool>) -> usize {
    let other = world.other_read_models().await;
    let (mut read, mut most) = (0, 0);
    while !done.load(Ordering::Relaxed) {
        let count = other.count_tickets(&everything()).await.unwrap();
        assert!(count >= 14 && count >= most, "{count} after {most}");
        most = count;
        read += 1;
    }
    read
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_that_was_never_built_or_is_lost_comes_back_by_itself() {
    let world = World::new().await;
    some_lives(&world, 10).await;
    let runner = Runner::start(&world.store, &world.read).await.unwrap();
    assert_list_is_the_fold(&world).await;
    let sql = world.sql().await;
    for loss in [
        "DROP SCHEMA {schema} CASCADE",
        "DROP SCHEMA read CASCADE",
        "DROP SCHEMA read CASCADE; DROP SCHEMA {schema} CASCADE;
         DROP TABLE docket_read_migrations",
    ] {
        let schema = world.serving("tickets").await.schema;
        let loss = loss.replace("{schema}", &schema);
        sql.batch_execute(&loss).await.unwrap();
        world.create(new(20)).await;
        let fold = found(&folded(&world).await, &everything());
        until_listed(&world, fold.len()).await;
        assert_list_is_the_fold(&world).await;
    }
    runner.stop().await;
}

/// While the loss is unnoticed, the list says that it is being built or is not there.
async fn until_listed(world: &World, tickets: usize) {
    let listed = async {
        loop {
            let head = world.store.head().await.unwrap();
            let reached = world.read.wait_for("tickets", head, PATIENCE).await;
            let page = world.read.tickets(&everything()).await;
            match (reached, page) {
                (Ok(true), Ok(page)) if page.items.len() == tickets => return,
                _ => tokio::task::yield_now().await,
            }
        }
    };
    tokio::time::timeout(PATIENCE, listed).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_of_an_older_program_is_replaced_and_that_of_a_newer_one_kept() {
    let (world, runner) = World::running().await;
    some_lives(&world, 5).await;
    world.caught_up().await;
    runner.stop().await;
    let older = world.serving("tickets").await.schema;
    let sql = world.sql().await;
    sql.batch_execute("UPDATE read.projections SET version = 0")
        .await
        .unwrap();
    let runner = Runner::start(&world.store, &world.read).await.unwrap();
    world.create(new(6)).await;
    assert_list_is_the_fold(&world).await;
    let replaced = world.serving("tickets").await;
    assert_eq!(replaced.version, Tickets::VERSION);
    assert_ne!(replaced.schema, older);
    runner.stop().await;
    sql.batch_execute("UPDATE read.projections SET version = 9 WHERE state = 'live'")
        .await
        .unwrap();
    let runner = Runner::start(&world.store, &world.read).await.unwrap();
    runner.stop().await;
    let kept = world.serving("tickets").await;
    assert_eq!((kept.version, kept.schema), (9, replaced.schema));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_build_that_was_given_up_is_cleared_away_by_the_next() {
    let (world, runner) = World::running().await;
    some_lives(&world, 3).await;
    world.caught_up().await;
    let sql = world.sql().await;
    sql.batch_execute(
        "CREATE SCHEMA rm_tickets_77;
         INSERT INTO read.projections (schema, name, version, state)
         VALUES ('rm_tickets_77', 'tickets', 1, 'building')",
    )
    .await
    .unwrap();
    Runner::rebuild(&world.store, &world.read, "tickets", |_, _| {})
        .await
        .unwrap();
    let states = world.read.projections().await.unwrap();
    assert!(
        states.iter().all(|s| s.schema != "rm_tickets_77"),
        "{states:?}"
    );
    assert_list_is_the_fold(&world).await;
    runner.stop().await;
}
