//! What the tables keep, and for how long.

use super::super::world::*;
use super::{found, opens, says, tables};
use crate::Runner;
use crate::projection::{Phase, Projection};
use crate::search::Searched;
use domain::Actor;
use domain::ticket::{Format, Mentions, MessageEdit, TicketCommand as C, Visibility};

#[tokio::test(flavor = "multi_thread")]
async fn what_is_taken_away_is_found_no_more() {
    let (world, runner) = World::running().await;
    let one = opens(&world, 1, "A lamp", "It hums").await;
    let said = says(&world, one, Visibility::Public, "my password is swordfish").await;
    let other = says(&world, one, Visibility::Public, "a kettle").await;
    assert_eq!(found(&world, "swordfish").await, [one]);
    let edit = C::EditMessage(Box::new(MessageEdit {
        message: other,
        body: "<p>a <b>tea</b>pot</p>".to_owned(),
        format: Format::Html,
        mentions: Mentions::default(),
    }));
    let by = Actor::member(ANA.0);
    world.tries_as(by, one.0, NOW, edit).await.unwrap();
    assert!(found(&world, "kettle ").await.is_empty());
    assert_eq!(found(&world, "teapot ").await, [one]);
    let reason = "holds a password".to_owned();
    let redact = C::RedactMessage {
        message: said,
        reason,
    };
    world.tries_as(by, one.0, NOW, redact).await.unwrap();
    assert!(found(&world, "swordfish").await.is_empty());
    assert!(!tables(&world).await.join("\n").contains("swordfish"));

    world
        .does(
            one.0,
            C::ChangeSubject {
                subject: "A torch".to_owned(),
            },
        )
        .await;
    assert!(found(&world, "lamp ").await.is_empty());
    assert_eq!(found(&world, "torch teapot 1").await, [one]);
    world.does(one.0, C::Delete).await;
    assert!(found(&world, "torch").await.is_empty());
    world.does(one.0, C::Restore).await;
    let two = opens(&world, 2, "Another torch", "").await;
    assert_eq!(found(&world, "torch").await.len(), 2);
    world.does(one.0, C::MergeInto { ticket: two }).await;
    assert_eq!(found(&world, "torch").await, [two]);
    world.does(one.0, C::Unmerge).await;
    assert_eq!(found(&world, "teapot").await, [one]);
    runner.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_delivery_changes_nothing() {
    let (world, runner) = World::running().await;
    let ticket = opens(&world, 1, "A lamp", "It hums").await;
    says(&world, ticket, Visibility::Internal, "hush").await;
    world
        .does(
            ticket.0,
            C::Tag {
                tag: "light".to_owned(),
            },
        )
        .await;
    world.caught_up().await;
    let before = tables(&world).await;
    let events = world.store.read_after(0, 1000).await.unwrap();
    let schema = world.serving("search").await.schema;
    let mut client = world.read.client().await.unwrap();
    let tx = client.transaction().await.unwrap();
    let enter = format!("SET LOCAL search_path = {schema}");
    tx.batch_execute(&enter).await.unwrap();
    for again in [&events[..], &events[1..2]] {
        Searched::apply(&tx, again, Phase::Live).await.unwrap();
    }
    tx.commit().await.unwrap();
    assert_eq!(tables(&world).await, before);
    runner.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ticket_without_end_is_found_by_its_beginning() {
    let (world, runner) = World::running().await;
    let ticket = opens(&world, 1, "A long story", "").await;
    for chapter in 0..6 {
        let words = (0..6000).map(|word| format!("c{chapter}w{word} "));
        let body: String = words.collect();
        says(&world, ticket, Visibility::Public, &body).await;
    }
    assert_eq!(found(&world, "c0w5 ").await, [ticket]);
    assert!(found(&world, "c5w5999 ").await.is_empty());
    assert!(world.read.parked(Some("search")).await.unwrap().is_empty());
    let before = tables(&world).await;
    Runner::rebuild(&world.store, &world.read, "search", |_, _| {})
        .await
        .unwrap();
    assert!(tables(&world).await == before);
    runner.stop().await;
}
