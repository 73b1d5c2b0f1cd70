//! What a macro does, as HTTP spells it: statuses and priorities by key.

use crate::tickets::{priority_id, status_id};
use crate::types::{Fields, Nullable};
use domain::macros::MacroAction as Action;
use domain::{Catalog, DepartmentId, FieldError, MemberId};
use poem_openapi::{Object, Union};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Something that a macro does to the ticket.
#[derive(Clone, Debug, Union, Serialize, Deserialize)]
#[oai(discriminator_name = "type", one_of)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(crate) enum MacroAction {
    #[oai(mapping = "set_status")]
    SetStatus(MacroSetStatus),
    #[oai(mapping = "set_priority")]
    SetPriority(MacroSetPriority),
    #[oai(mapping = "assign")]
    Assign(MacroAssign),
    #[oai(mapping = "assign_self")]
    AssignSelf(MacroAssignSelf),
    #[oai(mapping = "unassign_all")]
    UnassignAll(MacroUnassignAll),
    #[oai(mapping = "route")]
    Route(MacroRoute),
    #[oai(mapping = "add_tags")]
    AddTags(MacroAddTags),
    #[oai(mapping = "remove_tags")]
    RemoveTags(MacroRemoveTags),
    #[oai(mapping = "set_fields")]
    SetFields(MacroSetFields),
    #[oai(mapping = "snooze_for")]
    SnoozeFor(MacroSnoozeFor),
    #[oai(mapping = "add_note")]
    AddNote(MacroAddNote),
}

/// Sets the status.
#[derive(Clone, Debug, Object, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MacroSetStatus {
    /// Id or key.
    pub status: String,
}

/// Sets the priority.
#[derive(Clone, Debug, Object, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MacroSetPriority {
    /// Id or key.
    pub priority: String,
}

/// Assigns a member.
#[derive(Clone, Debug, Object, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MacroAssign {
    pub member: Uuid,
}

/// Assigns whoever applies it.
#[derive(Clone, Debug, Object, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MacroAssignSelf {}

/// Takes the ticket from all who have it.
#[derive(Clone, Debug, Object, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MacroUnassignAll {}

/// Routes to a department, or with null out of all.
#[derive(Clone, Debug, Object, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MacroRoute {
    pub department: Nullable<Uuid>,
    /// Whether those who had it keep it; as the department is set up unless told.
    #[serde(default)]
    pub keep_assignees: Option<bool>,
}

/// Adds tags.
#[derive(Clone, Debug, Object, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MacroAddTags {
    pub tags: Vec<String>,
}

/// Removes tags.
#[derive(Clone, Debug, Object, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MacroRemoveTags {
    pub tags: Vec<String>,
}

/// Sets custom fields; null takes a value away.
#[derive(Clone, Debug, Object, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MacroSetFields {
    pub fields: Fields,
}

/// Sets the ticket aside for a time.
#[derive(Clone, Debug, Object, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MacroSnoozeFor {
    pub minutes: u32,
}

/// Adds an internal note.
#[derive(Clone, Debug, Object, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MacroAddNote {
    /// Markdown, with placeholders like the text.
    pub body: String,
}

/// The actions that could be read, and what was wrong with the others.
pub(super) fn read_actions(
    actions: &[MacroAction],
    catalog: &Catalog,
) -> (Vec<Action>, Vec<FieldError>) {
    let (mut read, mut errors) = (Vec::with_capacity(actions.len()), Vec::new());
    for (index, action) in actions.iter().enumerate() {
        match action.read(catalog) {
            Ok(action) => read.push(action),
            Err((field, detail)) => {
                let field = format!("actions[{index}].{field}");
                errors.push(FieldError::new(field, detail));
                read.push(Action::AssignSelf {}); // keeps the places of the others
            }
        }
    }
    (read, errors)
}

impl MacroAction {
    pub(crate) fn read(&self, catalog: &Catalog) -> Result<Action, (&'static str, String)> {
        Ok(match self {
            Self::SetStatus(MacroSetStatus { status }) => Action::SetStatus {
                status: status_id(status, catalog).map_err(|e| ("status", e))?,
            },
            Self::SetPriority(MacroSetPriority { priority }) => Action::SetPriority {
                priority: priority_id(priority, catalog).map_err(|e| ("priority", e))?,
            },
            Self::Assign(MacroAssign { member }) => Action::Assign {
                member: MemberId(*member),
            },
            Self::AssignSelf(MacroAssignSelf {}) => Action::AssignSelf {},
            Self::UnassignAll(MacroUnassignAll {}) => Action::UnassignAll {},
            Self::Route(route) => Action::Route {
                department: route.department.0.map(DepartmentId),
                keep_assignees: route.keep_assignees,
            },
            Self::AddTags(MacroAddTags { tags }) => Action::AddTags { tags: tags.clone() },
            Self::RemoveTags(MacroRemoveTags { tags }) => Action::RemoveTags { tags: tags.clone() },
            Self::SetFields(MacroSetFields { fields }) => Action::SetFields {
                fields: fields.0.clone(),
            },
            Self::SnoozeFor(MacroSnoozeFor { minutes }) => Action::SnoozeFor { minutes: *minutes },
            Self::AddNote(MacroAddNote { body }) => Action::AddNote { body: body.clone() },
        })
    }

    pub fn of(action: &Action, catalog: &Catalog) -> Self {
        match action.clone() {
            Action::SetStatus { status } => Self::SetStatus(MacroSetStatus {
                status: catalog.status_key(status),
            }),
            Action::SetPriority { priority } => Self::SetPriority(MacroSetPriority {
                priority: catalog.priority_key(priority),
            }),
            Action::Assign { member } => Self::Assign(MacroAssign { member: member.0 }),
            Action::AssignSelf {} => Self::AssignSelf(MacroAssignSelf {}),
            Action::UnassignAll {} => Self::UnassignAll(MacroUnassignAll {}),
            Action::Route {
                department,
                keep_assignees,
            } => Self::Route(MacroRoute {
                department: department.map(|id| id.0).into(),
                keep_assignees,
            }),
            Action::AddTags { tags } => Self::AddTags(MacroAddTags { tags }),
            Action::RemoveTags { tags } => Self::RemoveTags(MacroRemoveTags { tags }),
            Action::SetFields { fields } => Self::SetFields(MacroSetFields {
                fields: Fields(fields),
            }),
            Action::SnoozeFor { minutes } => Self::SnoozeFor(MacroSnoozeFor { minutes }),
            Action::AddNote { body } => Self::AddNote(MacroAddNote { body }),
        }
    }

    /// What the document shows.
    pub(super) fn examples() -> Vec<Self> {
        let status = "pending".to_owned();
        vec![
            Self::SetStatus(MacroSetStatus { status }),
            Self::AssignSelf(MacroAssignSelf {}),
            Self::SnoozeFor(MacroSnoozeFor { minutes: 1440 }),
        ]
    }
}
