//! What a customer's words do to a ticket.

use super::*;
use crate::given::ANA;
use crate::setting::SettingEvent::Retired;
use crate::ticket::MessageSource;
use TicketCommand as C;

fn moved(from: &str, to: &str) -> TicketEvent {
    StatusChanged {
        from: status(from).0,
        to: status(to).0,
    }
}

/// Settings in which a customer's reply moves a closed ticket to `to`.
fn closed_reopens_as(to: &str) -> Catalog {
    let on_customer_reply = Some(status(to).0);
    with_status(
        |closed| Status {
            on_customer_reply,
            ..closed
        },
        "closed",
    )
}

fn closed() -> Given<Ticket> {
    given([created(), moved("open", "closed")]).among(closed_reopens_as("in_progress"))
}

fn snoozed() -> Given<Ticket> {
    let until = in_hours(5).unwrap();
    given([created(), Snoozed { until }])
}

/// The customer's words, recorded by one of the staff.
fn quoted() -> NewMessage {
    NewMessage {
        customer: Some(DANA),
        ..NewMessage::new(message(1), Visibility::Public, "Hello")
    }
}

fn quote() -> TicketEvent {
    MessagePosted(Box::new(Posted {
        customer: Some(DANA),
        ..Posted::new(message(1), Visibility::Public, "Hello")
    }))
}

fn hello() -> TicketCommand {
    say(NewMessage::new(message(1), Visibility::Public, "Hello"))
}

#[test]
fn a_customers_reply_opens_a_closed_ticket_again() {
    closed().asked_by(customer(DANA)).when(hello()).then([
        posted(1, Visibility::Public),
        moved("closed", "in_progress"),
    ]);
}

#[test]
fn a_customers_words_that_somebody_else_records_open_it_as_well() {
    for actor in [Actor::member(ANA.0), Actor::SYSTEM] {
        closed()
            .asked_by(actor)
            .when(say(quoted()))
            .then([quote(), moved("closed", "in_progress")]);
    }
}

#[test]
fn a_reply_of_the_staff_opens_nothing() {
    for visibility in [Visibility::Public, Visibility::Internal] {
        closed()
            .when(say(NewMessage::new(message(1), visibility, "Hello")))
            .then([posted(1, visibility)]);
    }
}

#[test]
fn a_reply_moves_nothing_where_the_status_does_not_say_so() {
    given([created(), moved("open", "closed")])
        .asked_by(customer(DANA))
        .when(hello())
        .then([posted(1, Visibility::Public)]);
}

#[test]
fn a_reply_moves_nothing_to_a_status_that_was_retired_meanwhile() {
    given([created(), moved("open", "closed")])
        .among(closed_reopens_as("lost"))
        .asked_by(customer(DANA))
        .when(hello())
        .then([posted(1, Visibility::Public)]);
}

#[test]
fn a_reply_that_leads_where_the_ticket_is_moves_nothing() {
    given([created(), moved("open", "closed")])
        .among(closed_reopens_as("closed"))
        .asked_by(customer(DANA))
        .when(hello())
        .then([posted(1, Visibility::Public)]);
}

#[test]
fn a_reply_moves_a_ticket_out_of_a_status_that_was_retired() {
    let mut catalog = closed_reopens_as("open");
    let (id, closed) = status("closed");
    let retired = Status {
        on_customer_reply: Some(open()),
        ..closed
    };
    put(&mut catalog, id.0, [Saved(retired), Retired]);
    given([created(), moved("open", "closed")])
        .among(catalog)
        .asked_by(customer(DANA))
        .when(hello())
        .then([posted(1, Visibility::Public), moved("closed", "open")]);
}

#[test]
fn a_reply_need_not_keep_to_the_steps_of_the_staff() {
    let reopening = |closed| Status {
        on_customer_reply: Some(pending()),
        next: Some(vec![]),
        ..closed
    };
    given([created(), moved("open", "closed")])
        .among(with_status(reopening, "closed"))
        .asked_by(customer(DANA))
        .when(hello())
        .then([posted(1, Visibility::Public), moved("closed", "pending")]);
}

#[test]
fn a_message_that_was_said_elsewhere_moves_nothing() {
    let source = MessageSource {
        ticket: other(1),
        message: message(7),
        author: customer(DANA),
        at: NOW,
    };
    let split = NewMessage {
        source: Some(source),
        ..quoted()
    };
    let kept = Posted {
        customer: Some(DANA),
        source: Some(source),
        ..Posted::new(message(1), Visibility::Public, "Hello")
    };
    let until = in_hours(5).unwrap();
    closed()
        .and(by(rule()), [Snoozed { until }])
        .when(say(split))
        .then([MessagePosted(Box::new(kept))]);
}

#[test]
fn a_customers_reply_wakes_a_snoozed_ticket() {
    snoozed()
        .asked_by(customer(DANA))
        .when(hello())
        .then([posted(1, Visibility::Public), Woken {}]);
}

#[test]
fn a_reply_of_the_staff_wakes_nobody() {
    snoozed()
        .when(hello())
        .then([posted(1, Visibility::Public)]);
}

#[test]
fn a_ticket_that_came_back_by_itself_is_awake_already() {
    let until = in_hours(-1).unwrap();
    given([created(), Snoozed { until }])
        .asked_by(customer(DANA))
        .when(hello())
        .then([posted(1, Visibility::Public)]);
}

#[test]
fn of_two_replies_in_one_request_the_first_wakes_and_opens() {
    let until = in_hours(5).unwrap();
    let second = NewMessage::new(message(2), Visibility::Public, "Hello");
    closed()
        .and(by(rule()), [Snoozed { until }])
        .asked_by(customer(DANA))
        .when_all([hello(), say(second)])
        .then([
            posted(1, Visibility::Public),
            Woken {},
            moved("closed", "in_progress"),
            posted(2, Visibility::Public),
        ]);
}

#[test]
fn a_customers_words_are_never_internal() {
    let internal = || NewMessage {
        visibility: Visibility::Internal,
        ..quoted()
    };
    closed().when(say(internal())).wrong(["visibility"]);
    let own = NewMessage {
        customer: None,
        ..internal()
    };
    closed()
        .asked_by(customer(DANA))
        .when(say(own))
        .wrong(["visibility"]);
}

#[test]
fn a_reply_can_come_with_other_changes() {
    closed()
        .asked_by(customer(DANA))
        .when_all([
            C::Tag {
                tag: "again".to_owned(),
            },
            hello(),
        ])
        .then([
            Tagged {
                tag: "again".to_owned(),
            },
            posted(1, Visibility::Public),
            moved("closed", "in_progress"),
        ]);
}
