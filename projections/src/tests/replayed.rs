//! A replay folds what the read models fold, and touches none of them.

use super::contents::*;
use super::world::*;
use crate::{ReadError, Replay, Runner, replay};
use domain::ticket::TicketCommand as C;
use jiff::SignedDuration;
use tokio_postgres::Client;
use uuid::Uuid;

/// What tells of the read models, and what they hold.
async fn live(world: &World, sql: &Client) -> (Vec<String>, Contents) {
    let rows = sql.query(REGISTRY, &[]).await.unwrap();
    let registry = rows.iter().map(|row| row.get(0)).collect();
    (registry, of_all(world).await)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_replay_of_everything_equals_the_read_models_and_leaves_them_as_they_are() {
    let (world, runner) = World::running().await;
    something_of_everything(&world, 6).await;
    all_have_everything(&world).await;
    runner.stop().await;
    let sql = world.sql().await;
    let before = live(&world, &sql).await;
    let head = world.store.head().await.unwrap();

    let done = replayed(&world, "what_if", (1, i64::MAX)).await;

    assert_eq!((done.to, done.left_out), (head, 0));
    assert_eq!(done.events, head.unsigned_abs());
    assert_eq!(live(&world, &sql).await, before);
    let mut found = of_schema(&sql, "what_if").await;
    assert_eq!(found.remove("replayed").unwrap().0, 1);
    found.remove("words").unwrap();
    assert_eq!(found, before.1);
    // another one takes its place
    let again = replayed(&world, "what_if", (1, 1)).await;
    assert_eq!((again.to, again.events), (1, 1));
    assert_eq!(of_schema(&sql, "what_if").await["tickets"].0, 1);
    assert_eq!(live(&world, &sql).await, before);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_range_shows_what_began_in_it_as_it_was_at_its_end() {
    let world = World::new().await;
    let early = world.create(new(1)).await;
    world.does(early, C::Assign { member: ANA }).await;
    let late = world.create(new(2)).await; // position 3
    world.does(early, C::Assign { member: BEN }).await;
    world.does(late, C::Assign { member: ANA }).await; // position 5
    world.does(late, C::Assign { member: BEN }).await;

    let done = replayed(&world, "what_if", (3, 5)).await;

    assert_eq!((done.to, done.events, done.left_out), (5, 2, 1));
    let sql = world.sql().await;
    let rows = sql.query(TICKETS, &[]).await.unwrap();
    let rows: Vec<(Uuid, i32)> = rows.iter().map(|r| (r.get(0), r.get(1))).collect();
    assert_eq!(rows, [(late, 2)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn times_cut_streams_off_where_something_happened_later() {
    let world = World::new().await;
    let at = |minutes| NOW + SignedDuration::from_mins(minutes);
    let does = async |ticket, minutes, command| {
        world.tries(ticket, at(minutes), command).await.unwrap();
    };
    let create = |number| C::Create(Box::new(new(number)));
    let [early, kept, late] = [1, 2, 3].map(|n| Uuid::from_u128(0x7000 + n));
    does(early, 0, create(1)).await;
    does(kept, 10, create(2)).await;
    does(kept, 20, C::Assign { member: ANA }).await;
    does(kept, 21, C::Assign { member: BEN }).await;
    // told late: at that time nobody knew of what the ticket was by then
    does(kept, 15, C::Unassign { member: ANA }).await;
    does(late, 30, create(3)).await;

    let wanted = Replay {
        url: world.url.clone(),
        schema: "what_if".to_owned(),
        from: 1,
        to: i64::MAX,
        since: Some(at(10)),
        until: Some(at(20)),
    };
    let done = replay(&world.store, &wanted, |_, _| {}).await.unwrap();

    assert_eq!((done.events, done.left_out), (2, 1));
    let sql = world.sql().await;
    let rows = sql.query(TICKETS, &[]).await.unwrap();
    let rows: Vec<(Uuid, i32)> = rows.iter().map(|r| (r.get(0), r.get(1))).collect();
    assert_eq!(rows, [(kept, 2)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_schema_of_somebody_else_is_left_alone() {
    let world = World::new().await;
    crate::migrate(&world.url).await.unwrap();
    world.create(new(1)).await;
    let sql = world.sql().await;
    sql.batch_execute("CREATE SCHEMA mine; CREATE TABLE mine.kept (x int)")
        .await
        .unwrap();
    for schema in [
        "mine",
        "read",
        "es",
        "public",
        "rm_tickets_1",
        "a; DROP SCHEMA mine",
        "",
    ] {
        let wanted = Replay {
            url: world.url.clone(),
            schema: schema.to_owned(),
            from: 1,
            to: 1,
            since: None,
            until: None,
        };
        let refused = replay(&world.store, &wanted, |_, _| {}).await;
        let told = matches!(refused, Err(ReadError::Taken(_) | ReadError::BadSchema(_)));
        assert!(told, "{schema}: {refused:?}");
    }
    sql.batch_execute("SELECT FROM mine.kept").await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_replay_that_fails_leaves_the_one_before_it() {
    let (world, runner) = World::running().await;
    world.create(new(1)).await;
    let sql = world.sql().await;
    replayed(&world, "what_if", (1, 1)).await;
    let before = of_schema(&sql, "what_if").await;
    let wanted = Replay {
        url: world.url.clone(),
        schema: "what_if".to_owned(),
        from: 1,
        to: 1,
        since: None,
        until: None,
    };
    // whoever replays goes away in the middle
    let (told, hit) = tokio::sync::oneshot::channel();
    let mut told = Some(told);
    let gone = replay(&world.store, &wanted, move |_, _| {
        told.take().map(|told| told.send(()));
    });
    tokio::select! {
        biased;
        _ = hit => {}
        done = gone => panic!("not in the middle: {done:?}"),
    }
    assert_eq!(of_schema(&sql, "what_if").await, before);
    replayed(&world, "what_if", (1, 1)).await;
    Runner::stop(&runner).await;
}

const REGISTRY: &str = "
SELECT (p.*)::text
FROM read.projections p
ORDER BY 1";

const TICKETS: &str = "
SELECT id, version
FROM what_if.tickets";
