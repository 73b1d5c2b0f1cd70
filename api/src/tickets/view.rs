//! A ticket as the API shows it.

use crate::problem::Problem;
use crate::types::{Channel, Fields, Moment, Nullable};
use domain::ticket::{self, TicketError};
use domain::{Catalog, PriorityId, StatusId, TicketId};
use eventstore::Loaded;
use poem_openapi::Object;
use projections::TicketRow;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A ticket.
#[derive(Clone, Debug, Object, Serialize, Deserialize)]
pub(crate) struct Ticket {
    pub id: Uuid,
    /// The number that people say.
    pub number: i64,
    pub subject: String,
    pub description: String,
    /// Key of the status.
    pub status: String,
    /// Key of the priority.
    pub priority: String,
    pub department_id: Nullable<Uuid>,
    pub assignee_ids: Vec<Uuid>,
    pub requester: Nullable<Requester>,
    pub due_at: Nullable<Moment>,
    pub window_from: Nullable<Moment>,
    pub window_to: Nullable<Moment>,
    pub tags: Vec<String>,
    /// The organisation's own fields.
    pub fields: Fields,
    pub channel: Channel,
    /// Also the ETag.
    pub version: i32,
    pub created_at: Moment,
    pub updated_at: Moment,
    pub deleted: bool,
}

/// Who asked.
#[derive(Clone, Debug, Object, Serialize, Deserialize)]
pub(crate) struct Requester {
    pub name: Nullable<String>,
    pub email: Nullable<String>,
    pub organisation: Nullable<String>,
}

impl From<ticket::Requester> for Requester {
    fn from(requester: ticket::Requester) -> Self {
        Self {
            name: requester.name.into(),
            email: requester.email.into(),
            organisation: requester.organisation.into(),
        }
    }
}

impl Ticket {
    /// The ticket as it was folded; not found when nothing had happened yet.
    pub fn of(
        id: TicketId,
        loaded: &Loaded<ticket::Ticket>,
        catalog: &Catalog,
    ) -> Result<Self, Problem> {
        let details = loaded.state.details.as_deref();
        let ticket = details.ok_or(TicketError::NotFound)?.clone();
        Ok(Self {
            id: id.0,
            number: ticket.number,
            subject: ticket.subject,
            description: ticket.description,
            status: catalog.status_key(ticket.status),
            priority: catalog.priority_key(ticket.priority),
            department_id: ticket.department.map(|id| id.0).into(),
            assignee_ids: ticket.assignees.iter().map(|id| id.0).collect(),
            requester: ticket.requester.map(Requester::from).into(),
            due_at: ticket.due_at.map(Moment::from).into(),
            window_from: ticket.window_from.map(Moment::from).into(),
            window_to: ticket.window_to.map(Moment::from).into(),
            tags: ticket.tags,
            fields: Fields::default(),
            channel: Channel(ticket.channel),
            version: loaded.version,
            created_at: loaded.created_at.into(),
            updated_at: loaded.updated_at.into(),
            deleted: loaded.state.deleted,
        })
    }

    /// The ticket as the list has it.
    pub fn from_row(row: TicketRow, catalog: &Catalog) -> Self {
        Self {
            id: row.id.0,
            number: row.number,
            subject: row.subject,
            description: row.description,
            status: catalog.status_key(row.status),
            priority: catalog.priority_key(row.priority),
            department_id: row.department.map(|id| id.0).into(),
            assignee_ids: row.assignees.iter().map(|id| id.0).collect(),
            requester: row.requester.map(Requester::from).into(),
            due_at: row.due_at.map(Moment::from).into(),
            window_from: row.window_from.map(Moment::from).into(),
            window_to: row.window_to.map(Moment::from).into(),
            tags: row.tags,
            fields: Fields::default(),
            channel: Channel(row.channel),
            version: row.version,
            created_at: row.created_at.into(),
            updated_at: row.updated_at.into(),
            deleted: row.deleted,
        }
    }
}

/// The status that `text` names by id or key, in use or retired.
pub(crate) fn status_id(text: &str, catalog: &Catalog) -> Result<StatusId, String> {
    let id = text
        .parse()
        .map_or_else(|_| StatusId::from_key(text), StatusId);
    if catalog.statuses.get(id.0).is_some() {
        return Ok(id);
    }
    let active = catalog.statuses.iter().filter_map(|e| e.active());
    Err(unknown("status", text, active.map(|s| s.key.as_str())))
}

/// The priority that `text` names by id or key, in use or retired.
pub(crate) fn priority_id(text: &str, catalog: &Catalog) -> Result<PriorityId, String> {
    let id = text
        .parse()
        .map_or_else(|_| PriorityId::from_key(text), PriorityId);
    if catalog.priorities.get(id.0).is_some() {
        return Ok(id);
    }
    let active = catalog.priorities.iter().filter_map(|e| e.active());
    Err(unknown("priority", text, active.map(|p| p.key.as_str())))
}

fn unknown<'a>(what: &str, text: &str, known: impl Iterator<Item = &'a str>) -> String {
    let known: Vec<_> = known.take(20).collect();
    let text: String = text.chars().take(50).filter(|c| !c.is_control()).collect();
    format!("{text:?} is no {what}; use one of {}", known.join(", "))
}
