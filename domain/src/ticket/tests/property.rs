//! Random commands against a simple model: the rules hold in every order of events.

use super::*;
use crate::EventPayload;
use crate::aggregate::{Aggregate, Context};
use crate::given::{SALES, decide_all, department};
use crate::setting::Department;
use commands::Request;
use model::Model;
use proptest::prelude::*;
use serde_json::json;
use std::sync::LazyLock;

pub mod commands;
mod impossible;
mod model;

/// Ben administrates; Sales takes tickets over; a pending ticket is opened or closed; a closed one
/// needs a solution and is opened by a reply.
static CATALOG: LazyLock<Catalog> = LazyLock::new(|| {
    let mut catalog = with_administrator();
    let sales = Department {
        keep_assignees_on_routing: false,
        ..department("Sales")
    };
    put(&mut catalog, SALES.0, [Saved(sales)]);
    let (id, waiting) = status("pending");
    let next = Some(vec![open(), status("closed").0]);
    put(&mut catalog, id.0, [Saved(Status { next, ..waiting })]);
    let (id, closed) = status("closed");
    let on_customer_reply = Some(open());
    let closed = Status {
        on_customer_reply,
        ..closed
    };
    put(&mut catalog, id.0, [Saved(closed)]);
    let is_closed = json!({"path": "status", "op": "eq", "value": "closed"});
    fields::define(
        &mut catalog,
        [
            json!({"key": "floor", "kind": {"type": "integer", "max": 90}}),
            json!({"key": "solution", "kind": {"type": "text"}, "required_if": is_closed}),
        ],
    );
    catalog
});

/// What a request led to, and the ticket after it.
pub fn step(ticket: &Ticket, (actor, command): &Request) -> (Option<Vec<TicketEvent>>, Ticket) {
    let context = Context {
        now: NOW,
        actor: *actor,
        access: &crate::given::unscoped(actor, &CATALOG),
        catalog: &CATALOG,
    };
    let events = decide_all(ticket, std::slice::from_ref(command), &context).ok();
    let mut after = ticket.clone();
    for event in events.iter().flatten() {
        after.evolve(event, &by(*actor));
    }
    (events, after)
}

/// Calls `check` with ticket, request, decision and ticket after it, for each request in turn.
fn walk(
    requests: &[Request],
    mut check: impl FnMut(&Ticket, &Request, Option<&[TicketEvent]>, &Ticket),
) {
    let mut ticket = Ticket::default();
    for request in requests {
        let (events, after) = step(&ticket, request);
        check(&ticket, request, events.as_deref(), &after);
        ticket = after;
    }
}

/// Commands that ask for a state, not for one more fact.
fn is_idempotent(command: &TicketCommand) -> bool {
    use TicketCommand as C;
    !matches!(
        command,
        C::Create(_)
            | C::PostMessage(_)
            | C::EditMessage(_)
            | C::SplitMessage { .. }
            | C::HandOver { .. }
            | C::MergeInto { .. }
            | C::LogTime(_)
            | C::AddChecklistItem { .. }
            | C::ApplyMacro { .. }
            | C::RecordActivity { .. }
            | C::StopAutomation { .. }
            | C::WarnOfSla(_)
            | C::BreachSla(_)
            | C::FireRule(_)
            | C::Notify(_)
            | C::EscalateSla(_)
            | C::MeetSla(_)
    )
}

/// What a change event says was there before and is there after, against the tickets themselves.
fn assert_from_and_to(event: &TicketEvent, before: &Details, after: &Details) {
    match event {
        SubjectChanged { from, to } => {
            assert_eq!((from, to), (&before.subject, &after.subject));
        }
        DescriptionChanged { from, to } => {
            assert_eq!((from, to), (&before.description, &after.description));
        }
        Routed { from, to } => {
            assert_eq!((from, to), (&before.department, &after.department));
        }
        StatusChanged { from, to } => {
            assert_eq!((from, to), (&before.status, &after.status));
        }
        PriorityChanged { from, to } => {
            assert_eq!((from, to), (&before.priority, &after.priority));
        }
        RequesterChanged { from, to, .. } => {
            assert_eq!((from, to), (&before.customer, &after.customer));
        }
        FieldChanged { field, from, to } => {
            let (old, new) = (before.fields.get(field), after.fields.get(field));
            assert_eq!((from.as_ref(), to.as_ref()), (old, new));
        }
        Merged { into } => assert_eq!(after.merged_into, Some(*into)),
        Unmerged { from } => assert_eq!(before.merged_into, Some(*from)),
        _ => {}
    }
}

proptest! {
    #[test]
    fn a_ticket_is_what_the_model_says_after_any_commands(requests in commands::any()) {
        let mut model = Model::default();
        walk(&requests, |_, request, events, after| {
            let accepted = model.take(request);
            assert_eq!(events.is_some(), accepted, "{request:?}");
            assert_eq!(Model::of(after), model, "{request:?}");
        });
    }

    #[test]
    fn an_accepted_change_asked_again_records_nothing(requests in commands::any()) {
        walk(&requests, |_, request, events, after| {
            if events.is_some() && is_idempotent(&request.1) {
                assert_eq!(step(after, request).0, Some(vec![]), "{request:?}");
            }
        });
    }

    #[test]
    fn every_recorded_change_changes_the_ticket(requests in commands::any()) {
        walk(&requests, |before, request, events, after| {
            if is_idempotent(&request.1) {
                let changed = events.is_some_and(|events| !events.is_empty());
                assert_eq!(changed, before != after, "{request:?}");
            }
        });
    }

    #[test]
    fn from_and_to_are_what_was_before_and_is_after(requests in commands::any()) {
        walk(&requests, |before, _, events, after| {
            for event in events.unwrap_or_default() {
                if let Some((before, after)) = before.details.as_deref().zip(after.details.as_deref()) {
                    assert_from_and_to(event, before, after);
                }
            }
        });
    }

    #[test]
    fn what_is_decided_can_be_stored_and_read_back(requests in commands::any()) {
        walk(&requests, |_, _, events, _| {
            for event in events.unwrap_or_default() {
                let stored = event.encode();
                let read = TicketEvent::decode(&stored.name, stored.schema, &stored.data);
                assert_eq!(read.as_ref().ok(), Some(event));
            }
        });
    }

    #[test]
    fn a_snapshot_is_the_ticket(requests in commands::any()) {
        walk(&requests, |_, _, _, after| {
            let stored = serde_json::to_string(after).unwrap();
            assert_eq!(&serde_json::from_str::<Ticket>(&stored).unwrap(), after);
        });
    }
}
