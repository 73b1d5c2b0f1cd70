//! Every reaction happens once: across repetitions, crashes, stops and several processes.

use super::world::{LIMIT, World};
use super::*;
use crate::act::Run;
use crate::cause::Cause;
use crate::rules::Rules;
use crate::{CHECKPOINT, Worker};
use domain::{RuleId, TicketId};
use std::time::Duration;

/// Every kind of action, and two rules that chase each other.
async fn has_rules(world: &World) {
    let actions = [assign(BEN), set_status("pending"), note("Seen")];
    world.rule(1, rule(&actions)).await;
    world.rule(2, leads("pending", "closed")).await;
    world.rule(3, leads("closed", "pending")).await;
}

/// Lets the next worker begin after `position`.
pub(super) async fn goes_back_to(world: &World, position: i64) {
    let mut checkpoint = world.store.claim_checkpoint(CHECKPOINT, 0).await.unwrap();
    let moved = world.store.advance_checkpoint(&mut checkpoint, position);
    moved.await.unwrap();
}

#[tokio::test]
async fn a_second_delivery_of_everything_changes_nothing() {
    let world = World::new().await;
    world.begins().await;
    has_rules(&world).await;
    let ticket = world.opens("Printer on fire").await;
    world.runs_rules().await;
    let head = world.store.head().await.unwrap();
    assert_eq!(world.story(ticket).await.len(), 6);
    goes_back_to(&world, 0).await;
    world.runs_rules().await;
    assert_eq!(world.store.head().await.unwrap(), head);
}

#[tokio::test]
async fn a_crash_between_an_action_and_the_checkpoint_repeats_nothing() {
    let world = World::new().await;
    world.begins().await;
    world.rule(1, rule(&[note("Seen")])).await;
    let ticket = world.opens("Printer on fire").await;
    reacts_without_checkpoint(&world, ticket).await;
    assert_eq!(world.notes(ticket).await, ["Seen"]);
    world.runs_rules().await;
    assert_eq!(world.notes(ticket).await, ["Seen"]);
}

#[tokio::test]
async fn a_crash_between_two_actions_leaves_none_of_them_out() {
    let world = World::new().await;
    world.begins().await;
    let rule = rule(&[assign(BEN), note("Seen")]);
    world.rule(1, rule.clone()).await;
    let ticket = world.opens("Printer on fire").await;
    let created = world.store.read_stream(ticket.0, 0, 1).await.unwrap();
    let run = Run {
        desk: &world.desk(),
        catalog: &world.catalog.now(),
        cause: Cause::event(&created[0], 1),
        id: RuleId(Uuid::from_u128(1)),
        version: 1,
        rule: &rule,
        matched: vec![],
        is_new: false,
    };
    run.act_once(0, &rule.actions[0], false).await.unwrap();
    assert_eq!(world.story(ticket).await, ["assigned by 1.1"]);
    world.runs_rules().await;
    let story = world.story(ticket).await;
    assert_eq!(story, ["assigned by 1.1", "message_posted by 1.1"]);
}

#[tokio::test]
async fn a_rule_changed_after_a_crash_does_not_act_a_second_time() {
    let world = World::new().await;
    world.rule(1, rule(&[note("First")])).await;
    world.begins().await;
    let ticket = world.opens("Printer on fire").await;
    reacts_without_checkpoint(&world, ticket).await;
    world.rule(1, rule(&[note("Second")])).await;
    world.runs_rules().await;
    assert_eq!(world.notes(ticket).await, ["First"]);
}

/// As a worker that dies before it writes its checkpoint.
async fn reacts_without_checkpoint(world: &World, ticket: TicketId) {
    let created = world.store.read_stream(ticket.0, 0, 1).await.unwrap();
    let position = created[0].position;
    let rules = Rules::as_of(&world.store, &world.catalog, position).await;
    let (reactor, rules) = (world.reactor(), rules.unwrap());
    reactor.react(&rules, &created[0]).await.unwrap();
}

#[tokio::test]
async fn a_worker_may_be_stopped_at_once_and_twice() {
    let world = World::new().await;
    let worker = world.worker().await;
    worker.stop().await;
    worker.stop().await;
    world.rule(1, rule(&[note("Seen")])).await;
    let ticket = world.opens("Printer on fire").await;
    assert_eq!(world.notes(ticket).await, [""; 0]);
    world.runs_rules().await;
    assert_eq!(world.notes(ticket).await, ["Seen"]);
}

#[tokio::test]
async fn a_stop_writes_down_how_far_the_worker_is() {
    let world = World::new().await;
    let worker = world.worker().await;
    world.opens("Printer on fire").await;
    world.settles(&worker).await;
    worker.stop().await;
    let written = world.store.checkpoint(CHECKPOINT).await.unwrap();
    assert_eq!(written, Some(world.store.head().await.unwrap()));
}

#[tokio::test]
async fn another_process_takes_over_when_the_first_is_gone() {
    let world = World::new().await;
    world.rule(1, rule(&[note("Seen")])).await;
    let patience = Duration::from_millis(500);
    let start = || Worker::run(world.reactor(), patience);
    let (left, stays) = (start().await.unwrap(), start().await.unwrap());
    let both = world.opens("While both run").await;
    world.settles(&stays).await;
    stays.stop().await;
    let one = world.opens("While one runs").await;
    world.settles(&left).await;
    assert_eq!(world.notes(both).await, ["Seen"]);
    assert_eq!(world.notes(one).await, ["Seen"]);
    writes_checkpoint(&world).await;
    left.stop().await;
}

/// Only the owner can write it, so whoever does has taken over.
async fn writes_checkpoint(world: &World) {
    let head = world.store.head().await.unwrap();
    let written = async {
        while world.store.checkpoint(CHECKPOINT).await.unwrap() < Some(head) {
            tokio::task::yield_now().await;
        }
    };
    let written = tokio::time::timeout(LIMIT, written).await;
    written.expect("the checkpoint reaches the head");
}

#[tokio::test]
async fn lost_connections_delay_reactions_and_lose_none() {
    let world = World::new().await;
    world.begins().await;
    world.rule(1, rule(&[assign(BEN), note("Seen")])).await;
    let mut tickets = Vec::new();
    for number in 0..30 {
        tickets.push(world.opens(&format!("Printer {number}")).await);
    }
    let worker = world.worker().await;
    let (start, mut position) = (worker.position(), worker.watch_position());
    for step in 0..5 {
        let moved = position.wait_for(|p| *p >= start + 5 * step);
        let moved = tokio::time::timeout(LIMIT, moved).await;
        moved.expect("the worker goes on").unwrap();
        world.database.cut_connections().await;
    }
    world.settles(&worker).await;
    for ticket in tickets {
        let story = world.story(ticket).await;
        assert_eq!(story, ["assigned by 1.1", "message_posted by 1.1"]);
    }
    worker.stop().await;
}
