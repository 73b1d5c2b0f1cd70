//! A ticket that cannot be read is passed over, and holds nothing else up.

use super::timers::hourly;
use super::world::World;
use super::*;
use domain::TicketId;

impl World {
    /// As if its first event had been written by a program that nobody knows.
    async fn spoils(&self, ticket: TicketId) {
        let spoil = format!(
            "SET session_replication_role = replica;
             UPDATE es.events SET data = '{{}}' WHERE stream_id = '{ticket}' AND version = 1"
        );
        self.database.run(&spoil).await;
    }
}

#[tokio::test]
async fn timers_pass_a_ticket_over_that_cannot_be_read() {
    let world = World::new().await;
    world.fires().await; // from here on
    world.had_rule(180, 1, hourly(&[note("Still open")])).await;
    let (spoilt, _) = world.opened(130).await;
    let (whole, _) = world.opened(120).await;
    let timers = world.timers();
    world.arms(&timers).await;
    world.spoils(spoilt).await;

    world.fires().await;

    assert_eq!(world.notes(whole).await, ["Still open"]);
    assert_eq!(world.followed(spoilt).await.len(), 0);
    let left = "DO $$ BEGIN ASSERT NOT EXISTS (SELECT FROM automation.deadlines); END $$";
    world.database.run(left).await;
}

#[tokio::test]
async fn a_schedule_passes_a_ticket_over_that_cannot_be_read() {
    let world = World::new().await;
    world.fires().await; // from here on
    let (spoilt, whole) = (world.opens("Spoilt").await, world.opens("Whole").await);
    world
        .had_rule(180, 1, timers::daily_an_hour_ago(&[note("Every day")]))
        .await;
    world.fires().await;
    let back = "UPDATE automation.deadlines SET at = at - interval '1 day' WHERE kind = 'timers'";
    world.database.run(back).await;
    world.spoils(spoilt).await;

    world.fires().await;

    assert_eq!(world.notes(whole).await, ["Every day"]);
    assert_eq!(world.followed(spoilt).await.len(), 0);
}
