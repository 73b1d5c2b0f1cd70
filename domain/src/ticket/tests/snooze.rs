//! Setting a ticket aside until a moment.

use super::*;
use TicketCommand as C;

fn snooze(hours: i64) -> TicketCommand {
    let until = in_hours(hours).unwrap();
    C::Snooze { until }
}

fn snoozed(hours: i64) -> TicketEvent {
    let until = in_hours(hours).unwrap();
    Snoozed { until }
}

#[test]
fn a_ticket_can_be_set_aside() {
    given([created()]).when(snooze(5)).then([snoozed(5)]);
}

#[test]
fn a_ticket_is_set_aside_until_the_moment_comes() {
    let ticket = details(given([created(), snoozed(5)]));
    for (hours, aside) in [(0, true), (4, true), (5, false), (6, false)] {
        assert_eq!(
            ticket.is_snoozed(in_hours(hours).unwrap()),
            aside,
            "{hours}"
        );
    }
}

#[test]
fn a_ticket_is_set_aside_until_the_future() {
    for hours in [-1, 0] {
        given([created()]).when(snooze(hours)).wrong(["until"]);
    }
}

#[test]
fn a_ticket_is_set_aside_for_a_year_at_most() {
    let year = 24 * 366;
    given([created()]).when(snooze(year)).then([snoozed(year)]);
    given([created()]).when(snooze(year + 1)).wrong(["until"]);
}

#[test]
fn the_same_moment_records_nothing() {
    given([created(), snoozed(5)]).when(snooze(5)).then([]);
}

#[test]
fn another_moment_can_be_chosen() {
    given([created(), snoozed(5)])
        .when(snooze(2))
        .then([snoozed(2)]);
}

#[test]
fn a_ticket_can_be_brought_back_early() {
    given([created(), snoozed(5)])
        .when(C::Wake)
        .then([Woken {}]);
}

#[test]
fn waking_who_is_awake_records_nothing() {
    for events in [
        vec![created()],
        vec![created(), snoozed(-1)],
        vec![created(), snoozed(5), Woken {}],
    ] {
        given(events).when(C::Wake).then([]);
    }
}

#[test]
fn a_ticket_that_came_back_can_be_set_aside_again() {
    given([created(), snoozed(-1)])
        .when(snooze(5))
        .then([snoozed(5)]);
}
