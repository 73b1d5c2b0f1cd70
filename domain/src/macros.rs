//! Macros: a text and some actions that people apply to a ticket with one click.

use crate::aggregate::Context;
use crate::event::to_json;
use crate::limits::{Checks, NAME_CHARS};
use crate::setting::{Names, SettingKind, check_names};
use crate::ticket::Visibility;
use crate::{Actor, ActorKind, Catalog, DepartmentId, MemberId, PriorityId, StatusId};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

mod apply;
mod check;
#[cfg(test)]
mod tests;
mod text;

pub use apply::{Applied, Way, say};
pub(crate) use check::{
    body as check_body, one as check_action, placeholders as check_placeholders,
};
pub use text::{PLACEHOLDERS, Words};

/// A text and some actions that people apply to a ticket with one click.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Macro {
    pub name: String,
    #[serde(default, skip_serializing_if = "Names::is_empty")]
    pub names: Names,
    /// What it posts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<MacroText>,
    /// What it does, in this order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub actions: Vec<MacroAction>,
    pub scope: MacroScope,
    /// Place among macros, lowest first.
    pub order: i32,
    /// Whether it can be applied.
    pub active: bool,
}

/// A message with placeholders such as `{{customer.name}}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct MacroText {
    /// Markdown.
    pub body: String,
    pub visibility: Visibility,
}

/// Who may apply a macro.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum MacroScope {
    All,
    /// The members of these departments.
    Department {
        ids: Vec<DepartmentId>,
    },
    /// This member alone.
    Member {
        id: MemberId,
    },
}

/// Something that a macro does to the ticket.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum MacroAction {
    SetStatus {
        status: StatusId,
    },
    SetPriority {
        priority: PriorityId,
    },
    Assign {
        member: MemberId,
    },
    /// Assigns whoever applies it.
    AssignSelf {},
    UnassignAll {},
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
    SnoozeFor {
        minutes: u32,
    },
    /// Adds an internal note, with placeholders like the text.
    AddNote {
        body: String,
    },
}

impl Macro {
    /// Whether `actor` may apply it now.
    #[must_use]
    pub fn may_apply(&self, actor: &Actor, catalog: &Catalog) -> bool {
        self.active && self.is_for(actor, catalog)
    }

    /// Whether it is meant for `actor`, switched on or not.
    #[must_use]
    pub fn is_for(&self, actor: &Actor, catalog: &Catalog) -> bool {
        let member = actor.id.filter(|_| actor.kind == ActorKind::Member);
        let Some(id) = member.map(MemberId) else {
            return false;
        };
        match &self.scope {
            MacroScope::All => true,
            MacroScope::Member { id: owner } => *owner == id,
            MacroScope::Department { ids } => {
                let member = catalog.member(id);
                member.is_some_and(|m| m.department_ids.iter().any(|d| ids.contains(d)))
            }
        }
    }
}

impl SettingKind for Macro {
    const CATEGORY: &'static str = "macro";
    const SAVED: &'static str = "macro.saved";
    const RETIRED: &'static str = "macro.retired";

    fn check(&self, checks: &mut Checks, context: &Context<'_>) {
        checks.line("name", &self.name, NAME_CHARS);
        check_names(checks, "names", &self.names);
        check::text(self, checks);
        check::actions(self, checks, context);
        check::scope(&self.scope, checks, context);
        checks.fits("actions", to_json(self).len());
    }
}
