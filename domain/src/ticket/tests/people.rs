//! Who works on a ticket.

use super::*;
use crate::MemberId;
use crate::given::{ANA, BEN, GUS};
use TicketCommand as C;

#[test]
fn a_member_can_be_assigned() {
    given([created()])
        .when(C::Assign { member: ANA })
        .then([Assigned { member: ANA }]);
}

#[test]
fn several_members_can_share_a_ticket() {
    given([created(), Assigned { member: ANA }])
        .when(C::Assign { member: BEN })
        .then([Assigned { member: BEN }]);
}

#[test]
fn assigning_a_member_twice_records_it_once() {
    given([created(), Assigned { member: ANA }])
        .when(C::Assign { member: ANA })
        .then([]);
}

#[test]
fn an_unknown_or_retired_member_cannot_be_assigned() {
    for member in [nobody(), GUS] {
        given([created()])
            .when(C::Assign { member })
            .wrong(["member"]);
    }
}

#[test]
fn a_fifty_first_assignee_is_refused() {
    let many = (1..=50).map(|n| Assigned {
        member: MemberId(Uuid::from_u128(n)),
    });
    given([created()].into_iter().chain(many))
        .when(C::Assign { member: ANA })
        .wrong(["assignee_ids"]);
}

#[test]
fn an_assignee_can_be_taken_off() {
    given([created(), Assigned { member: ANA }])
        .when(C::Unassign { member: ANA })
        .then([Unassigned { member: ANA }]);
}

#[test]
fn a_retired_assignee_can_be_taken_off() {
    given([created(), Assigned { member: GUS }])
        .when(C::Unassign { member: GUS })
        .then([Unassigned { member: GUS }]);
}

#[test]
fn taking_off_who_is_not_assigned_records_nothing() {
    given([created(), Assigned { member: BEN }])
        .when(C::Unassign { member: ANA })
        .then([]);
}

#[test]
fn a_member_taken_off_can_be_assigned_again() {
    given([
        created(),
        Assigned { member: ANA },
        Unassigned { member: ANA },
    ])
    .when(C::Assign { member: ANA })
    .then([Assigned { member: ANA }]);
}
