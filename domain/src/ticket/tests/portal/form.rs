//! Who sends the public form, and when their tickets count as proven.

use super::*;

/// Dana's ticket, which came by the public form.
fn sent_in() -> Given<Ticket> {
    let happened = Happened {
        actor: Actor::visitor(DANA),
        ..HIDING
    };
    given([]).and(happened, [of(DANA)])
}

fn is_unproven(given: Given<Ticket>) -> bool {
    given.state.details.unwrap().unproven
}

#[test]
fn whoever_sends_the_form_opens_a_ticket_for_the_customer_they_name_and_sees_none() {
    let visitor = |given: Given<Ticket>| given.asked_by(Actor::visitor(DANA)).granted();
    let new = |customer| CreateTicket {
        customer: Some(customer),
        channel: Channel::Web,
        ..new()
    };
    let empty = || visitor(given([]).among(desk(true)));
    assert!(empty().when(create(new(DANA))).0.is_ok());
    forbidden(empty(), create(new(ELI)));
    for command in [post(says("hello")), C::Close, C::Rate(rating(5))] {
        let there = visitor(sent_in().among(desk(true)));
        there.when(command).refused(TicketError::NotFound);
    }
}

#[test]
fn a_form_s_requester_is_unproven_until_they_speak_or_the_staff_names_one() {
    let by = |actor| Happened { actor, ..HIDING };
    let said = || {
        let posted = Posted::new(MessageId(NOBODY), Visibility::Public, "It was me");
        [MessagePosted(Box::new(posted))]
    };
    assert!(!is_unproven(danas()));
    assert!(is_unproven(sent_in()));
    assert!(is_unproven(sent_in().and(by(Actor::member(ANA.0)), said())));
    assert!(is_unproven(sent_in().and(by(Actor::customer(ELI)), said())));
    assert!(!is_unproven(
        sent_in().and(by(Actor::customer(DANA)), said())
    ));
    let named = RequesterChanged {
        from: Some(DANA),
        to: Some(ELI),
        organisation: None,
    };
    assert!(!is_unproven(sent_in().and(HIDING, [named])));
}
