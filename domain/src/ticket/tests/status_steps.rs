//! Which status may follow which, and who may set it.

use super::*;
use crate::access::ADMINISTRATOR;
use crate::given::ANA;
use crate::setting::SettingEvent::Retired;
use TicketCommand as C;

fn set(key: &str) -> TicketCommand {
    let status = status(key).0;
    C::SetStatus { status }
}

fn moved(from: &str, to: &str) -> TicketEvent {
    StatusChanged {
        from: status(from).0,
        to: status(to).0,
    }
}

/// Settings in which these statuses alone may follow `open`.
fn open_is_followed_by<const N: usize>(next: [&str; N]) -> Catalog {
    let next = Some(next.map(|key| status(key).0).to_vec());
    with_status(|open| Status { next, ..open }, "open")
}

/// Settings in which administrators alone, of whom Ben is one, may close tickets.
fn administrators_close() -> Catalog {
    let mut catalog = with_administrator();
    let (id, closed) = status("closed");
    let closed = Status {
        set_by_roles: vec![ADMINISTRATOR.to_owned()],
        ..closed
    };
    put(&mut catalog, id.0, [Saved(closed)]);
    catalog
}

#[test]
fn a_status_may_be_followed_by_those_that_it_names() {
    given([created()])
        .among(open_is_followed_by(["in_progress", "pending"]))
        .when(set("pending"))
        .then([moved("open", "pending")]);
}

#[test]
fn what_may_follow_instead_is_told() {
    let detail = "open may be followed by in_progress, pending";
    given([created()])
        .among(open_is_followed_by(["in_progress", "pending"]))
        .when(set("closed"))
        .refused(TicketError::field("status", detail));
}

#[test]
fn nothing_may_follow_a_status_that_names_nothing() {
    given([created()])
        .among(open_is_followed_by([]))
        .when(set("closed"))
        .refused(TicketError::field("status", "nothing follows open"));
}

#[test]
fn a_status_that_stays_is_no_step() {
    given([created()])
        .among(open_is_followed_by([]))
        .when(set("open"))
        .then([]);
}

#[test]
fn every_step_of_a_request_must_be_allowed() {
    given([created()])
        .among(open_is_followed_by(["pending"]))
        .when_all([set("pending"), set("closed")])
        .then([moved("open", "pending"), moved("pending", "closed")]);
}

#[test]
fn rules_keep_to_the_steps_too() {
    for actor in [rule(), Actor::SYSTEM] {
        given([created()])
            .among(open_is_followed_by(["pending"]))
            .asked_by(actor)
            .when(set("closed"))
            .wrong(["status"]);
    }
}

#[test]
fn an_imported_history_is_what_it_is() {
    given([created()])
        .among(open_is_followed_by([]))
        .asked_by(Actor::IMPORT)
        .when(set("closed"))
        .then([moved("open", "closed")]);
}

#[test]
fn even_an_import_needs_a_status_in_use() {
    given([created()])
        .asked_by(Actor::IMPORT)
        .when(set("lost"))
        .wrong(["status"]);
}

#[test]
fn out_of_a_retired_status_every_way_is_open() {
    let mut catalog = catalog();
    let (id, lost) = status("lost");
    let stuck = Status {
        next: Some(vec![]),
        ..lost
    };
    put(&mut catalog, id.0, [Saved(stuck), Retired]);
    given([created(), moved("open", "lost")])
        .among(catalog)
        .when(set("closed"))
        .then([moved("lost", "closed")]);
}

#[test]
fn a_status_may_be_for_some_roles_alone() {
    let detail = "closed may be set only by the role administrator";
    given([created()])
        .among(administrators_close())
        .when(set("closed"))
        .refused(TicketError::field("status", detail));
}

#[test]
fn those_who_have_the_role_may_set_it() {
    given([created()])
        .among(administrators_close())
        .asked_by(Actor::member(BEN.0))
        .when(set("closed"))
        .then([moved("open", "closed")]);
}

#[test]
fn rules_and_imports_have_every_role() {
    for actor in [rule(), Actor::SYSTEM, Actor::IMPORT] {
        given([created()])
            .among(administrators_close())
            .asked_by(actor)
            .when(set("closed"))
            .then([moved("open", "closed")]);
    }
}

#[test]
fn where_no_role_is_asked_for_everybody_may_set_it() {
    for actor in [customer(DANA), acting(ActorKind::Member, Some(NOBODY))] {
        given([created()])
            .asked_by(actor)
            .when(set("closed"))
            .then([moved("open", "closed")]);
    }
}

#[test]
fn customers_have_no_role() {
    given([created()])
        .among(administrators_close())
        .asked_by(customer(DANA))
        .when(set("closed"))
        .wrong(["status"]);
}

#[test]
fn whoever_left_the_staff_has_no_role() {
    let mut catalog = administrators_close();
    let ana = Member {
        administrator: true,
        ..member("Ana")
    };
    put(&mut catalog, ANA.0, [Saved(ana), Retired]);
    given([created()])
        .among(catalog)
        .when(set("closed"))
        .wrong(["status"]);
}
