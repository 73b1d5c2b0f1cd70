//! What can be asked of the ticket list, and what it answers.

use domain::ticket::{Channel, Requester};
use domain::{DepartmentId, MemberId, PriorityId, StatusId, TicketId};
use jiff::Timestamp;

/// Which tickets, in which order. Filters of different kinds must all hold; within one kind any
/// of the values will do, but for tags, which must all be there. An empty filter lets all pass.
#[derive(Clone, Debug, Default)]
pub struct TicketQuery {
    pub status: Vec<StatusId>,
    pub not_status: Vec<StatusId>,
    pub department: Vec<DepartmentId>,
    pub assignee: Vec<MemberId>,
    /// `Some(true)` for tickets without assignees, `Some(false)` for tickets with some.
    pub unassigned: Option<bool>,
    pub priority: Vec<PriorityId>,
    pub tag: Vec<String>,
    /// Including the moment itself, as are all `from`s; a `to` is excluded.
    pub created_from: Option<Timestamp>,
    pub created_to: Option<Timestamp>,
    pub due_from: Option<Timestamp>,
    pub due_to: Option<Timestamp>,
    /// Found anywhere in the subject; case, vowel points and spelling variants do not matter.
    pub text: Option<String>,
    pub include_deleted: bool,
    pub sort: TicketSort,
    /// Most tickets on the page: 1 to 1000; 0 means 50.
    pub limit: u16,
    /// From the page before, asked with the same filters and order.
    pub cursor: Option<String>,
}

/// In which order tickets are listed; ties are broken by id, so the order is total.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TicketSort {
    /// Newest first.
    #[default]
    CreatedDesc,
    CreatedAsc,
    UpdatedDesc,
    /// Most urgent first; tickets without a due date come last.
    DueAsc,
}

/// A part of the list.
#[derive(Clone, Debug, PartialEq)]
pub struct TicketPage {
    pub items: Vec<TicketRow>,
    /// Set when there are more.
    pub next_cursor: Option<String>,
}

/// One ticket of the list.
#[derive(Clone, Debug, PartialEq)]
pub struct TicketRow {
    pub id: TicketId,
    pub number: i64,
    pub subject: String,
    pub description: String,
    pub status: StatusId,
    pub priority: PriorityId,
    pub department: Option<DepartmentId>,
    pub assignees: Vec<MemberId>,
    pub requester: Option<Requester>,
    pub due_at: Option<Timestamp>,
    pub window_from: Option<Timestamp>,
    pub window_to: Option<Timestamp>,
    pub tags: Vec<String>,
    pub channel: Channel,
    pub version: i32,
    /// When it happened, as the log tells it.
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub deleted: bool,
    /// Messages posted, public and internal.
    pub messages: i32,
}
