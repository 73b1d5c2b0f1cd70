//! A rule that keeps failing is parked; others go on.

use super::world::World;
use super::*;
use crate::outbox::{Delivery, DeliveryQuery};
use domain::automation::MAX_FAILURES;
use domain::delivery::DeliveryKind;
use domain::setting::{Member, Setting};
use domain::ticket::TicketCommand;

/// A rule that can do nothing any more: Ben has left.
async fn has_a_broken_rule(world: &World) {
    world.rule(1, rule(&[assign(BEN)])).await;
    world.rule(2, rule(&[note("Seen")])).await;
    world.retires(BEN).await;
}

async fn parked(world: &World) -> Option<String> {
    let loaded = world.store.load::<Setting<Rule>>(Uuid::from_u128(1)).await;
    let rule = loaded.unwrap().state.value.clone().unwrap();
    rule.parked.map(|parked| parked.reason)
}

#[tokio::test]
async fn a_rule_that_fails_on_many_tickets_in_a_row_is_parked_and_others_go_on() {
    let world = World::new().await;
    world.begins().await;
    has_a_broken_rule(&world).await;
    for _ in 1..MAX_FAILURES {
        world.opens("Printer on fire").await;
    }
    world.runs_rules().await;
    assert_eq!(parked(&world).await, None);
    let last = world.opens("Printer on fire").await;
    world.runs_rules().await;
    let reason = parked(&world).await.unwrap();
    assert!(reason.contains("stopped at action 1 of 1"), "{reason}");

    let after = world.opens("Printer on fire again").await;
    world.runs_rules().await;
    let story = |by: &str| vec![by.to_owned(), "message_posted by 2.1".to_owned()];
    assert_eq!(world.story(last).await, story("automation_stopped by 1.1"));
    assert_eq!(world.story(after).await, ["message_posted by 2.1"]);
}

async fn notices(world: &World) -> Vec<Delivery> {
    let query = DeliveryQuery {
        limit: 100,
        ..DeliveryQuery::default()
    };
    world.outbox().list(&query).await.unwrap().items
}

#[tokio::test]
async fn whoever_may_change_rules_is_told_once_for_each_time_that_one_is_parked() {
    let world = World::new().await;
    let ana = Member {
        administrator: true,
        ..Member::new("Ana")
    };
    world.save(ANA.0, ana).await;
    world.begins().await;
    let start = world.head().await;
    has_a_broken_rule(&world).await;
    let fails = async || {
        for _ in 0..=MAX_FAILURES {
            world.opens("Printer on fire").await;
        }
        world.runs_rules().await;
    };
    fails().await;
    delivery::goes_back_to(&world, start).await;
    world.runs_rules().await;

    let told = notices(&world).await;
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!(told[0].kind, DeliveryKind::Notification);
    assert_eq!(told[0].endpoint, ANA.to_string());
    let parked = world.store.read_stream(Uuid::from_u128(1), 1, 9).await;
    assert_eq!(told[0].cause, parked.unwrap()[0].id);
    assert!(
        told[0].payload.contains("was parked"),
        "{}",
        told[0].payload
    );

    world.save(BEN.0, Member::new("Ben")).await;
    world.rule(1, rule(&[assign(BEN)])).await;
    world.retires(BEN).await;
    fails().await;
    assert_eq!(notices(&world).await.len(), 2);
}

#[tokio::test]
async fn a_rule_that_goes_well_in_between_is_not_parked() {
    let world = World::new().await;
    world.begins().await;
    has_a_broken_rule(&world).await;
    for _ in 0..2 {
        for _ in 1..MAX_FAILURES {
            world.opens("Printer on fire").await;
        }
        world.runs_rules().await;
        world.save(BEN.0, Member::new("Ben")).await;
        world.opens("Printer on fire").await;
        world.runs_rules().await;
        world.retires(BEN).await;
    }
    assert_eq!(parked(&world).await, None);
}

#[tokio::test]
async fn tickets_that_are_gone_park_no_rule() {
    let world = World::new().await;
    world.begins().await;
    world.rule(1, rule(&[note("Seen")])).await;
    for _ in 0..=MAX_FAILURES {
        let ticket = world.opens("Printer on fire").await;
        world.does(ticket, TicketCommand::Delete).await;
    }
    world.runs_rules().await;
    assert_eq!(parked(&world).await, None);
}

#[tokio::test]
async fn saving_a_parked_rule_lets_it_run_again() {
    let world = World::new().await;
    world.begins().await;
    has_a_broken_rule(&world).await;
    for _ in 0..MAX_FAILURES {
        world.opens("Printer on fire").await;
    }
    world.runs_rules().await;
    assert!(parked(&world).await.is_some());
    world.rule(1, rule(&[assign(ANA)])).await;
    let ticket = world.opens("Printer on fire").await;
    world.runs_rules().await;
    let story = world.story(ticket).await;
    assert_eq!(story, ["assigned by 1.3", "message_posted by 2.1"]);
}
