//! Which rules run on which events, and what they do.

use super::world::{World, created, field};
use super::*;
use domain::automation::MAX_CHAIN;
use domain::ticket::{Ticket, TicketCommand};
use domain::{Access, Actor, TicketId};
use eventstore::Execute;
use jiff::{SignedDuration, Timestamp};
use std::borrow::Cow;

#[tokio::test]
async fn a_matching_rule_carries_all_its_actions_out() {
    let world = World::new().await;
    world.begins().await;
    let actions = [assign(BEN), set_status("pending"), note("Ben, please look")];
    world.rule(1, rule(&actions)).await;
    let ticket = world.opens("Printer on fire").await;
    world.runs_rules().await;
    let story = world.story(ticket).await;
    assert_eq!(
        story,
        [
            "assigned by 1.1",
            "status_changed by 1.1",
            "message_posted by 1.1"
        ]
    );
    assert_eq!(world.notes(ticket).await, ["Ben, please look"]);
}

#[tokio::test]
async fn what_a_rule_did_tells_its_cause_and_the_version_of_the_rule() {
    let world = World::new().await;
    world.begins().await;
    world.rule(1, rule(&[note("First")])).await;
    world.rule(1, rule(&[note("Second")])).await;
    let ticket = world.opens("Printer on fire").await;
    world.runs_rules().await;
    let created = world.store.read_stream(ticket.0, 0, 1).await.unwrap();
    let noted = world.followed(ticket).await;
    assert_eq!(noted[0].actor, Actor::rule(Uuid::from_u128(1), 2));
    assert_eq!(noted[0].causation_id, Some(created[0].id));
    assert_eq!(noted[0].correlation_id, created[0].correlation_id);
    assert_eq!(field(&noted[0], "visibility"), "internal");
}

#[tokio::test]
async fn a_rule_leaves_tickets_alone_that_do_not_match() {
    let world = World::new().await;
    world.begins().await;
    let when = of_priority("urgent");
    world
        .rule(
            1,
            Rule {
                when,
                ..rule(&[note("Hurry")])
            },
        )
        .await;
    let usual = world.opens("Slow printer").await;
    let urgent = world.opens_urgent("Printer on fire").await;
    world.runs_rules().await;
    assert_eq!(world.story(usual).await, [""; 0]);
    assert_eq!(world.notes(urgent).await, ["Hurry"]);
}

#[tokio::test]
async fn a_rule_that_is_switched_off_does_nothing() {
    let world = World::new().await;
    world.begins().await;
    let off = Rule {
        active: false,
        ..rule(&[note("Seen")])
    };
    world.rule(1, off).await;
    let ticket = world.opens("Printer on fire").await;
    world.runs_rules().await;
    assert_eq!(world.story(ticket).await, [""; 0]);
}

#[tokio::test]
async fn a_rule_runs_on_what_happens_after_it_was_saved_and_at_once() {
    let world = World::new().await;
    let worker = world.worker().await;
    let before = world.opens("Too early").await;
    world.rule(1, rule(&[note("Seen")])).await;
    let after = world.opens("Just in time").await;
    world.settles(&worker).await;
    assert_eq!(world.notes(before).await, [""; 0]);
    assert_eq!(world.notes(after).await, ["Seen"]);
}

#[tokio::test]
async fn rules_look_at_the_ticket_as_it_was_after_the_event() {
    let world = World::new().await;
    world.begins().await;
    let when = in_status("open");
    world
        .rule(
            1,
            Rule {
                when,
                ..rule(&[note("It was open")])
            },
        )
        .await;
    let ticket = world.opens("Printer on fire").await;
    world.sets_status(ticket, "closed").await;
    world.runs_rules().await;
    assert_eq!(world.notes(ticket).await, ["It was open"]);
}

#[tokio::test]
async fn rules_run_in_the_order_of_their_positions() {
    let world = World::new().await;
    world.begins().await;
    for (id, position) in [(1, 30), (2, 10), (3, 20)] {
        let body = format!("At {position}");
        world
            .rule(
                id,
                Rule {
                    position,
                    ..rule(&[note(&body)])
                },
            )
            .await;
    }
    let ticket = world.opens("Printer on fire").await;
    world.runs_rules().await;
    assert_eq!(world.notes(ticket).await, ["At 10", "At 20", "At 30"]);
}

#[tokio::test]
async fn a_stopping_rule_ends_later_ones_only_when_it_matches() {
    let world = World::new().await;
    world.begins().await;
    let when = of_priority("urgent");
    let first = Rule {
        when,
        stop: true,
        ..rule(&[note("Urgent")])
    };
    world.rule(1, first).await;
    world
        .rule(
            2,
            Rule {
                position: 1,
                ..rule(&[note("Usual")])
            },
        )
        .await;
    let urgent = world.opens_urgent("Printer on fire").await;
    let usual = world.opens("Slow printer").await;
    world.runs_rules().await;
    assert_eq!(world.notes(urgent).await, ["Urgent"]);
    assert_eq!(world.notes(usual).await, ["Usual"]);
}

#[tokio::test]
async fn more_rules_than_a_chain_may_have_can_run_side_by_side() {
    let world = World::new().await;
    world.begins().await;
    let count = MAX_CHAIN as u128 + 2;
    for id in 1..=count {
        world.rule(id, rule(&[note("Seen")])).await;
    }
    let ticket = world.opens("Printer on fire").await;
    world.runs_rules().await;
    assert_eq!(world.notes(ticket).await.len() as u128, count);
    assert_eq!(world.story(ticket).await.len() as u128, count);
}

#[tokio::test]
async fn the_past_sets_no_rule_off() {
    let world = World::new().await;
    world.opens("Before there was a worker").await;
    world.rule(1, rule(&[note("Seen")])).await;
    world.begins().await;
    let (now, long_ago) = (Timestamp::now(), SignedDuration::from_hours(25));
    let old = opens_at(&world, Actor::member(ANA.0), now - long_ago).await;
    let imported = opens_at(&world, Actor::IMPORT, now).await;
    world.runs_rules().await;
    assert_eq!(world.story(old).await, [""; 0]);
    assert_eq!(world.story(imported).await, [""; 0]);
}

async fn opens_at(world: &World, actor: Actor, at: Timestamp) -> TicketId {
    let (id, command) = (Uuid::now_v7(), created("Long ago", "normal"));
    let catalog = world.catalog.now();
    let mut request = Execute::<Ticket>::new(id, command, actor, &catalog, at);
    request.access = Cow::Borrowed(Access::everything());
    world.execute(request).await;
    TicketId(id)
}

#[tokio::test]
async fn a_command_that_records_several_events_sets_a_rule_off_once() {
    let world = World::new().await;
    world.begins().await;
    let on = ["ticket.status_changed", "ticket.tagged"].map(str::to_owned);
    world
        .rule(
            1,
            Rule {
                on: on.into(),
                ..rule(&[note("Changed")])
            },
        )
        .await;
    let ticket = world.opens("Printer on fire").await;
    let catalog = world.catalog.now();
    let status = StatusId::from_key("pending");
    let command = TicketCommand::SetStatus { status };
    let actor = Actor::member(ANA.0);
    let mut request = Execute::<Ticket>::new(ticket.0, command, actor, &catalog, Timestamp::now());
    request.access = Cow::Borrowed(Access::everything());
    let tag = "fire".to_owned();
    request.commands.push(TicketCommand::Tag { tag });
    world.execute(request).await;
    world.runs_rules().await;
    let story = world.story(ticket).await;
    assert_eq!(story, ["status_changed", "tagged", "message_posted by 1.1"]);
}
