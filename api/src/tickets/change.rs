//! Changing a ticket: from what is wanted to the commands that lead there.

use super::view::{priority_id, status_id};
use super::{Ticket, TicketPath};
use crate::answer::Changed;
use crate::problem::Problem;
use crate::request::{Body, Writer, present};
use crate::types::Moment;
use bytes::Bytes;
use domain::ticket::{self, Details, TicketCommand};
use domain::{Catalog, DepartmentId, MemberId, TicketId};
use eventstore::Executed;
use poem_openapi::Object;
use poem_openapi::types::MaybeUndefined;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// How commands spell fields that this API spells otherwise.
const NAMES: [(&str, &str); 2] = [("member", "assignee_ids"), ("tag", "tags")];

/// What shall be different. What is left out stays as it is; null takes a value away.
#[derive(Debug, Default, Object, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct TicketPatch {
    #[serde(deserialize_with = "present")]
    pub subject: Option<String>,
    #[serde(deserialize_with = "present")]
    pub description: Option<String>,
    /// Id or key.
    #[serde(deserialize_with = "present")]
    pub status: Option<String>,
    /// Id or key.
    #[serde(deserialize_with = "present")]
    pub priority: Option<String>,
    pub department_id: MaybeUndefined<Uuid>,
    /// All assignees: others are unassigned.
    #[serde(deserialize_with = "present")]
    pub assignee_ids: Option<Vec<Uuid>>,
    pub due_at: MaybeUndefined<Moment>,
    pub window_from: MaybeUndefined<Moment>,
    pub window_to: MaybeUndefined<Moment>,
    /// All tags: others are taken off.
    #[serde(deserialize_with = "present")]
    pub tags: Option<Vec<String>>,
}

pub(super) async fn change(
    writer: &Writer,
    id: TicketId,
    body: Body<TicketPatch>,
) -> Result<Changed<Ticket>, Problem> {
    let patch = body.value;
    let catalog = &writer.catalog;
    let outcome = if patch.depends_on_state() {
        let lead = |loaded: &eventstore::Loaded<ticket::Ticket>| {
            patch.commands(Some(loaded.state.open()?), catalog)
        };
        writer.change(id.0, &body.bytes, lead).await
    } else {
        let commands = patch.commands(None, catalog)?;
        writer.execute(id.0, commands, &body.bytes).await
    };
    let executed = outcome.map_err(|problem| problem.renamed(&NAMES))?;
    changed(writer, &executed)
}

/// Runs one command on the ticket that `path` names.
pub(crate) async fn run(
    writer: &Writer,
    path: &str,
    command: TicketCommand,
    body: &Bytes,
) -> Result<Changed<Ticket>, Problem> {
    let id = TicketPath::parse(path)?.resolve(writer).await?;
    let executed = writer.execute(id.0, vec![command], body).await?;
    changed(writer, &executed)
}

fn changed(
    writer: &Writer,
    executed: &Executed<ticket::Ticket>,
) -> Result<Changed<Ticket>, Problem> {
    let id = TicketId(executed.stream_id);
    let view = Ticket::of(id, &executed.loaded, &writer.catalog)?;
    Changed::after(executed, &view)
}

impl TicketPatch {
    /// Whole lists and single ends of a schedule are changed relative to what is there; an empty
    /// patch must know whether there is anything.
    fn depends_on_state(&self) -> bool {
        self.assignee_ids.is_some()
            || self.tags.is_some()
            || self.touches_schedule()
            || self.is_empty()
    }

    fn touches_schedule(&self) -> bool {
        let ends = [&self.due_at, &self.window_from, &self.window_to];
        ends.iter().any(|end| !end.is_undefined())
    }

    fn is_empty(&self) -> bool {
        self.subject.is_none()
            && self.description.is_none()
            && self.status.is_none()
            && self.priority.is_none()
            && self.department_id.is_undefined()
    }

    fn commands(
        &self,
        now: Option<&Details>,
        catalog: &Catalog,
    ) -> Result<Vec<TicketCommand>, Problem> {
        let mut commands = self.plain_commands(catalog)?;
        if let Some(now) = now {
            self.assign(now, &mut commands);
            self.tag(now, &mut commands);
            if self.touches_schedule() {
                commands.push(TicketCommand::Schedule {
                    due_at: end(&self.due_at, now.due_at),
                    window_from: end(&self.window_from, now.window_from),
                    window_to: end(&self.window_to, now.window_to),
                });
            }
        }
        Ok(commands)
    }

    fn plain_commands(&self, catalog: &Catalog) -> Result<Vec<TicketCommand>, Problem> {
        let mut commands = Vec::new();
        if let Some(subject) = self.subject.clone() {
            commands.push(TicketCommand::ChangeSubject { subject });
        }
        if let Some(description) = self.description.clone() {
            commands.push(TicketCommand::ChangeDescription { description });
        }
        if let Some(text) = &self.priority {
            let priority = priority_id(text, catalog);
            let priority = priority.map_err(|e| Problem::field("priority", e))?;
            commands.push(TicketCommand::SetPriority { priority });
        }
        let department = match self.department_id {
            MaybeUndefined::Undefined => None,
            MaybeUndefined::Null => Some(None),
            MaybeUndefined::Value(id) => Some(Some(DepartmentId(id))),
        };
        if let Some(department) = department {
            commands.push(TicketCommand::Route {
                department,
                keep_assignees: None,
            });
        }
        if let Some(text) = &self.status {
            let status = status_id(text, catalog);
            let status = status.map_err(|e| Problem::field("status", e))?;
            commands.push(TicketCommand::SetStatus { status });
        }
        Ok(commands)
    }

    /// Those who leave go first, so that a full list can be exchanged.
    fn assign(&self, now: &Details, commands: &mut Vec<TicketCommand>) {
        let Some(wanted) = &self.assignee_ids else {
            return;
        };
        let leave = now.assignees.iter().filter(|m| !wanted.contains(&m.0));
        commands.extend(leave.map(|member| TicketCommand::Unassign { member: *member }));
        let join = wanted.iter().map(|id| MemberId(*id));
        commands.extend(join.map(|member| TicketCommand::Assign { member }));
    }

    fn tag(&self, now: &Details, commands: &mut Vec<TicketCommand>) {
        let Some(wanted) = &self.tags else {
            return;
        };
        let keys: Vec<_> = wanted.iter().map(|t| t.trim().to_lowercase()).collect();
        let leave = now.tags.iter().filter(|tag| !keys.contains(tag)).cloned();
        commands.extend(leave.map(|tag| TicketCommand::Untag { tag }));
        commands.extend(wanted.iter().cloned().map(|tag| TicketCommand::Tag { tag }));
    }
}

fn end(wanted: &MaybeUndefined<Moment>, now: Option<jiff::Timestamp>) -> Option<jiff::Timestamp> {
    match wanted {
        MaybeUndefined::Undefined => now,
        MaybeUndefined::Null => None,
        MaybeUndefined::Value(at) => Some(at.0),
    }
}

#[cfg(test)]
mod tests;
