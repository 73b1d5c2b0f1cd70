//! What nobody changed since is put back; the rest is told.

use super::super::{Undoing, undo};
use crate::field::FieldValue;
use crate::given::{ANA, BEN, SALES, SUPPORT, given, priority, status};
use crate::ticket::{NewMessage, Ticket, TicketCommand as C, TicketEvent, Visibility};
use crate::{FieldId, MessageId};
use TicketEvent as E;
use uuid::Uuid;

fn created() -> TicketEvent {
    let create = crate::ticket::CreateTicket {
        number: 1,
        subject: "printer on fire".to_owned(),
        department: Some(SUPPORT),
        assignees: vec![ANA],
        tags: vec!["old".to_owned()],
        ..Default::default()
    };
    let asked = given::<Ticket>([]).when(C::Create(Box::new(create)));
    asked.0.unwrap().remove(0)
}

/// The job did `events`; then `since` happened.
fn undone(events: &[TicketEvent], since: &[TicketEvent]) -> Undoing {
    let history = [created()].into_iter();
    let history = history.chain(events.iter().cloned());
    let now = given::<Ticket>(history.chain(since.iter().cloned())).state;
    undo(events, &now)
}

fn to(from: &str, to: &str) -> TicketEvent {
    let (from, to) = (status(from).0, status(to).0);
    E::StatusChanged { from, to }
}

#[test]
fn everything_goes_back_while_nobody_touched_it() {
    let field = FieldId::from_key("product");
    let value = FieldValue::Text("printer".to_owned());
    let events = [
        E::Routed {
            from: Some(SUPPORT),
            to: Some(SALES),
        },
        E::Unassigned { member: ANA },
        E::Assigned { member: BEN },
        to("open", "pending"),
        E::PriorityChanged {
            from: priority("normal").0,
            to: priority("urgent").0,
        },
        E::FieldChanged {
            field,
            from: None,
            to: Some(value),
        },
        E::Tagged {
            tag: "new".to_owned(),
        },
        E::Untagged {
            tag: "old".to_owned(),
        },
    ];
    let undoing = undone(&events, &[]);
    assert!(undoing.kept.is_empty(), "{undoing:?}");
    assert_eq!(
        undoing.commands,
        [
            C::Route {
                department: Some(SUPPORT),
                keep_assignees: Some(true),
            },
            C::SetStatus {
                status: status("open").0,
            },
            C::SetPriority {
                priority: priority("normal").0,
            },
            C::SetFields {
                changes: vec![(field, None)],
            },
            C::Assign { member: ANA },
            C::Unassign { member: BEN },
            C::Untag {
                tag: "new".to_owned(),
            },
            C::Tag {
                tag: "old".to_owned(),
            },
        ]
    );
}

#[test]
fn what_somebody_changed_since_stays_theirs() {
    let events = [
        to("open", "pending"),
        E::Tagged {
            tag: "new".to_owned(),
        },
    ];
    let since = [to("pending", "closed")];
    let undoing = undone(&events, &since);
    assert_eq!(
        undoing.commands,
        [C::Untag {
            tag: "new".to_owned()
        }]
    );
    assert_eq!(undoing.kept.len(), 1);
    assert!(undoing.kept[0].contains("status"));
    let since = [
        to("pending", "closed"),
        E::Untagged {
            tag: "new".to_owned(),
        },
    ];
    let undoing = undone(&events, &since);
    assert!(undoing.commands.is_empty());
    assert_eq!(undoing.kept.len(), 2);
}

#[test]
fn several_steps_of_one_attribute_go_back_to_the_first() {
    let events = [to("open", "pending"), to("pending", "closed")];
    let undoing = undone(&events, &[]);
    let status = status("open").0;
    assert_eq!(undoing.commands, [C::SetStatus { status }]);
    let events = [E::Assigned { member: BEN }, E::Unassigned { member: BEN }];
    assert_eq!(undone(&events, &[]), Undoing::default());
}

#[test]
fn a_deleted_ticket_comes_back_unless_it_did_already() {
    let deleted = [E::Deleted {}];
    assert_eq!(undone(&deleted, &[]).commands, [C::Restore]);
    let back = undone(&deleted, &[E::Restored {}]);
    assert!(back.commands.is_empty() && back.kept.len() == 1);
    let restored = undo(&[E::Restored {}], &given::<Ticket>([created()]).state);
    assert_eq!(restored.commands, [C::Delete]);
}

#[test]
fn what_was_said_cannot_be_taken_back() {
    let note = NewMessage::new(MessageId(Uuid::from_u128(9)), Visibility::Internal, "done");
    let posted = given::<Ticket>([created()]).when(C::PostMessage(Box::new(note)));
    let mut events = posted.0.unwrap();
    events.push(to("open", "pending"));
    let undoing = undone(&events, &[]);
    assert_eq!(undoing.commands.len(), 1);
    assert!(undoing.kept[0].contains("message"));
}
