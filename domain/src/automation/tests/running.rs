//! Which rules run, and what they ask.

use super::*;
use crate::given::{HAPPENED, SALES, catalog, put};
use crate::setting::SettingEvent::{self, Retired};
use crate::ticket::{Created, NewMessage};
use crate::{Aggregate, Catalog, RuleId};

/// An urgent, open ticket in Support.
fn ticket() -> Ticket {
    let mut ticket = Ticket::default();
    let created = TicketEvent::Created(Box::new(Created {
        department: Some(SUPPORT),
        ..Created::new(1, "Printer on fire", status("open").0, priority("urgent").0)
    }));
    ticket.evolve(&created, &HAPPENED);
    ticket
}

fn when(statuses: &[&str], priorities: &[&str], departments: &[DepartmentId]) -> When {
    When {
        status: statuses.iter().map(|key| status(key).0).collect(),
        priority: priorities.iter().map(|key| priority(key).0).collect(),
        department: departments.to_vec(),
    }
}

#[test]
fn a_condition_that_asks_nothing_matches_every_ticket() {
    assert!(When::default().matches(&ticket()));
}

#[test]
fn no_condition_matches_a_ticket_that_is_not_there() {
    assert!(!When::default().matches(&Ticket::default()));
}

#[test]
fn a_condition_matches_when_each_list_names_what_the_ticket_has() {
    let all = when(&["pending", "open"], &["urgent"], &[SALES, SUPPORT]);
    assert!(all.matches(&ticket()));
}

#[test]
fn a_condition_fails_when_one_list_does_not_name_what_the_ticket_has() {
    for one in [
        when(&["pending"], &["urgent"], &[SUPPORT]),
        when(&["open"], &["high", "normal"], &[SUPPORT]),
        when(&["open"], &["urgent"], &[SALES]),
    ] {
        assert!(!one.matches(&ticket()), "{one:?}");
    }
}

#[test]
fn a_ticket_without_department_matches_no_list_of_departments() {
    let mut ticket = ticket();
    let routed = TicketEvent::Routed {
        from: Some(SUPPORT),
        to: None,
    };
    ticket.evolve(&routed, &HAPPENED);
    assert!(!when(&[], &[], &[SUPPORT]).matches(&ticket));
}

#[test]
fn actions_ask_what_a_member_would_ask() {
    let id = NOBODY;
    let (status, body) = (status("closed").0, "Seen".to_owned());
    let posted = TicketCommand::PostMessage(Box::new(NewMessage::new(
        MessageId(id),
        Visibility::Internal,
        body,
    )));
    for (action, command) in [
        (
            Action::Assign { member: ANA },
            TicketCommand::Assign { member: ANA },
        ),
        (
            Action::SetStatus { status },
            TicketCommand::SetStatus { status },
        ),
        (note("Seen"), posted),
    ] {
        assert_eq!(action.command(id), command);
    }
}

fn rules(rules: &[(u128, Rule)]) -> Catalog {
    let mut catalog = catalog();
    for (id, rule) in rules {
        put(&mut catalog, Uuid::from_u128(*id), [Saved(rule.clone())]);
    }
    catalog
}

#[track_caller]
fn run<const N: usize>(catalog: &Catalog, event: &str, ids: [u128; N]) {
    let run: Vec<_> = (catalog.rules_on(event).into_iter())
        .map(|(id, ..)| id)
        .collect();
    assert_eq!(run, ids.map(|id| RuleId(Uuid::from_u128(id))));
}

#[test]
fn rules_run_by_position_then_by_id() {
    let at = |position| Rule { position, ..rule() };
    let catalog = rules(&[(1, at(5)), (4, at(-1)), (3, at(2)), (2, at(2))]);
    run(&catalog, "ticket.created", [4, 2, 3, 1]);
}

#[test]
fn rules_on_other_events_do_not_run() {
    run(&rules(&[(1, rule())]), "ticket.assigned", []);
}

#[test]
fn rules_that_are_switched_off_or_retired_do_not_run() {
    let off = Rule {
        active: false,
        ..rule()
    };
    let mut catalog = rules(&[(1, off), (2, rule())]);
    put(&mut catalog, Uuid::from_u128(3), retired());
    run(&catalog, "ticket.created", [2]);
}

fn retired() -> [SettingEvent<Rule>; 2] {
    [Saved(rule()), Retired]
}

#[test]
fn a_rule_runs_in_the_version_of_its_last_save() {
    let mut catalog = catalog();
    put(
        &mut catalog,
        NOBODY,
        [Saved(rule()), Retired, Saved(rule())],
    );
    let versions: Vec<_> = (catalog.rules_on("ticket.created").into_iter())
        .map(|(_, version, _)| version)
        .collect();
    assert_eq!(versions, [3]);
}
