//! From a query to the SQL that answers it.
//!
//! The text holds only the filters that are there, so that plans stay simple and few, and it
//! begins at the table whose index has the filter and the order together.

mod condition;
mod filters;
mod source;
mod way;

use super::cursor::Cursor;
use super::row::{COLUMNS, MORE_COLUMNS};
use super::shares::Shares;
use super::{TicketQuery, TicketSort};
use crate::select::{Select, fetched};
pub(super) use condition::Places;
use domain::access::Keys;
use source::Source;
use tokio_postgres::types::Type;
pub(super) use way::Way;

/// One page and one ticket more, which tells whether there is another page.
pub(super) fn page(
    query: &TicketQuery,
    places: Places<'_>,
    limit: u16,
    cursor: Option<Cursor>,
    shares: &Shares,
) -> Select {
    let columns = format!("{COLUMNS}, {MORE_COLUMNS}");
    let way = Way::of(query, shares);
    let source = Source::of(query, way);
    let mut select = Select::filtered(query, source, places, &columns);
    select.reach(query, way, places.tickets);
    let (at, id, descending) = order(source, query.sort);
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
    let (way, fetched) = (if descending { "DESC" } else { "ASC" }, fetched(limit));
    let ordered = |at, id| format!("\nORDER BY {at} {way}, {id} {way}\nLIMIT {fetched}");
    select.sql += &ordered(at, id);
    if source == Source::Keys {
        select.per_key(query);
        select.sql += &ordered("p.created_at", "p.id");
    }
    select
}

/// Everything that the query finds, in its order, at once.
pub(super) fn all(query: &TicketQuery, places: Places<'_>, shares: &Shares) -> Select {
    let columns = format!("{COLUMNS}, {MORE_COLUMNS}");
    let way = Way::of(query, shares).to_the_end();
    let source = Source::of(query, way);
    let mut select = Select::filtered(query, source, places, &columns);
    select.reach(query, way, places.tickets);
    let (at, id, descending) = order(source, query.sort);
    let way = if descending { "DESC" } else { "ASC" };
    select.sql += &format!("\nORDER BY {at} {way}, {id} {way}");
    select
}

/// How many tickets the query finds.
pub(super) fn count(query: &TicketQuery, places: Places<'_>) -> Select {
    let source = Source::of(query, Way::Open);
    let mut select = Select::filtered(query, source, places, "count(*)");
    select.counted_reach(query, places.tickets);
    select
}

/// Ordered columns, their tie-breaker, and whether the order descends.
fn order(source: Source<'_>, sort: TicketSort) -> (&'static str, &'static str, bool) {
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
    fn filtered(
        query: &TicketQuery,
        source: Source<'_>,
        places: Places<'_>,
        columns: &str,
    ) -> Self {
        let schema = places.tickets;
        let mut select = Self::new(format!("SELECT {columns}\n"));
        select.from(source, schema, query);
        select.attributes(query, source);
        select.assignees(query, source, schema);
        select.people(query, source, schema);
        select.tags(query, source, schema);
        select.moments(query, source);
        select.fields(query, schema);
        select.words(query, schema);
        if let Some(filter) = &query.condition {
            select.condition(filter, places);
        }
        select
    }

    fn from(&mut self, source: Source<'_>, schema: &str, query: &TicketQuery) {
        let joined = |table: &str| {
            format!("FROM {schema}.{table} o\nJOIN {schema}.tickets t ON t.id = o.id\nWHERE ")
        };
        match source {
            Source::People(role, id) => {
                let (id, role) = (self.param(id, Type::UUID), role.as_str());
                let from = joined("ticket_people");
                self.sql += &format!("{from}o.who = {id} AND o.role = '{role}'");
                self.and(shown(query));
            }
            Source::Assignees(member) => {
                let member = self.param(member, Type::UUID);
                self.sql += &format!("{}o.member = {member}", joined("ticket_assignees"));
            }
            Source::Tags(tag) => {
                let tag = self.param(tag.trim().to_lowercase(), Type::TEXT);
                self.sql += &format!("{}o.tag = {tag}", joined("ticket_tags"));
            }
            Source::Keys => {
                self.sql += &format!("{}o.key = h.key", joined("ticket_keys"));
                self.and(shown(query));
            }
            Source::Tickets => {
                self.sql += &format!("FROM {schema}.tickets t\nWHERE {}", shown(query));
            }
        }
    }

    /// What was selected of one key `h`, for each key that is held. A ticket under several of them
    /// is there once.
    fn per_key(&mut self, query: &TicketQuery) {
        let held = match &query.reach.keys {
            Keys::AnyOf(keys) => keys.iter().copied().collect(),
            Keys::Every => Vec::new(),
        };
        let held = self.param(held, Type::UUID_ARRAY);
        self.sql = format!(
            "SELECT DISTINCT ON (p.created_at, p.id) p.*\nFROM unnest({held}) h(key)
CROSS JOIN LATERAL (\n{}\n) p",
            self.sql
        );
    }
}

fn shown(query: &TicketQuery) -> &'static str {
    match (query.include_deleted, query.include_merged) {
        (false, false) => "NOT t.hidden",
        (false, true) => "NOT t.deleted",
        (true, false) => "t.merged_into IS NULL",
        (true, true) => "true",
    }
}
