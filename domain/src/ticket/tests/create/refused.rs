//! What a new ticket must not say.

use super::super::*;
use crate::FieldId;
use crate::field::FieldValue;
use crate::given::{ANA, GUS, TELEX};
use crate::limits::BODY_BYTES;
use crate::ticket::Participant;

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
fn copies_and_watching_are_for_members_in_service() {
    for id in [nobody(), GUS] {
        let who = vec![Participant::Customer(nobody()), Participant::Member(id)];
        let told = CreateTicket {
            cc: who.clone(),
            watchers: who,
            ..new()
        };
        refuses(told, ["cc", "watchers"]);
    }
}

#[test]
fn more_than_fifty_copies_or_watchers_are_refused() {
    let many = vec![Participant::Member(ANA); 51];
    let told = CreateTicket {
        cc: many.clone(),
        watchers: many,
        ..new()
    };
    refuses(told, ["cc", "watchers"]);
}

#[test]
fn all_wrong_fields_are_reported_at_once() {
    let stranger = Requester {
        email: Some("dana".to_owned()),
        ..Requester::default()
    };
    let told = CreateTicket {
        subject: String::new(),
        description: "\0".to_owned(),
        tags: vec![String::new()],
        requester: Some(stranger),
        status: Some(nobody()),
        priority: Some(nobody()),
        department: Some(nobody()),
        assignees: vec![nobody()],
        cc: vec![Participant::Member(GUS)],
        watchers: vec![Participant::Member(GUS)],
        window_from: in_hours(2),
        window_to: in_hours(1),
        files: vec![file(1, u64::MAX)],
        fields: vec![(FieldId(NOBODY), Some(FieldValue::Bool(true)))],
        ..new()
    };
    refuses(
        told,
        [
            "subject",
            "description",
            "tags",
            "requester.email",
            "status",
            "priority",
            "department_id",
            "assignee_ids",
            "cc",
            "watchers",
            "window_to",
            "attachments",
            "fields.00000000-0000-0000-0000-0000000000ff",
        ],
    );
}
