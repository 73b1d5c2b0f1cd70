//! From a query to the SQL that answers it.
//!
//! The text holds only the filters that are there, so that plans stay simple and few, and it
//! begins at the table whose index has the filter and the order together.

mod condition;
mod counters;
mod filters;
mod order;
mod owned;
mod parted;
mod ranked;
mod source;
mod valued;
mod way;

use super::cursor::Cursor;
use super::row::{COLUMNS, MORE_COLUMNS};
use super::shares::Shares;
use super::{TicketColumn, TicketGroup, TicketQuery};
use crate::select::{Select, fetched};
pub(super) use condition::Places;
pub(super) use counters::is_told;
use domain::access::Keys;
use order::{Order, Parts};
use parted::Page;
use source::Source;
use tokio_postgres::types::Type;
use valued::OfField;
pub(super) use way::Way;

/// One page and one ticket more, which tells whether there is another page. The last column is
/// what the order compares.
pub(super) fn page(
    query: &TicketQuery,
    places: Places<'_>,
    limit: u16,
    cursor: Option<&Cursor>,
    shares: &Shares,
) -> Select {
    let way = Way::of(query, shares);
    let source = Source::of_page(query, way);
    let mut select = Select::new(String::new());
    let order = Order::of(query, source);
    select.filtered(query, source, places);
    select.reach(query, way, places.tickets);
    let columns = format!("{COLUMNS}, {MORE_COLUMNS}");
    let body = std::mem::take(&mut select.sql);
    let page = Page {
        columns: &columns,
        body: &body,
        order: &order,
        cursor,
        limit: fetched(limit),
    };
    select.ordered(page, query, places);
    let backwards = cursor.is_some_and(|cursor| cursor.backwards);
    let clause = match source {
        Source::Keys => {
            select.per_key(query);
            order.clause_of_selected(backwards)
        }
        Source::Statuses => {
            select.per_status(query);
            order.clause_of_several(backwards)
        }
        _ => return select,
    };
    select.sql += &format!("{clause}\nLIMIT {}", page.limit);
    select
}

/// Everything that the query finds, in its order, at once.
pub(super) fn all(query: &TicketQuery, places: Places<'_>, shares: &Shares) -> Select {
    let columns = format!("{COLUMNS}, {MORE_COLUMNS}");
    whole(query, places, shares, &columns)
}

/// The ids of what the query finds, in its order; `most` of them at most.
pub(super) fn ids(query: &TicketQuery, places: Places<'_>, shares: &Shares, most: usize) -> Select {
    let mut select = whole(query, places, shares, "t.id");
    select.sql += &format!("\nLIMIT {most}");
    select
}

fn whole(query: &TicketQuery, places: Places<'_>, shares: &Shares, columns: &str) -> Select {
    let way = Way::of(query, shares).to_the_end();
    let source = Source::of(query, way);
    let mut select = Select::new(String::new());
    let order = Order::of(query, source);
    select.sql = format!("SELECT {columns}\n");
    select.filtered(query, source, places);
    select.reach(query, way, places.tickets);
    match order.parts {
        Parts::Ranked(column) => select.all_ranked(column, &order, query),
        Parts::Field(field) => select.all_by_field((field, order.falls(false)), query, places),
        Parts::One | Parts::Valued => select.sql += &order.clause(false),
    }
    select
}

/// How many tickets the query finds.
pub(super) fn count(query: &TicketQuery, places: Places<'_>) -> Select {
    counters::counted(query, None, places.tickets).unwrap_or_else(|| {
        let mut select = counted(query, places, ("1", false));
        select.sql = format!("SELECT count(*)\nFROM (\n{}\n) t", select.sql);
        select
    })
}

/// How many tickets the query finds in each group.
pub(super) fn count_by(query: &TicketQuery, group: TicketGroup, places: Places<'_>) -> Select {
    counters::counted(query, Some(group), places.tickets)
        .unwrap_or_else(|| looked_at(query, group, places))
}

fn looked_at(query: &TicketQuery, group: TicketGroup, places: Places<'_>) -> Select {
    let column = match group {
        TicketGroup::Status => "t.status",
        TicketGroup::Priority => "t.priority",
        TicketGroup::Department => "t.department",
        TicketGroup::Assignee => {
            let mut select = counted(query, places, ("t.assignees", false));
            select.sql = format!(
                "SELECT m.id, count(*)\nFROM (\n{}\n) t
LEFT JOIN LATERAL unnest(t.assignees) m(id) ON true\nGROUP BY 1",
                select.sql
            );
            return select;
        }
    };
    let mut select = counted(query, places, (column, false));
    select.sql = format!(
        "SELECT t.part, count(*)\nFROM (\n{}\n) t(part)\nGROUP BY 1",
        select.sql
    );
    select
}

/// Something of all tickets that the query finds, in no order: of those in departments whose keys
/// are held, and then of the others within reach; `sooner` where all that have the query's statuses are
/// read in less time than these are looked up.
pub(super) fn counted(
    query: &TicketQuery,
    places: Places<'_>,
    (columns, sooner): (&str, bool),
) -> Select {
    let mut select = Select::new(String::new());
    match &query.reach.keys {
        Keys::Every => select.looked_through(query, places, columns),
        Keys::AnyOf(keys) => {
            let owned = select.owned("t", keys);
            let stray = select.stray_of(query, keys, places.tickets);
            select.looked_through(query, places, columns);
            select.and(&owned);
            let first = std::mem::take(&mut select.sql);
            if sooner || is_due(query) {
                select.looked_through(query, places, "t.*");
                select.sql = format!(
                    "SELECT {columns}\nFROM (\n{}\nOFFSET 0\n) t\nWHERE true",
                    select.sql
                );
            } else {
                select.looked_through(query, places, columns);
            }
            select.and(&format!("t.id IN ({stray})"));
            select.and(&format!("({owned}) IS NOT TRUE"));
            select.sql = format!("{first}\nUNION ALL\n{}", select.sql);
            select.by_value = true;
        }
    }
    select
}

/// Whether an index has the few tickets that are asked for, with all that is asked of them: then
/// these are read first. Postgres takes what lies under somebody's own key for fewer than it is.
fn is_due(query: &TicketQuery) -> bool {
    query.due_to.is_some() && !query.status.is_empty()
}

impl Select {
    fn looked_through(&mut self, query: &TicketQuery, places: Places<'_>, columns: &str) {
        self.sql = format!("SELECT {columns}\n");
        self.filtered(query, Source::of(query, Way::Open), places);
        self.limited(query);
    }

    fn ordered(&mut self, page: Page<'_>, query: &TicketQuery, places: Places<'_>) {
        match page.order.parts {
            Parts::One => page.whole(self),
            Parts::Valued => page.valued(self),
            Parts::Ranked(column) => page.ranked(column, query, self),
            Parts::Field(field) => {
                let of = OfField::of(field, (query, page.body), self, places);
                page.of_field(&of, self);
            }
        }
    }

    fn filtered(&mut self, query: &TicketQuery, source: Source<'_>, places: Places<'_>) {
        let schema = places.tickets;
        self.from(source, schema, query);
        self.attributes(query, source);
        self.assignees(query, source, schema);
        self.people(query, source, schema);
        self.tags(query, source, schema);
        self.moments(query, source);
        self.fields(query, schema);
        self.words(query, schema);
        if let Some(filter) = &query.condition {
            self.condition(filter, places);
        }
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
            Source::Tickets | Source::Statuses => {
                let subjects = match query.sort.column() {
                    TicketColumn::Subject => {
                        format!("\nJOIN {schema}.ticket_subjects b ON b.id = t.id")
                    }
                    _ => String::new(),
                };
                let from = format!("FROM {schema}.tickets t{subjects}");
                self.sql += &format!("{from}\nWHERE {}", shown(query));
            }
        }
    }

    /// What was selected of one status `r`, for each that is asked for.
    fn per_status(&mut self, query: &TicketQuery) {
        let statuses: Vec<_> = query.status.iter().map(|id| id.0).collect();
        let statuses = self.param(statuses, Type::UUID_ARRAY);
        self.sql = format!(
            "SELECT p.*\nFROM unnest({statuses}) r(status)\nCROSS JOIN LATERAL (\n{}\n) p",
            self.sql
        );
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
