//! Which department owns a ticket, and who keeps it on the way there.

use super::*;
use crate::DepartmentId;
use crate::given::{ANA, SALES, SUPPORT, TELEX, department};
use crate::setting::{Department, StatusCategory};
use TicketCommand as C;

fn route(department: Option<DepartmentId>, keep_assignees: Option<bool>) -> TicketCommand {
    C::Route {
        department,
        keep_assignees,
    }
}

fn routed(from: Option<DepartmentId>, to: Option<DepartmentId>) -> TicketEvent {
    Routed { from, to }
}

#[test]
fn a_ticket_without_department_can_be_routed_to_one() {
    given([created()])
        .when(route(Some(SUPPORT), None))
        .then([routed(None, Some(SUPPORT))]);
}

#[test]
fn a_route_is_recorded_with_the_department_before() {
    given([created(), routed(None, Some(SUPPORT))])
        .when(route(Some(SALES), None))
        .then([routed(Some(SUPPORT), Some(SALES))]);
}

#[test]
fn a_ticket_can_be_taken_out_of_its_department() {
    given([created(), routed(None, Some(SUPPORT))])
        .when(route(None, None))
        .then([routed(Some(SUPPORT), None)]);
}

#[test]
fn routing_to_the_same_department_records_nothing() {
    given([
        created(),
        routed(None, Some(SUPPORT)),
        Assigned { member: ANA },
    ])
    .when(route(Some(SUPPORT), Some(false)))
    .then([]);
}

#[test]
fn work_that_comes_back_to_a_retired_department_is_nobodys() {
    let closed = status("closed").0;
    let done = StatusChanged {
        from: open(),
        to: closed,
    };
    let again = StatusChanged {
        from: closed,
        to: open(),
    };
    let (id, status) = status("closed");
    let status = Status {
        category: StatusCategory::Closed,
        ..status
    };
    let mut catalog = catalog();
    put(&mut catalog, id.0, [Saved(status)]);
    given([created(), routed(None, Some(TELEX)), done.clone()])
        .among(catalog.clone())
        .when(C::SetStatus { status: open() })
        .then([again, routed(Some(TELEX), None)]);
    given([created(), routed(None, Some(TELEX)), Deleted {}])
        .when(C::Restore)
        .then([Restored {}, routed(Some(TELEX), None)]);
    given([created(), routed(None, Some(TELEX)), done, Deleted {}])
        .among(catalog)
        .when(C::Restore)
        .then([Restored {}]);
}

#[test]
fn an_unknown_or_retired_department_gets_no_tickets() {
    for department in [nobody(), TELEX] {
        given([created()])
            .when(route(Some(department), None))
            .wrong(["department_id"]);
    }
}

/// A ticket that two members have.
fn shared() -> Given<Ticket> {
    given([
        created(),
        Assigned { member: ANA },
        Assigned { member: BEN },
    ])
}

/// Departments of which Sales takes tickets over from those who had them.
fn sales_takes_over() -> Catalog {
    let mut catalog = catalog();
    let sales = Department {
        keep_assignees_on_routing: false,
        ..department("Sales")
    };
    put(&mut catalog, SALES.0, [Saved(sales)]);
    catalog
}

#[test]
fn those_who_have_a_ticket_keep_it_unless_told_otherwise() {
    shared()
        .when(route(Some(SALES), None))
        .then([routed(None, Some(SALES))]);
}

#[test]
fn whoever_routes_may_take_everybody_off() {
    shared().when(route(Some(SALES), Some(false))).then([
        routed(None, Some(SALES)),
        Unassigned { member: ANA },
        Unassigned { member: BEN },
    ]);
}

#[test]
fn a_department_may_take_tickets_over_from_those_who_had_them() {
    shared()
        .among(sales_takes_over())
        .when(route(Some(SALES), None))
        .then([
            routed(None, Some(SALES)),
            Unassigned { member: ANA },
            Unassigned { member: BEN },
        ]);
}

#[test]
fn whoever_routes_decides_over_what_is_usual_in_the_department() {
    shared()
        .among(sales_takes_over())
        .when(route(Some(SALES), Some(true)))
        .then([routed(None, Some(SALES))]);
}

#[test]
fn out_of_every_department_they_keep_it() {
    shared()
        .and(by(rule()), [routed(None, Some(SALES))])
        .among(sales_takes_over())
        .when(route(None, None))
        .then([routed(Some(SALES), None)]);
}
