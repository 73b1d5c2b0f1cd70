//! A ticket as the API shows it.

use crate::operations::warnings;
use crate::problem::Problem;
use crate::request::Reader;
use crate::types::{Channel, Fields, Moment, Nullable};
use domain::TicketId;
use domain::ticket::{self, Details, TicketError};
use eventstore::{Executed, Loaded};
use jiff::Timestamp;
use poem_openapi::Object;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

mod ids;
mod parts;
mod requester;
mod row;
mod ties;

pub(crate) use ids::{priority_id, status_id, unknown};
pub(crate) use parts::{
    ChecklistProgress, FileView, LinkView, ParticipantView, RatingView, SlaView, TicketSourceView,
    Warning,
};
pub(crate) use requester::Requester;

/// A ticket.
#[derive(Clone, Debug, Object, Serialize, Deserialize)]
pub(crate) struct Ticket {
    pub id: Uuid,
    /// Unique, never reused.
    pub number: i64,
    /// The number as people say it, with the prefix and zeros that the workspace asks for.
    pub reference: String,
    pub subject: String,
    pub description: String,
    /// Key of the status.
    pub status: String,
    /// Key of the priority.
    pub priority: String,
    pub department_id: Nullable<Uuid>,
    pub assignee_ids: Vec<Uuid>,
    /// Who asked.
    pub requester: Nullable<Requester>,
    /// Who gets copies of what is said to the requester.
    pub cc: Vec<ParticipantView>,
    /// Who wants to know what becomes of it.
    pub watchers: Vec<ParticipantView>,
    pub due_at: Nullable<Moment>,
    pub window_from: Nullable<Moment>,
    pub window_to: Nullable<Moment>,
    /// Set aside until then.
    pub snoozed_until: Nullable<Moment>,
    pub tags: Vec<String>,
    /// The organisation's own fields by their keys, as far as the caller may see them.
    pub fields: Fields,
    /// Files on the ticket itself; messages have their own.
    pub attachments: Vec<FileView>,
    pub channel: Channel,
    /// What it was made from.
    pub source: Nullable<TicketSourceView>,
    pub links: Vec<LinkView>,
    /// The ticket that this one goes on as a part of.
    pub merged_into: Nullable<Uuid>,
    /// Tickets that go on as parts of this one.
    pub merged_ticket_ids: Vec<Uuid>,
    /// When one of the staff first wrote to the customer.
    pub first_response_at: Nullable<Moment>,
    pub last_customer_message_at: Nullable<Moment>,
    pub last_staff_message_at: Nullable<Moment>,
    pub minutes_spent: i64,
    pub checklist: ChecklistProgress,
    /// Whether it came by the public form and nobody has shown yet that the requester's address is
    /// theirs. A word of the signed-in customer shows it; so does a requester whom the staff names.
    pub requester_unproven: bool,
    /// What the customer told last of how content they are.
    pub rating: Nullable<RatingView>,
    /// How it stands by what is promised on it, in lists; null elsewhere, where `/tickets/{id}/sla`
    /// tells all of it.
    pub sla: Nullable<SlaView>,
    /// Also the ETag.
    pub version: i32,
    pub created_at: Moment,
    pub updated_at: Moment,
    pub deleted: bool,
    /// What the caller should know of the ticket as it stands.
    pub warnings: Vec<Warning>,
}

/// What is told of a ticket besides its own state.
#[derive(Clone, Copy, Debug)]
struct Envelope {
    version: i32,
    created_at: Timestamp,
    updated_at: Timestamp,
    deleted: bool,
}

impl Ticket {
    /// The ticket as it was folded, for whoever reads; not found when nothing had happened yet.
    pub async fn of(
        reader: &Reader,
        id: TicketId,
        loaded: &Loaded<ticket::Ticket>,
    ) -> Result<Self, Problem> {
        Self::since(reader, (id, loaded), None).await
    }

    /// The ticket after a command: its requester as the command's append found them, or later.
    pub async fn after(
        reader: &Reader,
        executed: &Executed<ticket::Ticket>,
    ) -> Result<Self, Problem> {
        let id = TicketId(executed.stream_id);
        let position = executed.position.max(reader.min_position);
        Self::since(reader, (id, &executed.loaded), Some(position)).await
    }

    async fn since(
        reader: &Reader,
        (id, loaded): (TicketId, &Loaded<ticket::Ticket>),
        position: Option<i64>,
    ) -> Result<Self, Problem> {
        let details = loaded.state.details.as_deref();
        let details = details.ok_or(TicketError::NotFound)?;
        let envelope = Envelope {
            version: loaded.version,
            created_at: loaded.created_at,
            updated_at: loaded.updated_at,
            deleted: loaded.state.deleted,
        };
        let mut view = Self::folded(reader, (id, details), envelope);
        view.requester = Requester::of(reader, details, position).await?.into();
        view.warnings = warnings(reader, details).await?;
        ties::keep_seen(reader, std::slice::from_mut(&mut view)).await?;
        Ok(view)
    }

    fn folded(reader: &Reader, (id, ticket): (TicketId, &Details), envelope: Envelope) -> Self {
        let catalog = &*reader.catalog;
        let conversation = &ticket.conversation;
        Self {
            id: id.0,
            number: ticket.number,
            reference: catalog.workspace().reference(ticket.number),
            subject: ticket.subject.clone(),
            description: ticket.description.clone(),
            status: catalog.status_key(ticket.status),
            priority: catalog.priority_key(ticket.priority),
            department_id: ticket.department.map(|id| id.0).into(),
            assignee_ids: ticket.assignees.iter().map(|id| id.0).collect(),
            requester: Nullable(None),
            cc: ticket.copies().into_iter().map(Into::into).collect(),
            watchers: ticket.watchers.iter().map(|who| (*who).into()).collect(),
            due_at: ticket.due_at.map(Moment::from).into(),
            window_from: ticket.window_from.map(Moment::from).into(),
            window_to: ticket.window_to.map(Moment::from).into(),
            snoozed_until: ticket.snoozed_until.map(Moment::from).into(),
            tags: ticket.tags.clone(),
            fields: visible(ticket, reader),
            attachments: ticket.files.iter().map(FileView::from).collect(),
            channel: Channel(ticket.channel),
            source: ticket.source.map(TicketSourceView::from).into(),
            links: ticket.links.iter().map(LinkView::from).collect(),
            merged_into: ticket.merged_into.map(|id| id.0).into(),
            merged_ticket_ids: ticket.absorbed.iter().map(|a| a.ticket.0).collect(),
            first_response_at: conversation.first_response_at.map(Moment::from).into(),
            last_customer_message_at: conversation
                .last_customer_message_at
                .map(Moment::from)
                .into(),
            last_staff_message_at: conversation.last_staff_message_at.map(Moment::from).into(),
            minutes_spent: ticket.time.iter().map(|t| i64::from(t.minutes)).sum(),
            checklist: ChecklistProgress::of(ticket),
            requester_unproven: ticket.unproven,
            rating: ticket.rating.as_ref().map(RatingView::from).into(),
            sla: Nullable(None),
            version: envelope.version,
            created_at: envelope.created_at.into(),
            updated_at: envelope.updated_at.into(),
            deleted: envelope.deleted,
            warnings: Vec::new(),
        }
    }
}

/// The values that whoever reads may see: the one place where answers ask for them.
fn visible(ticket: &Details, reader: &Reader) -> Fields {
    let seen = ticket.visible_fields(&reader.catalog, reader.audience());
    let spelled = seen.into_iter().map(|(field, value)| {
        let value = serde_json::to_value(value).unwrap_or_default();
        (field.key.clone(), value)
    });
    Fields(spelled.collect())
}
