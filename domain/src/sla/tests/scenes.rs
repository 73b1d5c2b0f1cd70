//! One ticket's clocks through what may happen to it.

use super::super::{ClockKind as K, ClockState as S, Mark, SlaPolicy, StopReason, Targets};
use super::{Told, asked, clock, minutes, policies};
use crate::given::{ANA, priority};
use crate::ticket::{Posted, TicketEvent, Visibility};
use crate::{Actor, CustomerId, MessageId, PriorityId, TicketId};
use jiff::SignedDuration;
use uuid::Uuid;

const CUSTOMER: Actor = Actor::customer(CustomerId(Uuid::from_u128(0xC1)));

/// An hour for the first answer, half an hour for others, four to resolve.
fn promises() -> SlaPolicy {
    SlaPolicy {
        targets: Targets {
            first_response: Some(3600),
            next_response: Some(1800),
            resolution: Some(4 * 3600),
        },
        warn_at: vec![50, 75],
        ..SlaPolicy::new("Everybody")
    }
}

fn says(told: Told, at: i64, actor: Actor, visibility: Visibility) -> Told {
    let id = MessageId(Uuid::from_u128(at.unsigned_abs().into()));
    let posted = Posted::new(id, visibility, "Hello");
    told.then(at, actor, TicketEvent::MessagePosted(Box::new(posted)))
}

fn answered(told: Told, at: i64) -> Told {
    says(told, at, Actor::member(ANA.0), Visibility::Public)
}

fn mins(minutes: i64) -> SignedDuration {
    SignedDuration::from_mins(minutes)
}

#[test]
fn an_answer_to_the_customer_ends_the_first_response_and_a_note_does_not() {
    let history = policies([(-10, promises())]);
    let noted = says(
        Told::opened(0),
        5,
        Actor::member(ANA.0),
        Visibility::Internal,
    );
    let sla = asked(&history, &noted, 10);
    let first = clock(&sla, K::FirstResponse);
    assert_eq!((first.state, first.due_at), (S::Running, Some(minutes(60))));
    assert_eq!(sla.next_moment, Some(minutes(30)));

    let sla = asked(&history, &answered(noted, 20), 25);
    let first = clock(&sla, K::FirstResponse);
    assert_eq!((first.state, first.ended_at), (S::Met, Some(minutes(20))));
    assert_eq!(first.elapsed, mins(20));
}

#[test]
fn warnings_and_a_breach_bear_the_moments_at_which_they_fell_due() {
    let history = policies([(-10, promises())]);
    let sla = asked(&history, &Told::opened(0), 100);
    let first = clock(&sla, K::FirstResponse);
    let notes: Vec<_> = first
        .notes
        .iter()
        .map(|note| (note.mark, note.at))
        .collect();
    let told = [
        (Mark::Percent(50), minutes(30)),
        (Mark::Percent(75), minutes(45)),
        (Mark::Breach, minutes(60)),
    ];
    assert_eq!(notes, told);
    assert_eq!(first.state, S::Breached);
    assert_eq!(first.remaining(), Some(mins(-40)));
    let late = asked(&history, &answered(Told::opened(0), 61), 100);
    assert_eq!(clock(&late, K::FirstResponse).state, S::Missed);
    let just = asked(&history, &answered(Told::opened(0), 60), 100);
    assert_eq!(clock(&just, K::FirstResponse).state, S::Met);
}

#[test]
fn each_waiting_of_a_customer_has_a_clock_of_its_own() {
    let history = policies([(-10, promises())]);
    let told = answered(Told::opened(0), 10);
    let told = says(told, 20, CUSTOMER, Visibility::Public);
    let told = answered(says(told, 30, CUSTOMER, Visibility::Public), 35);
    let told = says(told, 50, CUSTOMER, Visibility::Public);
    let sla = asked(&history, &told, 60);
    let next = sla
        .clocks
        .iter()
        .filter(|clock| clock.kind == K::NextResponse);
    let next: Vec<_> = next.map(|c| (c.started_at, c.ended_at, c.state)).collect();
    let first = (minutes(20), Some(minutes(35)), S::Met);
    assert_eq!(next, [first, (minutes(50), None, S::Running)]);
}

#[test]
fn pending_lets_clocks_stand_still_and_closing_ends_or_stops_them() {
    let history = policies([(-10, promises())]);
    let told = Told::opened(0).status(60, "pending");
    let sla = asked(&history, &told, 90);
    let resolution = clock(&sla, K::Resolution);
    assert_eq!((resolution.state, resolution.due_at), (S::Paused, None));
    assert_eq!(resolution.elapsed, mins(60));
    let why: Vec<_> = resolution
        .stops
        .iter()
        .map(|stop| (stop.why, stop.to))
        .collect();
    assert_eq!(why, [(StopReason::Paused, None)]);

    let told = told.status(100, "open").status(130, "closed");
    let sla = asked(&history, &told, 200);
    let resolution = clock(&sla, K::Resolution);
    assert_eq!((resolution.state, resolution.elapsed), (S::Met, mins(90)));
    assert_eq!(clock(&sla, K::FirstResponse).state, S::Missed);

    let sla = asked(&history, &told.status(300, "open"), 310);
    let resolution = clock(&sla, K::Resolution);
    assert_eq!(
        (resolution.state, resolution.elapsed),
        (S::Running, mins(100))
    );
    assert_eq!(resolution.due_at, Some(minutes(310 + 140)));
}

#[test]
fn another_priority_moves_the_target_and_keeps_what_has_elapsed() {
    let urgent = Targets {
        resolution: Some(1800),
        ..Targets::default()
    };
    let policy = SlaPolicy {
        by_priority: [("urgent".to_owned(), urgent)].into(),
        ..promises()
    };
    let history = policies([(-10, policy)]);
    let (from, to) = (priority("normal").0, PriorityId::from_key("urgent"));
    let told = Told::opened(0).by_system(45, TicketEvent::PriorityChanged { from, to });
    let sla = asked(&history, &told, 50);
    let resolution = clock(&sla, K::Resolution);
    assert_eq!(resolution.elapsed, mins(50));
    assert_eq!(resolution.breached_at(), Some(minutes(45)));
    assert_eq!(clock(&sla, K::FirstResponse).target, Some(mins(60)));
}

#[test]
fn a_merged_or_deleted_ticket_expects_nothing() {
    let history = policies([(-10, promises())]);
    let into = TicketId(Uuid::from_u128(9));
    for event in [TicketEvent::Merged { into }, TicketEvent::Deleted {}] {
        let told = Told::opened(0).by_system(10, event);
        let sla = asked(&history, &told, 500);
        assert!(sla.clocks.iter().all(|clock| clock.state == S::Stopped));
        assert_eq!(sla.next_moment, None);
    }
}

#[test]
fn a_due_date_is_a_clock_of_its_own_that_nothing_lets_stand_still() {
    let policy = SlaPolicy {
        warn_before_due: vec![3600],
        ..promises()
    };
    let history = policies([(-10, policy)]);
    let due = |at: i64| TicketEvent::Scheduled {
        due_at: Some(minutes(at)),
        window_from: None,
        window_to: None,
    };
    let told = Told::opened(0).by_system(5, due(600)).status(10, "pending");
    let sla = asked(&history, &told, 545);
    let clock_due = clock(&sla, K::DueDate);
    assert_eq!(clock_due.notes[0].mark, Mark::BeforeDue(3600));
    assert_eq!(
        (clock_due.state, clock_due.due_at),
        (S::Warning, Some(minutes(600)))
    );
    let later = asked(&history, &told.by_system(650, due(900)), 660);
    assert_eq!(clock(&later, K::DueDate).state, S::Running);
}

#[test]
fn a_due_date_that_is_taken_away_leaves_no_clock_even_while_the_ticket_is_deleted() {
    let history = policies([(-10, promises())]);
    let due = |at: Option<i64>| TicketEvent::Scheduled {
        due_at: at.map(minutes),
        window_from: None,
        window_to: None,
    };
    let done = Told::opened(0)
        .by_system(5, due(Some(600)))
        .status(10, "resolved");
    let deleted = done.by_system(20, TicketEvent::Deleted {});
    let kinds = |told: &Told| -> Vec<_> {
        let sla = asked(&history, told, 30);
        sla.clocks.iter().map(|clock| clock.kind).collect()
    };
    assert!(kinds(&deleted).contains(&K::DueDate));
    assert!(!kinds(&deleted.by_system(25, due(None))).contains(&K::DueDate));
}
