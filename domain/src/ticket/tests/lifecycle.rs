//! Before a ticket is there, after it was deleted, and back.

use super::*;
use crate::given::{ANA, SUPPORT};
use crate::ticket::{Format, LinkKind, Mentions, MessageEdit, Participant, TimeEntry};
use crate::{ChecklistItemId, MacroId, TimeEntryId};
use TicketCommand as C;

/// One command of every kind that asks for a change of an existing ticket.
pub fn changes() -> Vec<TicketCommand> {
    let mut all = changes_of_attributes();
    all.extend(changes_of_people());
    all.extend(changes_of_conversation());
    all.extend(changes_of_work());
    all
}

fn changes_of_attributes() -> Vec<TicketCommand> {
    let text = str::to_owned;
    vec![
        C::ChangeSubject {
            subject: text("Other"),
        },
        C::ChangeDescription {
            description: text("Other"),
        },
        C::SetStatus { status: pending() },
        C::SetPriority { priority: urgent() },
        C::Schedule {
            due_at: in_hours(1),
            window_from: None,
            window_to: None,
        },
        C::Snooze {
            until: in_hours(1).unwrap(),
        },
        C::Wake,
        C::Tag { tag: text("fire") },
        C::Untag { tag: text("fire") },
        C::SetFields { changes: vec![] },
    ]
}

fn changes_of_people() -> Vec<TicketCommand> {
    let (member, who) = (ANA, Participant::Customer(DANA));
    vec![
        C::ChangeRequester {
            customer: Some(DANA),
            organisation: None,
        },
        C::AddCc { who },
        C::RemoveCc { who },
        C::Watch { who },
        C::Unwatch { who },
        C::Assign { member },
        C::Unassign { member },
        C::Claim { member },
        C::Offer { member },
        C::HandOver { from: ANA, to: BEN },
        C::Route {
            department: Some(SUPPORT),
            keep_assignees: None,
        },
    ]
}

fn changes_of_conversation() -> Vec<TicketCommand> {
    let message = message(1);
    vec![
        post(Visibility::Public, "Hello"),
        post(Visibility::Internal, "Hello"),
        C::EditMessage(Box::new(MessageEdit {
            message,
            body: "Hello again".to_owned(),
            format: Format::Text,
            mentions: Mentions::default(),
        })),
        C::SplitMessage {
            message,
            to: other(2),
        },
        C::AttachFile { file: file(1, 10) },
        C::DetachFile {
            attachment: file(1, 10).id,
        },
    ]
}

fn changes_of_work() -> Vec<TicketCommand> {
    let (kind, ticket) = (LinkKind::ChildOf, other(2));
    let (item, entry) = (ChecklistItemId(NOBODY), TimeEntryId(NOBODY));
    let text = "Call".to_owned();
    vec![
        C::Link { kind, ticket },
        C::Unlink { kind, ticket },
        C::MergeInto { ticket },
        C::Absorb { ticket, cc: vec![] },
        C::Release { ticket },
        C::LogTime(TimeEntry {
            entry,
            member: ANA,
            minutes: 5,
            note: String::new(),
            worked_at: NOW,
        }),
        C::RemoveTimeEntry { entry },
        C::AddChecklistItem {
            item,
            text: text.clone(),
        },
        C::RewordChecklistItem { item, text },
        C::CheckChecklistItem { item, done: true },
        C::RemoveChecklistItem { item },
        C::ReorderChecklist { items: vec![] },
        C::ApplyMacro {
            macro_id: MacroId(NOBODY),
            version: 1,
        },
    ]
}

fn redact() -> TicketCommand {
    C::RedactMessage {
        message: message(1),
        reason: "wrong ticket".to_owned(),
    }
}

#[test]
fn nothing_can_be_done_to_a_ticket_that_was_never_created() {
    let others = [
        C::Delete,
        C::Restore,
        C::Unmerge,
        redact(),
        activity(),
        stop(),
    ];
    for command in changes().into_iter().chain(others) {
        given([]).when(command).refused(TicketError::NotFound);
    }
}

#[test]
fn a_deleted_ticket_refuses_every_change() {
    for command in changes() {
        given([created(), Deleted {}])
            .when(command)
            .refused(TicketError::Deleted);
    }
}

#[test]
fn a_deleted_ticket_refuses_bad_input_as_deleted_first() {
    given([created(), Deleted {}])
        .when(post(Visibility::Public, ""))
        .refused(TicketError::Deleted);
}

#[test]
fn a_ticket_can_be_deleted() {
    given([created()]).when(C::Delete).then([Deleted {}]);
}

#[test]
fn deleting_twice_records_it_once() {
    given([created(), Deleted {}]).when(C::Delete).then([]);
}

#[test]
fn a_deleted_ticket_can_be_restored() {
    given([created(), Deleted {}])
        .when(C::Restore)
        .then([Restored {}]);
}

#[test]
fn restoring_a_ticket_that_is_there_records_nothing() {
    given([created()]).when(C::Restore).then([]);
}

#[test]
fn a_restored_ticket_can_be_changed_again() {
    given([created(), Deleted {}, Restored {}])
        .when(C::Assign { member: ANA })
        .then([Assigned { member: ANA }]);
}

#[test]
fn a_restored_ticket_is_as_it_was() {
    let before = given([created(), Assigned { member: ANA }]).state;
    let after = given([created(), Assigned { member: ANA }, Deleted {}, Restored {}]).state;
    assert_eq!(after, before);
}

#[test]
fn an_imported_line_is_recorded() {
    given([created()])
        .when(activity())
        .then([activity_recorded()]);
}

#[test]
fn an_imported_line_is_recorded_even_on_a_deleted_ticket() {
    given([created(), Deleted {}])
        .when(activity())
        .then([activity_recorded()]);
}

#[test]
fn the_same_imported_line_is_a_fact_each_time() {
    given([created(), activity_recorded()])
        .when(activity())
        .then([activity_recorded()]);
}

#[test]
fn an_imported_line_that_cannot_be_stored_is_refused() {
    given([created()])
        .when(C::RecordActivity {
            activity: " ".to_owned(),
            source: "a\0.csv".to_owned(),
            line: 12,
            attributes: BTreeMap::from([(String::new(), "a\0".to_owned())]),
        })
        .wrong(["activity", "source", "attributes", "attributes"]);
}

#[test]
fn an_imported_line_that_outgrows_the_log_is_refused() {
    let long = "x".repeat(200 * 1024);
    given([created()])
        .when(C::RecordActivity {
            activity: "Closed".to_owned(),
            source: "helpdesk.csv".to_owned(),
            line: 12,
            attributes: ["a", "b", "c"]
                .map(|name| (name.to_owned(), long.clone()))
                .into(),
        })
        .wrong(["attributes"]);
}

#[test]
fn a_stopped_rule_is_recorded() {
    given([created()]).when(stop()).then([stopped()]);
}

#[test]
fn a_stopped_rule_is_recorded_even_on_a_deleted_ticket() {
    given([created(), Deleted {}])
        .when(stop())
        .then([stopped()]);
}

#[test]
fn recorded_facts_do_not_change_the_ticket() {
    let before = given([created()]).state;
    let after = given([created(), activity_recorded(), stopped()]).state;
    assert_eq!(after, before);
}
