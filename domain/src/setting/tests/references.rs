//! What names a department or a member.

use super::*;
use crate::automation::{Action, Lists, Rule, When};
use crate::given::{BEN, NOW};
use crate::macros::{Macro, MacroAction, MacroScope};

const RULE: Uuid = Uuid::from_u128(0x51);
const MACRO: Uuid = Uuid::from_u128(0x52);

fn rule() -> Rule {
    Rule {
        name: "Sales to Ben".to_owned(),
        position: 1,
        on: vec!["ticket.created".to_owned()],
        timer: None,
        when: When::Lists(Lists {
            department: vec![SALES],
            ..Lists::default()
        }),
        actions: vec![Action::Common(MacroAction::Assign { member: BEN })],
        stop: false,
        active: true,
        parked: None,
    }
}

fn routing() -> Macro {
    Macro {
        name: "To sales".to_owned(),
        names: Names::new(),
        text: None,
        actions: vec![MacroAction::Route {
            department: Some(SALES),
            keep_assignees: None,
        }],
        scope: MacroScope::Member { id: BEN },
        order: 0,
        active: true,
    }
}

fn kinds(references: Vec<Reference>) -> Vec<(&'static str, String)> {
    references.into_iter().map(|r| (r.kind, r.name)).collect()
}

#[test]
fn rules_and_macros_that_name_a_department_are_found() {
    let mut catalog = catalog();
    put(&mut catalog, RULE, [Saved(rule())]);
    put(&mut catalog, MACRO, [Saved(routing())]);
    let found = kinds(catalog.references_to_department(SALES));
    let expected = [("rule", "Sales to Ben"), ("macro", "To sales")];
    assert_eq!(found, expected.map(|(kind, name)| (kind, name.to_owned())));
    assert_eq!(catalog.references_to_department(SUPPORT), []);
}

#[test]
fn what_was_retired_stands_in_nobodys_way() {
    let mut catalog = catalog();
    put(&mut catalog, RULE, [Saved(rule()), Retired]);
    assert_eq!(catalog.references_to_department(SALES), []);
}

#[test]
fn departments_that_a_member_leads_and_those_they_stand_in_for_are_found() {
    let mut catalog = catalog();
    let led = Department {
        lead: Some(BEN),
        ..department("Support")
    };
    let away = Member {
        away: Some(Away {
            from: NOW,
            until: NOW,
            substitute: Some(BEN),
        }),
        ..member("Ana")
    };
    put(&mut catalog, SUPPORT.0, [Saved(led)]);
    put(&mut catalog, ANA.0, [Saved(away)]);
    put(&mut catalog, RULE, [Saved(rule())]);
    put(&mut catalog, MACRO, [Saved(routing())]);
    let found = kinds(catalog.references_to_member(BEN));
    let expected = [
        ("department", "Support"),
        ("member", "Ana"),
        ("rule", "Sales to Ben"),
        ("macro", "To sales"),
    ];
    assert_eq!(found, expected.map(|(kind, name)| (kind, name.to_owned())));
    assert_eq!(catalog.references_to_member(ANA), []);
}
