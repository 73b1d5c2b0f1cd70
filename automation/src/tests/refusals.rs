//! What happens when an action cannot be carried out, now or ever.

use super::world::{World, field};
use super::*;
use domain::Actor;
use domain::event::{DecodeError, EncodedEvent, EventPayload};
use domain::ticket::TicketCommand;
use eventstore::{Append, StreamPart};
use jiff::Timestamp;

#[tokio::test]
async fn a_refused_action_is_told_on_the_ticket_and_ends_the_rule() {
    let world = World::new().await;
    world.begins().await;
    world
        .rule(1, rule(&[assign(BEN), note("Ben has it")]))
        .await;
    world
        .rule(
            2,
            Rule {
                position: 1,
                ..rule(&[note("Seen")])
            },
        )
        .await;
    world.retires(BEN).await;
    let ticket = world.opens("Printer on fire").await;
    world.runs_rules().await;
    let story = world.story(ticket).await;
    assert_eq!(
        story,
        ["automation_stopped by 1.1", "message_posted by 2.1"]
    );
    let reason = field(&world.followed(ticket).await[0], "reason");
    let expected = "Rule \"A rule\" stopped at action 1 of 2: ";
    assert!(reason.starts_with(expected), "{reason}");
    assert_eq!(world.notes(ticket).await, ["Seen"]);
}

#[tokio::test]
async fn a_ticket_deleted_meanwhile_says_that_the_rule_came_too_late() {
    let world = World::new().await;
    world.begins().await;
    world.rule(1, rule(&[note("Seen")])).await;
    let ticket = world.opens("Printer on fire").await;
    world.does(ticket, TicketCommand::Delete).await;
    world.runs_rules().await;
    let story = world.story(ticket).await;
    assert_eq!(story, ["deleted", "automation_stopped by 1.1"]);
}

#[tokio::test]
async fn a_refused_action_stays_refused_when_the_event_comes_again() {
    let world = World::new().await;
    world.begins().await;
    let start = world.store.head().await.unwrap();
    world.rule(1, rule(&[note("Seen")])).await;
    let ticket = world.opens("Printer on fire").await;
    world.does(ticket, TicketCommand::Delete).await;
    world.runs_rules().await;
    world.does(ticket, TicketCommand::Restore).await;
    delivery::goes_back_to(&world, start).await;
    world.runs_rules().await;
    let story = world.story(ticket).await;
    assert_eq!(story, ["deleted", "automation_stopped by 1.1", "restored"]);
}

/// An event from a program newer than this one.
#[derive(Clone)]
struct FromTheFuture;

impl EventPayload for FromTheFuture {
    fn encode(&self) -> EncodedEvent {
        let (name, data) = ("ticket.created".to_owned(), "{}".to_owned());
        EncodedEvent {
            name,
            schema: 99,
            data,
        }
    }

    fn decode(name: &str, schema: i16, _: &str) -> Result<Self, DecodeError> {
        let (name, reason) = (name.to_owned(), "never read".to_owned());
        Err(DecodeError {
            name,
            schema,
            reason,
        })
    }
}

#[tokio::test]
async fn an_event_that_cannot_be_read_holds_nothing_up() {
    let world = World::new().await;
    world.begins().await;
    world.rule(1, rule(&[note("Seen")])).await;
    let stream = StreamPart {
        id: Uuid::now_v7(),
        category: "ticket",
        expected_version: 0,
    };
    let mut append = Append::new(Uuid::now_v7(), Actor::member(ANA.0), stream);
    append.push(0, Timestamp::now(), &FromTheFuture).unwrap();
    world.store.append(append).await.unwrap();
    let ticket = world.opens("Printer on fire").await;
    world.runs_rules().await;
    assert_eq!(world.notes(ticket).await, ["Seen"]);
}
