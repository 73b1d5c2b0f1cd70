//! Rules as HTTP spells them.

use super::action::{RuleAction, read_actions};
use super::timer::RuleTimer;
use super::when;
use crate::fields::Condition;
use crate::problem::Problem;
use crate::request::Reader;
use crate::settings::{Record, example_record, judged};
use crate::types::{Moment, Nullable};
use domain::Catalog;
use domain::automation;
use poem_openapi::Object;
use poem_openapi::types::Example;
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

/// An automation rule.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(example)]
pub(crate) struct Rule {
    pub id: Uuid,
    pub name: String,
    /// Rules run in this order, lowest first.
    pub position: i32,
    /// Names of the events that set it off; none where a timer does.
    pub on: Vec<String>,
    /// The moment that sets it off.
    pub timer: Nullable<RuleTimer>,
    /// What the ticket must look like; null: every ticket will do.
    pub when: Nullable<Condition>,
    pub r#do: Vec<RuleAction>,
    /// Later rules do not run for the same event after this one has matched.
    pub stop: bool,
    /// Whether it runs at all.
    pub active: bool,
    /// Why it does not run although it is active: it kept failing. Saving it lets it run again.
    pub parked: Nullable<Parked>,
    pub retired: bool,
    pub version: i32,
    pub created_at: Moment,
    pub updated_at: Moment,
}

/// Why a rule does not run although nobody switched it off.
#[derive(Clone, Debug, Object, Serialize, Deserialize)]
pub(crate) struct Parked {
    pub since: Moment,
    pub reason: String,
}

/// A rule, whole.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(example)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewRule {
    pub name: String,
    /// Rules run in this order, lowest first.
    #[oai(default)]
    #[serde(default)]
    pub position: i32,
    /// Names of the events that set it off, such as `ticket.created`; none where a timer does.
    #[oai(default)]
    #[serde(default)]
    pub on: Vec<String>,
    /// The moment that sets it off, instead of events.
    #[serde(default, deserialize_with = "crate::request::optional_object")]
    pub timer: Option<RuleTimer>,
    /// What the ticket must look like; every ticket will do unless told.
    #[serde(default)]
    pub when: Option<Condition>,
    pub r#do: Vec<RuleAction>,
    /// Later rules shall not run for the same event after this one has matched.
    #[oai(default)]
    #[serde(default)]
    pub stop: bool,
    /// Whether it runs at all; true unless told otherwise.
    #[oai(default = "yes")]
    #[serde(default = "yes")]
    pub active: bool,
}

fn yes() -> bool {
    true
}

impl NewRule {
    pub fn to_rule(&self, reader: &Reader) -> Result<automation::Rule, Problem> {
        let (mut errors, catalog) = (Vec::new(), &reader.catalog);
        let made = automation::Rule {
            name: self.name.clone(),
            position: self.position,
            on: self.on.clone(),
            timer: self.timer.as_ref().map(automation::Timer::from),
            when: when::read(self.when.as_ref(), catalog, &mut errors),
            actions: read_actions(&self.r#do, catalog, &mut errors),
            stop: self.stop,
            active: self.active,
            parked: None,
        };
        judged(made, errors, reader)
    }
}

impl Rule {
    pub fn of(rule: &automation::Rule, record: Record, catalog: &Catalog) -> Self {
        let actions = rule.actions.iter();
        Self {
            id: record.id,
            name: rule.name.clone(),
            position: rule.position,
            on: rule.on.clone(),
            timer: rule.timer.as_ref().map(RuleTimer::from).into(),
            when: when::of(&rule.when, catalog).into(),
            r#do: actions
                .filter_map(|action| RuleAction::of(action, catalog))
                .collect(),
            stop: rule.stop,
            active: rule.active,
            parked: rule.parked.as_ref().map(Parked::from).into(),
            retired: record.retired,
            version: record.version,
            created_at: record.created_at,
            updated_at: record.updated_at,
        }
    }
}

impl From<&automation::Parked> for Parked {
    fn from(parked: &automation::Parked) -> Self {
        Self {
            since: Moment(parked.since),
            reason: parked.reason.clone(),
        }
    }
}

impl Example for NewRule {
    fn example() -> Self {
        Self {
            name: "Urgent to the lead".to_owned(),
            position: 10,
            on: vec![
                "ticket.created".to_owned(),
                "ticket.priority_changed".to_owned(),
            ],
            timer: None,
            when: Some(Condition(
                json!({"path": "priority", "op": "eq", "value": "urgent"}),
            )),
            r#do: RuleAction::examples(),
            stop: false,
            active: true,
        }
    }
}

impl Example for Rule {
    fn example() -> Self {
        let made = NewRule::example();
        let record = example_record(Uuid::from_u128(0x0192_0000_0000_7000_8000_0000_0000_04e1));
        Self {
            id: record.id,
            name: made.name,
            position: made.position,
            on: made.on,
            timer: made.timer.into(),
            when: made.when.into(),
            r#do: made.r#do,
            stop: made.stop,
            active: made.active,
            parked: None.into(),
            retired: record.retired,
            version: record.version,
            created_at: record.created_at,
            updated_at: record.updated_at,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(json: &str) -> NewRule {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn a_rule_is_read_as_documented() {
        let json = r#"{"name":"n","on":["ticket.created"],"do":[{"type":"add_note","body":"b"}]}"#;
        let rule = rule(json);
        assert!(rule.active && !rule.stop);
        let mut errors = Vec::new();
        let actions = read_actions(&rule.r#do, &Catalog::default(), &mut errors);
        let body = "b".to_owned();
        let note = domain::macros::MacroAction::AddNote { body };
        assert_eq!(actions, [automation::Action::Common(note)]);
    }

    #[test]
    fn an_unknown_status_is_named_by_its_place() {
        let rule = rule(r#"{"name":"n","do":[{"type":"set_status","status":"x"}]}"#);
        let mut errors = Vec::new();
        read_actions(&rule.r#do, &Catalog::default(), &mut errors);
        assert_eq!(errors[0].field, "do[0].status");
    }
}
