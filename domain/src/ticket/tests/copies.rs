//! Who asked, who gets copies, who watches.

use super::*;
use crate::given::{ANA, GUS};
use crate::ticket::Participant;
use crate::{MemberId, OrganisationId};
use TicketCommand as C;

const ACME: OrganisationId = OrganisationId(Uuid::from_u128(0x0A));

fn asks(customer: Option<CustomerId>) -> TicketCommand {
    C::ChangeRequester {
        customer,
        organisation: customer.map(|_| ACME),
    }
}

fn asked(from: Option<CustomerId>, to: Option<CustomerId>) -> TicketEvent {
    RequesterChanged {
        from,
        to,
        organisation: to.map(|_| ACME),
    }
}

/// A ticket of which only the name of whoever asked is known.
fn of_a_stranger() -> TicketEvent {
    let requester = Some(Requester {
        name: Some("Dana".to_owned()),
        ..Requester::default()
    });
    let facts = Created {
        requester,
        ..facts()
    };
    Created(Box::new(facts))
}

#[test]
fn a_customer_becomes_the_requester_with_their_organisation() {
    given([created()])
        .when(asks(Some(DANA)))
        .then([asked(None, Some(DANA))]);
}

#[test]
fn a_requester_is_recorded_with_the_one_before() {
    given([created(), asked(None, Some(DANA))])
        .when(asks(Some(ELI)))
        .then([asked(Some(DANA), Some(ELI))]);
}

#[test]
fn the_same_requester_records_nothing() {
    given([created(), asked(None, Some(DANA))])
        .when(asks(Some(DANA)))
        .then([]);
}

#[test]
fn a_ticket_can_be_without_requester() {
    given([created(), asked(None, Some(DANA))])
        .when(asks(None))
        .then([asked(Some(DANA), None)]);
}

#[test]
fn what_was_told_of_a_stranger_goes_when_a_customer_stands_for_them() {
    let ticket = details(given([of_a_stranger(), asked(None, Some(DANA))]));
    assert_eq!(
        (ticket.requester, ticket.customer, ticket.organisation),
        (None, Some(DANA), Some(ACME))
    );
}

#[test]
fn what_was_told_of_a_stranger_can_be_taken_away() {
    given([of_a_stranger()])
        .when(asks(None))
        .then([asked(None, None)]);
}

/// Command and event to join one of the ticket's lists, command and event to leave it, and the
/// list's field.
type Joining = (
    fn(Participant) -> TicketCommand,
    fn(Participant) -> TicketEvent,
    fn(Participant) -> TicketCommand,
    fn(Participant) -> TicketEvent,
    &'static str,
);

const LISTS: [Joining; 2] = [
    (
        |who| C::AddCc { who },
        |who| CcAdded { who },
        |who| C::RemoveCc { who },
        |who| CcRemoved { who },
        "cc",
    ),
    (
        |who| C::Watch { who },
        |who| Watched { who },
        |who| C::Unwatch { who },
        |who| Unwatched { who },
        "watchers",
    ),
];

#[test]
fn members_and_customers_get_copies_and_watch() {
    for (join, joined, ..) in LISTS {
        for who in [Participant::Member(BEN), Participant::Customer(DANA)] {
            given([created()]).when(join(who)).then([joined(who)]);
        }
    }
}

#[test]
fn joining_twice_records_it_once() {
    for (join, joined, ..) in LISTS {
        let who = Participant::Customer(DANA);
        given([created(), joined(who)]).when(join(who)).then([]);
    }
}

#[test]
fn a_member_must_be_in_service_to_join() {
    for (join, _, _, _, field) in LISTS {
        for id in [GUS, nobody()] {
            let who = Participant::Member(id);
            given([created()]).when(join(who)).wrong([field]);
        }
    }
}

#[test]
fn that_a_customer_exists_is_for_the_caller_to_see_to() {
    for (join, joined, ..) in LISTS {
        let who = Participant::Customer(nobody());
        given([created()]).when(join(who)).then([joined(who)]);
    }
}

#[test]
fn a_fifty_first_cannot_join() {
    for (join, joined, _, _, field) in LISTS {
        let many = (0..50).map(|n| joined(Participant::Member(MemberId(Uuid::from_u128(n)))));
        given([created()].into_iter().chain(many))
            .when(join(Participant::Member(ANA)))
            .wrong([field]);
    }
}

#[test]
fn whoever_joined_can_leave_even_out_of_service() {
    for (_, joined, leave, left, _) in LISTS {
        let who = Participant::Member(GUS);
        given([created(), joined(who)])
            .when(leave(who))
            .then([left(who)]);
    }
}

#[test]
fn leaving_without_being_there_records_nothing() {
    for (_, joined, leave, ..) in LISTS {
        let who = Participant::Member(ANA);
        given([created(), joined(Participant::Member(BEN))])
            .when(leave(who))
            .then([]);
    }
}

#[test]
fn a_member_and_a_customer_of_one_id_are_two() {
    let member = Participant::Member(MemberId(DANA.0));
    let customer = Participant::Customer(DANA);
    given([created(), CcAdded { who: customer }])
        .when(C::RemoveCc { who: member })
        .then([]);
}

#[test]
fn whoever_asked_needs_no_copy() {
    let cc = |who| CcAdded { who };
    let ticket = details(given([
        created(),
        asked(None, Some(DANA)),
        cc(Participant::Customer(DANA)),
        cc(Participant::Member(BEN)),
    ]));
    assert_eq!(ticket.copies(), [Participant::Member(BEN)]);
}
