//! What a ticket must look like for a rule to run.

use super::{Matched, RuleTicket};
use crate::condition::{Condition, Usage};
use crate::limits::Checks;
use crate::{Catalog, DepartmentId, PriorityId, StatusId};
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};
use std::borrow::Cow;

/// What a ticket must look like.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum When {
    /// As rules were first written; an empty list asks nothing.
    Lists(Lists),
    Condition(Condition),
}

/// One entry of each list must fit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Lists {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub status: Vec<StatusId>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub priority: Vec<PriorityId>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub department: Vec<DepartmentId>,
}

/// What a ticket must look like, made ready to be asked often.
#[derive(Clone, Debug)]
pub enum Ready<'a> {
    /// Every ticket will do.
    Always,
    Settled(Cow<'a, Condition>),
    /// It depends on when it is asked.
    Open(Cow<'a, Condition>),
}

impl Ready<'_> {
    /// The values that the condition asks about, where it holds.
    #[must_use]
    pub fn found(&self, ticket: &RuleTicket<'_>) -> Option<Vec<Matched>> {
        match self {
            Self::Always => Some(vec![]),
            Self::Settled(condition) => ticket.found(condition),
            Self::Open(condition) => ticket.found(&condition.settled(&ticket.viewpoint())),
        }
    }
}

impl Default for When {
    fn default() -> Self {
        Self::Lists(Lists::default())
    }
}

impl When {
    /// The same as a condition; none where every ticket will do.
    #[must_use]
    pub fn condition(&self, catalog: &Catalog) -> Option<Cow<'_, Condition>> {
        match self {
            Self::Condition(condition) => Some(Cow::Borrowed(condition)),
            Self::Lists(lists) => lists.condition(catalog).map(Cow::Owned),
        }
    }

    /// The same, made ready to be asked often.
    #[must_use]
    pub fn ready(&self, catalog: &Catalog) -> Ready<'_> {
        match self.condition(catalog) {
            None => Ready::Always,
            Some(condition) if condition.is_settled() => Ready::Settled(condition),
            Some(condition) => Ready::Open(condition),
        }
    }

    pub(super) fn check(&self, checks: &mut Checks, catalog: &Catalog) {
        match self {
            Self::Lists(lists) => lists.check(checks, catalog),
            Self::Condition(condition) => {
                condition.check_for(&Usage::automation(catalog), "when", checks);
            }
        }
    }
}

impl Lists {
    fn condition(&self, catalog: &Catalog) -> Option<Condition> {
        let keys = |keys: Vec<String>| keys;
        let status = keys(
            self.status
                .iter()
                .map(|id| catalog.status_key(*id))
                .collect(),
        );
        let priority = self.priority.iter().map(|id| catalog.priority_key(*id));
        let department = self.department.iter().map(ToString::to_string);
        let asked = [
            ("status", status),
            ("priority", priority.collect()),
            ("department_id", department.collect()),
        ];
        let leaves = asked.into_iter().filter(|(_, any)| !any.is_empty());
        let leaves: Vec<Json> = leaves
            .map(|(path, any)| json!({"path": path, "op": "in", "value": any}))
            .collect();
        // made of known paths and ops, it is always a condition
        match leaves.is_empty() {
            true => None,
            false => serde_json::from_value(json!({ "all": leaves })).ok(),
        }
    }

    fn check(&self, checks: &mut Checks, catalog: &Catalog) {
        check_known("status", &self.status, checks, |id| {
            catalog.status(id).is_some()
        });
        check_known("priority", &self.priority, checks, |id| {
            catalog.priority(id).is_some()
        });
        check_known("department", &self.department, checks, |id| {
            catalog.department(id).is_some()
        });
    }
}

fn check_known<Id: Copy + std::fmt::Display>(
    what: &str,
    ids: &[Id],
    checks: &mut Checks,
    known: impl Fn(Id) -> bool,
) {
    let field = format!("when.{what}");
    checks.items(&field, ids.len());
    for id in ids.iter().filter(|id| !known(**id)) {
        checks.fail(&field, format!("there is no {what} {id}"));
    }
}
