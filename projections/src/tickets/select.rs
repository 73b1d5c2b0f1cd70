//! From a query to the SQL that answers it.
//!
//! The text holds only the filters that are there, so that plans stay simple and few, and it
//! begins at the table whose index has the filter and the order together.

use super::cursor::Cursor;
use super::{TicketQuery, TicketSort};
use crate::select::{Select, fetched};
use crate::text::contains_pattern;
use jiff::Timestamp;
use tokio_postgres::types::Type;
use uuid::Uuid;

/// The table that is read first and gives the order.
enum Source<'a> {
    Assignees(Uuid),
    Tags(&'a str),
    Tickets,
}

impl<'a> Source<'a> {
    fn of(query: &'a TicketQuery) -> Self {
        let by_creation = matches!(query.sort, TicketSort::CreatedDesc | TicketSort::CreatedAsc);
        if query.include_deleted || !by_creation {
            return Self::Tickets; // the narrow tables hold no deleted tickets
        }
        match (&query.assignee[..], &query.tag[..]) {
            ([member], _) => Self::Assignees(member.0),
            ([], [tag]) => Self::Tags(tag),
            _ => Self::Tickets,
        }
    }
}

/// One page and one ticket more, which tells whether there is another page.
pub(super) fn page(
    query: &TicketQuery,
    schema: &str,
    limit: u16,
    cursor: Option<Cursor>,
) -> Select {
    let mut select = Select::filtered(query, schema, COLUMNS);
    let (at, id, descending) = order(&Source::of(query), query.sort);
    if let Some(cursor) = cursor {
        let than = if descending { "<" } else { ">" };
        let moment = select.param(cursor.at, Type::TIMESTAMPTZ);
        let last = select.param(cursor.id, Type::UUID);
        let moment = match query.sort {
            TicketSort::DueAsc => format!("coalesce({moment}, 'infinity')"),
            _ => moment,
        };
        select.and(&format!("({at}, {id}) {than} ({moment}, {last})"));
    }
    let way = if descending { "DESC" } else { "ASC" };
    let fetched = fetched(limit);
    select.sql += &format!("\nORDER BY {at} {way}, {id} {way}\nLIMIT {fetched}");
    select
}

/// How many tickets the query finds.
pub(super) fn count(query: &TicketQuery, schema: &str) -> Select {
    Select::filtered(query, schema, "count(*)")
}

/// Ordered columns, their tie-breaker, and whether the order descends.
fn order(source: &Source<'_>, sort: TicketSort) -> (&'static str, &'static str, bool) {
    match (source, sort) {
        (Source::Tickets, TicketSort::CreatedDesc) => ("t.created_at", "t.id", true),
        (Source::Tickets, TicketSort::CreatedAsc) => ("t.created_at", "t.id", false),
        (_, TicketSort::CreatedDesc) => ("o.created_at", "o.id", true),
        (_, TicketSort::CreatedAsc) => ("o.created_at", "o.id", false),
        (_, TicketSort::UpdatedDesc) => ("t.updated_at", "t.id", true),
        (_, TicketSort::DueAsc) => ("coalesce(t.due_at, 'infinity')", "t.id", false),
    }
}

impl Select {
    fn filtered(query: &TicketQuery, schema: &str, columns: &str) -> Self {
        let mut select = Self::new(format!("SELECT {columns}\n"));
        let source = Source::of(query);
        select.from(&source, schema, query.include_deleted);
        select.status(query, &source);
        select.people(query, &source, schema);
        select.tags(query, &source, schema);
        select.moments(query, &source);
        select.text(query, schema);
        select
    }

    fn from(&mut self, source: &Source<'_>, schema: &str, include_deleted: bool) {
        let joined = |table: &str| {
            format!("FROM {schema}.{table} o\nJOIN {schema}.tickets t ON t.id = o.id\nWHERE ")
        };
        match source {
            Source::Assignees(member) => {
                let member = self.param(*member, Type::UUID);
                self.sql += &format!("{}o.member = {member}", joined("ticket_assignees"));
            }
            Source::Tags(tag) => {
                let tag = self.param(tag.trim().to_lowercase(), Type::TEXT);
                self.sql += &format!("{}o.tag = {tag}", joined("ticket_tags"));
            }
            Source::Tickets => {
                let which = if include_deleted {
                    "true"
                } else {
                    "NOT t.deleted"
                };
                self.sql += &format!("FROM {schema}.tickets t\nWHERE {which}");
            }
        }
    }

    fn one_of(&mut self, column: &str, ids: impl IntoIterator<Item = impl Into<Uuid>>) {
        let ids: Vec<Uuid> = ids.into_iter().map(Into::into).collect();
        match ids[..] {
            [] => {}
            [id] => {
                let id = self.param(id, Type::UUID);
                self.and(&format!("{column} = {id}"));
            }
            _ => {
                let ids = self.param(ids, Type::UUID_ARRAY);
                self.and(&format!("{column} = ANY ({ids})"));
            }
        }
    }

    fn status(&mut self, query: &TicketQuery, source: &Source<'_>) {
        let column = match source {
            Source::Assignees(_) => "o.status",
            _ => "t.status",
        };
        self.one_of(column, query.status.iter().map(|s| s.0));
        if !query.not_status.is_empty() {
            let ids: Vec<_> = query.not_status.iter().map(|s| s.0).collect();
            let ids = self.param(ids, Type::UUID_ARRAY);
            self.and(&format!("{column} <> ALL ({ids})"));
        }
        self.one_of("t.priority", query.priority.iter().map(|p| p.0));
        self.one_of("t.department", query.department.iter().map(|d| d.0));
    }

    fn people(&mut self, query: &TicketQuery, source: &Source<'_>, schema: &str) {
        let members: Vec<_> = query.assignee.iter().map(|m| m.0).collect();
        let driving = matches!(source, Source::Assignees(_));
        if !members.is_empty() && !driving {
            let members = self.param(members, Type::UUID_ARRAY);
            if query.include_deleted {
                self.and(&format!("t.assignees && {members}"));
            } else {
                self.and(&format!(
                    "EXISTS (SELECT FROM {schema}.ticket_assignees a
               WHERE a.member = ANY ({members}) AND a.status = t.status
                 AND a.created_at = t.created_at AND a.id = t.id)"
                ));
            }
        }
        match query.unassigned {
            Some(true) => self.and("t.assignees = '{}'"),
            Some(false) => self.and("t.assignees <> '{}'"),
            None => {}
        }
    }

    /// Every tag must be there.
    fn tags(&mut self, query: &TicketQuery, source: &Source<'_>, schema: &str) {
        if query.tag.is_empty() || matches!(source, Source::Tags(_)) {
            return;
        }
        let tags: Vec<_> = query.tag.iter().map(|t| t.trim().to_lowercase()).collect();
        let first = tags[0].clone();
        let all = self.param(tags, Type::TEXT_ARRAY);
        self.and(&format!("t.tags @> {all}"));
        if !query.include_deleted {
            let first = self.param(first, Type::TEXT);
            self.and(&format!(
                "EXISTS (SELECT FROM {schema}.ticket_tags g
               WHERE g.tag = {first} AND g.created_at = t.created_at AND g.id = t.id)"
            ));
        }
    }

    fn moments(&mut self, query: &TicketQuery, source: &Source<'_>) {
        let created = match source {
            Source::Tickets => "t.created_at",
            _ => "o.created_at",
        };
        let due = "coalesce(t.due_at, 'infinity')";
        self.moment(created, ">=", query.created_from);
        self.moment(created, "<", query.created_to);
        self.moment(due, ">=", query.due_from);
        self.moment(due, "<", query.due_to);
        if query.due_from.is_some() {
            self.and("t.due_at IS NOT NULL");
        }
    }

    fn moment(&mut self, column: &str, than: &str, at: Option<Timestamp>) {
        if let Some(at) = at {
            let at = self.param(at.max(EARLIEST), Type::TIMESTAMPTZ);
            self.and(&format!("{column} {than} {at}"));
        }
    }

    fn text(&mut self, query: &TicketQuery, schema: &str) {
        let pattern = query.text.as_deref().and_then(contains_pattern);
        if let Some(pattern) = pattern {
            let pattern = self.param(pattern, Type::TEXT);
            let narrow = format!("{schema}.ticket_subjects s WHERE s.search LIKE {pattern}");
            self.and(&format!("t.id IN (SELECT s.id FROM {narrow})"));
            self.by_value = true;
        }
    }
}

/// Before this Postgres knows no moments.
const EARLIEST: Timestamp = Timestamp::constant(-200_000_000_000, 0);

const COLUMNS: &str = "t.id, t.version, t.created_at, t.updated_at, t.status, t.priority,
       t.department, t.deleted, t.assignees, t.due_at, t.window_from, t.window_to, t.tags,
       t.messages, t.number, t.channel, t.requester, t.subject, t.description";
