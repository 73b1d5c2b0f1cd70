//! Changing what a ticket says: texts, priority, status, dates, tags.

use super::*;
use crate::limits::BODY_BYTES;
use TicketCommand as C;

fn subject(to: &str) -> TicketCommand {
    let subject = to.to_owned();
    C::ChangeSubject { subject }
}

fn description(to: &str) -> TicketCommand {
    let description = to.to_owned();
    C::ChangeDescription { description }
}

fn add(tag: &str) -> TicketCommand {
    let tag = tag.to_owned();
    C::Tag { tag }
}

fn remove(tag: &str) -> TicketCommand {
    let tag = tag.to_owned();
    C::Untag { tag }
}

fn tagged(tag: &str) -> TicketEvent {
    let tag = tag.to_owned();
    Tagged { tag }
}

#[test]
fn a_changed_subject_is_recorded_with_what_it_was() {
    given([created()])
        .when(subject(" Printer saved "))
        .then([SubjectChanged {
            from: "Printer on fire".to_owned(),
            to: "Printer saved".to_owned(),
        }]);
}

#[test]
fn the_same_subject_records_nothing() {
    given([created()])
        .when(subject(" Printer on fire "))
        .then([]);
}

#[test]
fn a_subject_cannot_be_changed_to_a_bad_one() {
    given([created()]).when(subject("a\0")).wrong(["subject"]);
}

#[test]
fn a_changed_description_is_recorded_with_what_it_was() {
    given([created()])
        .when(description(""))
        .then([DescriptionChanged {
            from: "Smoke on the third floor".to_owned(),
            to: String::new(),
        }]);
}

#[test]
fn the_same_description_records_nothing() {
    given([created()])
        .when(description("Smoke on the third floor"))
        .then([]);
}

#[test]
fn a_description_cannot_be_changed_to_a_bad_one() {
    given([created()])
        .when(description("a\u{1b}"))
        .wrong(["description"]);
}

#[test]
fn a_description_that_outgrows_the_log_with_the_one_it_replaces_is_refused() {
    let long = |letter: &str| letter.repeat(BODY_BYTES);
    given([
        created(),
        DescriptionChanged {
            from: "Smoke on the third floor".to_owned(),
            to: long("a"),
        },
    ])
    .when(description(&long("b")))
    .wrong(["description"]);
}

#[test]
fn a_changed_status_is_recorded_with_what_it_was() {
    given([created()])
        .when(C::SetStatus { status: pending() })
        .then([StatusChanged {
            from: open(),
            to: pending(),
        }]);
}

#[test]
fn the_same_status_records_nothing() {
    given([created()])
        .when(C::SetStatus { status: open() })
        .then([]);
}

#[test]
fn a_status_that_was_retired_meanwhile_may_stay() {
    let lost = status("lost").0;
    let change = StatusChanged {
        from: open(),
        to: lost,
    };
    given([created(), change])
        .when(C::SetStatus { status: lost })
        .then([]);
}

#[test]
fn an_unknown_or_retired_status_cannot_be_set() {
    for status in [nobody(), status("lost").0] {
        given([created()])
            .when(C::SetStatus { status })
            .wrong(["status"]);
    }
}

#[test]
fn a_changed_priority_is_recorded_with_what_it_was() {
    given([created()])
        .when(C::SetPriority { priority: urgent() })
        .then([PriorityChanged {
            from: normal(),
            to: urgent(),
        }]);
}

#[test]
fn the_same_priority_records_nothing() {
    given([created()])
        .when(C::SetPriority { priority: normal() })
        .then([]);
}

#[test]
fn an_unknown_or_retired_priority_cannot_be_set() {
    for priority in [nobody(), priority("asap").0] {
        given([created()])
            .when(C::SetPriority { priority })
            .wrong(["priority"]);
    }
}

/// Due in `due` hours, with a window between two hours from now.
fn plan(due: i64, from: i64, to: i64) -> TicketCommand {
    C::Schedule {
        due_at: in_hours(due),
        window_from: in_hours(from),
        window_to: in_hours(to),
    }
}

fn planned(due: i64, from: i64, to: i64) -> TicketEvent {
    Scheduled {
        due_at: in_hours(due),
        window_from: in_hours(from),
        window_to: in_hours(to),
    }
}

#[test]
fn dates_are_recorded_together() {
    given([created()])
        .when(plan(8, 1, 2))
        .then([planned(8, 1, 2)]);
}

#[test]
fn dates_can_be_taken_away() {
    let none = (None, None, None);
    let (due_at, window_from, window_to) = none;
    given([created(), planned(8, 1, 2)])
        .when(C::Schedule {
            due_at,
            window_from,
            window_to,
        })
        .then([Scheduled {
            due_at,
            window_from,
            window_to,
        }]);
}

#[test]
fn the_same_dates_record_nothing() {
    given([created(), planned(8, 1, 2)])
        .when(plan(8, 1, 2))
        .then([]);
}

#[test]
fn a_window_may_be_one_moment() {
    given([created()])
        .when(plan(8, 1, 1))
        .then([planned(8, 1, 1)]);
}

#[test]
fn a_window_cannot_be_turned_round() {
    given([created()]).when(plan(8, 2, 1)).wrong(["window_to"]);
}

#[test]
fn a_due_date_before_1970_is_refused() {
    given([created()])
        .when(plan(-24 * 365 * 60, 1, 2))
        .wrong(["due_at"]);
}

#[test]
fn a_tag_is_recorded_trimmed_and_in_lower_case() {
    given([created()])
        .when(add(" Fire "))
        .then([tagged("fire")]);
}

#[test]
fn a_tag_that_is_there_records_nothing_however_it_is_spelled() {
    given([created(), tagged("fire")])
        .when(add("FIRE "))
        .then([]);
}

#[test]
fn a_blank_or_overlong_tag_is_refused() {
    for tag in [" ", &"x".repeat(51)] {
        given([created()]).when(add(tag)).wrong(["tag"]);
    }
}

fn fifty_tags() -> impl Iterator<Item = TicketEvent> {
    std::iter::once(created()).chain((0..50).map(|n| tagged(&format!("tag {n}"))))
}

#[test]
fn a_fifty_first_tag_is_refused() {
    given(fifty_tags()).when(add("one more")).wrong(["tags"]);
}

#[test]
fn a_tag_that_is_there_records_nothing_even_on_a_full_ticket() {
    given(fifty_tags()).when(add("tag 7")).then([]);
}

#[test]
fn a_tag_is_taken_away_however_it_is_spelled() {
    let tag = "fire".to_owned();
    given([created(), tagged("fire")])
        .when(remove(" FIRE"))
        .then([Untagged { tag }]);
}

#[test]
fn taking_away_a_tag_that_is_not_there_records_nothing() {
    given([created()]).when(remove("fire")).then([]);
}
