//! What must, and must not, be found, as conditions on documents.

use super::{Asked, Schemas, Sight};
use crate::search::document::{Mark, quoted};
use crate::search::pairs::pair;
use crate::search::shelves::{Shelf, lead};
use crate::search::terms::{Group, Term, phrase_query};
use crate::select::Select;
use tokio_postgres::types::Type;
use uuid::Uuid;

impl Select {
    /// What must hold of documents `d` of the one shelf that is asked. What words alone decide, or at
    /// least limit, is one `tsquery`, which an index answers at once.
    pub(super) fn of_terms(
        &mut self,
        asked: &Asked<'_>,
        schemas: Schemas<'_>,
        sight: Sight,
    ) -> Vec<String> {
        let Some(shelf) = asked.shelves.first() else {
            return Vec::new();
        };
        let (mut together, mut apart) = (Vec::new(), Vec::new());
        for (group, people) in asked.terms.0.iter().zip(asked.people) {
            let people: &[Uuid] = if sight.customers { people } else { &[] };
            let marks = sight.marks(group.within);
            let looked_at = !marks.is_empty() && !group.terms.is_empty();
            if looked_at && people.is_empty() && !group.excluded {
                together.push(format!("({})", group_query(group, &marks, shelf)));
            }
            match (group.excluded, looked_at && is_simple(group, people)) {
                (true, true) => together.push(format!("!({})", group_query(group, &marks, shelf))),
                (false, true) => {}
                (excluded, false) => {
                    let found = match looked_at || !people.is_empty() {
                        true => self.of_group(shelf, group, (people, &marks), schemas),
                        false => "false".to_owned(),
                    };
                    apart.push(match excluded {
                        true => format!("NOT coalesce({found}, false)"),
                        false => format!("({found})"),
                    });
                }
            }
        }
        if !together.is_empty() {
            apart.insert(0, self.matches("d.doc", together.join(" & ")));
        }
        apart
    }

    fn of_group(
        &mut self,
        shelf: &Shelf,
        group: &Group,
        (people, marks): (&[Uuid], &[Mark]),
        schemas: Schemas<'_>,
    ) -> String {
        let mut found = Vec::new();
        for term in group.terms.iter().filter(|_| !marks.is_empty()) {
            let query = term_query(term, group, marks, shelf);
            let mut condition = self.matches("d.doc", query);
            if let Some(words) = &term.phrase {
                let phrase = self.matches("p.words", phrase_query(words, &Mark::leads(marks)));
                let parts = format!("{}.parts p", schemas.search);
                condition = format!(
                    "({condition} AND EXISTS (SELECT FROM {parts} WHERE p.ticket = d.id AND ({phrase})))"
                );
            }
            found.push(condition);
        }
        if !people.is_empty() {
            let people = self.param(people.to_vec(), Type::UUID_ARRAY);
            found.push(format!("d.customer = ANY ({people})"));
        }
        found.join(" OR ")
    }
}

impl Asked<'_> {
    /// Whether anything must, or must not, be found.
    pub(super) fn has_words(&self) -> bool {
        !self.terms.0.is_empty()
    }

    /// Whether no word that must be found is looked for elsewhere than in documents of the shelves.
    pub(super) fn is_on_shelves(&self) -> bool {
        let (seen, common) = self.sights();
        let of = |sight: Sight| {
            let mut groups = self.terms.0.iter().zip(self.people);
            groups.any(|(group, people)| {
                let people: &[Uuid] = if sight.customers { people } else { &[] };
                let marks = sight.marks(group.within);
                !group.excluded && !marks.is_empty() && !group.terms.is_empty() && people.is_empty()
            })
        };
        of(seen) && of(common)
    }
}

/// Whether documents alone decide it.
fn is_simple(group: &Group, people: &[Uuid]) -> bool {
    people.is_empty() && group.terms.iter().all(|term| term.phrase.is_none())
}

/// A `tsquery` for any term of the group.
pub(super) fn group_query(group: &Group, marks: &[Mark], shelf: &Shelf) -> String {
    let terms = group.terms.iter();
    let queries: Vec<_> = terms
        .map(|term| term_query(term, group, marks, shelf))
        .collect();
    queries.join(" | ")
}

fn term_query(term: &Term, group: &Group, marks: &[Mark], shelf: &Shelf) -> String {
    let mut words = term.found.query(&shelf.leads(marks));
    for two in term.phrase.iter().flat_map(|words| words.windows(2)) {
        let pair = format!("{}{}", shelf.code, pair(&two[0], &two[1]));
        words = format!("({words} & {})", quoted(&pair));
    }
    match term.number.filter(|_| group.within.is_none()) {
        Some(number) => format!("{words} | {}", number_query(number, shelf)),
        None => words,
    }
}

/// The number of a ticket.
pub(in crate::search) fn number_query(number: i64, shelf: &Shelf) -> String {
    quoted(&format!("{}{number}", lead(shelf.code, Mark::Number)))
}
