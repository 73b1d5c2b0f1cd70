//! What people post on a ticket.

use super::*;
use crate::limits::BODY_BYTES;

fn posted(visibility: Visibility, body: &str) -> TicketEvent {
    MessagePosted(Box::new(Posted::new(MessageId(NOBODY), visibility, body)))
}

#[test]
fn a_public_message_is_recorded_as_public() {
    given([created()])
        .when(post(Visibility::Public, "On our way"))
        .then([posted(Visibility::Public, "On our way")]);
}

#[test]
fn an_internal_note_is_recorded_as_internal() {
    given([created()])
        .when(post(Visibility::Internal, "Again!"))
        .then([posted(Visibility::Internal, "Again!")]);
}

#[test]
fn a_message_is_kept_as_it_was_written() {
    let body = "  Hello,\r\n\n\tall is well.\n";
    given([created()])
        .when(post(Visibility::Public, body))
        .then([posted(Visibility::Public, body)]);
}

#[test]
fn the_same_words_can_be_said_twice() {
    given([created(), posted(Visibility::Public, "Hello?")])
        .when(post(Visibility::Public, "Hello?"))
        .then([posted(Visibility::Public, "Hello?")]);
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
        .then([posted(Visibility::Public, &body)]);
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
    let ticket = given([
        created(),
        posted(Visibility::Public, "One"),
        posted(Visibility::Internal, "Two"),
    ])
    .state;
    assert_eq!(ticket.open().unwrap().conversation.said.len(), 2);
}
