//! From a query of the past to the SQL that answers it.

use super::cursor::Cursor;
use super::past::{PastGroup, PastMoment, PastQuery};
use super::spans;
use crate::select::{EARLIEST, Select, fetched};
use domain::field::FieldValue;
use jiff::Timestamp;
use serde_json::json;
use std::sync::Arc;
use tokio_postgres::types::Type;
use uuid::Uuid;

/// One page and one ticket more, which tells whether there is another page. Where the query finds
/// `few` as of its moment, all are found and put in order; else they are looked for in it.
pub(super) fn page(
    query: &PastQuery,
    schemas: &[Arc<str>],
    (limit, cursor): (u16, Option<Cursor>),
    few: bool,
) -> Select {
    let columns = "i.created_at, i.ticket";
    let mut select = match few {
        true => found(query, (schemas, false), columns),
        false => {
            let mut select = from(query, schemas, columns, (None, false));
            select.when(query.at);
            // which begins where the order is, not at all that came later
            if let PastMoment::At(at) = query.at {
                select.past_moment("i.created_at <=", Some(at));
            }
            select.what(query);
            select
        }
    };
    let backwards = cursor.is_some_and(|cursor| cursor.backwards);
    let (way, than) = match query.oldest_first != backwards {
        true => ("ASC", ">"),
        false => ("DESC", "<"),
    };
    if let Some(cursor) = cursor {
        let at = select.param(cursor.created_at, Type::TIMESTAMPTZ);
        let last = select.param(cursor.ticket, Type::UUID);
        select.and(&format!("(i.created_at, i.ticket) {than} ({at}, {last})"));
    }
    // no index has that order: Postgres would look through all states for the few
    let key = match few {
        true => "i.created_at + interval '0 s'",
        false => "i.created_at",
    };
    let fetched = fetched(limit);
    select.sql += &format!("\nORDER BY {key} {way}, i.ticket {way}\nLIMIT {fetched}");
    select
}

/// When, if statuses are asked for as of a moment at which an index finds them.
pub(super) fn time_of_statuses(query: &PastQuery) -> Option<[Timestamp; 2]> {
    let asks = !query.status.is_empty() || !query.not_status.is_empty();
    spans::time_of(query).filter(|_| asks)
}

/// Whether at most so many tickets had the query's statuses at the time.
pub(super) fn few(
    query: &PastQuery,
    schemas: &[Arc<str>],
    (time, most): ([Timestamp; 2], usize),
) -> Select {
    let mut select = Select::new(String::new());
    let states = table(schemas);
    let found = select.spans(&states, time);
    select.sql = format!("SELECT count(*) <= {most}\nFROM (\nSELECT\nFROM {found} i\nWHERE true");
    select.past_statuses(query);
    if query.status.is_empty() {
        select.of_any_status(&states);
    }
    select.sql += &format!("\nLIMIT {most} + 1\n) f");
    select.by_value = true;
    select
}

/// How many tickets the query finds.
pub(super) fn count(query: &PastQuery, schemas: &[Arc<str>]) -> Select {
    found(query, (schemas, false), "count(*)")
}

/// How many of each group it finds.
pub(super) fn groups(query: &PastQuery, schemas: &[Arc<str>], by: PastGroup) -> Select {
    let group = match by {
        PastGroup::Status => "i.status",
        PastGroup::Priority => "i.priority",
        PastGroup::Department => "i.department",
        PastGroup::Assignee => {
            "unnest(CASE i.assignees WHEN '{}' THEN '{NULL}' ELSE i.assignees END)"
        }
    };
    let columns = format!("{group}, count(*)");
    let mut select = found(query, (schemas, false), &columns);
    select.sql += "\nGROUP BY 1\nORDER BY 2 DESC, 1";
    select
}

/// Something of all tickets that the query finds, in no order: `i` as they were, `t` as they are.
pub(super) fn filtered(query: &PastQuery, schemas: &[Arc<str>], columns: &str) -> Select {
    found(query, (schemas, true), columns)
}

fn found(query: &PastQuery, (schemas, joined): (&[Arc<str>], bool), columns: &str) -> Select {
    let mut select = from(query, schemas, columns, (spans::time_of(query), joined));
    select.when(query.at);
    select.what(query);
    select
}

/// The states of all tickets, or those that held within a time; each `joined` with the ticket as it is
/// now, which is done anyhow where that tells who may see it.
pub(super) fn from(
    query: &PastQuery,
    schemas: &[Arc<str>],
    columns: &str,
    (time, joined): (Option<[Timestamp; 2]>, bool),
) -> Select {
    let mut select = Select::new(String::new());
    let states = table(schemas);
    let found = match time {
        Some(time) => select.spans(&states, time),
        None => states.clone(),
    };
    let all = query.reach.is_everything() && query.also.is_none();
    let tickets = match all && !joined {
        true => String::new(),
        false => format!("\nJOIN {}.tickets t ON t.id = i.ticket", schemas[1]),
    };
    select.sql = format!("SELECT {columns}\nFROM {found} i{tickets}\nWHERE true");
    if time.is_some() && query.status.is_empty() {
        select.of_any_status(&states);
    }
    select.by_value = true; // few or many had a status at a moment
    select
}

fn table(schemas: &[Arc<str>]) -> String {
    format!("{}.ticket_intervals", schemas[0])
}

impl Select {
    fn when(&mut self, at: PastMoment) {
        match at {
            PastMoment::At(at) => {
                let at = self.param(at.max(EARLIEST), Type::TIMESTAMPTZ);
                self.and(&format!("i.from_at <= {at}"));
                self.and(&format!("i.to_at > {at}"));
            }
            PastMoment::Position(position) => {
                let position = self.param(position, Type::INT8);
                self.and(&format!("i.from_position <= {position}"));
                self.and(&format!("i.to_position > {position}"));
            }
        }
    }

    /// Everything but the moment.
    pub(super) fn what(&mut self, query: &PastQuery) {
        self.past_shown(query);
        self.past_attributes(query);
        self.past_people(query);
        self.past_labels(query);
        self.past_moment("i.created_at >=", query.created_from);
        self.past_moment("i.created_at <", query.created_to);
        self.past_moment("i.due_at >=", query.due_from);
        self.past_moment("i.due_at <", query.due_to);
        self.within_reach(&query.reach);
        if let Some(also) = &query.also {
            self.within_reach(also);
        }
    }

    fn past_shown(&mut self, query: &PastQuery) {
        match (query.include_deleted, query.include_merged) {
            (false, false) => self.and("NOT i.hidden"),
            (false, true) => self.and("NOT i.deleted"),
            (true, false) => self.and("i.merged_into IS NULL"),
            (true, true) => {}
        }
    }

    fn past_statuses(&mut self, query: &PastQuery) {
        self.past_any_of("i.status", query.status.iter().map(|id| id.0));
        if !query.not_status.is_empty() {
            let ids: Vec<_> = query.not_status.iter().map(|id| id.0).collect();
            let ids = self.param(ids, Type::UUID_ARRAY);
            self.and(&format!("i.status <> ALL ({ids})"));
        }
    }

    fn past_attributes(&mut self, query: &PastQuery) {
        self.past_statuses(query);
        self.past_any_of("i.priority", query.priority.iter().map(|id| id.0));
        self.past_any_of("i.department", query.department.iter().map(|id| id.0));
        self.past_any_of("i.customer", query.customer.iter().map(|id| id.0));
        self.past_any_of("i.organisation", query.organisation.iter().map(|id| id.0));
    }

    fn past_people(&mut self, query: &PastQuery) {
        if !query.assignee.is_empty() {
            let members: Vec<_> = query.assignee.iter().map(|id| id.0).collect();
            let members = self.param(members, Type::UUID_ARRAY);
            self.and(&format!("i.assignees && {members}"));
        }
        match query.unassigned {
            Some(true) => self.and("i.assignees = '{}'"),
            Some(false) => self.and("i.assignees <> '{}'"),
            None => {}
        }
    }

    fn past_labels(&mut self, query: &PastQuery) {
        if !query.tag.is_empty() {
            let tags: Vec<_> = query.tag.iter().map(|t| t.trim().to_lowercase()).collect();
            let tags = self.param(tags, Type::TEXT_ARRAY);
            self.and(&format!("i.tags @> {tags}"));
        }
        for filter in &query.fields {
            let field = filter.field.to_string();
            let holds: Vec<_> = (filter.possible().map(FieldValue::to_json))
                .map(|value| json!({ field.as_str(): value }).to_string())
                .map(|value| self.param(value, Type::TEXT))
                .map(|value| format!("i.fields @> {value}::jsonb"))
                .collect();
            self.and(&format!("({})", holds.join(" OR ")));
        }
    }

    fn past_any_of(&mut self, column: &str, ids: impl Iterator<Item = Uuid>) {
        let ids: Vec<Uuid> = ids.collect();
        if !ids.is_empty() {
            let ids = self.param(ids, Type::UUID_ARRAY);
            self.and(&format!("{column} = ANY ({ids})"));
        }
    }

    fn past_moment(&mut self, than: &str, at: Option<Timestamp>) {
        if let Some(at) = at {
            let at = self.param(at.max(EARLIEST), Type::TIMESTAMPTZ);
            self.and(&format!("{than} {at}"));
        }
    }
}
