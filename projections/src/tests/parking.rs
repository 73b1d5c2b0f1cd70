//! An event that cannot be applied holds up its own stream alone, and heals.

use super::narrow::assert_narrow_tables_agree;
use super::oracle::{folded, found};
use super::world::*;
use crate::Runner;
use domain::ticket::{CreateTicket, TicketCommand as C};
use uuid::Uuid;

/// What the tables refuse until the test allows it again.
const POISON: &str = "ALTER TABLE tickets ADD CONSTRAINT poison CHECK (subject <> 'poison')";
const ANTIDOTE: &str = "ALTER TABLE tickets DROP CONSTRAINT poison";

async fn alter(world: &World, statement: &str) {
    let sql = world.sql().await;
    let schema = world.serving("tickets").await.schema;
    let statement = format!("SET search_path = {schema}; {statement}");
    sql.batch_execute(&statement).await.unwrap();
}

async fn rename(world: &World, ticket: Uuid, subject: &str) {
    let subject = subject.to_owned();
    world.does(ticket, C::ChangeSubject { subject }).await;
}

async fn assert_list_is_the_fold(world: &World) {
    let rows = folded(world).await;
    let all = everything();
    assert_eq!(world.list(all.clone()).await, found(&rows, &all));
    assert_narrow_tables_agree(world).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_poison_event_parks_its_stream_alone_and_a_retry_heals_it() {
    let (world, runner) = World::running().await;
    let (ill, well) = (world.create(new(1)).await, world.create(new(2)).await);
    world.caught_up().await;
    alter(&world, POISON).await;
    rename(&world, ill, "poison").await;
    rename(&world, well, "better").await;
    world.does(ill, C::Assign { member: ANA }).await;
    world.does(well, C::Assign { member: ANA }).await;
    world.caught_up().await;
    world.does(ill, C::Tag { tag: "late".into() }).await;
    world.caught_up().await;

    let parked = world.read.parked(Some("tickets")).await.unwrap();
    let names: Vec<_> = parked.iter().map(|p| p.name.as_str()).collect();
    assert_eq!(
        names,
        ["ticket.subject_changed", "ticket.assigned", "ticket.tagged"]
    );
    assert!(parked.iter().all(|p| p.stream_id == ill), "{parked:?}");
    assert!(parked[0].error.contains("poison"), "{parked:?}");
    let versions: Vec<_> = (world.list(everything()).await.iter())
        .map(|row| (row.id.0, row.version))
        .collect();
    assert_eq!(versions, [(well, 3), (ill, 1)]);

    let retry = || Runner::retry_parked(&world.store, &world.read, "tickets");
    assert_eq!(retry().await.unwrap(), 0);
    assert_eq!(world.read.parked(None).await.unwrap()[0].attempts, 2);
    alter(&world, ANTIDOTE).await;
    assert_eq!(retry().await.unwrap(), 3);
    assert!(world.read.parked(None).await.unwrap().is_empty());
    world.does(ill, C::Assign { member: BEN }).await;
    world.caught_up().await;
    assert_list_is_the_fold(&world).await;
    runner.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn poison_amid_a_full_batch_is_found_and_the_rest_goes_on() {
    let (world, runner) = World::running().await;
    alter(&world, POISON).await;
    runner.stop().await;
    let mut ill = Vec::new();
    for number in 0..40 {
        let subject = if number % 13 == 5 { "poison" } else { "well" }.to_owned();
        let ticket = world
            .create(CreateTicket {
                subject,
                ..new(number)
            })
            .await;
        world.does(ticket, C::Assign { member: ANA }).await;
        if number % 13 == 5 {
            ill.push(ticket);
        }
    }
    let runner = Runner::start(&world.store, &world.read).await.unwrap();
    world.caught_up().await;
    let parked = world.read.parked(None).await.unwrap();
    let streams: Vec<_> = parked.iter().map(|p| p.stream_id).collect();
    assert_eq!(streams, [ill[0], ill[0], ill[1], ill[1], ill[2], ill[2]]);
    assert_eq!(world.list(everything()).await.len(), 37);
    assert_narrow_tables_agree(&world).await;

    // a restarted program may know better, so it tries again by itself
    runner.stop().await;
    alter(&world, ANTIDOTE).await;
    let runner = Runner::start(&world.store, &world.read).await.unwrap();
    world.create(new(50)).await;
    world.caught_up().await;
    assert!(world.read.parked(None).await.unwrap().is_empty());
    assert_list_is_the_fold(&world).await;
    runner.stop().await;
}
