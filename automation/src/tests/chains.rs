//! Loop control: rules that set each other off come to an end that people can see.

use super::world::{World, field};
use super::*;
use domain::automation::MAX_CHAIN;

#[tokio::test]
async fn two_rules_that_chase_each_other_are_stopped_visibly() {
    let world = World::new().await;
    world.begins().await;
    world.rule(1, leads("pending", "closed")).await;
    world.rule(2, leads("closed", "pending")).await;
    let ticket = world.opens("Printer on fire").await;
    world.sets_status(ticket, "pending").await;
    world.runs_rules().await;
    let story = world.story(ticket).await;
    assert_eq!(
        story,
        [
            "status_changed",
            "status_changed by 1.1",
            "status_changed by 2.1",
            "automation_stopped by 1.1"
        ]
    );
    let reason = field(&world.followed(ticket).await[3], "reason");
    assert_eq!(
        reason,
        "Rule \"From pending to closed\" was kept from running on ticket.status_changed: version 2 \
         of the ticket set it off before in the same chain, and rules must not chase each other."
    );
}

#[tokio::test]
async fn a_rule_is_not_set_off_by_what_it_did_itself() {
    let world = World::new().await;
    world.begins().await;
    let on = vec![
        "ticket.message_posted".to_owned(),
        "ticket.created".to_owned(),
    ];
    world
        .rule(
            1,
            Rule {
                on,
                ..rule(&[note("Seen")])
            },
        )
        .await;
    let ticket = world.opens("Printer on fire").await;
    world.runs_rules().await;
    assert_eq!(world.story(ticket).await, ["message_posted by 1.1"]);
}

#[tokio::test]
async fn a_rule_runs_again_for_the_next_cause() {
    let world = World::new().await;
    world.begins().await;
    world.rule(1, leads("pending", "closed")).await;
    let ticket = world.opens("Printer on fire").await;
    for _ in 0..2 {
        world.sets_status(ticket, "pending").await;
        world.runs_rules().await;
    }
    let story = world.story(ticket).await;
    let one = ["status_changed", "status_changed by 1.1"];
    assert_eq!(story, [one, one].concat());
}

#[tokio::test]
async fn a_chain_of_rules_ends_after_the_most_that_are_allowed() {
    let world = World::new().await;
    world.begins().await;
    for step in 0..MAX_CHAIN + 2 {
        world.status(&format!("step_{step}")).await;
    }
    for step in 0..=MAX_CHAIN {
        let (from, to) = (format!("step_{step}"), format!("step_{}", step + 1));
        world.rule(step as u128 + 1, leads(&from, &to)).await;
    }
    let ticket = world.opens("Printer on fire").await;
    world.sets_status(ticket, "step_0").await;
    world.runs_rules().await;
    let story = world.story(ticket).await;
    assert_eq!(story.len(), 1 + MAX_CHAIN + 1);
    assert_eq!(story[MAX_CHAIN], "status_changed by 10.1");
    assert_eq!(story[MAX_CHAIN + 1], "automation_stopped by 11.1");
}
