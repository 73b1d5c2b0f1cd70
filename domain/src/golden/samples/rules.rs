//! Samples of rules and of what they did.

use super::saved;
use crate::automation::{
    Action, LinkedTicket, Lists, Matched, Moment, Parked, Recipient, Rule, RuleAction, Schedule,
    Timer, When,
};
use crate::event::EncodedEvent;
use crate::given::{ANA, BEN, NOBODY, SUPPORT, priority, status};
use crate::macros::MacroAction;
use crate::setting::{Assignment, TimeOfDay, Weekday};
use crate::ticket::{LinkKind, Notified, RuleFired};
use crate::{MacroId, RuleId};
use jiff::Timestamp;
use serde_json::json;

pub(super) fn labelled() -> [(&'static str, EncodedEvent); 4] {
    [
        (".bare", saved(bare())),
        (".actions", saved(acting())),
        (".timer", saved(timed())),
        (".schedule", saved(scheduled())),
    ]
}

fn bare() -> Rule {
    Rule {
        name: "Everything to Ana".to_owned(),
        position: 1,
        on: vec!["ticket.created".to_owned()],
        timer: None,
        when: When::default(),
        actions: vec![Action::Common(MacroAction::Assign { member: ANA })],
        stop: false,
        active: false,
        parked: None,
    }
}

pub(super) fn full() -> Rule {
    let note = "Look at this first".to_owned();
    let actions = [
        MacroAction::Assign { member: BEN },
        MacroAction::SetStatus {
            status: status("in_progress").0,
        },
        MacroAction::AddNote { body: note },
    ];
    Rule {
        name: "Urgent first".to_owned(),
        on: vec![
            "ticket.created".to_owned(),
            "ticket.priority_changed".to_owned(),
        ],
        when: When::Lists(Lists {
            status: vec![status("open").0],
            priority: vec![priority("urgent").0],
            department: vec![SUPPORT],
        }),
        actions: actions.map(Action::Common).to_vec(),
        stop: true,
        active: true,
        ..bare()
    }
}

/// A condition about the event, and every action that only rules have.
fn acting() -> Rule {
    use RuleAction as A;
    let condition = json!({"all": [
        {"path": "changed", "op": "contains", "value": "priority"},
        {"path": "before.priority", "op": "eq", "value": "low"},
        {"path": "event.actor", "op": "ne", "value": "rule"},
    ]});
    let actions = [
        A::Reply {
            body: "Hello {{customer.name}}".to_owned(),
        },
        A::SetDueIn {
            seconds: 14_400,
            business_time: true,
        },
        A::ClearDue {},
        A::AssignLead {},
        A::AssignByTurn {
            how: Assignment::LeastLoaded,
        },
        A::AssignPrevious {},
        A::Unassign { member: ANA },
        A::Watch { member: BEN },
        A::RunMacro {
            macro_id: MacroId(NOBODY),
        },
        A::CreateLinked(LinkedTicket {
            subject: "Part of {{ticket.number}}".to_owned(),
            description: "What is to be done".to_owned(),
            department: Some(SUPPORT),
            kind: LinkKind::ChildOf,
        }),
        A::SendMail {
            to: recipients(),
            subject: "{{ticket.number}} waits".to_owned(),
            body: "Please look at it.".to_owned(),
        },
        A::CallWebhook {
            url: "https://example.org/hook".to_owned(),
        },
        A::Notify {
            to: vec![Recipient::Lead {}],
            text: "It waits".to_owned(),
        },
        A::SuppressOthers {},
    ];
    Rule {
        when: serde_json::from_value(condition).expect("a condition"),
        actions: actions.map(Action::Own).to_vec(),
        ..bare()
    }
}

fn recipients() -> Vec<Recipient> {
    vec![
        Recipient::Requester {},
        Recipient::Assignees {},
        Recipient::Lead {},
        Recipient::Department {},
        Recipient::Watchers {},
        Recipient::Administrators {},
        Recipient::Member { id: ANA },
        Recipient::Address {
            email: "ops@example.org".to_owned(),
        },
    ]
}

fn timed() -> Rule {
    let parked = Parked {
        since: at(60),
        reason: "It failed on 10 tickets in a row.".to_owned(),
    };
    Rule {
        on: vec![],
        timer: Some(Timer::After {
            moment: Moment::WaitingSince,
            seconds: 14_400,
            business_time: true,
        }),
        parked: Some(parked),
        ..bare()
    }
}

fn scheduled() -> Rule {
    let schedule = Schedule {
        days: vec![Weekday::Monday],
        times: vec![TimeOfDay::of_hour(8)],
        time_zone: Some("Asia/Jerusalem".to_owned()),
    };
    Rule {
        timer: Some(Timer::Schedule(schedule)),
        ..timed()
    }
}

/// What a rule did.
pub(super) fn fired() -> RuleFired {
    RuleFired {
        rule: RuleId(NOBODY),
        rule_version: 3,
        name: "Urgent first".to_owned(),
        on: "timer".to_owned(),
        due_at: Some(at(3_600)),
        matched: vec![Matched {
            path: "priority".to_owned(),
            value: json!("urgent"),
        }],
    }
}

/// Whom it told what.
pub(super) fn notified() -> Notified {
    Notified {
        rule: RuleId(NOBODY),
        rule_version: 3,
        members: vec![ANA, BEN],
        text: "DKT-7 is late.".to_owned(),
    }
}

fn at(second: i64) -> Timestamp {
    Timestamp::constant(1_767_225_600 + second, 0)
}
