//! Rules that set each other off on many tickets at once come to an end by themselves.

use super::world::World;
use super::*;

/// Tickets on which the rules chase each other at the same time.
const TICKETS: usize = 200;

#[tokio::test]
async fn a_storm_of_rules_ends_is_told_of_and_leaves_others_served() {
    let world = World::new().await;
    world.begins().await;
    let steps = ["open", "pending", "closed"];
    for (id, step) in steps.iter().enumerate() {
        let next = steps[(id + 1) % steps.len()];
        let chase = Rule {
            on: vec![
                "ticket.created".to_owned(),
                "ticket.status_changed".to_owned(),
            ],
            ..leads(step, next)
        };
        world.rule(id as u128 + 1, chase).await;
    }
    let mut tickets = Vec::new();
    for _ in 0..TICKETS {
        tickets.push(world.opens("Round and round").await);
    }
    let calm = world.opens("Calm").await;

    world.runs_rules().await;

    for ticket in tickets.iter().chain([&calm]) {
        let story = world.story(*ticket).await;
        let stops = story
            .iter()
            .filter(|line| line.starts_with("automation_stopped"));
        assert_eq!(stops.count(), 1, "{story:?}");
        assert!(story.len() <= steps.len() + 1, "{story:?}");
    }
}
