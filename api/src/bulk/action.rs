//! What a bulk job does, as HTTP spells it: statuses and priorities by key.

use crate::tickets::{priority_id, status_id};
use crate::types::{Fields, Nullable};
use domain::bulk::BulkAction as Action;
use domain::{Catalog, DepartmentId, FieldError, MacroId, MemberId};
use poem_openapi::{Object, Union};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Something that is done to each of the tickets.
#[derive(Clone, Debug, Union, Serialize, Deserialize)]
#[oai(discriminator_name = "type", one_of)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(crate) enum BulkAction {
    #[oai(mapping = "set_status")]
    SetStatus(BulkSetStatus),
    #[oai(mapping = "set_priority")]
    SetPriority(BulkSetPriority),
    #[oai(mapping = "assign")]
    Assign(BulkAssign),
    #[oai(mapping = "unassign")]
    Unassign(BulkUnassign),
    #[oai(mapping = "assign_only")]
    AssignOnly(BulkAssignOnly),
    #[oai(mapping = "assign_by_turn")]
    AssignByTurn(BulkAssignByTurn),
    #[oai(mapping = "route")]
    Route(BulkRoute),
    #[oai(mapping = "add_tags")]
    AddTags(BulkAddTags),
    #[oai(mapping = "remove_tags")]
    RemoveTags(BulkRemoveTags),
    #[oai(mapping = "set_fields")]
    SetFields(BulkSetFields),
    #[oai(mapping = "apply_macro")]
    ApplyMacro(BulkApplyMacro),
    #[oai(mapping = "delete")]
    Delete(BulkDelete),
    #[oai(mapping = "restore")]
    Restore(BulkRestore),
}

/// Sets the status.
#[derive(Clone, Debug, Object, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct BulkSetStatus {
    /// Id or key.
    pub status: String,
}

/// Sets the priority.
#[derive(Clone, Debug, Object, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct BulkSetPriority {
    /// Id or key.
    pub priority: String,
}

/// Assigns members besides those who have the ticket.
#[derive(Clone, Debug, Object, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct BulkAssign {
    pub members: Vec<Uuid>,
}

/// Takes the ticket from members.
#[derive(Clone, Debug, Object, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct BulkUnassign {
    pub members: Vec<Uuid>,
}

/// Assigns these members and takes the ticket from all others; an empty list takes it from all.
#[derive(Clone, Debug, Object, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct BulkAssignOnly {
    pub members: Vec<Uuid>,
}

/// Gives the ticket, where nobody has it, to whose turn it is in its department, by the rule that
/// the department is set up with.
#[derive(Clone, Debug, Object, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct BulkAssignByTurn {}

/// Routes to a department, or with null out of all.
#[derive(Clone, Debug, Object, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct BulkRoute {
    pub department: Nullable<Uuid>,
    /// Whether those who had it keep it; as the department is set up unless told.
    #[serde(default)]
    pub keep_assignees: Option<bool>,
}

/// Adds tags.
#[derive(Clone, Debug, Object, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct BulkAddTags {
    pub tags: Vec<String>,
}

/// Removes tags.
#[derive(Clone, Debug, Object, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct BulkRemoveTags {
    pub tags: Vec<String>,
}

/// Sets custom fields; null takes a value away.
#[derive(Clone, Debug, Object, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct BulkSetFields {
    pub fields: Fields,
}

/// Applies a macro. Must be the only action.
#[derive(Clone, Debug, Object, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct BulkApplyMacro {
    pub macro_id: Uuid,
}

/// Deletes the ticket. Must be the only action.
#[derive(Clone, Debug, Object, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct BulkDelete {}

/// Brings a deleted ticket back. Must be the only action.
#[derive(Clone, Debug, Object, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct BulkRestore {}

/// The actions, and what was wrong with those that could not be read.
pub(super) fn read_actions(
    actions: &[BulkAction],
    catalog: &Catalog,
) -> (Vec<Action>, Vec<FieldError>) {
    let (mut read, mut errors) = (Vec::with_capacity(actions.len()), Vec::new());
    for (index, action) in actions.iter().enumerate() {
        match action.read(catalog) {
            Ok(action) => read.push(action),
            Err((field, detail)) => {
                let field = format!("actions[{index}].{field}");
                errors.push(FieldError::new(field, detail));
                read.push(Action::AssignByTurn {}); // keeps the places of the others
            }
        }
    }
    (read, errors)
}

impl BulkAction {
    fn read(&self, catalog: &Catalog) -> Result<Action, (&'static str, String)> {
        Ok(match self.clone() {
            Self::SetStatus(BulkSetStatus { status }) => Action::SetStatus {
                status: status_id(&status, catalog).map_err(|e| ("status", e))?,
            },
            Self::SetPriority(BulkSetPriority { priority }) => Action::SetPriority {
                priority: priority_id(&priority, catalog).map_err(|e| ("priority", e))?,
            },
            Self::Assign(BulkAssign { members }) => Action::Assign {
                members: ids(members),
            },
            Self::Unassign(BulkUnassign { members }) => Action::Unassign {
                members: ids(members),
            },
            Self::AssignOnly(BulkAssignOnly { members }) => Action::AssignOnly {
                members: ids(members),
            },
            Self::AssignByTurn(BulkAssignByTurn {}) => Action::AssignByTurn {},
            Self::Route(route) => Action::Route {
                department: route.department.0.map(DepartmentId),
                keep_assignees: route.keep_assignees,
            },
            Self::AddTags(BulkAddTags { tags }) => Action::AddTags { tags },
            Self::RemoveTags(BulkRemoveTags { tags }) => Action::RemoveTags { tags },
            Self::SetFields(BulkSetFields { fields }) => Action::SetFields { fields: fields.0 },
            Self::ApplyMacro(BulkApplyMacro { macro_id }) => Action::ApplyMacro {
                macro_id: MacroId(macro_id),
            },
            Self::Delete(BulkDelete {}) => Action::Delete {},
            Self::Restore(BulkRestore {}) => Action::Restore {},
        })
    }

    pub fn of(action: &Action, catalog: &Catalog) -> Self {
        match action.clone() {
            Action::SetStatus { status } => Self::SetStatus(BulkSetStatus {
                status: catalog.status_key(status),
            }),
            Action::SetPriority { priority } => Self::SetPriority(BulkSetPriority {
                priority: catalog.priority_key(priority),
            }),
            Action::Assign { members } => Self::Assign(BulkAssign {
                members: uuids(&members),
            }),
            Action::Unassign { members } => Self::Unassign(BulkUnassign {
                members: uuids(&members),
            }),
            Action::AssignOnly { members } => Self::AssignOnly(BulkAssignOnly {
                members: uuids(&members),
            }),
            Action::AssignByTurn {} => Self::AssignByTurn(BulkAssignByTurn {}),
            Action::Route {
                department,
                keep_assignees,
            } => Self::Route(BulkRoute {
                department: department.map(|id| id.0).into(),
                keep_assignees,
            }),
            Action::AddTags { tags } => Self::AddTags(BulkAddTags { tags }),
            Action::RemoveTags { tags } => Self::RemoveTags(BulkRemoveTags { tags }),
            Action::SetFields { fields } => Self::SetFields(BulkSetFields {
                fields: Fields(fields),
            }),
            Action::ApplyMacro { macro_id } => Self::ApplyMacro(BulkApplyMacro {
                macro_id: macro_id.0,
            }),
            Action::Delete {} => Self::Delete(BulkDelete {}),
            Action::Restore {} => Self::Restore(BulkRestore {}),
        }
    }

    /// What the document shows.
    pub(super) fn examples() -> Vec<Self> {
        let (status, tags) = ("pending".to_owned(), vec!["outage".to_owned()]);
        vec![
            Self::SetStatus(BulkSetStatus { status }),
            Self::AddTags(BulkAddTags { tags }),
        ]
    }
}

fn ids(members: Vec<Uuid>) -> Vec<MemberId> {
    members.into_iter().map(MemberId).collect()
}

fn uuids(members: &[MemberId]) -> Vec<Uuid> {
    members.iter().map(|id| id.0).collect()
}
