//! Opening a ticket.

use super::Ticket;
use super::asking::{NewParticipant, NewRequester};
use super::view::{priority_id, status_id};
use crate::answer::Created;
use crate::problem::Problem;
use crate::request::{Body, Reader, Writer, optional_object};
use crate::types::{Channel, Fields, Moment};
use commands::tickets::OpenTicket;
use domain::field;
use domain::ticket::CreateTicket;
use domain::{AttachmentId, DepartmentId, FieldError, MemberId, TicketId};
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
    /// Who gets copies of what is said to the requester.
    #[oai(default)]
    #[serde(default)]
    pub cc: Vec<NewParticipant>,
    /// Who wants to know what becomes of it.
    #[oai(default)]
    #[serde(default)]
    pub watchers: Vec<NewParticipant>,
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
    /// Values of custom fields by their keys; what is left out gets its default.
    #[oai(default)]
    #[serde(default)]
    pub fields: Fields,
    /// Files that were uploaded before.
    #[oai(default)]
    #[serde(default)]
    pub attachment_ids: Vec<Uuid>,
    /// `api` unless told otherwise.
    pub channel: Option<Channel>,
}

pub(super) async fn create(
    writer: &Writer,
    body: Body<NewTicket>,
) -> Result<Created<Ticket>, Problem> {
    let state = &writer.state;
    let mut work = work(body.value, writer);
    work.new.number = state.numbers.take(&state.app.store).await?;
    let outcome = writer.transact(work.id.0, &work, &body.bytes).await;
    let executed =
        outcome.map_err(|problem| problem.renamed(&[("attachments", "attachment_ids")]))?;
    let id = TicketId(executed.stream_id);
    let view = Ticket::after(writer, &executed).await?;
    Ok(Created::after(&executed, &view)?.at(&format!("/api/v1/tickets/{id}")))
}

/// What names nothing is put aside, to be told with what the rules refuse.
fn work(new: NewTicket, reader: &Reader) -> OpenTicket {
    let mut errors = Vec::new();
    let catalog = &*reader.catalog;
    let status = known(
        "status",
        new.status,
        |text| status_id(text, catalog),
        &mut errors,
    );
    let priority = known(
        "priority",
        new.priority,
        |text| priority_id(text, catalog),
        &mut errors,
    );
    let fields = field::parse(&new.fields.0, catalog, reader.audience());
    let fields = fields.map_err(|e| errors.extend(e)).unwrap_or_default();
    let asking = new
        .requester
        .map(|requester| requester.asking())
        .transpose();
    let asking = asking.map_err(|e| errors.push(e)).unwrap_or_default();
    let new_ticket = CreateTicket {
        subject: new.subject,
        description: new.description,
        cc: new.cc.into_iter().map(Into::into).collect(),
        watchers: new.watchers.into_iter().map(Into::into).collect(),
        status,
        priority,
        department: new.department_id.map(DepartmentId),
        assignees: new.assignee_ids.into_iter().map(MemberId).collect(),
        due_at: new.due_at.map(|at| at.0),
        window_from: new.window_from.map(|at| at.0),
        window_to: new.window_to.map(|at| at.0),
        tags: new.tags,
        fields,
        channel: new.channel.map(|c| c.0).unwrap_or_default(),
        ..CreateTicket::default()
    };
    OpenTicket {
        id: TicketId(Uuid::now_v7()),
        new: new_ticket,
        asking,
        attachments: new.attachment_ids.into_iter().map(AttachmentId).collect(),
        wrong: errors,
    }
}

fn known<T>(
    field: &str,
    text: Option<String>,
    find: impl Fn(&str) -> Result<T, String>,
    errors: &mut Vec<FieldError>,
) -> Option<T> {
    let found = text.map(|text| find(&text)).transpose();
    found
        .map_err(|e| errors.push(FieldError::new(field, e)))
        .ok()
        .flatten()
}
