//! What people post on a ticket.

use super::*;
use crate::given::{BEN, GUS, SALES, TELEX};
use crate::limits::BODY_BYTES;
use crate::ticket::{Format, Mentions};
use crate::{DepartmentId, MemberId};

fn says(visibility: Visibility, body: &str) -> TicketEvent {
    MessagePosted(Box::new(Posted::new(MessageId(NOBODY), visibility, body)))
}

#[test]
fn a_public_message_is_recorded_as_public() {
    given([created()])
        .when(post(Visibility::Public, "On our way"))
        .then([says(Visibility::Public, "On our way")]);
}

#[test]
fn an_internal_note_is_recorded_as_internal() {
    given([created()])
        .when(post(Visibility::Internal, "Again!"))
        .then([says(Visibility::Internal, "Again!")]);
}

#[test]
fn a_message_is_kept_as_it_was_written() {
    let body = "  Hello,\r\n\n\tall is well.\n";
    given([created()])
        .when(post(Visibility::Public, body))
        .then([says(Visibility::Public, body)]);
}

#[test]
fn the_same_words_can_be_said_twice() {
    given([created(), posted(1, Visibility::Public)])
        .when(post(Visibility::Public, "Hello"))
        .then([says(Visibility::Public, "Hello")]);
}

#[test]
fn a_message_is_posted_once() {
    given([created(), says(Visibility::Public, "Hello?")])
        .when(post(Visibility::Public, "Hello?"))
        .wrong(["message"]);
}

#[test]
fn a_message_that_says_nothing_is_refused() {
    given([created()])
        .when(post(Visibility::Public, " \n"))
        .wrong(["body"]);
}

#[test]
fn a_message_with_a_nul_is_refused() {
    given([created()])
        .when(post(Visibility::Internal, "a\0b"))
        .wrong(["body"]);
}

#[test]
fn a_message_of_256_kib_is_accepted() {
    let body = "x".repeat(BODY_BYTES);
    given([created()])
        .when(post(Visibility::Public, &body))
        .then([says(Visibility::Public, &body)]);
}

#[test]
fn a_longer_message_is_refused() {
    given([created()])
        .when(post(Visibility::Public, &"x".repeat(BODY_BYTES + 1)))
        .wrong(["body"]);
}

#[test]
fn a_message_that_outgrows_the_log_once_encoded_is_refused() {
    given([created()])
        .when(post(Visibility::Public, &"\"".repeat(BODY_BYTES)))
        .wrong(["body"]);
}

#[test]
fn the_ticket_counts_its_messages() {
    let ticket = details(given([
        created(),
        posted(1, Visibility::Public),
        posted(2, Visibility::Internal),
    ]));
    let said = ticket.conversation.said.iter();
    assert_eq!(
        said.map(|said| (said.message, said.visibility))
            .collect::<Vec<_>>(),
        [
            (message(1), Visibility::Public),
            (message(2), Visibility::Internal)
        ]
    );
}

fn answer(reply_to: MessageId, visibility: Visibility) -> NewMessage {
    NewMessage {
        reply_to: Some(reply_to),
        ..NewMessage::new(message(9), visibility, "Yes")
    }
}

fn answered(reply_to: MessageId, visibility: Visibility) -> TicketEvent {
    MessagePosted(Box::new(Posted {
        reply_to: Some(reply_to),
        ..Posted::new(message(9), visibility, "Yes")
    }))
}

#[test]
fn a_message_can_answer_another_one() {
    for (said, says) in [
        (Visibility::Public, Visibility::Public),
        (Visibility::Public, Visibility::Internal),
        (Visibility::Internal, Visibility::Internal),
    ] {
        given([created(), posted(1, said)])
            .when(say(answer(message(1), says)))
            .then([answered(message(1), says)]);
    }
}

#[test]
fn an_answer_needs_a_message_of_this_ticket() {
    given([created(), posted(1, Visibility::Public)])
        .when(say(answer(message(2), Visibility::Public)))
        .wrong(["reply_to"]);
}

#[test]
fn the_customer_does_not_learn_of_an_internal_note_by_an_answer_to_it() {
    given([created(), posted(1, Visibility::Internal)])
        .when(say(answer(message(1), Visibility::Public)))
        .wrong(["reply_to"]);
}

fn calling(members: Vec<MemberId>, departments: Vec<DepartmentId>) -> NewMessage {
    NewMessage {
        mentions: Mentions {
            members,
            departments,
        },
        format: Format::Markdown,
        ..NewMessage::new(message(9), Visibility::Internal, "*Look*")
    }
}

#[test]
fn members_and_departments_can_be_called_upon() {
    let new = calling(vec![BEN], vec![SALES]);
    let kept = Posted {
        mentions: new.mentions.clone(),
        format: Format::Markdown,
        ..Posted::new(message(9), Visibility::Internal, "*Look*")
    };
    given([created()])
        .when(say(new))
        .then([MessagePosted(Box::new(kept))]);
}

#[test]
fn nobody_out_of_service_can_be_called_upon() {
    let new = calling(vec![BEN, GUS, nobody()], vec![TELEX]);
    given([created()])
        .when(say(new))
        .wrong(["mentions", "mentions", "mentions"]);
}

#[test]
fn more_than_fifty_cannot_be_called_upon_at_once() {
    let new = calling(vec![BEN; 30], vec![SALES; 21]);
    given([created()]).when(say(new)).wrong(["mentions"]);
}

#[test]
fn all_wrong_fields_of_a_message_are_reported_at_once() {
    let new = NewMessage {
        body: String::new(),
        reply_to: Some(message(7)),
        customer: Some(DANA),
        message: message(1),
        ..calling(vec![GUS], vec![])
    };
    given([created(), posted(1, Visibility::Public)])
        .when(say(new))
        .wrong(["message", "body", "mentions", "reply_to", "visibility"]);
}
