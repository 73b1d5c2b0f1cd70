//! From a search to the SQL that answers it.
//!
//! Every condition stands within the query that counts, so that nothing out of reach or sight is
//! found, counted or ranked by.

mod filters;
mod found;
mod groups;
mod messages;
mod sight;

pub(super) use found::are_few;
pub(super) use groups::number_query;
pub(super) use messages::messages;
pub(super) use sight::Sight;

use super::SearchQuery;
use super::score::scored;
use super::shelves::Shelf;
use super::terms::Terms;
use crate::select::{EARLIEST, Select};
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
    /// Whether so few tickets of the shelves are within reach that each is looked at.
    pub few: bool,
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

    /// The same of each shelf alone.
    fn by_shelf(&self) -> impl Iterator<Item = Self> {
        let alone = move |shelf| Self {
            shelves: std::slice::from_ref(shelf),
            ..*self
        };
        self.shelves.iter().map(alone)
    }

    /// Whether tickets can have all that is looked for in their subjects.
    pub(super) fn asks_subjects(&self) -> bool {
        let wanted = self.terms.wanted().filter(|group| group.within.is_none());
        let asks: Vec<bool> = wanted.map(|group| !group.terms.is_empty()).collect();
        !asks.is_empty() && asks.into_iter().all(|asks| asks)
    }
}

/// The newest tickets of the shelves with their scores, one row at least, with the count of all in
/// each.
pub(super) fn page(asked: &Asked<'_>, schemas: Schemas<'_>, wanted: Wanted) -> Select {
    let mut select = Select::new(String::new());
    select.by_value = true;
    let of_subjects = wanted.in_subject > 0 && asked.asks_subjects();
    let alone = of_subjects && wanted.newest == 0;
    let found = select.found(asked, schemas, alone);
    let subject = match of_subjects && !alone {
        true => select.in_subjects(asked, schemas),
        false => "SELECT NULL::uuid AS id WHERE false".to_owned(),
    };
    let in_subject = match alone {
        true => "true",
        false => "f.id IN (SELECT b.id FROM by_subject b)",
    };
    let until = select.param(wanted.until.max(EARLIEST), Type::TIMESTAMPTZ);
    let score = scored(&mut select, asked);
    select.sql = PAGE
        .replace("{found}", &found)
        .replace("{until}", &until)
        .replace("{in_subject}", in_subject)
        .replace("{subject}", &subject)
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
}

const PAGE: &str = "
WITH found AS MATERIALIZED (
    {found}
), by_subject AS MATERIALIZED (
    {subject}
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
