//! Merging tickets and taking it back: one side each.

use super::lifecycle::changes;
use super::*;
use crate::MemberId;
use crate::given::ANA;
use crate::ticket::{AbsorbedTicket, Participant};
use TicketCommand as C;

mod undone;

fn merge_into(n: u128) -> TicketCommand {
    C::MergeInto { ticket: other(n) }
}

fn merged_into(n: u128) -> TicketEvent {
    Merged { into: other(n) }
}

fn absorb(n: u128, cc: Vec<Participant>) -> TicketCommand {
    let ticket = other(n);
    C::Absorb { ticket, cc }
}

fn absorbed(n: u128, cc: Vec<Participant>) -> TicketEvent {
    let ticket = other(n);
    Absorbed { ticket, cc }
}

fn release(n: u128) -> TicketCommand {
    C::Release { ticket: other(n) }
}

fn released(n: u128) -> TicketEvent {
    Released { ticket: other(n) }
}

fn merged() -> Given<Ticket> {
    given([created(), merged_into(1)])
}

const REFUSED: TicketError = TicketError::Merged {
    into: TicketId(Uuid::from_u128(0x7001)),
};

#[test]
fn a_ticket_can_become_a_part_of_another() {
    given([created()])
        .when(merge_into(1))
        .then([merged_into(1)]);
}

#[test]
fn a_ticket_that_absorbed_others_stays_what_it_is() {
    given([created(), absorbed(2, vec![])])
        .when(merge_into(1))
        .wrong(["tickets"]);
}

#[test]
fn a_ticket_that_let_the_others_go_can_be_merged() {
    given([created(), absorbed(2, vec![]), released(2)])
        .when(merge_into(1))
        .then([merged_into(1)]);
}

#[test]
fn a_merged_ticket_refuses_every_change_and_says_where_it_is() {
    let others = [merge_into(1), merge_into(2), C::Delete];
    for command in changes().into_iter().chain(others) {
        merged().when(command).refused(REFUSED);
    }
}

#[test]
fn a_merged_ticket_refuses_bad_input_as_merged_first() {
    merged().when(post(Visibility::Public, "")).refused(REFUSED);
}

#[test]
fn a_merge_can_be_taken_back() {
    merged()
        .when(C::Unmerge)
        .then([Unmerged { from: other(1) }]);
}

#[test]
fn taking_back_twice_records_it_once() {
    merged()
        .and(by(rule()), [Unmerged { from: other(1) }])
        .when(C::Unmerge)
        .then([]);
}

#[test]
fn a_ticket_stands_for_itself_again_once_the_merge_was_taken_back() {
    merged()
        .and(by(rule()), [Unmerged { from: other(1) }])
        .when(C::Assign { member: ANA })
        .then([Assigned { member: ANA }]);
}

#[test]
fn what_is_recorded_in_any_state_is_recorded_on_a_merged_ticket() {
    merged().when(activity()).then([activity_recorded()]);
    merged().when(stop()).then([stopped()]);
}

#[test]
fn a_merged_ticket_is_not_deleted_so_there_is_nothing_to_restore() {
    merged().when(C::Restore).then([]);
}

#[test]
fn a_ticket_can_absorb_another_with_those_who_get_copies() {
    let cc = vec![Participant::Customer(DANA)];
    given([created()])
        .when(absorb(1, cc.clone()))
        .then([absorbed(1, cc)]);
}

#[test]
fn absorbing_twice_records_it_once() {
    given([created(), absorbed(1, vec![])])
        .when(absorb(1, vec![Participant::Customer(DANA)]))
        .then([]);
}

#[test]
fn a_fifty_first_ticket_is_not_absorbed() {
    let many = (0..50).map(|n| absorbed(n, vec![]));
    given([created()].into_iter().chain(many))
        .when(absorb(50, vec![]))
        .wrong(["tickets"]);
}

#[test]
fn an_absorbed_ticket_can_be_released() {
    given([created(), absorbed(1, vec![])])
        .when(release(1))
        .then([released(1)]);
}

#[test]
fn releasing_what_was_not_absorbed_records_nothing() {
    given([created(), absorbed(1, vec![])])
        .when(release(2))
        .then([]);
}

#[test]
fn copies_go_to_those_of_the_absorbed_tickets_as_long_as_they_are_parts() {
    let (dana, eli) = (Participant::Customer(DANA), Participant::Customer(ELI));
    let ana = Participant::Member(ANA);
    let ticket = || {
        given([
            created(),
            CcAdded { who: eli },
            absorbed(1, vec![dana, eli]),
            absorbed(2, vec![dana, ana]),
        ])
    };
    assert_eq!(details(ticket()).copies(), [eli, dana, ana]);
    let first_gone = ticket().and(by(rule()), [released(1)]);
    assert_eq!(details(first_gone).copies(), [eli, dana, ana]);
    let both_gone = ticket().and(by(rule()), [released(1), released(2)]);
    assert_eq!(details(both_gone).copies(), [eli]);
}

#[test]
fn a_copy_that_was_asked_for_stays_when_a_part_goes() {
    let who = Participant::Member(MemberId(DANA.0));
    let ticket = details(given([
        created(),
        absorbed(1, vec![who]),
        CcAdded { who },
        released(1),
    ]));
    assert_eq!(ticket.copies(), [who]);
    assert_eq!(ticket.absorbed, Vec::<AbsorbedTicket>::new());
}
