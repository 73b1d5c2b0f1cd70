//! Opening a ticket.

use super::*;
use crate::given::{ANA, BEN, SUPPORT};

mod refused;

#[test]
fn a_new_ticket_is_open_and_of_normal_priority_unless_told_otherwise() {
    given([]).when(create(new())).then([created()]);
}

#[test]
fn a_new_ticket_keeps_everything_that_was_told() {
    let requester = Requester {
        name: Some("Dana".to_owned()),
        email: Some("dana@example.org".to_owned()),
        organisation: Some("Example Ltd".to_owned()),
    };
    let told = CreateTicket {
        requester: Some(requester.clone()),
        status: Some(pending()),
        priority: Some(urgent()),
        department: Some(SUPPORT),
        assignees: vec![BEN, ANA],
        due_at: in_hours(8),
        window_from: in_hours(1),
        window_to: in_hours(2),
        tags: vec!["fire".to_owned()],
        channel: Channel::Phone,
        ..new()
    };
    let kept = Created {
        requester: Some(requester),
        status: pending(),
        priority: urgent(),
        department: Some(SUPPORT),
        assignees: vec![BEN, ANA],
        due_at: in_hours(8),
        window_from: in_hours(1),
        window_to: in_hours(2),
        tags: vec!["fire".to_owned()],
        channel: Channel::Phone,
        ..facts()
    };
    given([]).when(create(told)).then([Created(Box::new(kept))]);
}

#[test]
fn a_ticket_is_created_once() {
    given([created()])
        .when(create(new()))
        .refused(TicketError::Exists);
}

#[test]
fn a_deleted_ticket_is_not_created_again() {
    given([created(), Deleted {}])
        .when(create(new()))
        .refused(TicketError::Exists);
}

#[test]
fn blanks_around_the_subject_are_dropped() {
    let subject = "  Printer on fire ".to_owned();
    given([])
        .when(create(CreateTicket { subject, ..new() }))
        .then([created()]);
}

#[test]
fn a_description_may_be_empty() {
    let description = String::new();
    let kept = Created {
        description: String::new(),
        ..facts()
    };
    given([])
        .when(create(CreateTicket {
            description,
            ..new()
        }))
        .then([Created(Box::new(kept))]);
}

#[test]
fn an_assignee_named_twice_is_kept_once() {
    let assignees = vec![BEN, ANA, BEN];
    let kept = Created {
        assignees: vec![BEN, ANA],
        ..facts()
    };
    given([])
        .when(create(CreateTicket { assignees, ..new() }))
        .then([Created(Box::new(kept))]);
}

#[test]
fn tags_are_kept_trimmed_in_lower_case_and_once() {
    let tags = [" Fire", "fire ", "ÉTAGE", "étage"].map(str::to_owned);
    let kept = Created {
        tags: vec!["fire".to_owned(), "étage".to_owned()],
        ..facts()
    };
    given([])
        .when(create(CreateTicket {
            tags: tags.to_vec(),
            ..new()
        }))
        .then([Created(Box::new(kept))]);
}
