//! What lists look at of a ticket, apart from who may see it.

use domain::field::FieldValues;
use domain::ticket::{Created, Details, Ticket};
use domain::{CustomerId, DepartmentId, MemberId, OrganisationId, PriorityId, StatusId, TicketId};
use jiff::Timestamp;
use tokio_postgres::Row;
use uuid::Uuid;

/// A ticket as far as it is listed.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct State {
    pub status: StatusId,
    pub priority: PriorityId,
    pub department: Option<DepartmentId>,
    pub customer: Option<CustomerId>,
    pub organisation: Option<OrganisationId>,
    pub merged_into: Option<TicketId>,
    pub deleted: bool,
    pub due_at: Option<Timestamp>,
    pub snoozed_until: Option<Timestamp>,
    pub assignees: Vec<MemberId>,
    pub tags: Vec<String>,
    pub fields: FieldValues,
}

impl State {
    /// `None` for a ticket that is not there yet.
    pub(super) fn of(ticket: &Ticket) -> Option<Self> {
        let details = ticket.details.as_deref()?;
        Some(Self {
            status: details.status,
            priority: details.priority,
            department: details.department,
            customer: details.customer,
            organisation: details.organisation,
            merged_into: details.merged_into,
            deleted: ticket.deleted,
            due_at: details.due_at,
            snoozed_until: details.snoozed_until,
            assignees: details.assignees.clone(),
            tags: details.tags.clone(),
            fields: details.fields.clone(),
        })
    }

    /// Reads the columns of [`COLUMNS`] from the first of them on.
    pub(super) fn read(row: &Row, first: usize) -> Self {
        let assignees: Vec<Uuid> = row.get(first + 9);
        let fields: String = row.get(first + 11);
        Self {
            status: StatusId(row.get(first)),
            priority: PriorityId(row.get(first + 1)),
            department: row.get::<_, Option<Uuid>>(first + 2).map(DepartmentId),
            customer: row.get::<_, Option<Uuid>>(first + 3).map(CustomerId),
            organisation: row.get::<_, Option<Uuid>>(first + 4).map(OrganisationId),
            merged_into: row.get::<_, Option<Uuid>>(first + 5).map(TicketId),
            deleted: row.get(first + 6),
            due_at: row.get(first + 7),
            snoozed_until: row.get(first + 8),
            assignees: assignees.into_iter().map(MemberId).collect(),
            tags: row.get(first + 10),
            fields: serde_json::from_str(&fields).unwrap_or_default(),
        }
    }

    /// A ticket that later events can be folded into as far as lists look at it; what they do not
    /// look at is missing, and changes nothing of what they do.
    pub(super) fn ticket(self) -> Ticket {
        let mut details = Details::from(&Created::new(0, "", self.status, self.priority));
        details.department = self.department;
        details.customer = self.customer;
        details.organisation = self.organisation;
        details.merged_into = self.merged_into;
        details.due_at = self.due_at;
        details.snoozed_until = self.snoozed_until;
        details.assignees = self.assignees;
        details.tags = self.tags;
        details.fields = self.fields;
        Ticket {
            details: Some(Box::new(details)),
            deleted: self.deleted,
        }
    }
}

/// What [`State::read`] reads.
pub(super) const COLUMNS: &str = "i.status, i.priority, i.department, i.customer, i.organisation,
       i.merged_into, i.deleted, i.due_at, i.snoozed_until, i.assignees, i.tags, i.fields::text";
