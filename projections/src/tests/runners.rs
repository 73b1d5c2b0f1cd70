//! Several processes may run the projections; one at a time does.

use super::oracle::{folded, found};
use super::world::*;
use crate::projection::Phase;
use crate::registry;
use crate::runner::writer::{self, WriteError, Writer};
use crate::tickets::Tickets;
use crate::{ReadError, Runner};
use std::time::Duration;
use uuid::Uuid;

async fn owner(world: &World) -> Option<Uuid> {
    let sql = world.sql().await;
    let row = sql
        .query_one(
            "SELECT owner FROM read.projections WHERE name = 'tickets' AND state = 'live'",
            &[],
        )
        .await
        .unwrap();
    row.get(0)
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_runners_one_is_active_and_the_other_takes_over() {
    let (world, first) = World::running().await;
    let other = world.other_read_models().await;
    world.create(new(1)).await;
    world.caught_up().await;
    let active = owner(&world).await;
    let second = Runner::start(&world.store, &other).await.unwrap();
    for number in 2..20 {
        world.create(new(number)).await;
        world.has(&other).await;
    }
    assert!(active.is_some());
    assert_eq!(owner(&world).await, active);

    first.stop().await;
    first.stop().await;
    world.create(new(20)).await;
    world.has(&other).await;
    assert_ne!(owner(&world).await, active);
    world.caught_up().await;
    let rows = folded(&world).await;
    let all = everything();
    assert_eq!(world.list(all.clone()).await, found(&rows, &all));
    second.stop().await;
    assert_eq!(owner(&world).await, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_old_owner_writes_nothing() {
    let (world, runner) = World::running().await;
    runner.stop().await;
    world.create(new(1)).await;
    let mut old = claimed(&world).await;
    let mut new = claimed(&world).await;
    let events = world.store.read_after(0, 10).await.unwrap();
    let position = events.last().unwrap().position;
    let refused = old.advance(&events, position).await;
    assert!(matches!(refused, Err(WriteError::Fenced)), "{refused:?}");
    assert!(world.list(everything()).await.is_empty());
    new.advance(&events, position).await.unwrap();
    assert_eq!(world.list(everything()).await.len(), 1);
}

/// Takes the build over, whoever owns it.
async fn claimed(world: &World) -> Writer<Tickets> {
    let client = writer::connection(&world.read).await.unwrap();
    let live = registry::live(&client, "tickets").await.unwrap().unwrap();
    let owner = Uuid::now_v7();
    let build = registry::claim(&client, &live, owner, true).await.unwrap();
    Writer::open(client, build.unwrap(), owner, Phase::Live)
        .await
        .unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_runner_that_was_fenced_comes_back_when_the_new_owner_is_silent() {
    let (world, runner) = World::running().await;
    let sql = world.sql().await;
    sql.batch_execute(
        "UPDATE read.projections SET owner = gen_random_uuid(), heartbeat_at = now()",
    )
    .await
    .unwrap();
    world.create(new(1)).await;
    world.caught_up().await;
    assert_eq!(world.list(everything()).await.len(), 1);
    runner.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reader_waits_for_its_position_in_any_process() {
    let (world, runner) = World::running().await;
    let other = world.other_read_models().await;
    world.create(new(1)).await;
    let head = world.store.head().await.unwrap();
    for read in [&world.read, &other] {
        assert!(read.wait_for("tickets", head, PATIENCE).await.unwrap());
        let early = read.wait_for("tickets", head + 1, Duration::from_millis(30));
        assert!(!early.await.unwrap());
        assert!(read.wait_for("tickets", 0, Duration::ZERO).await.unwrap());
    }
    let unknown = world.read.wait_for("nothing", head, PATIENCE).await;
    assert!(matches!(unknown, Err(ReadError::Unknown(_))));
    let (waited, _) = tokio::join!(
        world.read.wait_for("tickets", head + 1, PATIENCE),
        world.create(new(2)),
    );
    assert!(waited.unwrap());
    runner.stop().await;
}
