//! Which rules run, and in which order.

use super::*;
use crate::given::{catalog, put};
use crate::setting::SettingEvent::{self, Retired};
use crate::{Catalog, RuleId};
use uuid::Uuid;

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

#[test]
fn a_rule_that_is_parked_does_not_run() {
    let parked = Parked {
        since: crate::given::NOW,
        reason: "It failed.".to_owned(),
    };
    let parked = Rule {
        parked: Some(parked),
        ..rule()
    };
    run(&rules(&[(1, parked), (2, rule())]), "ticket.created", [2]);
}
