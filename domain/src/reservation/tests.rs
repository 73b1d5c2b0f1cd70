//! A value has one owner at a time.

use super::*;
use crate::given::HAPPENED;
use ReservationEvent::{Released, Taken};

const ANA: Uuid = Uuid::from_u128(0xA1);
const BEN: Uuid = Uuid::from_u128(0xA2);
const KIND: &str = "member.email";

fn change(owner: Uuid, take: bool) -> ReservationChange {
    ReservationChange {
        kind: KIND,
        value: "dana@example.org".to_owned(),
        owner,
        take,
    }
}

fn taken(owner: Uuid) -> ReservationEvent {
    let kind = KIND.to_owned();
    Taken { kind, owner }
}

fn released(owner: Uuid) -> ReservationEvent {
    let kind = KIND.to_owned();
    Released { kind, owner }
}

#[track_caller]
#[expect(
    clippy::needless_pass_by_value,
    reason = "tests read better without `&`"
)]
fn check<const N: usize>(
    given: [ReservationEvent; N],
    when: &ReservationChange,
    then: Result<Option<ReservationEvent>, Uuid>,
) {
    let mut state = Reservation::default();
    for event in &given {
        state.evolve(event, &HAPPENED);
    }
    assert_eq!(when.decide(&state), then);
}

#[test]
fn a_free_value_can_be_taken() {
    check([], &change(ANA, true), Ok(Some(taken(ANA))));
}

#[test]
fn taking_a_value_again_records_it_once() {
    check([taken(ANA)], &change(ANA, true), Ok(None));
}

#[test]
fn a_value_that_another_holds_is_refused_and_the_holder_named() {
    check([taken(ANA)], &change(BEN, true), Err(ANA));
}

#[test]
fn the_owner_gives_a_value_back() {
    check([taken(ANA)], &change(ANA, false), Ok(Some(released(ANA))));
}

#[test]
fn nobody_gives_back_what_another_holds() {
    check([taken(ANA)], &change(BEN, false), Ok(None));
}

#[test]
fn giving_back_a_free_value_records_nothing() {
    check([], &change(ANA, false), Ok(None));
}

#[test]
fn a_value_given_back_can_be_taken_by_another() {
    let given = [taken(ANA), released(ANA)];
    check(given, &change(BEN, true), Ok(Some(taken(BEN))));
}

#[test]
fn a_value_has_the_same_stream_whoever_asks() {
    assert_eq!(
        change(ANA, true).stream_id(),
        change(BEN, false).stream_id()
    );
}

#[test]
fn the_same_value_of_another_kind_is_another_stream() {
    let other = ReservationChange {
        kind: "customer.email",
        ..change(ANA, true)
    };
    assert_ne!(change(ANA, true).stream_id(), other.stream_id());
}

#[test]
fn the_stream_of_a_value_stays_the_same_for_ever() {
    let stored = "1b99bfcb-4ad9-5726-813c-23006cd9c136";
    assert_eq!(change(ANA, true).stream_id().to_string(), stored);
}

#[test]
fn events_do_not_tell_the_value() {
    assert!(!taken(ANA).encode().data.contains("dana"));
}
