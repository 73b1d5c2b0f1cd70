//! Changing a ticket: from what is wanted to the steps that lead there.

use super::asking::{NewParticipant, NewRequester};
use super::view::{priority_id, status_id};
use super::{Ticket, TicketPath};
use crate::answer::Changed;
use crate::problem::Problem;
use crate::request::{Body, Writer, present};
use crate::types::{Fields, MaybeUndefined, Moment};
use bytes::Bytes;
use commands::tickets::{ChangeTicket, Step};
use domain::ticket::{self, Details, TicketCommand, TicketError};
use domain::{Audience, Catalog, DepartmentId, FieldError, TicketId, field};
use eventstore::Executed;
use poem_openapi::Object;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

mod lists;

/// How commands spell fields that this API spells otherwise.
pub(crate) const NAMES: [(&str, &str); 4] = [
    ("member", "assignee_ids"),
    ("tag", "tags"),
    ("until", "snoozed_until"),
    ("attachments", "attachment_ids"),
];

/// What shall be different. What is left out stays as it is; null takes a value away.
#[derive(Clone, Debug, Default, Object, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct TicketPatch {
    #[serde(deserialize_with = "present")]
    pub subject: Option<String>,
    #[serde(deserialize_with = "present")]
    pub description: Option<String>,
    pub requester: MaybeUndefined<NewRequester>,
    /// Everybody who gets copies: others get none any more.
    #[serde(deserialize_with = "present")]
    pub cc: Option<Vec<NewParticipant>>,
    /// Everybody who watches: others do so no more.
    #[serde(deserialize_with = "present")]
    pub watchers: Option<Vec<NewParticipant>>,
    /// Id or key.
    #[serde(deserialize_with = "present")]
    pub status: Option<String>,
    /// Id or key.
    #[serde(deserialize_with = "present")]
    pub priority: Option<String>,
    pub department_id: MaybeUndefined<Uuid>,
    /// Whether those who have the ticket keep it in the new department; as that department is set
    /// up unless told otherwise.
    #[serde(deserialize_with = "present")]
    pub keep_assignees: Option<bool>,
    /// All assignees: others are unassigned.
    #[serde(deserialize_with = "present")]
    pub assignee_ids: Option<Vec<Uuid>>,
    pub due_at: MaybeUndefined<Moment>,
    pub window_from: MaybeUndefined<Moment>,
    pub window_to: MaybeUndefined<Moment>,
    /// Sets it aside until then; null brings it back.
    pub snoozed_until: MaybeUndefined<Moment>,
    /// All tags: others are taken off.
    #[serde(deserialize_with = "present")]
    pub tags: Option<Vec<String>>,
    /// Values of custom fields by their keys; null takes a value away, others stay.
    #[serde(deserialize_with = "present")]
    pub fields: Option<Fields>,
}

pub(super) async fn change(
    writer: &Writer,
    id: TicketId,
    body: Body<TicketPatch>,
) -> Result<Changed<Ticket>, Problem> {
    let plan = Plan::new(body.value, &writer.catalog, writer.audience());
    let lead = |now: &Details| Ok(plan.steps(now));
    let work = ChangeTicket { id, lead };
    let outcome = writer.transact(id.0, &work, &body.bytes).await;
    let executed = outcome.map_err(|problem| problem.renamed(&NAMES))?;
    answer(writer, &executed).await
}

/// Takes steps on the ticket that `path` names.
pub(crate) async fn take(
    writer: &Writer,
    path: &str,
    steps: Vec<Step>,
    body: &Bytes,
) -> Result<Changed<Ticket>, Problem> {
    let id = TicketPath::parse(path)?.resolve(writer).await?;
    let lead = |_: &Details| Ok::<_, TicketError>(steps.clone());
    let work = ChangeTicket { id, lead };
    let executed = writer.transact(id.0, &work, body).await?;
    answer(writer, &executed).await
}

/// Runs one command on the ticket that `path` names; for commands that name nobody but members.
pub(crate) async fn run(
    writer: &Writer,
    path: &str,
    command: TicketCommand,
    body: &Bytes,
) -> Result<Changed<Ticket>, Problem> {
    let id = TicketPath::parse(path)?.resolve(writer).await?;
    let executed = writer.execute(id.0, vec![command], body).await?;
    answer(writer, &executed).await
}

/// The ticket after a change.
pub(crate) async fn answer(
    writer: &Writer,
    executed: &Executed<ticket::Ticket>,
) -> Result<Changed<Ticket>, Problem> {
    let id = TicketId(executed.stream_id);
    let view = Ticket::of(writer, id, &executed.loaded).await?;
    Changed::after(executed, &view)
}

/// What a patch asks for, looked up as far as that needs no ticket.
struct Plan {
    patch: TicketPatch,
    plain: Vec<Step>,
}

impl Plan {
    /// What names nothing is told with what the rules refuse.
    fn new(patch: TicketPatch, catalog: &Catalog, audience: &Audience) -> Self {
        let (mut plain, mut errors) = (Vec::new(), Vec::new());
        let steps = [
            patch.texts(),
            patch.requester(&mut errors),
            patch.priority(catalog, &mut errors),
            patch.department(),
            patch.status(catalog, &mut errors),
            patch.fields(catalog, audience, &mut errors),
        ];
        plain.extend(steps.into_iter().flatten());
        plain.extend(errors.into_iter().map(Step::Wrong));
        Self { patch, plain }
    }

    fn steps(&self, now: &Details) -> Vec<Step> {
        let mut steps = self.plain.clone();
        steps.extend(self.patch.relative(now).into_iter().map(Step::from));
        steps
    }
}

impl TicketPatch {
    fn texts(&self) -> Vec<Step> {
        let subject = self.subject.clone();
        let subject = subject.map(|subject| TicketCommand::ChangeSubject { subject });
        let description = self.description.clone();
        let described =
            description.map(|description| TicketCommand::ChangeDescription { description });
        subject
            .into_iter()
            .chain(described)
            .map(Step::from)
            .collect()
    }

    fn requester(&self, errors: &mut Vec<FieldError>) -> Vec<Step> {
        let asking = match &self.requester {
            MaybeUndefined::Undefined => return vec![],
            MaybeUndefined::Null => Ok(None),
            MaybeUndefined::Value(requester) => requester.asking().map(Some),
        };
        match asking {
            Ok(asking) => vec![Step::Requester(asking)],
            Err(error) => {
                errors.push(error);
                vec![]
            }
        }
    }

    fn department(&self) -> Vec<Step> {
        let department = match self.department_id {
            MaybeUndefined::Undefined => return vec![],
            MaybeUndefined::Null => None,
            MaybeUndefined::Value(id) => Some(DepartmentId(id)),
        };
        let keep_assignees = self.keep_assignees;
        vec![Step::Do(TicketCommand::Route {
            department,
            keep_assignees,
        })]
    }

    fn priority(&self, catalog: &Catalog, errors: &mut Vec<FieldError>) -> Vec<Step> {
        let mut steps = Vec::new();
        if let Some(text) = &self.priority {
            match priority_id(text, catalog) {
                Ok(priority) => steps.push(TicketCommand::SetPriority { priority }.into()),
                Err(detail) => errors.push(FieldError::new("priority", detail)),
            }
        }
        steps
    }

    fn status(&self, catalog: &Catalog, errors: &mut Vec<FieldError>) -> Vec<Step> {
        let mut steps = Vec::new();
        if let Some(text) = &self.status {
            match status_id(text, catalog) {
                Ok(status) => steps.push(TicketCommand::SetStatus { status }.into()),
                Err(detail) => errors.push(FieldError::new("status", detail)),
            }
        }
        match self.snoozed_until {
            MaybeUndefined::Undefined => {}
            MaybeUndefined::Null => steps.push(TicketCommand::Wake.into()),
            MaybeUndefined::Value(at) => {
                steps.push(TicketCommand::Snooze { until: at.0 }.into());
            }
        }
        steps
    }

    fn fields(
        &self,
        catalog: &Catalog,
        audience: &Audience,
        errors: &mut Vec<FieldError>,
    ) -> Vec<Step> {
        let Some(fields) = &self.fields else {
            return vec![];
        };
        match field::parse(&fields.0, catalog, audience) {
            Ok(changes) => vec![TicketCommand::SetFields { changes }.into()],
            Err(wrong) => {
                errors.extend(wrong);
                vec![]
            }
        }
    }
}

#[cfg(test)]
mod tests;
