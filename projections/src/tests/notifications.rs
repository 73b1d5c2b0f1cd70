//! What concerns a member, as the log tells of it, live and rebuilt.

use super::world::*;
use crate::notifications::Notifications;
use crate::projection::{Phase, Projection};
use crate::{NotificationKind as Kind, NotificationQuery, NotificationRow, ReadMarks, Runner};
use domain::access::Reach;
use domain::ticket::{
    CreateTicket, Mentions, MessageEdit, NewMessage, Notified, Participant, Ticket,
    TicketCommand as C, Visibility,
};
use domain::{Actor, ActorKind, CustomerId, MemberId, MessageId, RuleId};
use eventstore::Execute;
use jiff::Timestamp;
use uuid::Uuid;

fn whose(member: MemberId) -> NotificationQuery {
    NotificationQuery {
        member,
        departments: vec![SUPPORT],
        reach: Reach::EVERYTHING,
        internal: Reach::EVERYTHING,
        read: ReadMarks {
            up_to: 0,
            positions: vec![],
            since: Timestamp::UNIX_EPOCH,
        },
        unread: false,
        limit: 0,
        before: None,
    }
}

async fn told(world: &World, query: &NotificationQuery) -> Vec<NotificationRow> {
    let head = world.store.head().await.unwrap();
    for name in ["tickets", "notifications"] {
        assert!(world.read.wait_for(name, head, PATIENCE).await.unwrap());
    }
    world.read.notifications(query).await.unwrap().items
}

async fn kinds(world: &World, member: MemberId) -> Vec<Kind> {
    let rows = told(world, &whose(member)).await;
    rows.iter().map(|row| row.kind).collect()
}

fn message(number: u128, visibility: Visibility, mentions: Mentions) -> NewMessage {
    let id = MessageId(Uuid::from_u128(0xE000 + number));
    let mut message = NewMessage::new(id, visibility, "words".to_owned());
    message.mentions = mentions;
    message
}

fn member(id: MemberId) -> Actor {
    Actor::member(id.0)
}

fn customer() -> Actor {
    Actor {
        kind: ActorKind::Customer,
        id: Some(Uuid::from_u128(0xC1)),
        ..Actor::SYSTEM
    }
}

async fn says(world: &World, actor: Actor, ticket: Uuid, message: NewMessage) {
    does_as(world, actor, ticket, C::PostMessage(Box::new(message))).await;
}

/// Whoever it is may do it.
async fn does_as(world: &World, actor: Actor, ticket: Uuid, command: C) {
    let request = Execute::<Ticket>::new(ticket, command, actor, &world.catalog, NOW);
    let request = Execute {
        access: std::borrow::Cow::Borrowed(domain::Access::everything()),
        ..request
    };
    world.store.execute(request).await.unwrap();
}

fn mentions(members: &[MemberId]) -> Mentions {
    Mentions {
        members: members.to_vec(),
        departments: vec![],
    }
}

/// A ticket of Ben's that Ana watches, and what is said on it.
async fn a_conversation(world: &World) -> Uuid {
    let ticket = CreateTicket {
        customer: Some(CustomerId(Uuid::from_u128(0xC1))),
        assignees: vec![BEN],
        ..new(1)
    };
    let id = world.create(ticket).await;
    let who = Participant::Member(ANA);
    world.does(id, C::Watch { who }).await;
    let none = Mentions::default;
    says(
        world,
        customer(),
        id,
        message(1, Visibility::Public, none()),
    )
    .await;
    let note = message(2, Visibility::Internal, mentions(&[ANA]));
    says(world, member(BEN), id, note).await;
    says(
        world,
        member(ANA),
        id,
        message(3, Visibility::Internal, none()),
    )
    .await;
    says(
        world,
        member(ANA),
        id,
        message(4, Visibility::Public, none()),
    )
    .await;
    id
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bell_tells_what_others_did_live_and_rebuilt() {
    let (world, runner) = World::running().await;
    a_conversation(&world).await;
    use Kind::{Assigned, CustomerMessage, Mentioned, Note};

    let bens = told(&world, &whose(BEN)).await;
    let of = |rows: &[NotificationRow]| rows.iter().map(|row| row.kind).collect::<Vec<_>>();
    assert_eq!(of(&bens), [Note, CustomerMessage, Assigned]);
    assert_eq!((bens[0].number, bens[0].actor), (1, member(ANA)));
    assert!(bens[0].message.is_some() && !bens[0].is_read);
    assert_eq!(kinds(&world, ANA).await, [Mentioned, CustomerMessage]);

    Runner::rebuild(&world.store, &world.read, "notifications", |_, _| {})
        .await
        .unwrap();
    assert_eq!(told(&world, &whose(BEN)).await, bens);
    assert_eq!(kinds(&world, ANA).await, [Mentioned, CustomerMessage]);
    runner.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_department_is_called_upon_in_its_members_stead_and_nobody_twice() {
    let (world, runner) = World::running().await;
    let id = world.create(new(1)).await;
    let all = Mentions {
        members: vec![ANA],
        departments: vec![SUPPORT],
    };
    let posted = message(1, Visibility::Internal, all.clone());
    says(&world, member(BEN), id, posted.clone()).await;
    let edit = C::EditMessage(Box::new(MessageEdit {
        message: posted.message,
        body: "other words".to_owned(),
        format: posted.format,
        mentions: all,
    }));
    does_as(&world, member(BEN), id, edit).await;

    assert_eq!(kinds(&world, ANA).await, [Kind::Mentioned]);
    assert_eq!(kinds(&world, BEN).await, []);
    let mut elsewhere = whose(ANA);
    elsewhere.member = MemberId(Uuid::from_u128(0xA9));
    assert_eq!(told(&world, &elsewhere).await.len(), 1);
    elsewhere.departments = vec![SALES];
    assert_eq!(told(&world, &elsewhere).await, []);
    runner.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_and_counts_leave_out_what_was_read_and_what_is_out_of_reach() {
    let (world, runner) = World::running().await;
    let id = a_conversation(&world).await;
    let all = told(&world, &whose(BEN)).await;

    let mut query = whose(BEN);
    query.limit = 2;
    let page = world.read.notifications(&query).await.unwrap();
    assert_eq!(
        (&page.items[..], page.more, page.unread),
        (&all[..2], true, 3)
    );
    query.before = Some(all[1].position);
    assert_eq!(told(&world, &query).await, all[2..]);

    let mut query = whose(BEN);
    query.read.up_to = all[2].position;
    query.read.positions = vec![all[0].position];
    query.unread = true;
    let page = world.read.notifications(&query).await.unwrap();
    assert_eq!((page.items.len(), page.unread), (1, 1));
    assert_eq!(page.items[0].kind, Kind::CustomerMessage);
    query.read.since = NOW + jiff::SignedDuration::from_secs(1);
    assert_eq!(world.read.notifications(&query).await.unwrap().unread, 0);

    let mut query = whose(BEN);
    query.internal = Reach::default();
    assert_eq!(told(&world, &query).await, all[1..]);
    query.reach = Reach::default();
    assert_eq!(told(&world, &query).await, []);
    world.does(id, C::Delete).await;
    assert_eq!(told(&world, &whose(BEN)).await, []);
    runner.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_gave_a_ticket_back_or_stopped_watching_hears_no_more() {
    let (world, runner) = World::running().await;
    let id = a_conversation(&world).await;
    world.does(id, C::Unassign { member: BEN }).await;
    let who = Participant::Member(ANA);
    world.does(id, C::Unwatch { who }).await;
    let before = (kinds(&world, ANA).await, kinds(&world, BEN).await);

    let words = message(9, Visibility::Public, Mentions::default());
    says(&world, customer(), id, words).await;

    assert_eq!((kinds(&world, ANA).await, kinds(&world, BEN).await), before);
    runner.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_delivery_tells_nothing_twice() {
    let (world, runner) = World::running().await;
    a_conversation(&world).await;
    let before = told(&world, &whose(BEN)).await;
    let events = world.store.read_after(0, 1000).await.unwrap();
    let schema = world.serving("notifications").await.schema;
    let mut client = world.read.client().await.unwrap();
    let tx = client.transaction().await.unwrap();
    let enter = format!("SET LOCAL search_path = {schema}");
    tx.batch_execute(&enter).await.unwrap();
    for again in [&events[..], &events[1..3]] {
        Notifications::apply(&tx, again, Phase::Live).await.unwrap();
    }
    tx.commit().await.unwrap();
    assert_eq!(told(&world, &whose(BEN)).await, before);
    runner.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_rule_says_rings_live_and_rebuilt() {
    let (world, runner) = World::running().await;
    let id = world.create(new(1)).await;
    let rule = RuleId(Uuid::from_u128(0xF1));
    let notified = C::Notify(Notified {
        rule,
        rule_version: 2,
        members: vec![ANA],
        text: "Look at it".to_owned(),
    });
    does_as(&world, Actor::rule(rule.0, 2), id, notified).await;

    let anas = told(&world, &whose(ANA)).await;
    let of = |row: &NotificationRow| (row.kind, row.text.clone(), row.actor);
    let expected = (
        Kind::Rule,
        Some("Look at it".to_owned()),
        Actor::rule(rule.0, 2),
    );
    assert_eq!(anas.iter().map(of).collect::<Vec<_>>(), [expected]);
    assert_eq!(kinds(&world, BEN).await, []);
    Runner::rebuild(&world.store, &world.read, "notifications", |_, _| {})
        .await
        .unwrap();
    assert_eq!(told(&world, &whose(ANA)).await, anas);
    runner.stop().await;
}
