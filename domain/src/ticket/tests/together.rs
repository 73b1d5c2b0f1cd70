//! Several commands of one request: all or nothing, and every wrong field at once.

use super::*;
use crate::aggregate::{Aggregate, FieldError};
use crate::given::{ANA, GUS};
use TicketCommand as C;

fn assign_gus() -> TicketCommand {
    C::Assign { member: GUS }
}

fn nameless() -> TicketCommand {
    C::ChangeSubject {
        subject: String::new(),
    }
}

fn invalid<const N: usize>(fields: [(&str, &str); N]) -> TicketError {
    let errors = fields.map(|(field, detail)| FieldError::new(field, detail));
    TicketError::Invalid(errors.to_vec())
}

#[test]
fn each_command_is_decided_on_what_the_last_one_left() {
    given([created()])
        .when_all([
            C::Assign { member: ANA },
            C::Assign { member: ANA },
            C::Unassign { member: ANA },
        ])
        .then([Assigned { member: ANA }, Unassigned { member: ANA }]);
}

#[test]
fn one_wrong_command_refuses_the_whole_request() {
    given([created()])
        .when_all([C::Assign { member: ANA }, nameless()])
        .wrong(["subject"]);
}

#[test]
fn all_wrong_fields_of_all_commands_are_reported_at_once() {
    given([created()])
        .when_all([
            nameless(),
            C::Assign { member: ANA },
            C::Schedule {
                due_at: in_hours(-24 * 365 * 60),
                window_from: in_hours(2),
                window_to: in_hours(1),
            },
            assign_gus(),
        ])
        .wrong(["subject", "due_at", "window_to", "member"]);
}

#[test]
fn nothing_can_follow_in_the_request_that_deletes_the_ticket() {
    given([created()])
        .when_all([C::Delete, C::Assign { member: ANA }])
        .refused(TicketError::Deleted);
}

#[test]
fn a_ticket_can_be_restored_and_changed_in_one_request() {
    given([created(), Deleted {}])
        .when_all([C::Restore, C::Assign { member: ANA }])
        .then([Restored {}, Assigned { member: ANA }]);
}

#[test]
fn a_macro_is_noted_before_what_it_does() {
    let macro_id = crate::MacroId(NOBODY);
    let version = 4;
    given([created()])
        .when_all([
            C::ApplyMacro { macro_id, version },
            C::SetStatus { status: pending() },
        ])
        .then([
            MacroApplied { macro_id, version },
            StatusChanged {
                from: open(),
                to: pending(),
            },
        ]);
}

#[test]
fn what_is_no_fault_of_a_field_is_told_first() {
    let errors = vec![
        invalid([("subject", "must not be empty")]),
        TicketError::Claimed,
        invalid([("due_at", "is odd")]),
    ];
    assert_eq!(Ticket::together(errors), TicketError::Claimed);
}

#[test]
fn a_broken_custom_field_is_not_told_to_be_missing_as_well() {
    let errors = vec![
        invalid([("fields.floor", "must be a number"), ("tag", "is bad")]),
        invalid([("fields.floor", "is required"), ("tag", "is long")]),
    ];
    let one = invalid([
        ("fields.floor", "must be a number"),
        ("tag", "is bad"),
        ("tag", "is long"),
    ]);
    assert_eq!(Ticket::together(errors), one);
}

#[test]
fn a_refusal_names_every_field_for_people() {
    let error = invalid([("subject", "must not be empty"), ("due_at", "is odd")]);
    assert_eq!(
        error.to_string(),
        "invalid ticket: subject: must not be empty; due_at: is odd"
    );
}
