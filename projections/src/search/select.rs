//! From a search to the SQL that answers it.
//!
//! Every condition stands within the query that counts, so that nothing out of reach or sight is
//! found, counted or ranked by.

mod filters;
mod groups;
mod messages;
mod sight;

use groups::group_query;
pub(super) use groups::number_query;
pub(super) use messages::messages;
pub(super) use sight::Sight;

use super::SearchQuery;
use super::document::Mark;
use super::score::scored;
use super::shelves::Shelf;
use super::terms::{Group, Terms};
use crate::select::{EARLIEST, Select};
use domain::access::{Keys, Reach};
use jiff::Timestamp;
use tokio_postgres::types::Type;
use uuid::Uuid;

/// What a search looks for, with the customers that each group finds, and where.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asked<'a> {
    pub query: &'a SearchQuery,
    pub terms: &'a Terms,
    /// In the order of the groups.
    pub people: &'a [Vec<Uuid>],
    pub shelves: &'a [Shelf],
}

/// Schemas of the tables.
#[derive(Clone, Copy, Debug)]
pub(super) struct Schemas<'a> {
    pub search: &'a str,
    pub tickets: &'a str,
}

/// What is wanted of the shelves: so many of the newest that are found, and so many of those that
/// have all words in their subjects.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wanted {
    /// None, and the others are neither looked for nor counted.
    pub newest: usize,
    pub in_subject: usize,
    pub until: Timestamp,
}

impl Asked<'_> {
    /// What is seen of tickets where the internal messages may be read, and of the others.
    fn sights(&self) -> (Sight, Sight) {
        let customers = self.query.customers;
        let sight = |internal| Sight {
            internal,
            customers,
        };
        let (internal, reach) = (&self.query.internal, &self.query.reach);
        let everywhere = internal.is_everything() || internal == reach;
        (sight(!internal.is_nothing()), sight(everywhere))
    }

    /// What is seen of every ticket within reach.
    pub(super) fn common_sight(&self) -> Sight {
        self.sights().1
    }

    /// One `tsquery` for all shelves.
    fn anywhere(&self, of_shelf: impl Fn(&Shelf) -> String) -> String {
        let shelves = self.shelves.iter();
        let queries: Vec<_> = shelves
            .map(|shelf| format!("({})", of_shelf(shelf)))
            .collect();
        queries.join(" | ")
    }

    /// A `tsquery` for the tickets in whose subjects all words are; `None` where that is no question.
    pub(super) fn subject_query(&self) -> Option<String> {
        let wanted = self.terms.wanted().filter(|group| group.within.is_none());
        let groups: Vec<&Group> = wanted.collect();
        let asks = |group: &&Group| !group.terms.is_empty();
        (!groups.is_empty() && groups.iter().all(asks)).then(|| {
            self.anywhere(|shelf| {
                let of = |group: &&Group| group_query(group, &[Mark::Subject], shelf);
                format!(
                    "({})",
                    groups.iter().map(of).collect::<Vec<_>>().join(") & (")
                )
            })
        })
    }
}

/// The newest tickets of the shelves with their scores, one row at least, with the count of all in
/// each.
pub(super) fn page(asked: &Asked<'_>, schemas: Schemas<'_>, wanted: Wanted) -> Select {
    let mut select = Select::new(String::new());
    select.by_value = true;
    let mut found = select.found(asked, schemas);
    let until = select.param(wanted.until.max(EARLIEST), Type::TIMESTAMPTZ);
    let subject = asked.subject_query().filter(|_| wanted.in_subject > 0);
    let in_subject = match subject {
        None => "false".to_owned(),
        Some(query) if wanted.newest == 0 => {
            let matches = select.matches("d.doc", query);
            found += &format!("\n      AND {matches}");
            "true".to_owned()
        }
        Some(query) => {
            let matches = select.matches("d.doc", query);
            let search = schemas.search;
            format!("f.id IN (SELECT d.id FROM {search}.documents d WHERE {matches})")
        }
    };
    let score = scored(&mut select, asked);
    select.sql = PAGE
        .replace("{found}", &found)
        .replace("{until}", &until)
        .replace("{in_subject}", &in_subject)
        .replace("{score}", &score)
        .replace("{newest}", &wanted.newest.to_string())
        .replace("{most}", &wanted.in_subject.to_string())
        .replace("{search}", schemas.search);
    select
}

impl Select {
    /// A condition that `column` matches a `tsquery`.
    pub(super) fn matches(&mut self, column: &str, query: String) -> String {
        let query = self.param(query, Type::TEXT);
        format!("{column} @@ {query}::tsquery")
    }

    /// The tickets that are found.
    fn found(&mut self, asked: &Asked<'_>, schemas: Schemas<'_>) -> String {
        let mut conditions = self.looked_for(asked, schemas);
        if !asked.is_on_shelves() {
            let codes: Vec<i64> = asked.shelves.iter().map(|shelf| shelf.code).collect();
            let codes = self.param(codes, Type::INT8_ARRAY);
            conditions.push(format!("d.shelf = ANY ({codes})"));
        }
        let (seen, common) = asked.sights();
        let (reach, limited) = self.of_reach(asked, schemas);
        conditions.extend(reach);
        let filters = &asked.query.filters;
        conditions.extend(filters.iter().map(|filter| self.of_filter(filter)));
        let joined = seen != common || limited || filters.iter().any(|f| f.of.asks_for_row());
        if conditions.is_empty() {
            conditions.push("true".to_owned());
        }
        let join = match joined {
            true => format!("\n    JOIN {}.tickets t ON t.id = d.id", schemas.tickets),
            false => String::new(),
        };
        format!(
            "SELECT d.id, d.created_at\n    FROM {}.documents d{join}\n    WHERE {}",
            schemas.search,
            conditions.join("\n      AND ")
        )
    }

    /// The keys are compared in the table of keys, which is narrow; whether the row is asked too.
    pub(super) fn of_reach(
        &mut self,
        asked: &Asked<'_>,
        schemas: Schemas<'_>,
    ) -> (Vec<String>, bool) {
        let reach = &asked.query.reach;
        if reach.is_everything() {
            return (Vec::new(), false);
        }
        let mut conditions = Vec::new();
        if let Keys::AnyOf(keys) = &reach.keys {
            let keys: Vec<Uuid> = keys.iter().copied().collect();
            let keys = self.param(keys, Type::UUID_ARRAY);
            let first = asked.shelves.iter().map(|shelf| shelf.first).min();
            let last = asked.shelves.iter().map(|shelf| shelf.last).max();
            let first = self.param(first.unwrap_or(EARLIEST).max(EARLIEST), Type::TIMESTAMPTZ);
            let last = self.param(last.unwrap_or(EARLIEST).max(EARLIEST), Type::TIMESTAMPTZ);
            let of = schemas.tickets;
            let under = format!(
                "{of}.ticket_keys k WHERE k.key = ANY ({keys}) \
                 AND k.created_at BETWEEN {first} AND {last}"
            );
            conditions.push(format!("d.id IN (SELECT k.id FROM {under})"));
        }
        let rest = Reach {
            keys: Keys::Every,
            ..reach.clone()
        };
        let limits = self.reached(&rest);
        let joined = !limits.is_empty();
        conditions.extend(limits);
        (conditions, joined)
    }

    /// What must hold of documents `d`: what the reader sees of each decides.
    fn looked_for(&mut self, asked: &Asked<'_>, schemas: Schemas<'_>) -> Vec<String> {
        let (seen, common) = asked.sights();
        if seen == common {
            return self.of_terms(asked, schemas, common);
        }
        let all = self.of_terms(asked, schemas, seen).join(" AND ");
        let some = self.of_terms(asked, schemas, common).join(" AND ");
        if all.is_empty() {
            return Vec::new();
        }
        let read = self.reached(&asked.query.internal).join(" AND ");
        vec![format!(
            "(({all}) OR ({some}))\n      AND CASE WHEN {read} THEN {all} ELSE {some} END"
        )]
    }
}

const PAGE: &str = "
WITH found AS MATERIALIZED (
    {found}
), best AS (
    SELECT b.id, bool_or(b.newest) AS newest, bool_or(b.in_subject) AS in_subject
    FROM (
        (
            SELECT f.id, true AS newest, false AS in_subject
            FROM found f
            WHERE f.created_at <= {until}
            ORDER BY f.created_at DESC, f.id DESC
            LIMIT {newest}
        )
        UNION ALL
        (
            SELECT f.id, false, true
            FROM found f
            WHERE f.created_at <= {until}
              AND {in_subject}
            ORDER BY f.created_at DESC, f.id DESC
            LIMIT {most}
        )
    ) b
    GROUP BY b.id
)
SELECT n.total, s.id, s.created_at, s.newest, s.in_subject, s.score
FROM (SELECT count(*) AS total FROM found) n
LEFT JOIN (
    SELECT d.id, d.created_at, b.newest, b.in_subject, ({score})::float8 AS score
    FROM best b
    JOIN {search}.documents d ON d.id = b.id
    CROSS JOIN LATERAL (SELECT strip(d.doc) AS doc OFFSET 0) w
    OFFSET 0
) s ON true";
