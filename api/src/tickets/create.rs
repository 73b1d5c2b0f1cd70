//! Opening a ticket.

use super::Ticket;
use super::view::{priority_id, status_id};
use crate::answer::Created;
use crate::problem::Problem;
use crate::request::{Body, Writer, optional_object};
use crate::types::{Channel, Moment};
use domain::ticket::{self, CreateTicket, TicketCommand};
use domain::{Catalog, DepartmentId, FieldError, MemberId, TicketId};
use poem_openapi::Object;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A ticket to open.
#[derive(Debug, Object, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewTicket {
    /// One line that says what it is about.
    pub subject: String,
    #[oai(default)]
    #[serde(default)]
    pub description: String,
    #[serde(default, deserialize_with = "optional_object")]
    pub requester: Option<NewRequester>,
    /// Id or key; `open` unless told otherwise.
    pub status: Option<String>,
    /// Id or key; `normal` unless told otherwise.
    pub priority: Option<String>,
    pub department_id: Option<Uuid>,
    #[oai(default)]
    #[serde(default)]
    pub assignee_ids: Vec<Uuid>,
    pub due_at: Option<Moment>,
    /// When work on it is planned to begin.
    pub window_from: Option<Moment>,
    /// When work on it is planned to end.
    pub window_to: Option<Moment>,
    #[oai(default)]
    #[serde(default)]
    pub tags: Vec<String>,
    /// `api` unless told otherwise.
    pub channel: Option<Channel>,
}

/// Who asks, as far as is known.
#[derive(Debug, Object, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewRequester {
    pub name: Option<String>,
    pub email: Option<String>,
    pub organisation: Option<String>,
}

pub(super) async fn create(
    writer: &Writer,
    body: Body<NewTicket>,
) -> Result<Created<Ticket>, Problem> {
    let state = &writer.state;
    let mut new = command(body.value, &writer.catalog)?;
    new.number = state.numbers.take(&state.app.store).await?;
    let id = Uuid::now_v7();
    let command = TicketCommand::Create(Box::new(new));
    let executed = writer
        .create::<ticket::Ticket>(id, command, &body.bytes)
        .await?;
    let id = TicketId(executed.stream_id);
    let view = Ticket::of(id, &executed.loaded, &writer.catalog)?;
    Ok(Created::after(&executed, &view)?.at(&format!("/api/v1/tickets/{id}")))
}

fn command(new: NewTicket, catalog: &Catalog) -> Result<CreateTicket, Problem> {
    let mut errors = Vec::new();
    let mut known = |field: &str, error: String| errors.push(FieldError::new(field, error));
    let status = new.status.map(|text| status_id(&text, catalog)).transpose();
    let status = status.map_err(|e| known("status", e)).ok().flatten();
    let priority = new
        .priority
        .map(|text| priority_id(&text, catalog))
        .transpose();
    let priority = priority.map_err(|e| known("priority", e)).ok().flatten();
    if !errors.is_empty() {
        return Err(Problem::fields(errors));
    }
    Ok(CreateTicket {
        number: 0,
        subject: new.subject,
        description: new.description,
        requester: new.requester.map(NewRequester::into_domain),
        status,
        priority,
        department: new.department_id.map(DepartmentId),
        assignees: new.assignee_ids.into_iter().map(MemberId).collect(),
        due_at: new.due_at.map(|at| at.0),
        window_from: new.window_from.map(|at| at.0),
        window_to: new.window_to.map(|at| at.0),
        tags: new.tags,
        channel: new.channel.map(|c| c.0).unwrap_or_default(),
        ..CreateTicket::default()
    })
}

impl NewRequester {
    fn into_domain(self) -> ticket::Requester {
        ticket::Requester {
            name: self.name,
            email: self.email,
            organisation: self.organisation,
        }
    }
}
