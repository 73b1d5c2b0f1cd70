//! Time spent on a ticket.

use super::*;
use crate::TimeEntryId;
use crate::given::{ANA, GUS};
use crate::limits::SUBJECT_CHARS;
use crate::ticket::TimeEntry;
use TicketCommand as C;

const WEEK: u32 = 7 * 24 * 60;

fn entry(n: u128, minutes: u32) -> TimeEntry {
    TimeEntry {
        entry: TimeEntryId(Uuid::from_u128(n)),
        member: ANA,
        minutes,
        note: String::new(),
        worked_at: NOW,
    }
}

#[test]
fn time_spent_is_recorded() {
    for minutes in [1, 90, WEEK] {
        given([created()])
            .when(C::LogTime(entry(1, minutes)))
            .then([TimeLogged(entry(1, minutes))]);
    }
}

#[test]
fn time_spent_has_a_length_of_a_minute_to_a_week() {
    for minutes in [0, WEEK + 1, u32::MAX] {
        given([created()])
            .when(C::LogTime(entry(1, minutes)))
            .wrong(["minutes"]);
    }
}

#[test]
fn time_spent_by_somebody_else_earlier_is_recorded_with_a_note() {
    let entry = TimeEntry {
        member: BEN,
        note: "On site".to_owned(),
        worked_at: in_hours(-30).unwrap(),
        ..entry(1, 90)
    };
    given([created()])
        .when(C::LogTime(entry.clone()))
        .then([TimeLogged(entry)]);
}

#[test]
fn nobody_has_worked_in_the_future() {
    let entry = TimeEntry {
        worked_at: in_hours(1).unwrap(),
        ..entry(1, 90)
    };
    given([created()])
        .when(C::LogTime(entry))
        .wrong(["worked_at"]);
}

#[test]
fn all_wrong_fields_of_an_entry_are_reported_at_once() {
    let entry = TimeEntry {
        member: GUS,
        note: "x".repeat(SUBJECT_CHARS + 1),
        worked_at: "1960-01-01T00:00:00Z".parse().unwrap(),
        ..entry(1, 0)
    };
    given([created(), TimeLogged(self::entry(1, 5))])
        .when(C::LogTime(entry))
        .wrong(["minutes", "note", "worked_at", "member_id", "entry"]);
}

#[test]
fn an_entry_is_recorded_once() {
    given([created(), TimeLogged(entry(1, 90))])
        .when(C::LogTime(entry(1, 90)))
        .wrong(["entry"]);
}

#[test]
fn a_thousand_entries_are_enough() {
    let many = (0..1000).map(|n| TimeLogged(entry(n, 1)));
    given([created()].into_iter().chain(many))
        .when(C::LogTime(entry(1000, 1)))
        .wrong(["time_entries"]);
}

#[test]
fn an_entry_can_be_taken_away() {
    let entry = entry(1, 90);
    let removed = TimeEntryRemoved { entry: entry.entry };
    let ticket = given([created(), TimeLogged(entry.clone()), removed.clone()]);
    assert_eq!(details(ticket).time, []);
    given([created(), TimeLogged(entry.clone())])
        .when(C::RemoveTimeEntry { entry: entry.entry })
        .then([removed]);
}

#[test]
fn taking_away_an_entry_that_is_not_there_records_nothing() {
    let entry = TimeEntryId(NOBODY);
    given([created(), TimeLogged(self::entry(1, 90))])
        .when(C::RemoveTimeEntry { entry })
        .then([]);
}

#[test]
fn an_entry_of_somebody_else_is_taken_away_by_administrators_alone() {
    let removed = TimeEntryRemoved {
        entry: entry(1, 90).entry,
    };
    let command = || C::RemoveTimeEntry {
        entry: entry(1, 90).entry,
    };
    let forbidden = TicketError::Forbidden(
        "only who spent the time may remove its entry, or somebody with messages.moderate",
    );
    given([created(), TimeLogged(entry(1, 90))])
        .asked_by(Actor::member(BEN.0))
        .when(command())
        .refused(forbidden);
    given([created(), TimeLogged(entry(1, 90))])
        .among(with_administrator())
        .asked_by(Actor::member(BEN.0))
        .when(command())
        .then([removed]);
}
