//! Lists and counts as of a moment.

use super::cursor::Cursor;
use super::{Intervals, select};
use crate::projection::Projection;
use crate::tickets::Tickets;
use crate::{FieldFilter, ReadError, ReadModels, TicketQuery};
use domain::access::Reach;
use domain::{CustomerId, DepartmentId, MemberId, OrganisationId, PriorityId, StatusId, TicketId};
use jiff::Timestamp;
use std::sync::Arc;
use tokio_postgres::Row;
use uuid::Uuid;

const USUAL_LIMIT: u16 = 50;
const MOST: u16 = 200;
/// Among more, looked through in their order, a page is soon full. Tests have few and many with less.
const FEW: usize = if cfg!(test) { 3 } else { 10_000 };

/// When. Both include what happened at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PastMoment {
    /// As it was at this time of the world.
    At(Timestamp),
    /// As it was when the log ended there, whatever time that is.
    Position(i64),
}

/// Which tickets, as they were. Filters of different kinds must all hold; within one kind any of
/// the values will do, but for tags and fields, which must all be there. An empty filter lets all
/// pass. People see the past of what they may see today.
#[derive(Clone, Debug)]
pub struct PastQuery {
    pub at: PastMoment,
    /// By default nothing.
    pub reach: Reach,
    /// A second reach that tickets must lie within.
    pub also: Option<Reach>,
    pub status: Vec<StatusId>,
    pub not_status: Vec<StatusId>,
    pub priority: Vec<PriorityId>,
    pub department: Vec<DepartmentId>,
    pub assignee: Vec<MemberId>,
    /// `Some(true)` for tickets without assignees, `Some(false)` for tickets with some.
    pub unassigned: Option<bool>,
    pub customer: Vec<CustomerId>,
    pub organisation: Vec<OrganisationId>,
    pub tag: Vec<String>,
    pub fields: Vec<FieldFilter>,
    /// Including the moment itself, as are all `from`s; a `to` is excluded.
    pub created_from: Option<Timestamp>,
    pub created_to: Option<Timestamp>,
    pub due_from: Option<Timestamp>,
    pub due_to: Option<Timestamp>,
    pub include_deleted: bool,
    /// Tickets that were a part of another one too.
    pub include_merged: bool,
    /// Newest first unless set.
    pub oldest_first: bool,
    /// Most tickets on the page: 1 to 200; 0 means 50.
    pub limit: u16,
    /// From another page, asked with the same filters, moment and order.
    pub cursor: Option<String>,
}

impl TicketQuery {
    /// The same asked of the past, as far as that can be asked: without words, conditions, copies,
    /// watchers and what is set aside, in the order of creation.
    #[must_use]
    pub fn past(&self, at: PastMoment) -> PastQuery {
        PastQuery {
            at,
            reach: self.reach.clone(),
            also: self.also.clone(),
            status: self.status.clone(),
            not_status: self.not_status.clone(),
            priority: self.priority.clone(),
            department: self.department.clone(),
            assignee: self.assignee.clone(),
            unassigned: self.unassigned,
            customer: self.customer.clone(),
            organisation: self.organisation.clone(),
            tag: self.tag.clone(),
            fields: self.fields.clone(),
            created_from: self.created_from,
            created_to: self.created_to,
            due_from: self.due_from,
            due_to: self.due_to,
            include_deleted: self.include_deleted,
            include_merged: self.include_merged,
            oldest_first: self.sort.is_oldest_first(),
            limit: self.limit,
            cursor: self.cursor.clone(),
        }
    }
}

impl PastQuery {
    /// Whether nothing is asked but statuses and a reach of keys and departments.
    pub(super) fn asks_statuses_alone(&self) -> bool {
        self.also.is_none()
            && self.reach.except.is_empty()
            && self.priority.is_empty()
            && self.department.is_empty()
            && self.assignee.is_empty()
            && self.unassigned.is_none()
            && self.customer.is_empty()
            && self.organisation.is_empty()
            && self.tag.is_empty()
            && self.fields.is_empty()
            && [self.created_from, self.created_to] == [None; 2]
            && [self.due_from, self.due_to] == [None; 2]
            && !self.include_deleted
            && !self.include_merged
    }
}

/// A part of the list. What the tickets were like the log tells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PastPage {
    pub items: Vec<TicketId>,
    /// Set when there are more.
    pub next_cursor: Option<String>,
    /// Set when a page before it may have some.
    pub prev_cursor: Option<String>,
}

/// What a count is divided by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PastGroup {
    Status,
    Priority,
    Department,
    /// A ticket counts for each of its assignees.
    Assignee,
}

impl ReadModels {
    /// A page of the list as it was. The past does not change, but what people may see does, and
    /// what is told late changes it.
    pub async fn past_tickets(&self, query: &PastQuery) -> Result<PastPage, ReadError> {
        let limit = match query.limit {
            0 => USUAL_LIMIT,
            limit => limit.min(MOST),
        };
        let cursor = (query.cursor.as_deref())
            .map(|c| Cursor::read(c, query.oldest_first))
            .transpose()?;
        if is_impossible(query) {
            return Ok(PastPage::default());
        }
        let few = self.were_few(query).await?;
        let rows = self
            .joined(&READ, |s| select::page(query, s, (limit, cursor), few))
            .await?;
        Ok(page(&rows, usize::from(limit), query.oldest_first, cursor))
    }

    /// Whether so few tickets had a status that is asked for that a page is found among them.
    async fn were_few(&self, query: &PastQuery) -> Result<bool, ReadError> {
        let Some(time) = select::time_of_statuses(query) else {
            return Ok(false);
        };
        let few = |schemas: &[Arc<str>]| select::few(query, schemas, (time, FEW));
        let rows = self.joined(&READ, few).await?;
        Ok(rows.first().is_some_and(|row| row.get(0)))
    }

    /// How many tickets the query finds on all its pages.
    pub async fn count_past_tickets(&self, query: &PastQuery) -> Result<i64, ReadError> {
        if is_impossible(query) {
            return Ok(0);
        }
        let rows = self.joined(&READ, |s| select::count(query, s)).await?;
        Ok(rows.first().map_or(0, |row| row.get(0)))
    }

    /// The same divided; `None` counts those without a department, or without assignees. The
    /// largest first.
    pub async fn group_past_tickets(
        &self,
        query: &PastQuery,
        by: PastGroup,
    ) -> Result<Vec<(Option<Uuid>, i64)>, ReadError> {
        if is_impossible(query) {
            return Ok(Vec::new());
        }
        let rows = self.joined(&READ, |s| select::groups(query, s, by)).await?;
        Ok(rows.iter().map(|row| (row.get(0), row.get(1))).collect())
    }
}

/// `rows` as they were found from the cursor on, and perhaps more than the page takes.
fn page(rows: &[Row], limit: usize, oldest_first: bool, from: Option<Cursor>) -> PastPage {
    let backwards = from.is_some_and(|cursor| cursor.backwards);
    let mut found: Vec<(Timestamp, Uuid)> = (rows.iter().take(limit))
        .map(|row| (row.get(0), row.get(1)))
        .collect();
    if backwards {
        found.reverse();
    }
    let edge = |at: Option<&(Timestamp, Uuid)>, backwards| {
        at.map(|(created_at, ticket)| Cursor {
            created_at: *created_at,
            ticket: *ticket,
            backwards,
        })
    };
    let more = rows.len() > limit;
    let (before, after) = match backwards {
        true => (more, true),
        false => (from.is_some(), more),
    };
    let next = edge(found.last().filter(|_| after), false);
    let prev = edge(found.first().filter(|_| before), true);
    PastPage {
        items: found.iter().map(|(_, id)| TicketId(*id)).collect(),
        next_cursor: next.map(|cursor| cursor.spell(oldest_first)),
        prev_cursor: prev.map(|cursor| cursor.spell(oldest_first)),
    }
}

/// Which projections are asked together.
pub(super) const READ: [&str; 2] = [Intervals::NAME, Tickets::NAME];

/// Nothing is within nobody's reach. No tag and no value has a NUL, and Postgres would refuse to
/// look for one.
pub(super) fn is_impossible(query: &PastQuery) -> bool {
    query.reach.is_nothing()
        || query.also.as_ref().is_some_and(Reach::is_nothing)
        || query.tag.iter().any(|tag| tag.contains('\0'))
        || query.fields.iter().any(|f| f.possible().next().is_none())
}
