//! The tickets that are found, whichever way leads to them soonest.
//!
//! Postgres takes a word that it knows nothing of for one in a thousand tickets, and adds that up over
//! marks and shelves. What it made of that were plans that read every document, so the way is told
//! here: the index of words leads to documents, and reach is asked of what it leads to; but where few
//! tickets are within reach, their documents are read.

use super::groups::group_query;
use super::{Asked, Schemas};
use crate::search::document::Mark;
use crate::select::{EARLIEST, Select};
use domain::access::{Keys, Reach};
use tokio_postgres::types::Type;
use uuid::Uuid;

/// Reading one document costs as much as being led to many. Tests go both ways with few tickets.
const FEW: i64 = if cfg!(test) { 2 } else { 2000 };

impl Select {
    /// The tickets that are found; of them, where `in_subjects`, those that have all words there.
    pub(super) fn found(
        &mut self,
        asked: &Asked<'_>,
        schemas: Schemas<'_>,
        in_subjects: bool,
    ) -> String {
        let shelves: Vec<_> = asked
            .by_shelf()
            .map(|asked| self.on_shelf(&asked, schemas, in_subjects))
            .collect();
        let shelves = shelves.join("\n    UNION ALL\n    ");
        let (keys, mut rest) = self.of_reach(asked, schemas);
        let (seen, common) = asked.sights();
        let filters = &asked.query.filters;
        let joined = seen != common
            || !rest.is_empty()
            || filters.iter().any(|filter| filter.of.asks_for_row());
        rest.extend(self.by_sight(asked, schemas));
        rest.extend(filters.iter().map(|filter| self.of_filter(filter)));
        // few were reached by their keys
        let keys = keys.filter(|_| !asked.few);
        rest.extend(keys.map(|keys| format!("d.id IN (SELECT k.id FROM {keys})")));
        // with no words to look for, any of the conditions may be the one that leads to few
        let together = if asked.has_words() { " OFFSET 0" } else { "" };
        let join = match joined {
            true => format!("\n    JOIN {}.tickets t ON t.id = d.id", schemas.tickets),
            false => String::new(),
        };
        let rest = match rest.is_empty() {
            true => String::new(),
            false => format!("\n    WHERE {}", rest.join("\n      AND ")),
        };
        format!(
            "SELECT d.id, d.created_at\n    FROM (SELECT * FROM ({shelves}) u{together}) d{join}{rest}"
        )
    }

    /// Documents of one shelf that have the words, as far as the index of words can tell.
    fn on_shelf(&mut self, asked: &Asked<'_>, schemas: Schemas<'_>, in_subjects: bool) -> String {
        let documents = format!("{}.documents", schemas.search);
        let mut words = self.looked_for(asked, schemas);
        if in_subjects {
            words.extend(self.all_in_subject(asked));
        }
        if !asked.is_on_shelves() {
            let code = asked.shelves.first().map_or(0, |shelf| shelf.code);
            words.push(format!("d.shelf = {code}"));
        }
        let words = words.join(" AND ");
        let keys = match asked.few {
            true => self.of_reach(asked, schemas).0,
            false => None,
        };
        match keys {
            Some(keys) => format!(
                "SELECT d.* FROM (SELECT DISTINCT k.id FROM {keys} OFFSET 0) k CROSS JOIN LATERAL \
                 (SELECT d.* FROM {documents} d WHERE d.id = k.id OFFSET 0) d WHERE {words}"
            ),
            None => format!("SELECT d.* FROM {documents} d WHERE {words}"),
        }
    }

    /// The documents that have all words in their subjects.
    pub(super) fn in_subjects(&mut self, asked: &Asked<'_>, schemas: Schemas<'_>) -> String {
        let shelves: Vec<_> = asked
            .by_shelf()
            .filter_map(|asked| self.all_in_subject(&asked))
            .map(|found| {
                format!(
                    "SELECT d.id FROM {}.documents d WHERE {found}",
                    schemas.search
                )
            })
            .collect();
        shelves.join("\n    UNION ALL\n    ")
    }

    fn all_in_subject(&mut self, asked: &Asked<'_>) -> Option<String> {
        let shelf = asked.shelves.first()?;
        let wanted = asked.terms.wanted().filter(|group| group.within.is_none());
        let of = wanted.map(|group| group_query(group, &[Mark::Subject], shelf));
        let query = format!("({})", of.collect::<Vec<_>>().join(") & ("));
        Some(self.matches("d.doc", query))
    }

    /// The keys `k` within reach, in their own table, which is narrow, and what else limits rows `t`.
    pub(in crate::search) fn of_reach(
        &mut self,
        asked: &Asked<'_>,
        schemas: Schemas<'_>,
    ) -> (Option<String>, Vec<String>) {
        let reach = &asked.query.reach;
        let keys = match &reach.keys {
            Keys::Every => None,
            Keys::AnyOf(keys) => {
                let keys: Vec<Uuid> = keys.iter().copied().collect();
                let keys = self.param(keys, Type::UUID_ARRAY);
                let first = asked.shelves.iter().map(|shelf| shelf.first).min();
                let last = asked.shelves.iter().map(|shelf| shelf.last).max();
                let [first, last] = [first, last].map(|at| {
                    let at = at.unwrap_or(EARLIEST).max(EARLIEST);
                    self.param(at, Type::TIMESTAMPTZ)
                });
                Some(format!(
                    "{}.ticket_keys k WHERE k.key = ANY ({keys}) \
                     AND k.created_at BETWEEN {first} AND {last}",
                    schemas.tickets
                ))
            }
        };
        let rest = Reach {
            keys: Keys::Every,
            ..reach.clone()
        };
        (keys, self.reached(&rest))
    }

    /// What must hold of documents `d` by the index of words.
    fn looked_for(&mut self, asked: &Asked<'_>, schemas: Schemas<'_>) -> Vec<String> {
        let (seen, common) = asked.sights();
        let all = self.of_terms(asked, schemas, seen);
        if seen == common || all.is_empty() {
            return all;
        }
        let some = self.of_terms(asked, schemas, common);
        vec![format!(
            "(({}) OR ({}))",
            all.join(" AND "),
            some.join(" AND ")
        )]
    }

    /// What must hold of documents `d` and rows `t` where not the same is seen of all.
    fn by_sight(&mut self, asked: &Asked<'_>, schemas: Schemas<'_>) -> Option<String> {
        let (seen, common) = asked.sights();
        if seen == common || !asked.has_words() {
            return None;
        }
        let mut own = |sight| {
            let shelves: Vec<_> = asked
                .by_shelf()
                .map(|asked| {
                    let words = self.of_terms(&asked, schemas, sight).join(" AND ");
                    let code = asked.shelves.first().map_or(0, |shelf| shelf.code);
                    format!("WHEN {code} THEN {words}")
                })
                .collect();
            format!("CASE d.shelf {} END", shelves.join(" "))
        };
        let (all, some) = (own(seen), own(common));
        let read = self.reached(&asked.query.internal).join(" AND ");
        Some(format!("CASE WHEN {read} THEN {all} ELSE {some} END"))
    }
}

/// Whether few tickets of the shelves are within reach.
pub(in crate::search) fn are_few(asked: &Asked<'_>, schemas: Schemas<'_>) -> Select {
    let mut select = Select::new(String::new());
    select.sql = match select.of_reach(asked, schemas).0 {
        Some(keys) => {
            format!("SELECT count(*) <= {FEW} FROM (SELECT FROM {keys} LIMIT {FEW} + 1) f")
        }
        None => "SELECT false".to_owned(),
    };
    select
}
