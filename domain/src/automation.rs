//! Rules: when something happened and the ticket looks so, then do this.

use crate::aggregate::Context;
use crate::event::to_json;
use crate::limits::{Checks, NAME_CHARS};
use crate::setting::SettingKind;
use crate::ticket::{NewMessage, Ticket, TicketCommand, TicketEvent, Visibility};
use crate::{DepartmentId, MemberId, MessageId, PriorityId, StatusId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

#[cfg(test)]
mod tests;

/// Most rules that one cause may set off, one after the other.
pub const MAX_CHAIN: usize = 10;

/// One automation rule. Its version is its stream's version.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Rule {
    pub name: String,
    /// Rules run in this order, lowest first.
    pub position: i32,
    /// Names of the events that set it off.
    pub on: Vec<String>,
    pub when: When,
    #[serde(rename = "do")]
    pub actions: Vec<Action>,
    /// Later rules do not run for the same event after this one has matched.
    #[serde(default)]
    pub stop: bool,
    pub active: bool,
}

/// What the ticket must look like after the event. An empty list asks nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct When {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub status: Vec<StatusId>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub priority: Vec<PriorityId>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub department: Vec<DepartmentId>,
}

impl When {
    /// Whether `ticket` looks so.
    #[must_use]
    pub fn matches(&self, ticket: &Ticket) -> bool {
        let Some(t) = ticket.details.as_ref() else {
            return false;
        };
        fn any<T: PartialEq>(wanted: &[T], is: Option<&T>) -> bool {
            wanted.is_empty() || is.is_some_and(|is| wanted.contains(is))
        }
        any(&self.status, Some(&t.status))
            && any(&self.priority, Some(&t.priority))
            && any(&self.department, t.department.as_ref())
    }
}

/// What a rule does to the ticket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Action {
    Assign { member: MemberId },
    SetStatus { status: StatusId },
    AddNote { body: String },
}

impl Action {
    /// The command that carries the action out; `message` is the id that a note gets.
    #[must_use]
    pub fn command(&self, message: Uuid) -> TicketCommand {
        match self {
            Self::Assign { member } => TicketCommand::Assign { member: *member },
            Self::SetStatus { status } => TicketCommand::SetStatus { status: *status },
            Self::AddNote { body } => {
                let (id, visibility) = (MessageId(message), Visibility::Internal);
                let note = NewMessage::new(id, visibility, body.clone());
                TicketCommand::PostMessage(Box::new(note))
            }
        }
    }
}

impl SettingKind for Rule {
    const CATEGORY: &'static str = "rule";
    const SAVED: &'static str = "rule.saved";
    const RETIRED: &'static str = "rule.retired";

    fn check(&self, checks: &mut Checks, context: &Context<'_>) {
        checks.line("name", &self.name, NAME_CHARS);
        self.check_triggers(checks);
        self.when.check(checks, context);
        if self.actions.is_empty() {
            checks.fail("do", "must have at least one action");
        }
        checks.items("do", self.actions.len());
        for (index, action) in self.actions.iter().enumerate() {
            action.check(&format!("do[{index}]"), checks, context);
        }
        checks.fits("do", to_json(self).len());
    }
}

impl Rule {
    fn check_triggers(&self, checks: &mut Checks) {
        if self.on.is_empty() {
            checks.fail("on", "must name at least one event, e.g. ticket.created");
        }
        checks.items("on", self.on.len());
        for name in &self.on {
            if !TicketEvent::TRIGGERS.contains(&name.as_str()) {
                let known = TicketEvent::TRIGGERS.join(", ");
                checks.fail(
                    "on",
                    format!("there is no event {name}; use one of {known}"),
                );
            }
        }
    }
}

impl When {
    fn check(&self, checks: &mut Checks, context: &Context<'_>) {
        let catalog = context.catalog;
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

impl Action {
    fn check(&self, field: &str, checks: &mut Checks, context: &Context<'_>) {
        match self {
            Self::Assign { member } if context.catalog.member(*member).is_none() => {
                checks.fail(
                    &format!("{field}.member"),
                    format!("there is no member {member}"),
                );
            }
            Self::SetStatus { status } if context.catalog.status(*status).is_none() => {
                checks.fail(
                    &format!("{field}.status"),
                    format!("there is no status {status}"),
                );
            }
            Self::AddNote { body } if body.trim().is_empty() => {
                checks.fail(&format!("{field}.body"), "must not be empty");
            }
            Self::AddNote { body } => checks.text(&format!("{field}.body"), body),
            Self::Assign { .. } | Self::SetStatus { .. } => {}
        }
    }
}
