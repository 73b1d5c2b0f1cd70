//! Who works on a ticket: assignees and department.

use super::*;
use crate::MemberId;
use crate::given::{ANA, BEN, GUS, SALES, SUPPORT, TELEX};
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

fn to_support() -> TicketEvent {
    Routed {
        from: None,
        to: Some(SUPPORT),
    }
}

#[test]
fn a_ticket_without_department_can_be_routed_to_one() {
    let department = Some(SUPPORT);
    given([created()])
        .when(C::Route {
            department,
            keep_assignees: None,
        })
        .then([to_support()]);
}

#[test]
fn a_route_is_recorded_with_the_department_before() {
    let department = Some(SALES);
    given([created(), to_support()])
        .when(C::Route {
            department,
            keep_assignees: None,
        })
        .then([Routed {
            from: Some(SUPPORT),
            to: Some(SALES),
        }]);
}

#[test]
fn a_ticket_can_be_taken_out_of_its_department() {
    let department = None;
    given([created(), to_support()])
        .when(C::Route {
            department,
            keep_assignees: None,
        })
        .then([Routed {
            from: Some(SUPPORT),
            to: None,
        }]);
}

#[test]
fn routing_to_the_same_department_records_nothing() {
    let department = Some(SUPPORT);
    given([created(), to_support()])
        .when(C::Route {
            department,
            keep_assignees: None,
        })
        .then([]);
}

#[test]
fn routing_keeps_the_assignees() {
    let ticket = given([created(), Assigned { member: ANA }, to_support()]).state;
    assert_eq!(ticket.open().unwrap().assignees, [ANA]);
}

#[test]
fn an_unknown_or_retired_department_gets_no_tickets() {
    for department in [nobody(), TELEX] {
        let department = Some(department);
        given([created()])
            .when(C::Route {
                department,
                keep_assignees: None,
            })
            .wrong(["department_id"]);
    }
}
