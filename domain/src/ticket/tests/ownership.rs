//! Taking a ticket for oneself, being offered one, handing one over.

use super::*;
use crate::MemberId;
use crate::given::{ANA, GUS};
use TicketCommand as C;

/// A ticket that these members have.
fn of<const N: usize>(members: [MemberId; N]) -> Given<Ticket> {
    let assigned = members.map(|member| Assigned { member });
    given([created()]).and(by(rule()), assigned)
}

fn claim(member: MemberId) -> TicketCommand {
    C::Claim { member }
}

fn offer(member: MemberId) -> TicketCommand {
    C::Offer { member }
}

fn hand_over(from: MemberId, to: MemberId) -> TicketCommand {
    C::HandOver { from, to }
}

#[test]
fn a_ticket_that_nobody_has_can_be_claimed() {
    of([]).when(claim(BEN)).then([Assigned { member: BEN }]);
}

#[test]
fn a_ticket_that_somebody_has_cannot_be_claimed() {
    of([ANA]).when(claim(BEN)).refused(TicketError::Claimed);
}

#[test]
fn a_shared_ticket_cannot_be_claimed_by_one_of_those_who_have_it() {
    of([ANA, BEN])
        .when(claim(BEN))
        .refused(TicketError::Claimed);
}

#[test]
fn claiming_twice_records_it_once() {
    of([BEN]).when(claim(BEN)).then([]);
}

#[test]
fn whoever_left_the_staff_claims_nothing() {
    of([]).when(claim(GUS)).wrong(["member"]);
}

#[test]
fn a_ticket_that_nobody_has_can_be_offered() {
    of([]).when(offer(BEN)).then([Assigned { member: BEN }]);
}

#[test]
fn an_offer_comes_too_late_when_somebody_has_the_ticket() {
    for member in [ANA, BEN, GUS] {
        of([ANA]).when(offer(member)).then([]);
    }
}

#[test]
fn whoever_left_the_staff_is_offered_nothing() {
    of([]).when(offer(GUS)).wrong(["member"]);
}

#[test]
fn of_two_claims_in_one_request_none_is_recorded() {
    of([])
        .when_all([claim(ANA), claim(BEN)])
        .refused(TicketError::Claimed);
}

#[test]
fn of_two_offers_the_first_counts() {
    of([])
        .when_all([offer(ANA), offer(BEN)])
        .then([Assigned { member: ANA }]);
}

#[test]
fn one_member_takes_the_place_of_another() {
    of([ANA])
        .when(hand_over(ANA, BEN))
        .then([Unassigned { member: ANA }, Assigned { member: BEN }]);
}

#[test]
fn whoever_shares_the_ticket_already_is_not_assigned_again() {
    of([ANA, BEN])
        .when(hand_over(ANA, BEN))
        .then([Unassigned { member: ANA }]);
}

#[test]
fn a_member_who_left_the_staff_can_be_replaced() {
    of([GUS])
        .when(hand_over(GUS, BEN))
        .then([Unassigned { member: GUS }, Assigned { member: BEN }]);
}

#[test]
fn only_what_one_has_can_be_handed_over() {
    of([BEN]).when(hand_over(ANA, BEN)).wrong(["from"]);
}

#[test]
fn nothing_can_be_handed_over_to_oneself() {
    of([ANA]).when(hand_over(ANA, ANA)).wrong(["to"]);
}

#[test]
fn nothing_can_be_handed_over_to_who_left_the_staff() {
    for to in [GUS, nobody()] {
        of([ANA]).when(hand_over(ANA, to)).wrong(["to"]);
    }
}
