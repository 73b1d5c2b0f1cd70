//! From a search to the SQL that answers it.
//!
//! Every condition stands within the query that counts, so that nothing out of reach or sight is
//! found, counted or ranked by.

mod filters;
mod messages;
mod sight;

pub(super) use messages::messages;
pub(super) use sight::Sight;

use super::SearchQuery;
use super::cursor::Cursor;
use super::document::Mark;
use super::score::scored;
use super::terms::{Group, Term, Terms, number_query, phrase_query};
use crate::select::{EARLIEST, Select, fetched};
use domain::access::{Keys, Reach};
use jiff::Timestamp;
use tokio_postgres::types::Type;
use uuid::Uuid;

/// Newest tickets of those found that are put in order; as many more of those whose subjects have
/// all words.
pub(super) const BEST: u16 = 500;

/// What a search looks for, with the customers that each group finds.
#[derive(Debug)]
pub(super) struct Asked<'a> {
    pub query: &'a SearchQuery,
    pub terms: &'a Terms,
    /// In the order of the groups.
    pub people: &'a [Vec<Uuid>],
}

/// Schemas of the tables.
#[derive(Clone, Copy, Debug)]
pub(super) struct Schemas<'a> {
    pub search: &'a str,
    pub tickets: &'a str,
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
}

/// The best tickets after the cursor, one row at least, with the count of all in each.
pub(super) fn page(
    asked: &Asked<'_>,
    schemas: Schemas<'_>,
    limit: u16,
    cursor: Option<Cursor>,
    until: Timestamp,
) -> Select {
    let mut select = Select::new(String::new());
    select.by_value = true;
    let found = select.found(asked, schemas);
    let until = select.param(until.max(EARLIEST), Type::TIMESTAMPTZ);
    let in_subject = select.in_subject(asked, schemas);
    let score = scored(&mut select, asked);
    let after = cursor.map_or_else(String::new, |cursor| {
        let score = select.param(cursor.score, Type::FLOAT8);
        let id = select.param(cursor.id, Type::UUID);
        format!("WHERE (s.score, s.id) < ({score}, {id})")
    });
    select.sql = PAGE
        .replace("{found}", &found)
        .replace("{until}", &until)
        .replace("{in_subject}", &in_subject)
        .replace("{score}", &score)
        .replace("{after}", &after)
        .replace("{best}", &BEST.to_string())
        .replace("{fetched}", &fetched(limit).to_string())
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
        let (seen, common) = asked.sights();
        let (reach, limited) = self.of_reach(&asked.query.reach, schemas);
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
    fn of_reach(&mut self, reach: &Reach, schemas: Schemas<'_>) -> (Vec<String>, bool) {
        if reach.is_everything() {
            return (Vec::new(), false);
        }
        let mut conditions = Vec::new();
        if let Keys::AnyOf(keys) = &reach.keys {
            let keys: Vec<Uuid> = keys.iter().copied().collect();
            let keys = self.param(keys, Type::UUID_ARRAY);
            let of = schemas.tickets;
            let under = format!("{of}.ticket_keys k WHERE k.key = ANY ({keys})");
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

    /// Groups that documents alone decide are one `tsquery`, which an index answers at once.
    fn of_terms(&mut self, asked: &Asked<'_>, schemas: Schemas<'_>, sight: Sight) -> Vec<String> {
        let (mut together, mut apart) = (Vec::new(), Vec::new());
        for (group, people) in asked.terms.0.iter().zip(asked.people) {
            let people: &[Uuid] = if sight.customers { people } else { &[] };
            let marks = sight.marks(group.within);
            let simple = people.is_empty() && group.terms.iter().all(|t| t.phrase.is_none());
            match group_query(group, &marks) {
                Some(query) if simple && group.excluded => together.push(format!("!({query})")),
                Some(query) if simple => together.push(format!("({query})")),
                query => {
                    let found = match query {
                        None if people.is_empty() => "false".to_owned(),
                        _ => self.of_group(group, people, &marks, schemas),
                    };
                    apart.push(match group.excluded {
                        true => format!("NOT ({found})"),
                        false => format!("({found})"),
                    });
                }
            }
        }
        if !together.is_empty() {
            let query = together.join(" & ");
            apart.insert(0, self.matches("d.doc", query));
        }
        apart
    }

    fn of_group(
        &mut self,
        group: &Group,
        people: &[Uuid],
        marks: &[Mark],
        schemas: Schemas<'_>,
    ) -> String {
        let mut found = Vec::new();
        for term in group.terms.iter().filter(|_| !marks.is_empty()) {
            let query = term_query(term, group, marks);
            let mut condition = self.matches("d.doc", query);
            if let Some(words) = &term.phrase {
                let phrase = self.matches("p.words", phrase_query(words, marks));
                let parts = format!("{}.parts p", schemas.search);
                condition = format!(
                    "({condition} AND EXISTS (SELECT FROM {parts} WHERE p.ticket = d.id AND ({phrase})))"
                );
            }
            found.push(condition);
        }
        if !people.is_empty() {
            let people = self.param(people.to_vec(), Type::UUID_ARRAY);
            // nobody asks for some tickets, and that is an answer too
            found.push(format!("coalesce(d.customer = ANY ({people}), false)"));
        }
        found.join(" OR ")
    }

    /// The tickets in whose subjects all words are; nothing for what is no word.
    fn in_subject(&mut self, asked: &Asked<'_>, schemas: Schemas<'_>) -> String {
        let wanted = asked.terms.wanted().filter(|group| group.within.is_none());
        let query = wanted.map(|group| group_query(group, &[Mark::Subject]));
        let query: Option<Vec<_>> = query.collect();
        match query.filter(|groups| !groups.is_empty()) {
            Some(groups) => {
                let query = format!("({})", groups.join(") & ("));
                let matches = self.matches("d.doc", query);
                format!(
                    "SELECT d.id FROM {}.documents d WHERE {matches}",
                    schemas.search
                )
            }
            None => "SELECT NULL::uuid".to_owned(),
        }
    }
}

/// A `tsquery` for any term of the group; `None` where nothing of it may be looked at.
fn group_query(group: &Group, marks: &[Mark]) -> Option<String> {
    let terms = group.terms.iter().filter(|_| !marks.is_empty());
    let queries: Vec<_> = terms.map(|term| term_query(term, group, marks)).collect();
    (!queries.is_empty()).then(|| queries.join(" | "))
}

fn term_query(term: &Term, group: &Group, marks: &[Mark]) -> String {
    let words = term.found.query(marks);
    match term.number.filter(|_| group.within.is_none()) {
        Some(number) => format!("{words} | {}", number_query(number)),
        None => words,
    }
}

const PAGE: &str = "
WITH found AS MATERIALIZED (
    {found}
), best AS (
    (
        SELECT f.id
        FROM found f
        WHERE f.created_at <= {until}
        ORDER BY f.created_at DESC, f.id DESC
        LIMIT {best}
    )
    UNION
    (
        SELECT f.id
        FROM found f
        WHERE f.created_at <= {until}
          AND f.id IN ({in_subject})
        ORDER BY f.created_at DESC, f.id DESC
        LIMIT {best}
    )
)
SELECT n.total, s.id, s.score
FROM (SELECT count(*) AS total FROM found) n
LEFT JOIN (
    SELECT s.id, s.score
    FROM (
        SELECT d.id, ({score})::float8 AS score
        FROM best b
        JOIN {search}.documents d ON d.id = b.id
        CROSS JOIN LATERAL (SELECT strip(d.doc) AS doc OFFSET 0) w
        OFFSET 0
    ) s
    {after}
    ORDER BY s.score DESC, s.id DESC
    LIMIT {fetched}
) s ON true
ORDER BY s.score DESC, s.id DESC";
