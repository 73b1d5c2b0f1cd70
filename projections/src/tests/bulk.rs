//! Bulk jobs are listed as their streams tell of them.

use super::world::*;
use crate::bulk::Bulks;
use crate::projection::{Phase, Projection};
use crate::{BulkQuery, BulkRow, Runner};
use domain::bulk::{Bulk, BulkAction, BulkCommand as C, BulkFault, BulkOutcome, NewBulk, Progress};
use domain::{Actor, ActorKind, BulkId, TicketId};
use eventstore::Execute;
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

fn job(number: u128) -> BulkId {
    BulkId(Uuid::from_u128(0xb000 + number))
}

/// So many tickets, a minute after the job before.
async fn asks(world: &World, number: u128, actor: Actor, tickets: u128) {
    let new = NewBulk {
        tickets: (1..=tickets)
            .map(|t| TicketId(Uuid::from_u128(t)))
            .collect(),
        actions: vec![BulkAction::AddTags {
            tags: vec!["outage".to_owned()],
        }],
        filter: vec![],
        undoes: None,
    };
    let at = NOW + SignedDuration::from_mins(number as i64);
    does(world, number, (actor, at), C::Request(Box::new(new))).await;
}

async fn does(world: &World, number: u128, (actor, at): (Actor, Timestamp), command: C) {
    let request = Execute::<Bulk>::new(job(number).0, command, actor, &world.catalog, at);
    let request = Execute {
        access: std::borrow::Cow::Borrowed(domain::Access::everything()),
        ..request
    };
    world.store.execute(request).await.unwrap();
}

async fn carries_out(world: &World, number: u128, from: u32, outcomes: Vec<BulkOutcome>) {
    let carried = C::CarryOut { from, outcomes };
    does(world, number, (Actor::SYSTEM, NOW), carried).await;
}

fn refused() -> BulkOutcome {
    BulkOutcome::refused(BulkFault::Forbidden, "you may not")
}

/// Jobs of two people in every state.
async fn some_jobs(world: &World) {
    let (ana, ben) = (Actor::member(ANA.0), Actor::member(BEN.0));
    use BulkOutcome::{Changed, Unchanged};
    asks(world, 1, ana, 3).await;
    asks(world, 2, ben, 4).await;
    carries_out(world, 2, 0, vec![Changed {}, refused(), refused()]).await;
    carries_out(world, 2, 3, vec![Unchanged {}]).await;
    asks(world, 3, ana, 3).await;
    carries_out(world, 3, 0, vec![BulkOutcome::partly("not in all")]).await;
    asks(world, 4, ana, 2).await;
    does(world, 4, (ana, NOW), C::Cancel).await;
    asks(world, 5, ana, 2).await;
    does(world, 5, (ana, NOW), C::Cancel).await;
    does(world, 5, (Actor::SYSTEM, NOW), C::Finish).await;
    does(world, 2, (ben, NOW), C::Undo { by: job(9) }).await;
}

async fn listed(world: &World, asked_by: Option<(ActorKind, Uuid)>) -> Vec<BulkRow> {
    let head = world.store.head().await.unwrap();
    assert!(world.read.wait_for("bulk", head, PATIENCE).await.unwrap());
    let mut query = BulkQuery {
        asked_by,
        limit: 2,
        cursor: None,
    };
    let mut rows = Vec::new();
    loop {
        let page = world.read.bulk_jobs(&query).await.unwrap();
        rows.extend(page.items);
        query.cursor = page.next_cursor;
        if query.cursor.is_none() {
            return rows;
        }
    }
}

/// Holds a row to the job's own stream.
async fn assert_is_the_fold(world: &World, row: &BulkRow) {
    let loaded = world.store.load::<Bulk>(row.id.0).await.unwrap();
    let job = loaded.state.job.as_deref().unwrap();
    let tally = job.tally();
    assert_eq!(row.version, loaded.version);
    assert_eq!((row.asked_by, row.asked_at), (job.asked_by, job.asked_at));
    assert_eq!(row.requested.actions, job.actions);
    assert_eq!((row.requested.tickets, row.done), (job.total, job.done));
    assert_eq!(
        (row.changed, row.partly, row.unchanged, row.refused),
        (tally.changed, tally.partly, tally.unchanged, tally.refused)
    );
    assert_eq!(row.progress(), job.progress());
    assert_eq!((row.ended_at, row.undone_by), (job.ended_at, job.undone_by));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_is_what_the_streams_tell_live_and_rebuilt() {
    let (world, runner) = World::running().await;
    some_jobs(&world).await;

    let all = listed(&world, None).await;

    let ids: Vec<_> = all.iter().map(|row| row.id).collect();
    assert_eq!(ids, [5, 4, 3, 2, 1].map(job));
    for row in &all {
        assert_is_the_fold(&world, row).await;
    }
    use Progress::{Cancelled, Cancelling, Finished, Running, Waiting};
    let states: Vec<_> = all.iter().map(BulkRow::progress).collect();
    assert_eq!(states, [Cancelled, Cancelling, Running, Finished, Waiting]);
    let bens = listed(&world, Some((ActorKind::Member, BEN.0))).await;
    assert_eq!(bens, all[3..4]);
    Runner::rebuild(&world.store, &world.read, "bulk", |_, _| {})
        .await
        .unwrap();
    assert_eq!(listed(&world, None).await, all);
    runner.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_delivery_counts_nothing_twice() {
    let (world, runner) = World::running().await;
    some_jobs(&world).await;
    let before = listed(&world, None).await;
    let events = world.store.read_after(0, 1000).await.unwrap();
    let schema = world.serving("bulk").await.schema;
    let mut client = world.read.client().await.unwrap();
    let tx = client.transaction().await.unwrap();
    let enter = format!("SET LOCAL search_path = {schema}");
    tx.batch_execute(&enter).await.unwrap();
    for again in [&events[..], &events[1..3]] {
        Bulks::apply(&tx, again, Phase::Live).await.unwrap();
    }
    tx.commit().await.unwrap();
    assert_eq!(listed(&world, None).await, before);
    runner.stop().await;
}
