//! Rules that set each other off on many tickets at once come to an end by themselves.

use super::world::World;
use super::*;
use domain::TicketId;
use futures_util::{StreamExt as _, stream};

/// Tickets on which the rules chase each other at the same time.
const TICKETS: usize = 1_000;
const STEPS: [&str; 3] = ["open", "pending", "closed"];
const STOPPED: &str = "ticket.automation_stopped";

async fn has_rules_that_chase_each_other(world: &World) {
    for (place, step) in STEPS.iter().enumerate() {
        let next = STEPS[(place + 1) % STEPS.len()];
        let on = ["ticket.created", "ticket.status_changed"];
        let chase = Rule {
            on: on.map(str::to_owned).into(),
            stop: true,
            ..leads(step, next)
        };
        world.rule(place as u128 + 2, chase).await;
    }
}

/// Where in the log each of the tickets' storms came to its end.
async fn ends(world: &World, tickets: &[TicketId]) -> Vec<i64> {
    let mut ends = Vec::new();
    for ticket in tickets {
        let story = world.followed(*ticket).await;
        let stopped = story.iter().filter(|event| event.name == STOPPED);
        assert_eq!(stopped.count(), 1, "{story:?}");
        assert!(story.len() <= STEPS.len() + 1, "{story:?}");
        ends.push(story.last().unwrap().position);
    }
    ends
}

#[tokio::test]
async fn a_storm_of_rules_ends_is_told_of_and_leaves_others_served_meanwhile() {
    let world = World::new().await;
    world.begins().await;
    has_rules_that_chase_each_other(&world).await;
    let urgent = Rule {
        position: -1,
        when: of_priority("urgent"),
        stop: true,
        ..rule(&[note("Served")])
    };
    world.rule(1, urgent).await;
    let opening = stream::iter(0..TICKETS).map(|_| world.opens("Round and round"));
    let stormy: Vec<_> = opening.buffer_unordered(16).collect().await;
    let calm = world.opens_urgent("Printer on fire").await;

    world.runs_rules().await;

    let ends = ends(&world, &stormy).await;
    let served = world.followed(calm).await;
    assert_eq!(world.notes(calm).await, ["Served"]);
    let later = ends.iter().filter(|end| **end > served[0].position).count();
    assert_eq!(later, TICKETS, "it had to wait until a storm was over");
}
