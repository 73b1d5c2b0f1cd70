//! Tickets that nobody has are given out: fairly, once, to those who are there.

use super::world::{World, field};
use super::{ANA, BEN, assign, rule};
use crate::Worker;
use crate::assignment::Assigning;
use crate::reaction::Reaction;
use domain::rotation::Rotation;
use domain::setting::{Assignment, Away, Department, Member, Status, StatusCategory};
use domain::ticket::{CreateTicket, Ticket, TicketCommand};
use domain::{Actor, DepartmentId, MemberId, Recorded, StatusId, TicketId};
use jiff::{SignedDuration, Timestamp};
use std::time::Duration;
use tokio::sync::watch;
use uuid::Uuid;

mod loads;

const CAL: MemberId = MemberId(Uuid::from_u128(0xA3));
const SUPPORT: DepartmentId = DepartmentId(Uuid::from_u128(0xD1));

/// A department of Ana, Ben and Cal that gives tickets out in this way.
async fn support(how: Assignment) -> World {
    let world = World::new().await;
    let department = Department {
        default_assignment: how,
        ..Department::new("Support")
    };
    world.save(SUPPORT.0, department).await;
    for (id, name) in [(ANA, "Ana"), (BEN, "Ben"), (CAL, "Cal")] {
        world.save(id.0, of_support(name)).await;
    }
    let closed = Status::new("closed", "Closed", StatusCategory::Closed, "#336699");
    world.save(StatusId::from_key("closed").0, closed).await;
    assigner(&world).await.stop().await; // from here on
    world
}

fn of_support(name: &str) -> Member {
    Member {
        department_ids: vec![SUPPORT],
        ..Member::new(name)
    }
}

/// Where nobody runs rules.
fn no_rules() -> watch::Receiver<i64> {
    watch::channel(0).1
}

fn assigning(world: &World) -> Assigning {
    let (store, catalog) = (&world.store, &world.catalog);
    Assigning::connect(store, catalog, &world.database.url, no_rules()).unwrap()
}

async fn assigner(world: &World) -> Worker {
    let patience = Duration::from_millis(500);
    Worker::run(assigning(world), patience).await.unwrap()
}

async fn gives_out(world: &World) {
    let worker = assigner(world).await;
    world.settles(&worker).await;
    worker.stop().await;
}

fn new(department: DepartmentId, assignees: Vec<MemberId>) -> TicketCommand {
    TicketCommand::Create(Box::new(CreateTicket {
        number: 1,
        subject: "Printer on fire".to_owned(),
        department: Some(department),
        assignees,
        ..CreateTicket::default()
    }))
}

async fn comes_in(world: &World) -> TicketId {
    held_by(world, vec![]).await
}

async fn held_by(world: &World, members: Vec<MemberId>) -> TicketId {
    let id = TicketId(Uuid::now_v7());
    world.does(id, new(SUPPORT, members)).await;
    id
}

async fn assignees(world: &World, ticket: TicketId) -> Vec<MemberId> {
    let loaded = world.store.load::<Ticket>(ticket.0).await.unwrap();
    loaded.state.details.as_ref().unwrap().assignees.clone()
}

async fn each_has(world: &World, tickets: &[TicketId]) -> Vec<MemberId> {
    let mut all = Vec::new();
    for ticket in tickets {
        all.extend(assignees(world, *ticket).await);
    }
    all
}

async fn turns(world: &World) -> Vec<Recorded> {
    let id = Rotation::id(SUPPORT);
    world.store.read_stream(id, 0, 1000).await.unwrap()
}

#[tokio::test]
async fn members_take_turns() {
    let world = support(Assignment::RoundRobin).await;
    let mut tickets = Vec::new();
    for _ in 0..6 {
        tickets.push(comes_in(&world).await);
    }
    gives_out(&world).await;
    let all = each_has(&world, &tickets).await;
    assert_eq!(all, [ANA, BEN, CAL, ANA, BEN, CAL]);
}

#[tokio::test]
async fn a_turn_tells_why_the_ticket_was_assigned() {
    let world = support(Assignment::RoundRobin).await;
    let ticket = comes_in(&world).await;
    gives_out(&world).await;
    let opened = &world.store.read_stream(ticket.0, 0, 1).await.unwrap()[0];
    let assigned = &world.followed(ticket).await[0];
    let turned = &turns(&world).await[0];
    assert_eq!(assigned.name, "ticket.assigned");
    assert_eq!(assigned.actor, Actor::SYSTEM);
    assert_eq!(assigned.causation_id, Some(opened.id));
    assert_eq!(assigned.correlation_id, opened.correlation_id);
    assert_eq!(turned.command_id, assigned.command_id);
    assert_eq!(field(turned, "member"), ANA.to_string());
    assert_eq!(field(turned, "ticket"), ticket.to_string());
}

#[tokio::test]
async fn a_second_delivery_of_everything_gives_nothing_out_again() {
    let world = support(Assignment::LeastLoaded).await;
    let ticket = comes_in(&world).await;
    let other = comes_in(&world).await;
    gives_out(&world).await;
    world
        .does(ticket, TicketCommand::Unassign { member: ANA })
        .await;
    gives_out(&world).await;
    let head = world.head().await;
    let checkpoint = world.store.claim_checkpoint("assignment", 0).await;
    let (mut checkpoint, store) = (checkpoint.unwrap(), &world.store);
    store.advance_checkpoint(&mut checkpoint, 0).await.unwrap();
    gives_out(&world).await;
    assert_eq!(world.head().await, head);
    assert_eq!(each_has(&world, &[ticket, other]).await, [BEN]);
}

#[tokio::test]
async fn two_workers_on_the_same_events_give_each_ticket_once() {
    let world = support(Assignment::RoundRobin).await;
    let mut tickets = Vec::new();
    for _ in 0..12 {
        tickets.push(comes_in(&world).await);
    }
    let (one, other) = (assigning(&world), assigning(&world));
    tokio::join!(takes_all(&one, &tickets), takes_all(&other, &tickets));
    assert_eq!(turns(&world).await.len(), 12);
    let mut all = each_has(&world, &tickets).await;
    all.sort();
    let four_each = [ANA, BEN, CAL].map(|member| [member; 4]).concat();
    assert_eq!(all, four_each);
}

/// Reacts to the opening of each, as a worker does that never got to write its checkpoint.
async fn takes_all(assigning: &Assigning, tickets: &[TicketId]) {
    for ticket in tickets {
        let opened = assigning.store().read_stream(ticket.0, 0, 1).await.unwrap();
        while let Err(error) = assigning.take(&mut (), &opened[0]).await {
            assert!(error.is_passing(), "{error}");
        }
    }
}

#[tokio::test]
async fn the_worker_that_is_left_goes_on_alone() {
    let world = support(Assignment::RoundRobin).await;
    let (left, stays) = (assigner(&world).await, assigner(&world).await);
    let first = comes_in(&world).await;
    world.settles(&stays).await;
    stays.stop().await;
    let second = comes_in(&world).await;
    world.settles(&left).await;
    left.stop().await;
    assert_eq!(each_has(&world, &[first, second]).await, [ANA, BEN]);
}

#[tokio::test]
async fn what_somebody_has_or_no_department_gives_out_is_left_alone() {
    let world = support(Assignment::RoundRobin).await;
    let taken = held_by(&world, vec![CAL]).await;
    let nowhere = world.opens("Where does it belong?").await;
    let closed = comes_in(&world).await;
    world.sets_status(closed, "closed").await;
    gives_out(&world).await;
    assert_eq!(each_has(&world, &[taken, nowhere, closed]).await, [CAL]);
    assert!(turns(&world).await.is_empty());
}

#[tokio::test]
async fn a_ticket_that_is_routed_in_without_anybody_is_given_out() {
    let world = support(Assignment::RoundRobin).await;
    let ticket = world.opens("Wrong department").await;
    let route = TicketCommand::Route {
        department: Some(SUPPORT),
        keep_assignees: None,
    };
    world.does(ticket, route).await;
    gives_out(&world).await;
    assert_eq!(assignees(&world, ticket).await, [ANA]);
}

#[tokio::test]
async fn who_is_away_is_passed_over_and_a_substitute_has_their_turn() {
    let world = support(Assignment::RoundRobin).await;
    let (now, day) = (Timestamp::now(), SignedDuration::from_hours(24));
    let away = |name, substitute| Member {
        away: Some(Away {
            from: now - day,
            until: now + day,
            substitute,
        }),
        ..of_support(name)
    };
    let dan = MemberId(Uuid::from_u128(0xA4));
    world
        .save(dan.0, Member::new("Dan, of no department"))
        .await;
    world.save(ANA.0, away("Ana", Some(dan))).await;
    world.save(BEN.0, away("Ben", None)).await;
    let mut tickets = Vec::new();
    for _ in 0..3 {
        tickets.push(comes_in(&world).await);
    }
    gives_out(&world).await;
    assert_eq!(each_has(&world, &tickets).await, [dan, CAL, dan]);
}

#[tokio::test]
async fn rules_go_first() {
    let world = support(Assignment::RoundRobin).await;
    let rules = world.worker().await;
    world.rule(1, rule(&[assign(BEN)])).await;
    let (store, catalog) = (&world.store, &world.catalog);
    let url = &world.database.url;
    let worker = Worker::start_assigning(store, catalog, url, rules.watch_position());
    let worker = worker.await.unwrap();
    let mut tickets = Vec::new();
    for _ in 0..5 {
        tickets.push(comes_in(&world).await);
    }
    world.settles(&worker).await;
    assert_eq!(each_has(&world, &tickets).await, [BEN; 5]);
    assert!(turns(&world).await.is_empty());
    rules.stop().await;
    worker.stop().await;
}

#[tokio::test]
async fn history_that_is_brought_in_is_not_given_out() {
    let world = support(Assignment::RoundRobin).await;
    let (id, catalog) = (TicketId(Uuid::now_v7()), world.catalog.now());
    let command = new(SUPPORT, vec![]);
    let now = Timestamp::now();
    let request = eventstore::Execute::<Ticket>::new(id.0, command, Actor::IMPORT, &catalog, now);
    world.execute(request).await;
    gives_out(&world).await;
    assert!(assignees(&world, id).await.is_empty());
}
