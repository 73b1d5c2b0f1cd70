//! What a new ticket must not say.

use super::super::*;
use crate::given::{ANA, GUS, TELEX};
use crate::limits::BODY_BYTES;

#[track_caller]
fn refuses_subject(subject: &str) {
    let subject = subject.to_owned();
    refuses(CreateTicket { subject, ..new() }, ["subject"]);
}

#[track_caller]
fn refuses<const N: usize>(new: CreateTicket, fields: [&str; N]) {
    given([]).when(create(new)).wrong(fields);
}

#[test]
fn a_blank_subject_is_refused() {
    refuses_subject(" \u{a0} ");
}

#[test]
fn a_subject_of_501_characters_is_refused() {
    refuses_subject(&"x".repeat(501));
}

#[test]
fn a_subject_with_a_line_break_is_refused() {
    refuses_subject("Printer\non fire");
}

#[test]
fn a_subject_with_a_nul_is_refused() {
    refuses_subject("Printer\0");
}

#[test]
fn a_description_with_a_nul_is_refused() {
    let description = "a\0b".to_owned();
    refuses(
        CreateTicket {
            description,
            ..new()
        },
        ["description"],
    );
}

#[test]
fn a_description_over_256_kib_is_refused() {
    let description = "x".repeat(BODY_BYTES + 1);
    refuses(
        CreateTicket {
            description,
            ..new()
        },
        ["description"],
    );
}

#[test]
fn a_description_that_outgrows_the_log_once_encoded_is_refused() {
    let description = "\n".repeat(BODY_BYTES);
    refuses(
        CreateTicket {
            description,
            ..new()
        },
        ["description"],
    );
}

#[test]
fn an_unknown_or_retired_status_is_refused() {
    for id in [nobody(), status("lost").0] {
        let status = Some(id);
        refuses(CreateTicket { status, ..new() }, ["status"]);
    }
}

#[test]
fn an_unknown_or_retired_priority_is_refused() {
    for id in [nobody(), priority("asap").0] {
        let priority = Some(id);
        refuses(CreateTicket { priority, ..new() }, ["priority"]);
    }
}

#[test]
fn an_unknown_or_retired_department_is_refused() {
    for id in [nobody(), TELEX] {
        let department = Some(id);
        refuses(
            CreateTicket {
                department,
                ..new()
            },
            ["department_id"],
        );
    }
}

#[test]
fn an_unknown_or_retired_assignee_is_refused() {
    for id in [nobody(), GUS] {
        let assignees = vec![ANA, id];
        refuses(CreateTicket { assignees, ..new() }, ["assignee_ids"]);
    }
}

#[test]
fn more_than_fifty_assignees_are_refused() {
    let assignees = vec![ANA; 51];
    refuses(CreateTicket { assignees, ..new() }, ["assignee_ids"]);
}

#[test]
fn more_than_fifty_tags_are_refused() {
    let tags = (0..51).map(|n| format!("tag {n}")).collect();
    refuses(CreateTicket { tags, ..new() }, ["tags"]);
}

#[test]
fn a_blank_tag_is_refused() {
    let tags = vec!["fire".to_owned(), " ".to_owned()];
    refuses(CreateTicket { tags, ..new() }, ["tags"]);
}

#[test]
fn a_tag_is_measured_as_it_will_be_kept() {
    let tags = vec!["İ".repeat(26)]; // 52 characters in lower case
    refuses(CreateTicket { tags, ..new() }, ["tags"]);
}

#[test]
fn dates_out_of_range_are_refused() {
    let far = Some("2300-01-01T00:00:00Z".parse().unwrap());
    let told = CreateTicket {
        due_at: far,
        window_from: far,
        window_to: far,
        ..new()
    };
    refuses(told, ["due_at", "window_from", "window_to"]);
}

#[test]
fn a_window_that_ends_before_it_begins_is_refused() {
    let told = CreateTicket {
        window_from: in_hours(2),
        window_to: in_hours(1),
        ..new()
    };
    refuses(told, ["window_to"]);
}

#[test]
fn a_requester_needs_a_proper_address_and_one_line_names() {
    let requester = Some(Requester {
        name: Some("Da\nna".to_owned()),
        email: Some("dana".to_owned()),
        organisation: Some(" ".to_owned()),
    });
    refuses(
        CreateTicket { requester, ..new() },
        [
            "requester.name",
            "requester.organisation",
            "requester.email",
        ],
    );
}

#[test]
fn all_wrong_fields_are_reported_at_once() {
    let told = CreateTicket {
        subject: String::new(),
        description: "\0".to_owned(),
        status: Some(nobody()),
        priority: Some(nobody()),
        department: Some(nobody()),
        assignees: vec![nobody()],
        window_from: in_hours(2),
        window_to: in_hours(1),
        tags: vec![String::new()],
        ..new()
    };
    refuses(
        told,
        [
            "subject",
            "description",
            "tags",
            "status",
            "priority",
            "department_id",
            "assignee_ids",
            "window_to",
        ],
    );
}
