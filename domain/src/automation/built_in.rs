//! The rules that every installation begins with: no ticket is forgotten.

use super::{Action, Moment, Recipient, Rule, RuleAction, Timer, When};
use crate::RuleId;
use crate::condition::Condition;
use crate::ids::derived;
use crate::macros::MacroAction;
use serde_json::{Value, json};

/// Half an hour, four hours and three days, in seconds.
const UNASSIGNED: i64 = 30 * 60;
const WAITING: i64 = 4 * 60 * 60;
const UNTOUCHED: i64 = 3 * 24 * 60 * 60;

impl Rule {
    /// The rules that every installation begins with, each with its id; people may change them,
    /// switch them off and retire them.
    #[must_use]
    pub fn built_in() -> Vec<(RuleId, Self)> {
        let unassigned = Timer::After {
            moment: Moment::UnassignedSince,
            seconds: UNASSIGNED,
            business_time: true,
        };
        let waiting = Timer::After {
            moment: Moment::WaitingSince,
            seconds: WAITING,
            business_time: true,
        };
        let untouched = Timer::After {
            moment: Moment::TouchedAt,
            seconds: UNTOUCHED,
            business_time: false,
        };
        let lead = || vec![Recipient::Lead {}];
        let both = || vec![Recipient::Assignees {}, Recipient::Lead {}];
        [
            (
                "unassigned",
                "Nobody has it",
                unassigned,
                "unassigned",
                lead(),
            ),
            (
                "waiting",
                "The customer waits",
                waiting,
                "customer-waits",
                both(),
            ),
            (
                "untouched",
                "Untouched for days",
                untouched,
                "untouched",
                both(),
            ),
        ]
        .map(|(key, name, timer, tag, to)| {
            let rule = surfaced((name, timer), tag, to);
            (RuleId(derived("rule", key)), rule)
        })
        .into()
    }
}

/// Tags the ticket, so that lists show it, and tells somebody.
#[expect(clippy::expect_used, reason = "a test saves each of these rules")]
fn surfaced((name, timer): (&str, Timer), tag: &str, to: Vec<Recipient>) -> Rule {
    let condition = serde_json::from_value::<Condition>(open()).expect("a condition as tested");
    let tags = vec![tag.to_owned()];
    let text = format!("{{{{ticket.number}}}} {{{{ticket.subject}}}}: {name}.");
    Rule {
        name: name.to_owned(),
        position: 1000,
        on: Vec::new(),
        timer: Some(timer),
        when: When::Condition(condition),
        actions: vec![
            Action::Common(MacroAction::AddTags { tags }),
            Action::Own(RuleAction::Notify { to, text }),
        ],
        stop: false,
        active: true,
        parked: None,
    }
}

fn open() -> Value {
    json!({"path": "status_category", "op": "in", "value": ["new", "open"]})
}
