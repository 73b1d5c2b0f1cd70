//! Changing, redacting and splitting what was said.

use super::*;
use crate::given::{ANA, GUS, SALES};
use crate::limits::{BODY_BYTES, SUBJECT_CHARS};
use crate::ticket::{Edited, Format, Mentions, MessageEdit};
use TicketCommand as C;

fn edit_of(message: MessageId) -> MessageEdit {
    MessageEdit {
        message,
        body: "Hello again".to_owned(),
        format: Format::Markdown,
        mentions: Mentions {
            members: vec![BEN],
            departments: vec![SALES],
        },
    }
}

fn edit() -> TicketCommand {
    C::EditMessage(Box::new(edit_of(message(1))))
}

fn edited() -> TicketEvent {
    let MessageEdit {
        message,
        body,
        format,
        mentions,
    } = edit_of(message(1));
    MessageEdited(Box::new(Edited {
        message,
        body,
        format,
        mentions,
    }))
}

fn redact() -> TicketCommand {
    C::RedactMessage {
        message: message(1),
        reason: " held a password ".to_owned(),
    }
}

fn redacted() -> TicketEvent {
    MessageRedacted {
        message: message(1),
        reason: "held a password".to_owned(),
    }
}

/// A ticket on which this actor said something.
fn said_by(actor: Actor) -> Given<Ticket> {
    given([created()]).and(by(actor), [posted(1, Visibility::Public)])
}

fn said_by_ana() -> Given<Ticket> {
    said_by(Actor::member(ANA.0))
}

const NOT_THEIRS: TicketError = TicketError::Forbidden(
    "only its author may change or redact a message, or somebody with messages.moderate",
);

#[test]
fn whoever_said_it_may_change_it() {
    said_by_ana().when(edit()).then([edited()]);
}

#[test]
fn whoever_said_it_may_redact_it() {
    said_by_ana().when(redact()).then([redacted()]);
}

#[test]
fn a_customer_may_change_their_own_words() {
    said_by(customer(DANA))
        .asked_by(customer(DANA))
        .when(edit())
        .then([edited()]);
}

#[test]
fn nobody_else_may() {
    let strangers = [
        Actor::member(BEN.0),
        customer(DANA),
        customer(CustomerId(ANA.0)),
        acting(ActorKind::Member, None),
    ];
    for actor in strangers {
        said_by_ana()
            .asked_by(actor)
            .when(edit())
            .refused(NOT_THEIRS);
        said_by_ana()
            .asked_by(actor)
            .when(redact())
            .refused(NOT_THEIRS);
    }
}

#[test]
fn those_without_a_name_are_not_taken_for_each_other() {
    let unnamed = acting(ActorKind::Customer, None);
    said_by(unnamed)
        .asked_by(unnamed)
        .when(edit())
        .refused(NOT_THEIRS);
}

#[test]
fn an_administrator_may() {
    let given = || {
        let given = said_by_ana().among(with_administrator());
        given.asked_by(Actor::member(BEN.0))
    };
    given().when(edit()).then([edited()]);
    given().when(redact()).then([redacted()]);
}

#[test]
fn a_message_that_is_not_there_is_neither_changed_nor_redacted_nor_split() {
    let (message, to) = (message(1), other(1));
    for command in [edit(), redact(), C::SplitMessage { message, to }] {
        given([created(), posted(2, Visibility::Public)])
            .when(command)
            .wrong(["message"]);
    }
}

#[test]
fn a_redacted_message_cannot_be_changed() {
    said_by_ana()
        .and(by(rule()), [redacted()])
        .when(edit())
        .wrong(["message"]);
}

#[test]
fn redacting_twice_records_it_once() {
    said_by_ana()
        .and(by(rule()), [redacted()])
        .when(redact())
        .then([]);
}

#[test]
fn words_can_be_redacted_even_on_a_deleted_or_merged_ticket() {
    for event in [Deleted {}, Merged { into: other(1) }] {
        said_by_ana()
            .and(by(rule()), [event])
            .when(redact())
            .then([redacted()]);
    }
}

#[test]
fn a_redaction_says_why() {
    for reason in ["", " ", "a\0", &"x".repeat(SUBJECT_CHARS + 1)] {
        said_by_ana()
            .when(C::RedactMessage {
                message: message(1),
                reason: reason.to_owned(),
            })
            .wrong(["reason"]);
    }
}

#[test]
fn all_wrong_fields_of_a_change_are_reported_at_once() {
    let mut bad = edit_of(message(1));
    bad.body = " ".to_owned();
    bad.mentions.members = vec![GUS];
    said_by_ana()
        .when(C::EditMessage(Box::new(bad)))
        .wrong(["body", "mentions"]);
}

#[test]
fn a_message_cannot_grow_beyond_the_limit() {
    for body in ["x".repeat(BODY_BYTES + 1), "\"".repeat(BODY_BYTES)] {
        let edit = MessageEdit {
            body,
            ..edit_of(message(1))
        };
        said_by_ana()
            .when(C::EditMessage(Box::new(edit)))
            .wrong(["body"]);
    }
}

#[test]
fn a_message_with_files_may_lose_its_words() {
    let picture = Posted {
        files: vec![file(1, 10)],
        ..Posted::new(message(1), Visibility::Public, "Look")
    };
    let edit = MessageEdit {
        body: String::new(),
        ..edit_of(message(1))
    };
    let kept = Edited {
        message: message(1),
        body: String::new(),
        format: edit.format,
        mentions: edit.mentions.clone(),
    };
    given([created(), MessagePosted(Box::new(picture))])
        .when(C::EditMessage(Box::new(edit)))
        .then([MessageEdited(Box::new(kept))]);
}

#[test]
fn a_message_can_become_a_ticket_of_its_own() {
    let (message, to) = (message(1), other(1));
    said_by_ana()
        .asked_by(Actor::member(BEN.0))
        .when(C::SplitMessage { message, to })
        .then([MessageSplit { message, to }]);
}

#[test]
fn words_that_were_redacted_are_not_carried_to_another_ticket() {
    let (message, to) = (message(1), other(1));
    said_by_ana()
        .and(by(rule()), [redacted()])
        .when(C::SplitMessage { message, to })
        .wrong(["message"]);
}
