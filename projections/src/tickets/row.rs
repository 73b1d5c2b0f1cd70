//! A row of the list, read column by column.

use super::TicketRow;
use super::parts::Parts;
use domain::sla::{SlaState, Standing};
use domain::ticket::{Channel, Created, Details};
use domain::{DepartmentId, MemberId, PriorityId, StatusId, TicketId};
use jiff::Timestamp;
use serde::Deserialize;
use serde::de::value::Error;
use serde::de::{DeserializeOwned, IntoDeserializer};
use tokio_postgres::Row;
use tokio_postgres::types::FromSql;
use uuid::Uuid;

/// Columns in the order of a statement.
pub(super) struct Columns<'a> {
    row: &'a Row,
    next: usize,
}

impl<'a> Columns<'a> {
    pub(super) fn of(row: &'a Row) -> Self {
        Self { row, next: 0 }
    }

    pub(super) fn read<T: FromSql<'a>>(&mut self) -> T {
        self.next += 1;
        self.row.get(self.next - 1)
    }

    /// An id, where there is one.
    fn id<T: From<Uuid>>(&mut self) -> Option<T> {
        self.read::<Option<Uuid>>().map(Into::into)
    }

    /// What [`super::parts::json`] spelled.
    pub(super) fn json<T: DeserializeOwned>(&mut self) -> Option<T> {
        let json: Option<&str> = self.read();
        json.and_then(|json| serde_json::from_str(json).ok())
    }
}

/// What [`COLUMNS`] say of a ticket.
pub(super) struct Stored {
    pub id: Uuid,
    pub version: i32,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub deleted: bool,
    pub messages: i32,
    /// Without subject, description, and what is counted but not kept in the row.
    pub details: Details,
}

impl Stored {
    /// Reads the columns of [`COLUMNS`].
    pub(super) fn read(c: &mut Columns<'_>) -> Self {
        Self {
            id: c.read(),
            version: c.read(),
            created_at: c.read(),
            updated_at: c.read(),
            deleted: c.read(),
            messages: c.read(),
            details: details(c),
        }
    }
}

fn details(c: &mut Columns<'_>) -> Details {
    let number = c.read();
    let (status, priority) = (StatusId(c.read()), PriorityId(c.read()));
    let mut details = Details::from(&Created::new(number, "", status, priority));
    details.department = c.id::<DepartmentId>();
    details.assignees = c.read::<Vec<Uuid>>().into_iter().map(MemberId).collect();
    details.due_at = c.read();
    details.window_from = c.read();
    details.window_to = c.read();
    details.snoozed_until = c.read();
    details.tags = c.read();
    details.channel = channel(c.read());
    details.requester = c.json();
    details.customer = c.id();
    details.organisation = c.id();
    details.merged_into = c.id();
    details.conversation.first_response_at = c.read();
    details.conversation.last_customer_message_at = c.read();
    details.conversation.last_staff_message_at = c.read();
    details.fields = c.json().unwrap_or_default();
    let parts: Parts = c.json().unwrap_or_default();
    details.cc = parts.cc;
    details.watchers = parts.watchers;
    details.links = parts.links;
    details.absorbed = parts.absorbed;
    details.files = parts.attachments;
    details.source = parts.source;
    details.rating = parts.rating;
    details.unproven = parts.unproven;
    details
}

impl TicketRow {
    /// Reads the columns of [`COLUMNS`] and after them those of [`MORE_COLUMNS`].
    pub(crate) fn read(row: &Row) -> Self {
        let mut c = Columns::of(row);
        let stored = Stored::read(&mut c);
        let d = stored.details;
        Self {
            subject: c.read(),
            description: c.read(),
            files: c.read(),
            minutes: c.read(),
            checklist_done: c.read(),
            checklist_total: c.read(),
            sla: Standing {
                rest: SlaState::read(c.read()).unwrap_or_default(),
                warn_at: c.read(),
                due_at: c.read(),
            },
            id: TicketId(stored.id),
            version: stored.version,
            created_at: stored.created_at,
            updated_at: stored.updated_at,
            deleted: stored.deleted,
            messages: stored.messages,
            number: d.number,
            status: d.status,
            priority: d.priority,
            department: d.department,
            assignees: d.assignees,
            requester: d.requester,
            customer: d.customer,
            organisation: d.organisation,
            cc: d.cc,
            watchers: d.watchers,
            due_at: d.due_at,
            window_from: d.window_from,
            window_to: d.window_to,
            snoozed_until: d.snoozed_until,
            tags: d.tags,
            fields: d.fields,
            channel: d.channel,
            source: d.source,
            links: d.links,
            merged_into: d.merged_into,
            absorbed: d.absorbed,
            attachments: d.files,
            rating: d.rating,
            unproven: d.unproven,
            first_response_at: d.conversation.first_response_at,
            last_customer_message_at: d.conversation.last_customer_message_at,
            last_staff_message_at: d.conversation.last_staff_message_at,
        }
    }
}

/// Reads the spelling that [`Channel::as_str`] gave.
fn channel(spelling: &str) -> Channel {
    let spelled = Channel::deserialize(IntoDeserializer::<Error>::into_deserializer(spelling));
    spelled.unwrap_or_default()
}

/// What both the list and the next fold read.
pub(crate) const COLUMNS: &str = "t.id, t.version, t.created_at, t.updated_at, t.deleted,
       t.messages, t.number, t.status, t.priority, t.department, t.assignees, t.due_at,
       t.window_from, t.window_to, t.snoozed_until, t.tags, t.channel, t.requester, t.customer,
       t.organisation, t.merged_into, t.first_response_at, t.last_customer_message_at,
       t.last_staff_message_at, t.fields, t.parts";

/// What only the list reads.
pub(crate) const MORE_COLUMNS: &str = "t.subject, t.description, t.files, t.minutes,
       t.checklist_done, t.checklist_total, t.sla_rest, t.sla_warn_at, t.sla_due_at";
