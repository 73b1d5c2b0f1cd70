//! Turns are fair, loads are even, and nobody who is away gets a ticket.

use super::*;
use crate::given::{ANA, BEN, GUS, NOW, SALES, SUPPORT, catalog, given, member, put};
use crate::setting::SettingEvent::Saved;
use crate::setting::{Away, Member};
use jiff::SignedDuration;

const CAL: MemberId = MemberId(Uuid::from_u128(0xA4));
const ALL: [MemberId; 3] = [ANA, BEN, CAL];
const TICKET: TicketId = TicketId(Uuid::from_u128(0x71));

fn turned(members: &[MemberId]) -> Rotation {
    let mut rotation = Rotation::default();
    for member in members {
        rotation.evolve(&turn(*member), &crate::given::HAPPENED);
    }
    rotation
}

fn turn(member: MemberId) -> RotationEvent {
    let ticket = TICKET;
    RotationEvent::Turned { member, ticket }
}

fn next(rotation: &Rotation, candidates: &[MemberId]) -> Option<MemberId> {
    rotation.next(Assignment::RoundRobin, candidates, &HashMap::new())
}

#[test]
fn everybody_gets_a_turn_before_anybody_gets_a_second() {
    let mut had = Vec::new();
    for _ in 0..6 {
        had.extend(next(&turned(&had), &ALL));
    }
    assert_eq!(had, [ANA, BEN, CAL, ANA, BEN, CAL]);
}

#[test]
fn whoever_waited_longest_is_next_and_who_is_new_before_them() {
    assert_eq!(next(&turned(&[BEN, ANA, BEN, CAL]), &ALL), Some(ANA));
    assert_eq!(next(&turned(&[ANA, BEN, ANA]), &ALL), Some(CAL));
    assert_eq!(next(&turned(&[ANA, BEN, CAL]), &[CAL, BEN]), Some(BEN));
    assert_eq!(next(&turned(&[]), &[]), None);
}

#[test]
fn the_least_loaded_gets_the_next_and_equals_take_turns() {
    let loads = HashMap::from([(ANA, 2), (BEN, 1), (CAL, 1)]);
    let rotation = turned(&[CAL, ANA, BEN]);
    let next = |how| rotation.next(how, &ALL, &loads);
    assert_eq!(next(Assignment::LeastLoaded), Some(CAL));
    assert_eq!(next(Assignment::None), None);
    let idle = [ANA, BEN, CAL, GUS];
    assert_eq!(
        rotation.next(Assignment::LeastLoaded, &idle, &loads),
        Some(GUS)
    );
}

#[test]
fn a_turn_of_somebody_in_service_is_recorded() {
    let [member, ticket] = [BEN.0, TICKET.0];
    let command = RotationCommand::Turn {
        member: MemberId(member),
        ticket: TicketId(ticket),
    };
    given::<Rotation>([turn(ANA)])
        .when(command)
        .then([turn(BEN)]);
}

#[test]
fn nobody_out_of_service_has_a_turn() {
    let command = RotationCommand::Turn {
        member: GUS,
        ticket: TICKET,
    };
    let context = Context {
        now: NOW,
        actor: crate::Actor::SYSTEM,
        access: crate::Access::everything(),
        catalog: &catalog(),
    };
    let refused = Rotation::default().decide(&command, &context);
    assert_eq!(refused, Err(RotationError::NoMember(GUS)));
}

/// Ben, away for a day from `NOW`.
fn ben_away(substitute: Option<MemberId>) -> Catalog {
    let away = Away {
        from: NOW,
        until: NOW + SignedDuration::from_hours(24),
        substitute,
    };
    let ben = Member {
        away: Some(away),
        ..member("Ben")
    };
    let mut catalog = catalog();
    put(&mut catalog, BEN.0, [Saved(ben)]);
    catalog
}

#[test]
fn members_of_the_department_who_are_in_service_are_candidates() {
    let mut catalog = catalog();
    let cal = Member {
        department_ids: vec![SALES],
        ..member("Cal")
    };
    put(&mut catalog, CAL.0, [Saved(cal)]);
    assert_eq!(candidates(&catalog, SUPPORT, NOW), [ANA, BEN]);
    assert_eq!(candidates(&catalog, SALES, NOW), [CAL]);
}

#[test]
fn a_substitute_stands_for_who_is_away_and_is_a_candidate_once() {
    let mut catalog = ben_away(Some(CAL));
    put(&mut catalog, CAL.0, [Saved(Member::new("Cal"))]);
    assert_eq!(candidates(&catalog, SUPPORT, NOW), [ANA, CAL]);
    let catalog = ben_away(Some(ANA));
    assert_eq!(candidates(&catalog, SUPPORT, NOW), [ANA]);
    let later = NOW + SignedDuration::from_hours(24);
    assert_eq!(candidates(&catalog, SUPPORT, later), [ANA, BEN]);
}

#[test]
fn nobody_gets_tickets_who_is_away_without_a_substitute() {
    assert_eq!(candidates(&ben_away(None), SUPPORT, NOW), [ANA]);
}
