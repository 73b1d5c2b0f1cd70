//! What shall be different of a rule.

use super::action::{RuleAction, read_actions};
use super::timer::RuleTimer;
use super::when;
use crate::fields::Condition;
use crate::problem::Problem;
use crate::request::{Reader, present};
use crate::settings::{judged, kept};
use crate::types::Nullable;
use domain::automation;
use poem_openapi::Object;
use poem_openapi::types::Example;
use serde::{Deserialize, Serialize};

/// What shall be different of a rule; `null` takes a condition or a timer away.
#[derive(Debug, Default, Object, Serialize, Deserialize)]
#[oai(example)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct RulePatch {
    #[serde(deserialize_with = "present")]
    pub name: Option<String>,
    #[serde(deserialize_with = "present")]
    pub position: Option<i32>,
    /// All names of events.
    #[serde(deserialize_with = "present")]
    pub on: Option<Vec<String>>,
    #[serde(deserialize_with = "present")]
    pub timer: Option<Nullable<RuleTimer>>,
    #[serde(deserialize_with = "present")]
    pub when: Option<Nullable<Condition>>,
    /// All actions.
    #[serde(deserialize_with = "present")]
    pub r#do: Option<Vec<RuleAction>>,
    #[serde(deserialize_with = "present")]
    pub stop: Option<bool>,
    #[serde(deserialize_with = "present")]
    pub active: Option<bool>,
}

impl RulePatch {
    pub fn applied_to(
        &self,
        now: &automation::Rule,
        reader: &Reader,
    ) -> Result<automation::Rule, Problem> {
        let (mut errors, catalog) = (Vec::new(), &reader.catalog);
        let mut rule = automation::Rule {
            name: kept(self.name.as_ref(), &now.name),
            position: self.position.unwrap_or(now.position),
            on: kept(self.on.as_ref(), &now.on),
            stop: self.stop.unwrap_or(now.stop),
            active: self.active.unwrap_or(now.active),
            parked: None, // whoever saves it has seen to what was wrong
            ..now.clone()
        };
        if let Some(timer) = &self.timer {
            rule.timer = timer.0.as_ref().map(automation::Timer::from);
        }
        if let Some(when) = &self.when {
            rule.when = when::read(when.0.as_ref(), catalog, &mut errors);
        }
        if let Some(actions) = &self.r#do {
            rule.actions = read_actions(actions, catalog, &mut errors);
        }
        judged(rule, errors, reader)
    }
}

impl Example for RulePatch {
    fn example() -> Self {
        Self {
            active: Some(false),
            ..Self::default()
        }
    }
}
