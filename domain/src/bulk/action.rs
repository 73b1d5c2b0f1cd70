//! What a bulk job does to each of its tickets.

use crate::access::Permission;
use crate::aggregate::{Context, FieldError};
use crate::field;
use crate::limits::{Checks, LIST_ITEMS, TAG_CHARS};
use crate::ticket::{Details, TicketCommand};
use crate::{Audience, Catalog, DepartmentId, MacroId, MemberId, PriorityId, StatusId};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// Something that is done to each of the tickets.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum BulkAction {
    SetStatus {
        status: StatusId,
    },
    SetPriority {
        priority: PriorityId,
    },
    /// They work on it too.
    Assign {
        members: Vec<MemberId>,
    },
    /// They work on it no more.
    Unassign {
        members: Vec<MemberId>,
    },
    /// They work on it and nobody else; nobody at all where there are none.
    AssignOnly {
        members: Vec<MemberId>,
    },
    /// Where nobody works on it, whose turn it is in its department does.
    AssignByTurn {},
    Route {
        department: Option<DepartmentId>,
        /// As the department is set up unless told.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        keep_assignees: Option<bool>,
    },
    AddTags {
        tags: Vec<String>,
    },
    RemoveTags {
        tags: Vec<String>,
    },
    /// Values by the keys of fields, as a request gives them; `null` takes a value away.
    SetFields {
        fields: Map<String, Value>,
    },
    /// Stands alone.
    ApplyMacro {
        macro_id: MacroId,
    },
    /// Stands alone.
    Delete {},
    /// Stands alone.
    Restore {},
}

impl BulkAction {
    /// Whether nothing else can be done in the same step.
    #[must_use]
    pub fn stands_alone(&self) -> bool {
        matches!(
            self,
            Self::ApplyMacro { .. } | Self::Delete {} | Self::Restore {}
        )
    }

    /// What whoever asks must be allowed to do to some ticket at least. Of a macro that depends on
    /// what it does.
    pub(super) fn permission(&self) -> Option<Permission> {
        match self {
            Self::SetStatus { .. }
            | Self::SetPriority { .. }
            | Self::AddTags { .. }
            | Self::RemoveTags { .. }
            | Self::SetFields { .. } => Some(Permission::ChangeTickets),
            Self::Assign { .. }
            | Self::Unassign { .. }
            | Self::AssignOnly { .. }
            | Self::AssignByTurn {}
            | Self::Route { .. } => Some(Permission::AssignTickets),
            Self::Delete {} | Self::Restore {} => Some(Permission::DeleteTickets),
            Self::ApplyMacro { .. } => None,
        }
    }

    /// The commands that do it to this ticket. Whoever has what several streams must agree on, as
    /// turns and macros do, has none of its own. Refused with the fields that the audience may not
    /// set.
    pub fn commands(
        &self,
        now: &Details,
        audience: &Audience,
        catalog: &Catalog,
    ) -> Result<Vec<TicketCommand>, Vec<FieldError>> {
        use TicketCommand as C;
        Ok(match self {
            Self::SetStatus { status } => vec![C::SetStatus { status: *status }],
            Self::SetPriority { priority } => vec![C::SetPriority {
                priority: *priority,
            }],
            Self::Assign { members } => each(members, |member| C::Assign { member }),
            Self::Unassign { members } => each(members, |member| C::Unassign { member }),
            Self::AssignOnly { members } => {
                let leave = now.assignees.iter().filter(|m| !members.contains(m));
                let leave = leave.map(|member| C::Unassign { member: *member });
                leave
                    .chain(each(members, |member| C::Assign { member }))
                    .collect()
            }
            Self::Route {
                department,
                keep_assignees,
            } => vec![C::Route {
                department: *department,
                keep_assignees: *keep_assignees,
            }],
            Self::AddTags { tags } => each(tags, |tag| C::Tag { tag }),
            Self::RemoveTags { tags } => each(tags, |tag| C::Untag { tag }),
            Self::SetFields { fields } => vec![C::SetFields {
                changes: field::parse(fields, catalog, audience)?,
            }],
            Self::Delete {} => vec![C::Delete],
            Self::Restore {} => vec![C::Restore],
            Self::AssignByTurn {} | Self::ApplyMacro { .. } => vec![],
        })
    }
}

fn each<T: Clone>(of: &[T], command: impl Fn(T) -> TicketCommand) -> Vec<TicketCommand> {
    of.iter().cloned().map(command).collect()
}

/// What must hold for the actions before a job is begun.
pub(super) fn check(actions: &[BulkAction], checks: &mut Checks, context: &Context<'_>) {
    if actions.is_empty() {
        checks.fail("actions", "must have at least one");
    }
    checks.items("actions", actions.len());
    for (index, action) in actions.iter().take(LIST_ITEMS).enumerate() {
        let at = format!("actions[{index}]");
        if action.stands_alone() && actions.len() > 1 {
            checks.fail(
                &at,
                "must be the only action; ask for the others in another job",
            );
        }
        one(&at, action, checks, context);
    }
}

fn one(at: &str, action: &BulkAction, checks: &mut Checks, context: &Context<'_>) {
    use BulkAction as A;
    let catalog = context.catalog;
    let mut known = |name: &str, id: &dyn std::fmt::Display, known: bool| {
        if !known {
            let detail = format!("there is no {name} {id} in use");
            checks.fail(&format!("{at}.{name}"), detail);
        }
    };
    match action {
        A::SetStatus { status } => known("status", status, catalog.status(*status).is_some()),
        A::SetPriority { priority } => {
            known("priority", priority, catalog.priority(*priority).is_some());
        }
        A::Route {
            department: Some(id),
            ..
        } => known("department", id, catalog.department(*id).is_some()),
        A::ApplyMacro { macro_id } => {
            let entry = catalog.macros.get(macro_id.0);
            let found = entry.and_then(|entry| entry.active());
            let usable = found.is_some_and(|found| found.may_apply(&context.actor, catalog));
            known("macro_id", macro_id, usable);
        }
        A::Assign { members } | A::Unassign { members } => {
            some(at, "members", members.len(), checks);
            self::members(at, action, members, (checks, catalog));
        }
        A::AssignOnly { members } => self::members(at, action, members, (checks, catalog)),
        A::AddTags { tags } | A::RemoveTags { tags } => {
            some(at, "tags", tags.len(), checks);
            let field = format!("{at}.tags");
            checks.items(&field, tags.len());
            for tag in tags.iter().take(LIST_ITEMS) {
                checks.line(&field, tag.trim(), TAG_CHARS);
            }
        }
        A::SetFields { fields } => self::fields(at, fields, checks, context),
        A::Route { .. } | A::AssignByTurn {} | A::Delete {} | A::Restore {} => {}
    }
}

fn some(at: &str, name: &str, count: usize, checks: &mut Checks) {
    if count == 0 {
        checks.fail(&format!("{at}.{name}"), "must name at least one");
    }
}

/// Who left may be taken off tickets, and given none.
fn members(
    at: &str,
    action: &BulkAction,
    members: &[MemberId],
    (checks, catalog): (&mut Checks, &Catalog),
) {
    let field = format!("{at}.members");
    checks.items(&field, members.len());
    let leaves = matches!(action, BulkAction::Unassign { .. });
    for id in members.iter().take(LIST_ITEMS).filter(|_| !leaves) {
        if catalog.member(*id).is_none() {
            checks.fail(&field, format!("there is no member {id} in service"));
        }
    }
}

fn fields(at: &str, fields: &Map<String, Value>, checks: &mut Checks, context: &Context<'_>) {
    some(at, "fields", fields.len(), checks);
    let audience = context.access.audience();
    let read = field::parse(fields, context.catalog, audience);
    for error in read.err().unwrap_or_default() {
        checks.fail(&format!("{at}.{}", error.field), error.detail);
    }
}
