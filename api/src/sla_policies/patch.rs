//! What shall be different of an SLA policy.

use super::view::{PolicyCalendar, Targets, by_key};
use crate::fields::Condition;
use crate::problem::Problem;
use crate::request::{Reader, optional_object, present};
use crate::settings::{judged, kept};
use crate::types::{Applies, Nullable, StatusCategory};
use domain::setting::Names;
use domain::sla;
use poem_openapi::Object;
use poem_openapi::types::Example;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What shall be different of an SLA policy; `null` takes a condition away.
#[derive(Debug, Default, Object, Serialize, Deserialize)]
#[oai(example)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct SlaPolicyPatch {
    #[serde(deserialize_with = "present")]
    pub name: Option<String>,
    /// All names per language.
    #[serde(deserialize_with = "present")]
    pub names: Option<Names>,
    #[serde(deserialize_with = "present")]
    pub position: Option<i32>,
    #[serde(deserialize_with = "present")]
    pub active: Option<bool>,
    #[serde(deserialize_with = "present")]
    pub r#match: Option<Nullable<Condition>>,
    /// All targets.
    #[serde(deserialize_with = "present")]
    pub targets: Option<Targets>,
    /// The targets of all priorities that have their own.
    #[serde(deserialize_with = "present")]
    pub by_priority: Option<BTreeMap<String, Targets>>,
    #[serde(deserialize_with = "optional_object")]
    pub calendar: Option<PolicyCalendar>,
    /// All categories.
    #[serde(deserialize_with = "present")]
    pub pause: Option<Vec<StatusCategory>>,
    /// All percentages.
    #[serde(deserialize_with = "present")]
    pub warn_at: Option<Vec<u8>>,
    /// All warnings before the due date.
    #[serde(deserialize_with = "present")]
    pub warn_before_due: Option<Vec<i64>>,
    /// All steps after a breach.
    #[serde(deserialize_with = "present")]
    pub escalate_after: Option<Vec<i64>>,
    /// For which tickets the change holds: new ones unless told.
    #[serde(deserialize_with = "present")]
    pub applies: Option<Applies>,
}

impl SlaPolicyPatch {
    pub fn applied_to(
        &self,
        now: &sla::SlaPolicy,
        reader: &Reader,
    ) -> Result<sla::SlaPolicy, Problem> {
        let (mut errors, catalog) = (Vec::new(), &reader.catalog);
        let condition = match &self.r#match {
            None => now.condition.clone(),
            Some(given) => (given.0.as_ref()).and_then(|c| c.read("match", catalog, &mut errors)),
        };
        let calendar = self.calendar.as_ref();
        let calendar = calendar.map(|calendar| calendar.read(catalog, &mut errors));
        let by_priority = self.by_priority.as_ref();
        let by_priority = by_priority.map(|targets| by_key(targets, catalog));
        let pause = self.pause.as_ref();
        let pause = pause.map(|all| all.iter().map(|category| category.0).collect());
        let wanted = sla::SlaPolicy {
            name: kept(self.name.as_ref(), &now.name),
            names: kept(self.names.as_ref(), &now.names),
            position: self.position.unwrap_or(now.position),
            active: self.active.unwrap_or(now.active),
            condition,
            targets: self.targets.as_ref().map_or(now.targets, Into::into),
            by_priority: by_priority.unwrap_or_else(|| now.by_priority.clone()),
            calendar: calendar.unwrap_or(now.calendar),
            pause: pause.unwrap_or_else(|| now.pause.clone()),
            warn_at: kept(self.warn_at.as_ref(), &now.warn_at),
            warn_before_due: kept(self.warn_before_due.as_ref(), &now.warn_before_due),
            escalate_after: kept(self.escalate_after.as_ref(), &now.escalate_after),
            applies: self.applies.map_or(sla::Applies::New, |applies| applies.0),
        };
        judged(wanted, errors, reader)
    }
}

impl Example for SlaPolicyPatch {
    fn example() -> Self {
        let applies = Some(Applies(sla::Applies::OpenFromNow));
        Self {
            targets: Some(Targets {
                resolution: Some(14_400),
                ..Targets::default()
            }),
            applies,
            ..Self::default()
        }
    }
}
