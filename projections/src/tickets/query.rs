//! What can be asked of the ticket list, and what it answers.

use super::TicketSort;
use domain::access::Reach;
use domain::attachment::File;
use domain::condition::{Filter, Path};
use domain::field::{FieldValue, FieldValues};
use domain::sla::Standing;
use domain::ticket::{AbsorbedTicket, Channel, Link, Participant, Rating, Requester, TicketSource};
use domain::{
    CustomerId, DepartmentId, FieldId, MemberId, OrganisationId, PriorityId, StatusId, TicketId,
};
use jiff::Timestamp;
use std::sync::Arc;
use uuid::Uuid;

/// Which tickets, in which order. Filters of different kinds must all hold; within one kind any
/// of the values will do, but for tags and fields, which must all be there. An empty filter lets
/// all pass.
#[derive(Clone, Debug, Default)]
pub struct TicketQuery {
    /// What is looked at, and counted, at all; by default nothing.
    pub reach: Reach,
    /// A second reach that tickets must lie within.
    pub also: Option<Reach>,
    pub status: Vec<StatusId>,
    pub not_status: Vec<StatusId>,
    pub department: Vec<DepartmentId>,
    pub assignee: Vec<MemberId>,
    /// `Some(true)` for tickets without assignees, `Some(false)` for tickets with some.
    pub unassigned: Option<bool>,
    pub priority: Vec<PriorityId>,
    pub tag: Vec<String>,
    /// Who asked. A customer stands for themselves alone: those merged into them go along as
    /// [`crate::ReadModels::customer_aliases`] tells them.
    pub customer: Vec<CustomerId>,
    pub organisation: Vec<OrganisationId>,
    /// Members and customers who get copies: see [`domain::ticket::Details::copies`].
    pub cc: Vec<Uuid>,
    /// Members and customers who watch.
    pub watcher: Vec<Uuid>,
    pub snoozed: Option<Snoozed>,
    pub fields: Vec<FieldFilter>,
    /// Including the moment itself, as are all `from`s; a `to` is excluded.
    pub created_from: Option<Timestamp>,
    pub created_to: Option<Timestamp>,
    pub due_from: Option<Timestamp>,
    pub due_to: Option<Timestamp>,
    /// Found anywhere in the subject; case, vowel points and spelling variants do not matter.
    pub text: Option<String>,
    pub search: Option<Search>,
    /// What must hold besides.
    pub condition: Option<Arc<Filter>>,
    pub include_deleted: bool,
    /// Tickets that became a part of another one too.
    pub include_merged: bool,
    pub sort: TicketSort,
    /// The settings in their order, where the list is in the order of settings.
    pub ranks: Vec<Uuid>,
    /// Where the field's value counts that the list is in the order of; everywhere without it.
    pub sort_where: Option<Arc<Filter>>,
    /// Most tickets on the page: 1 to 1000; 0 means 50.
    pub limit: u16,
    /// From the page before, asked with the same filters and order.
    pub cursor: Option<String>,
}

impl TicketQuery {
    /// Whether what is asked depends on the customers as they are now.
    #[must_use]
    pub fn asks_customers(&self) -> bool {
        let asked = self.condition.iter().flat_map(|c| c.condition().paths());
        asked
            .into_iter()
            .any(|path| matches!(path, Path::RequesterEmail | Path::RequesterLanguage))
    }
}

/// Whether tickets are set aside at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Snoozed {
    At(Timestamp),
    NotAt(Timestamp),
}

/// What a custom field must hold: one of several values. A list must hold all of the value's
/// items, other values are equal to it.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldFilter {
    pub field: FieldId,
    pub any_of: Vec<FieldValue>,
}

impl FieldFilter {
    /// The values that a ticket may have at all: none has a NUL.
    pub(crate) fn possible(&self) -> impl Iterator<Item = &FieldValue> {
        self.any_of.iter().filter(|value| match value {
            FieldValue::Text(text) => !text.contains('\0'),
            FieldValue::List(items) => !items.iter().any(|item| item.contains('\0')),
            _ => true,
        })
    }
}

/// What somebody typed to find a ticket: it has this number, or this text in its subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Search {
    pub text: String,
    pub number: Option<i64>,
}

/// A part of the list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TicketPage {
    pub items: Vec<TicketRow>,
    /// Set when there are more.
    pub next_cursor: Option<String>,
    /// Set when a page before it may have some.
    pub prev_cursor: Option<String>,
}

/// What tickets are counted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TicketGroup {
    Status,
    Priority,
    Department,
    /// A ticket counts for each who has it.
    Assignee,
}

/// One ticket of the list.
#[derive(Clone, Debug, PartialEq)]
pub struct TicketRow {
    pub id: TicketId,
    pub number: i64,
    pub subject: String,
    pub description: String,
    /// As was told last.
    pub sla: Standing,
    pub status: StatusId,
    pub priority: PriorityId,
    pub department: Option<DepartmentId>,
    pub assignees: Vec<MemberId>,
    /// Details of who asked, where no customer stands for them.
    pub requester: Option<Requester>,
    pub customer: Option<CustomerId>,
    pub organisation: Option<OrganisationId>,
    pub cc: Vec<Participant>,
    pub watchers: Vec<Participant>,
    pub due_at: Option<Timestamp>,
    pub window_from: Option<Timestamp>,
    pub window_to: Option<Timestamp>,
    /// Set aside until then; in the past, it has come back.
    pub snoozed_until: Option<Timestamp>,
    pub tags: Vec<String>,
    pub fields: FieldValues,
    pub channel: Channel,
    pub source: Option<TicketSource>,
    pub links: Vec<Link>,
    pub merged_into: Option<TicketId>,
    /// The tickets that became a part of it.
    pub absorbed: Vec<AbsorbedTicket>,
    /// Files on the ticket itself.
    pub attachments: Vec<File>,
    /// What the customer told last.
    pub rating: Option<Rating>,
    /// See [`domain::ticket::Details::unproven`].
    pub unproven: bool,
    pub version: i32,
    /// When it happened, as the log tells it.
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub deleted: bool,
    /// Messages posted, public and internal.
    pub messages: i32,
    /// How many files are on the ticket and on its messages.
    pub files: i32,
    /// When one of the staff first wrote to the customer.
    pub first_response_at: Option<Timestamp>,
    pub last_customer_message_at: Option<Timestamp>,
    pub last_staff_message_at: Option<Timestamp>,
    /// Time spent.
    pub minutes: i64,
    pub checklist_done: i32,
    pub checklist_total: i32,
}
