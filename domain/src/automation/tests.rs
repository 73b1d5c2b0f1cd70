//! The rules about rules.

use super::*;
use crate::MemberId;
use crate::given::{ANA, GUS, NOBODY, SUPPORT, TELEX, given, priority, status};
use crate::limits::BODY_BYTES;
use crate::macros::MacroAction;
use crate::setting::Setting;
use crate::setting::SettingCommand::{Create, Save};
use crate::setting::SettingEvent::Saved;

mod asking;
mod running;
mod timers;
mod unknown;

/// Urgent tickets go to Ana.
fn rule() -> Rule {
    Rule {
        name: "Urgent to Ana".to_owned(),
        position: 1,
        on: vec!["ticket.created".to_owned()],
        timer: None,
        when: When::Lists(Lists {
            priority: vec![priority("urgent").0],
            ..Lists::default()
        }),
        actions: vec![assign(ANA)],
        stop: false,
        active: true,
        parked: None,
    }
}

fn assign(member: MemberId) -> Action {
    Action::Common(MacroAction::Assign { member })
}

fn note(body: &str) -> Action {
    let body = body.to_owned();
    Action::Common(MacroAction::AddNote { body })
}

#[track_caller]
fn refuses<const N: usize>(rule: Rule, fields: [&str; N]) {
    given::<Setting<Rule>>([]).when(Create(rule)).wrong(fields);
}

#[test]
fn a_rule_can_be_created() {
    given::<Setting<Rule>>([])
        .when(Create(rule()))
        .then([Saved(rule())]);
}

#[test]
fn a_rule_can_be_switched_off() {
    let off = Rule {
        active: false,
        ..rule()
    };
    given::<Setting<Rule>>([Saved(rule())])
        .when(Save(off.clone()))
        .then([Saved(off)]);
}

#[test]
fn every_event_that_people_cause_may_set_a_rule_off() {
    let on = TicketEvent::TRIGGERS.map(str::to_owned).to_vec();
    let all = Rule { on, ..rule() };
    given::<Setting<Rule>>([])
        .when(Create(all.clone()))
        .then([Saved(all)]);
}

#[test]
fn a_rule_on_an_unknown_event_is_refused() {
    let on = ["ticket.created", "ticket.exploded"].map(str::to_owned);
    refuses(
        Rule {
            on: on.to_vec(),
            ..rule()
        },
        ["on"],
    );
}

#[test]
fn a_rule_is_not_set_off_by_imports_or_by_its_own_stopping() {
    for name in ["ticket.activity_recorded", "ticket.automation_stopped"] {
        let on = vec![name.to_owned()];
        refuses(Rule { on, ..rule() }, ["on"]);
    }
}

#[test]
fn a_rule_on_no_event_is_refused() {
    let on = vec![];
    refuses(Rule { on, ..rule() }, ["on"]);
}

#[test]
fn a_rule_on_more_than_fifty_events_is_refused() {
    let on = vec!["ticket.created".to_owned(); 51];
    refuses(Rule { on, ..rule() }, ["on"]);
}

#[test]
fn a_rule_without_name_is_refused() {
    let name = String::new();
    refuses(Rule { name, ..rule() }, ["name"]);
}

#[test]
fn a_rule_without_actions_is_refused() {
    let actions = vec![];
    refuses(Rule { actions, ..rule() }, ["do"]);
}

#[test]
fn a_rule_with_more_than_fifty_actions_is_refused() {
    let actions = vec![note("Hello"); 51];
    refuses(Rule { actions, ..rule() }, ["do"]);
}

#[test]
fn a_rule_about_unknown_or_retired_things_is_refused() {
    let when = When::Lists(Lists {
        status: vec![status("open").0, status("lost").0],
        priority: vec![NOBODY.into()],
        department: vec![TELEX],
    });
    refuses(
        Rule { when, ..rule() },
        ["when.status", "when.priority", "when.department"],
    );
}

#[test]
fn a_rule_lists_fifty_values_at_most() {
    let when = When::Lists(Lists {
        department: vec![SUPPORT; 51],
        ..Lists::default()
    });
    refuses(Rule { when, ..rule() }, ["when.department"]);
}

#[test]
fn an_action_with_unknown_or_retired_things_is_refused_by_its_place() {
    let actions = vec![
        assign(ANA),
        assign(GUS),
        Action::Common(MacroAction::SetStatus {
            status: NOBODY.into(),
        }),
    ];
    refuses(Rule { actions, ..rule() }, ["do[1].member", "do[2].status"]);
}

#[test]
fn a_note_must_be_a_message_that_could_be_posted() {
    for body in [" ", "a\0", &"x".repeat(BODY_BYTES + 1)] {
        let actions = vec![note(body)];
        refuses(Rule { actions, ..rule() }, ["do[0].body"]);
    }
}

#[test]
fn a_rule_that_outgrows_the_log_is_refused() {
    let actions = vec![note(&"x".repeat(BODY_BYTES)); 3];
    refuses(Rule { actions, ..rule() }, ["do"]);
}

#[test]
fn the_rules_that_every_installation_begins_with_can_be_saved() {
    let rules = Rule::built_in();
    assert_eq!(rules.len(), 3);
    for (_, rule) in rules {
        assert!(rule.runs());
        given::<Setting<Rule>>([])
            .when(Create(rule.clone()))
            .then([Saved(rule)]);
    }
}
