//! Random commands against a simple model: the rules hold in every order of events.

use super::*;
use crate::aggregate::Aggregate;
use crate::given::{HAPPENED, catalog, decide};
use crate::{Catalog, EventPayload};
use model::Model;
use proptest::prelude::*;
use std::sync::LazyLock;

mod commands;
mod model;

static CATALOG: LazyLock<Catalog> = LazyLock::new(catalog);

/// What the command led to, and the ticket after it.
fn step(ticket: &Ticket, command: &TicketCommand) -> (Option<Vec<TicketEvent>>, Ticket) {
    let events = decide(ticket, command, &CATALOG).ok();
    let mut after = ticket.clone();
    for event in events.iter().flatten() {
        after.evolve(event, &HAPPENED);
    }
    (events, after)
}

/// Calls `check` with ticket, command, decision and ticket after it, for each command in turn.
fn walk(
    commands: &[TicketCommand],
    mut check: impl FnMut(&Ticket, &TicketCommand, Option<&[TicketEvent]>, &Ticket),
) {
    let mut ticket = Ticket::default();
    for command in commands {
        let (events, after) = step(&ticket, command);
        check(&ticket, command, events.as_deref(), &after);
        ticket = after;
    }
}

/// Commands that ask for a state, not for one more fact.
fn is_idempotent(command: &TicketCommand) -> bool {
    use TicketCommand as C;
    !matches!(
        command,
        C::Create(_) | C::PostMessage { .. } | C::RecordActivity { .. } | C::StopAutomation { .. }
    )
}

fn is_free_of_repeats<T: PartialEq>(items: &[T]) -> bool {
    (1..items.len()).all(|i| !items[..i].contains(&items[i]))
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
        _ => {}
    }
}

proptest! {
    #[test]
    fn a_ticket_is_what_the_model_says_after_any_commands(commands in commands::any()) {
        let mut model = Model::default();
        walk(&commands, |_, command, events, after| {
            let accepted = model.take(command);
            assert_eq!(events.is_some(), accepted, "{command:?}");
            assert_eq!(Model::of(after), model, "{command:?}");
        });
    }

    #[test]
    fn nobody_is_assigned_twice_and_no_tag_is_there_twice(commands in commands::any()) {
        walk(&commands, |_, _, _, after| {
            let details = after.details.as_deref();
            assert!(details.is_none_or(|d| is_free_of_repeats(&d.assignees)));
            assert!(details.is_none_or(|d| is_free_of_repeats(&d.tags)));
        });
    }

    #[test]
    fn an_accepted_change_asked_again_records_nothing(commands in commands::any()) {
        walk(&commands, |_, command, events, after| {
            if events.is_some() && is_idempotent(command) {
                assert_eq!(step(after, command).0, Some(vec![]), "{command:?}");
            }
        });
    }

    #[test]
    fn every_recorded_change_changes_the_ticket(commands in commands::any()) {
        walk(&commands, |before, command, events, after| {
            if is_idempotent(command) {
                let changed = events.is_some_and(|events| !events.is_empty());
                assert_eq!(changed, before != after, "{command:?}");
            }
        });
    }

    #[test]
    fn from_and_to_are_what_was_before_and_is_after(commands in commands::any()) {
        walk(&commands, |before, _, events, after| {
            for event in events.unwrap_or_default() {
                if let Some((before, after)) = before.details.as_deref().zip(after.details.as_deref()) {
                    assert_from_and_to(event, before, after);
                }
            }
        });
    }

    #[test]
    fn what_is_decided_can_be_stored_and_read_back(commands in commands::any()) {
        walk(&commands, |_, _, events, _| {
            for event in events.unwrap_or_default() {
                let stored = event.encode();
                let read = TicketEvent::decode(&stored.name, stored.schema, &stored.data);
                assert_eq!(read.as_ref().ok(), Some(event));
            }
        });
    }
}
