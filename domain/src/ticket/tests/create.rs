//! Opening a ticket.

use super::*;
use crate::OrganisationId;
use crate::given::{ANA, SUPPORT};
use crate::ticket::{Participant, TicketSource};

mod refused;

const ACME: OrganisationId = OrganisationId(Uuid::from_u128(0x0A));

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
        customer: Some(DANA),
        organisation: Some(ACME),
        cc: vec![Participant::Customer(ELI), Participant::Member(BEN)],
        watchers: vec![Participant::Member(ANA)],
        files: vec![file(1, 10)],
        source: Some(TicketSource::Clone { ticket: other(1) }),
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
        customer: Some(DANA),
        organisation: Some(ACME),
        cc: vec![Participant::Customer(ELI), Participant::Member(BEN)],
        watchers: vec![Participant::Member(ANA)],
        files: vec![file(1, 10)],
        source: Some(TicketSource::Clone { ticket: other(1) }),
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

#[test]
fn who_gets_copies_or_watches_is_kept_once() {
    let (ana, dana) = (Participant::Member(ANA), Participant::Customer(DANA));
    let told = CreateTicket {
        cc: vec![dana, ana, dana],
        watchers: vec![ana, ana],
        ..new()
    };
    let kept = Created {
        cc: vec![dana, ana],
        watchers: vec![ana],
        ..facts()
    };
    given([]).when(create(told)).then([Created(Box::new(kept))]);
}

#[test]
fn a_ticket_begins_as_it_was_told() {
    let told = Created {
        customer: Some(DANA),
        organisation: Some(ACME),
        cc: vec![Participant::Member(ANA)],
        watchers: vec![Participant::Member(BEN)],
        files: vec![file(1, 10)],
        source: Some(TicketSource::Clone { ticket: other(1) }),
        ..facts()
    };
    let ticket = details(given([Created(Box::new(told.clone()))]));
    assert_eq!(ticket.customer, told.customer);
    assert_eq!(ticket.organisation, told.organisation);
    assert_eq!(ticket.cc, told.cc);
    assert_eq!(ticket.watchers, told.watchers);
    assert_eq!(ticket.files, told.files);
    assert_eq!(ticket.source, told.source);
}
