//! What customers may do in the portal, and what they may not.

mod form;

use super::*;
use crate::given::{ANA, SUPPORT};
use crate::setting::{CustomerPortal, StatusCategory, Workspace};
use crate::ticket::{Mentions, Participant, Rating};
use TicketCommand as C;

const ACME: crate::OrganisationId = crate::OrganisationId(Uuid::from_u128(0x0A));

/// Statuses that end tickets, one of them hidden, and a portal where customers may close.
fn desk(may_close: bool) -> Catalog {
    let mut catalog = catalog();
    let ending = |key: &str, order, visible_to_customer| Status {
        order,
        visible_to_customer,
        ..Status::new(key, key, StatusCategory::Resolved, "#0f766e")
    };
    for (key, order, shown) in [
        ("shelved", 1, false),
        ("solved", 2, true),
        ("done", 3, true),
    ] {
        put(
            &mut catalog,
            status(key).0.0,
            [Saved(ending(key, order, shown))],
        );
    }
    let workspace = Workspace {
        portal: CustomerPortal {
            enabled: true,
            may_close,
            ..CustomerPortal::default()
        },
        ..Workspace::default()
    };
    put(&mut catalog, Workspace::id(), [Saved(workspace)]);
    catalog
}

fn of(customer: CustomerId) -> TicketEvent {
    Created(Box::new(Created {
        customer: Some(customer),
        ..facts()
    }))
}

/// Dana's ticket, which Dana looks at.
fn danas() -> Given<Ticket> {
    seen_by(DANA)
}

/// Dana's ticket, at which this customer looks.
fn seen_by(customer: CustomerId) -> Given<Ticket> {
    given([of(DANA)])
        .among(desk(true))
        .asked_by(Actor::customer(customer))
        .granted()
}

fn says(body: &str) -> NewMessage {
    NewMessage::new(MessageId(NOBODY), Visibility::Public, body)
}

fn post(new: NewMessage) -> TicketCommand {
    C::PostMessage(Box::new(new))
}

fn moved(from: &str, to: &str) -> TicketEvent {
    StatusChanged {
        from: status(from).0,
        to: status(to).0,
    }
}

fn rating(score: u8) -> Rating {
    Rating {
        score,
        comment: "thank you".to_owned(),
    }
}

fn forbidden(given: Given<Ticket>, command: TicketCommand) {
    let refused = given.when(command).0.unwrap_err();
    assert!(matches!(refused, TicketError::Forbidden(_)), "{refused:?}");
}

#[test]
fn a_customer_speaks_on_their_own_ticket() {
    let posted = Posted::new(MessageId(NOBODY), Visibility::Public, "Still smoke");
    danas()
        .when(post(says("Still smoke")))
        .then([MessagePosted(Box::new(posted))]);
}

#[test]
fn somebody_elses_ticket_is_not_there() {
    for command in [post(says("hello")), C::Close, C::Rate(rating(5)), C::Delete] {
        seen_by(ELI).when(command).refused(TicketError::NotFound);
    }
}

#[test]
fn a_ticket_in_a_hidden_status_is_not_there() {
    let hidden = danas().and(HIDING, [moved("open", "shelved")]);
    hidden
        .when(post(says("hello")))
        .refused(TicketError::NotFound);
}

const HIDING: Happened = crate::given::HAPPENED;

#[test]
fn closing_takes_the_first_status_that_customers_see() {
    danas().when(C::Close).then([moved("open", "solved")]);
}

#[test]
fn a_ticket_that_was_closed_stays_where_it_is() {
    let closed = danas().and(HIDING, [moved("open", "done")]);
    closed.when(C::Close).then([]);
}

#[test]
fn closing_keeps_to_the_steps_and_roles_of_statuses() {
    let mut catalog = desk(true);
    let open = Status {
        next: Some(vec![status("shelved").0, status("done").0]),
        ..status("open").1
    };
    put(&mut catalog, status("open").0.0, [Saved(open)]);
    let asked = |catalog| danas().among(catalog).when(C::Close);
    asked(catalog.clone()).then([moved("open", "done")]);
    let done = Status {
        set_by_roles: vec!["manager".to_owned()],
        ..Status::new("done", "done", StatusCategory::Closed, "#0f766e")
    };
    put(&mut catalog, status("done").0.0, [Saved(done)]);
    asked(catalog).wrong(["status"]);
}

#[test]
fn customers_close_only_where_the_workspace_lets_them() {
    forbidden(danas().among(desk(false)), C::Close);
}

#[test]
fn whoever_may_only_read_along_neither_closes_nor_rates() {
    let copied = || {
        let cc = CcAdded {
            who: Participant::Customer(ELI),
        };
        seen_by(ELI).and(HIDING, [cc])
    };
    forbidden(copied(), C::Close);
    forbidden(copied(), C::Rate(rating(1)));
    assert!(copied().when(post(says("me too"))).0.is_ok());
}

#[test]
fn a_ticket_is_rated_once_it_is_done_and_the_last_rating_counts() {
    danas().when(C::Rate(rating(4))).wrong(["score"]);
    let done = || danas().and(HIDING, [moved("open", "done")]);
    done().when(C::Rate(rating(4))).then([Rated(rating(4))]);
    let rated = || done().and(HIDING, [Rated(rating(4))]);
    rated().when(C::Rate(rating(4))).then([]);
    rated().when(C::Rate(rating(1))).then([Rated(rating(1))]);
    for score in [0, 6] {
        done().when(C::Rate(rating(score))).wrong(["score"]);
    }
}

#[test]
fn nobody_of_the_staff_rates_a_ticket() {
    let done = danas().and(HIDING, [moved("open", "done")]);
    forbidden(done.asked_by(Actor::member(ANA.0)), C::Rate(rating(5)));
}

#[test]
fn what_is_for_the_staff_is_refused() {
    for command in [
        C::SetStatus {
            status: status("done").0,
        },
        C::Tag {
            tag: "vip".to_owned(),
        },
        C::Assign { member: ANA },
        C::ChangeSubject {
            subject: "x".to_owned(),
        },
        C::Delete,
        C::RedactMessage {
            message: MessageId(NOBODY),
            reason: "x".to_owned(),
        },
        C::SetFields { changes: vec![] },
        activity(),
    ] {
        forbidden(danas(), command);
    }
}

#[test]
fn a_customers_words_are_public_their_own_and_call_upon_nobody() {
    let internal = NewMessage::new(MessageId(NOBODY), Visibility::Internal, "x");
    let for_another = NewMessage {
        customer: Some(ELI),
        ..says("x")
    };
    let calling = NewMessage {
        mentions: Mentions {
            members: vec![ANA],
            departments: vec![],
        },
        ..says("x")
    };
    for new in [internal, for_another, calling] {
        forbidden(danas(), post(new));
    }
}

#[test]
fn a_customer_opens_a_ticket_that_says_what_it_is_about() {
    let asked = |new: CreateTicket| {
        let empty = given([]).among(desk(true));
        let customer = empty.asked_by(Actor::customer(DANA)).granted();
        customer.when(create(new)).0
    };
    let own = || CreateTicket {
        customer: Some(DANA),
        channel: Channel::Web,
        ..new()
    };
    assert!(asked(own()).is_ok());
    let staffs = [
        CreateTicket {
            customer: Some(ELI),
            ..own()
        },
        new(),
        CreateTicket {
            priority: Some(urgent()),
            ..own()
        },
        CreateTicket {
            department: Some(SUPPORT),
            ..own()
        },
        CreateTicket {
            assignees: vec![ANA],
            ..own()
        },
        CreateTicket {
            tags: vec!["vip".to_owned()],
            ..own()
        },
        CreateTicket {
            watchers: vec![Participant::Customer(ELI)],
            ..own()
        },
    ];
    for new in staffs {
        assert!(matches!(asked(new), Err(TicketError::Forbidden(_))));
    }
}

#[test]
fn colleagues_read_along_where_their_organisation_shares() {
    let shared = Created(Box::new(Created {
        customer: Some(DANA),
        organisation: Some(ACME),
        ..facts()
    }));
    let catalog = desk(true);
    let state = given([shared]).state;
    let details = state.details.as_deref().unwrap();
    let sees = |organisation| {
        let access = crate::Access::customer([ELI], organisation, &catalog);
        access.may(crate::Permission::ReadTickets, details)
    };
    assert!(sees(Some(ACME)));
    assert!(!sees(None));
}
