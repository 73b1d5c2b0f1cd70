//! The rules of macros.

use super::*;
use crate::given::{ANA, BEN, GUS, NOBODY, NOW, SALES, TELEX, catalog, given};
use crate::given::{priority, put, status};
use crate::setting::SettingCommand::Create;
use crate::setting::SettingEvent::Saved;
use crate::setting::{Member, Setting};

mod applying;

fn with(actions: Vec<MacroAction>) -> Macro {
    Macro {
        name: "Later".to_owned(),
        names: Names::new(),
        text: None,
        actions,
        scope: MacroScope::All,
        order: 0,
        active: true,
    }
}

fn saying(body: &str) -> Macro {
    let text = MacroText {
        body: body.to_owned(),
        visibility: Visibility::Public,
    };
    Macro {
        text: Some(text),
        ..with(vec![])
    }
}

#[test]
fn a_macro_posts_or_does_something() {
    given::<Setting<Macro>>([])
        .when(Create(saying(
            "Hello {{ customer.name }}, this is {{member.name}}",
        )))
        .then([Saved(saying(
            "Hello {{ customer.name }}, this is {{member.name}}",
        ))]);
    given::<Setting<Macro>>([])
        .when(Create(with(vec![])))
        .wrong(["actions"]);
}

#[test]
fn an_unknown_placeholder_is_refused_wherever_it_stands() {
    let note = MacroAction::AddNote {
        body: "{{ticket.owner}}".to_owned(),
    };
    let both = Macro {
        actions: vec![note],
        ..saying("{{ticket.number}} {{customer.phone}}")
    };
    given::<Setting<Macro>>([])
        .when(Create(both))
        .wrong(["text.body", "actions[0].body"]);
}

#[test]
fn all_wrong_actions_are_reported_at_once() {
    use MacroAction as A;
    let long = "x".repeat(51);
    let actions = vec![
        A::SetStatus {
            status: status("lost").0,
        },
        A::SetPriority {
            priority: priority("asap").0,
        },
        A::Assign { member: GUS },
        A::Route {
            department: Some(TELEX),
            keep_assignees: None,
        },
        A::AddTags { tags: vec![] },
        A::RemoveTags {
            tags: vec![long, "fine".to_owned()],
        },
        A::SetFields {
            fields: serde_json::from_str(r#"{"moon": 1}"#).unwrap(),
        },
        A::SnoozeFor { minutes: 0 },
        A::AddNote {
            body: " ".to_owned(),
        },
    ];
    given::<Setting<Macro>>([])
        .when(Create(with(actions)))
        .wrong([
            "actions[0].status",
            "actions[1].priority",
            "actions[2].member",
            "actions[3].department",
            "actions[4].tags",
            "actions[5].tags",
            "actions[6].fields.moon",
            "actions[7].minutes",
            "actions[8].body",
        ]);
}

fn scoped(scope: MacroScope) -> Macro {
    Macro {
        scope,
        ..saying("Hello")
    }
}

#[test]
fn a_macro_is_for_departments_in_use_and_members_in_service() {
    for (scope, field) in [
        (MacroScope::Member { id: GUS }, "scope.id"),
        (MacroScope::Department { ids: vec![TELEX] }, "scope.ids"),
        (MacroScope::Department { ids: vec![] }, "scope.ids"),
    ] {
        given::<Setting<Macro>>([])
            .when(Create(scoped(scope)))
            .wrong([field]);
    }
}

#[test]
fn a_macro_is_applied_by_those_it_is_for() {
    let mut catalog = catalog();
    let seller = Member {
        department_ids: vec![SALES],
        ..Member::new("Ben")
    };
    put(&mut catalog, BEN.0, [Saved(seller)]);
    let may = |scope: MacroScope, member: MemberId| {
        scoped(scope).may_apply(&Actor::member(member.0), &catalog)
    };
    let sales = || MacroScope::Department {
        ids: vec![SALES, TELEX],
    };
    assert!(may(MacroScope::All, ANA) && may(MacroScope::All, BEN));
    assert!(may(sales(), BEN) && !may(sales(), ANA));
    assert!(!may(sales(), NOBODY.into()));
    let own = || MacroScope::Member { id: ANA };
    assert!(may(own(), ANA) && !may(own(), BEN));
    let off = Macro {
        active: false,
        ..saying("Hello")
    };
    assert!(!off.may_apply(&Actor::member(ANA.0), &catalog));
    assert!(!saying("Hello").may_apply(&Actor::SYSTEM, &catalog));
}

#[test]
fn placeholders_become_words_and_words_stay_words() {
    let words = Words {
        ticket_number: "DKT-7".to_owned(),
        ticket_subject: "{{member.name}}".to_owned(),
        customer_name: String::new(),
        member_name: "Ana".to_owned(),
    };
    let filled = words.fill("{{ticket.number}} {{ ticket.subject }}|{{customer.name}}|{{x}} }} {{");
    assert_eq!(filled, "DKT-7 {{member.name}}||{{x}} }} {{");
}

#[test]
fn every_placeholder_that_may_be_saved_is_filled() {
    let words = Words::default();
    for name in PLACEHOLDERS {
        assert_eq!(words.fill(&format!("{{{{{name}}}}}")), "", "{name}");
    }
}
