//! First response, last words of customer and staff: the moments that clocks ask for.

use super::*;
use crate::given::ANA;
use crate::ticket::MessageSource;

/// First response, last customer message, last staff message.
fn moments(given: Given<Ticket>) -> [Option<Timestamp>; 3] {
    let talk = details(given).conversation;
    [
        talk.first_response_at,
        talk.last_customer_message_at,
        talk.last_staff_message_at,
    ]
}

fn at(hour: i64, actor: Actor) -> Happened {
    Happened {
        at: in_hours(hour).unwrap(),
        actor,
    }
}

fn ana() -> Actor {
    Actor::member(ANA.0)
}

#[test]
fn nothing_was_said_on_a_new_ticket() {
    assert_eq!(moments(given([created()])), [None; 3]);
}

#[test]
fn the_first_answer_stays_the_first_and_the_last_moves_on() {
    let ticket = given([created()])
        .and(at(1, ana()), [posted(1, Visibility::Public)])
        .and(at(2, ana()), [posted(2, Visibility::Public)]);
    assert_eq!(moments(ticket), [in_hours(1), None, in_hours(2)]);
}

#[test]
fn an_answer_through_a_key_counts() {
    let key = acting(ActorKind::ApiKey, Some(ANA.0));
    let ticket = given([created()]).and(at(1, key), [posted(1, Visibility::Public)]);
    assert_eq!(moments(ticket), [in_hours(1), None, in_hours(1)]);
}

#[test]
fn an_internal_note_is_no_answer() {
    let ticket = given([created()]).and(at(1, ana()), [posted(1, Visibility::Internal)]);
    assert_eq!(moments(ticket), [None; 3]);
}

#[test]
fn what_rules_imports_and_docket_say_is_no_answer() {
    for actor in [rule(), Actor::IMPORT, Actor::SYSTEM] {
        let ticket = given([created()]).and(at(1, actor), [posted(1, Visibility::Public)]);
        assert_eq!(moments(ticket), [None; 3]);
    }
}

#[test]
fn a_customers_own_words_are_theirs() {
    let ticket = given([created()])
        .and(at(1, customer(DANA)), [posted(1, Visibility::Public)])
        .and(at(2, customer(ELI)), [posted(2, Visibility::Public)]);
    let said = ticket.state.details.as_ref().unwrap();
    let said = said.conversation.said.iter().map(|said| said.customer);
    assert_eq!(said.collect::<Vec<_>>(), [Some(DANA), Some(ELI)]);
    assert_eq!(moments(ticket), [None, in_hours(2), None]);
}

#[test]
fn a_customers_words_that_the_staff_recorded_are_no_answer() {
    let quote = Posted {
        customer: Some(DANA),
        ..Posted::new(message(1), Visibility::Public, "Hello")
    };
    let ticket = given([created()]).and(at(1, ana()), [MessagePosted(Box::new(quote))]);
    assert_eq!(moments(ticket), [None, in_hours(1), None]);
}

/// A message that was said two hours ago elsewhere and is brought here now by a rule.
fn brought(author: Actor) -> Given<Ticket> {
    let source = MessageSource {
        ticket: other(1),
        message: message(7),
        author,
        at: in_hours(-2).unwrap(),
    };
    let brought = Posted {
        source: Some(source),
        ..Posted::new(message(1), Visibility::Public, "Hello")
    };
    given([created()]).and(by(rule()), [MessagePosted(Box::new(brought))])
}

#[test]
fn a_message_that_was_said_elsewhere_counts_for_its_author_and_moment() {
    assert_eq!(moments(brought(ana())), [in_hours(-2), None, in_hours(-2)]);
    let asked = [None, in_hours(-2), None];
    assert_eq!(moments(brought(customer(DANA))), asked);
}

#[test]
fn an_older_message_that_comes_later_does_not_turn_the_clock_back() {
    let ticket = given([created()])
        .and(at(2, customer(DANA)), [posted(1, Visibility::Public)])
        .and(at(1, customer(DANA)), [posted(2, Visibility::Public)]);
    assert_eq!(moments(ticket), [None, in_hours(2), None]);
}

#[test]
fn a_redacted_answer_was_given_all_the_same() {
    let redacted = MessageRedacted {
        message: message(1),
        reason: "wrong ticket".to_owned(),
    };
    let ticket = given([created()])
        .and(at(1, ana()), [posted(1, Visibility::Public)])
        .and(at(2, ana()), [redacted]);
    assert_eq!(moments(ticket), [in_hours(1), None, in_hours(1)]);
}
