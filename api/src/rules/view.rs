//! Rules as HTTP spells them: statuses and priorities by key.

use crate::problem::Problem;
use crate::request::present;
use crate::settings::Record;
use crate::tickets::{priority_id, status_id};
use crate::types::Moment;
use domain::automation;
use domain::{Catalog, DepartmentId, FieldError, MemberId};
use poem_openapi::{Object, Union};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// An automation rule.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct Rule {
    pub id: Uuid,
    pub name: String,
    /// Rules run in this order, lowest first.
    pub position: i32,
    /// Names of the events that set it off.
    pub on: Vec<String>,
    pub when: When,
    pub r#do: Vec<Action>,
    /// Later rules do not run for the same event after this one has matched.
    pub stop: bool,
    /// Whether it runs at all.
    pub active: bool,
    pub retired: bool,
    pub version: i32,
    pub created_at: Moment,
    pub updated_at: Moment,
}

/// What the ticket must look like after the event. An empty list asks nothing.
#[derive(Clone, Debug, Default, Object, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct When {
    /// Ids or keys, any of them.
    #[oai(default)]
    pub status: Vec<String>,
    /// Ids or keys, any of them.
    #[oai(default)]
    pub priority: Vec<String>,
    /// Ids, any of them.
    #[oai(default)]
    pub department: Vec<Uuid>,
}

/// What a rule does to the ticket.
#[derive(Clone, Debug, Union, Serialize, Deserialize)]
#[oai(discriminator_name = "type", one_of)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(crate) enum Action {
    #[oai(mapping = "assign")]
    Assign(Assign),
    #[oai(mapping = "set_status")]
    SetStatus(SetStatus),
    #[oai(mapping = "add_note")]
    AddNote(AddNote),
}

/// Assigns a member.
#[derive(Clone, Debug, Object, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Assign {
    pub member: Uuid,
}

/// Sets the status.
#[derive(Clone, Debug, Object, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SetStatus {
    /// Id or key.
    pub status: String,
}

/// Adds an internal note.
#[derive(Clone, Debug, Object, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AddNote {
    pub body: String,
}

/// A rule, whole.
#[derive(Debug, Object, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewRule {
    pub name: String,
    /// Rules run in this order, lowest first.
    #[oai(default)]
    #[serde(default)]
    pub position: i32,
    /// Names of the events that set it off, such as `ticket.created`.
    pub on: Vec<String>,
    #[serde(default, deserialize_with = "crate::request::optional_object")]
    pub when: Option<When>,
    pub r#do: Vec<Action>,
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

/// What shall be different of a rule.
#[derive(Debug, Default, Object, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct RulePatch {
    #[serde(deserialize_with = "present")]
    pub name: Option<String>,
    #[serde(deserialize_with = "present")]
    pub position: Option<i32>,
    #[serde(deserialize_with = "present")]
    pub on: Option<Vec<String>>,
    #[serde(deserialize_with = "crate::request::optional_object")]
    pub when: Option<When>,
    #[serde(deserialize_with = "present")]
    pub r#do: Option<Vec<Action>>,
    #[serde(deserialize_with = "present")]
    pub stop: Option<bool>,
    #[serde(deserialize_with = "present")]
    pub active: Option<bool>,
}

impl NewRule {
    pub fn to_rule(&self, catalog: &Catalog) -> Result<automation::Rule, Problem> {
        let when = self.when.as_ref().map(|when| when.to_when(catalog));
        Ok(automation::Rule {
            name: self.name.clone(),
            position: self.position,
            on: self.on.clone(),
            when: when.transpose()?.unwrap_or_default(),
            actions: to_actions(&self.r#do, catalog)?,
            stop: self.stop,
            active: self.active,
        })
    }
}

impl RulePatch {
    pub fn applied_to(
        &self,
        now: &automation::Rule,
        catalog: &Catalog,
    ) -> Result<automation::Rule, Problem> {
        let mut rule = now.clone();
        if let Some(name) = &self.name {
            rule.name.clone_from(name);
        }
        if let Some(on) = &self.on {
            rule.on.clone_from(on);
        }
        if let Some(when) = &self.when {
            rule.when = when.to_when(catalog)?;
        }
        if let Some(actions) = &self.r#do {
            rule.actions = to_actions(actions, catalog)?;
        }
        rule.position = self.position.unwrap_or(now.position);
        rule.stop = self.stop.unwrap_or(now.stop);
        rule.active = self.active.unwrap_or(now.active);
        Ok(rule)
    }
}

impl When {
    fn to_when(&self, catalog: &Catalog) -> Result<automation::When, Problem> {
        let status = |text: &String| status_id(text, catalog);
        let priority = |text: &String| priority_id(text, catalog);
        Ok(automation::When {
            status: known("when.status", &self.status, status)?,
            priority: known("when.priority", &self.priority, priority)?,
            department: self.department.iter().copied().map(DepartmentId).collect(),
        })
    }
}

fn known<T>(
    field: &str,
    texts: &[String],
    parse: impl Fn(&String) -> Result<T, String>,
) -> Result<Vec<T>, Problem> {
    let ids: Result<_, String> = texts.iter().map(parse).collect();
    ids.map_err(|detail| Problem::field(field, detail))
}

fn to_actions(actions: &[Action], catalog: &Catalog) -> Result<Vec<automation::Action>, Problem> {
    let numbered = actions.iter().enumerate();
    numbered
        .map(|(index, action)| {
            to_action(action, catalog).map_err(|mut error| {
                error.field = format!("do[{index}].{}", error.field);
                Problem::fields(vec![error])
            })
        })
        .collect()
}

fn to_action(action: &Action, catalog: &Catalog) -> Result<automation::Action, FieldError> {
    Ok(match action {
        Action::Assign(Assign { member }) => automation::Action::Assign {
            member: MemberId(*member),
        },
        Action::SetStatus(SetStatus { status }) => automation::Action::SetStatus {
            status: status_id(status, catalog).map_err(|e| FieldError::new("status", e))?,
        },
        Action::AddNote(AddNote { body }) => automation::Action::AddNote { body: body.clone() },
    })
}

impl Rule {
    pub fn of(rule: &automation::Rule, record: Record, catalog: &Catalog) -> Self {
        let when = &rule.when;
        Self {
            id: record.id,
            name: rule.name.clone(),
            position: rule.position,
            on: rule.on.clone(),
            when: When {
                status: when
                    .status
                    .iter()
                    .map(|id| catalog.status_key(*id))
                    .collect(),
                priority: when
                    .priority
                    .iter()
                    .map(|id| catalog.priority_key(*id))
                    .collect(),
                department: when.department.iter().map(|id| id.0).collect(),
            },
            r#do: rule
                .actions
                .iter()
                .map(|a| Action::of(a, catalog))
                .collect(),
            stop: rule.stop,
            active: rule.active,
            retired: record.retired,
            version: record.version,
            created_at: record.created_at,
            updated_at: record.updated_at,
        }
    }
}

impl Action {
    fn of(action: &automation::Action, catalog: &Catalog) -> Self {
        match action {
            automation::Action::Assign { member } => Self::Assign(Assign { member: member.0 }),
            automation::Action::SetStatus { status } => Self::SetStatus(SetStatus {
                status: catalog.status_key(*status),
            }),
            automation::Action::AddNote { body } => Self::AddNote(AddNote { body: body.clone() }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_is_read_as_documented() {
        let json = r#"{"name":"n","on":["ticket.created"],"do":[{"type":"add_note","body":"b"}]}"#;
        let rule: NewRule = serde_json::from_str(json).unwrap();
        let rule = rule.to_rule(&Catalog::default()).unwrap();
        assert!(rule.active && !rule.stop);
        let body = "b".to_owned();
        assert_eq!(rule.actions, [automation::Action::AddNote { body }]);
    }

    #[test]
    fn an_unknown_status_is_named_by_its_place() {
        let json = r#"{"name":"n","on":[],"do":[{"type":"set_status","status":"x"}]}"#;
        let rule: NewRule = serde_json::from_str(json).unwrap();
        let problem = rule.to_rule(&Catalog::default()).unwrap_err();
        assert_eq!(problem.errors[0].field, "do[0].status");
    }
}
