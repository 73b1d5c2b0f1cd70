//! How well a ticket answers a search.
//!
//! Of each word counts the best place where it is: the subject before anything else, as it was
//! typed before an inflection, an inflection before bare consonants and beginnings. A year is worth
//! one point, so that the order of two tickets never changes with time. A ticket's own number is
//! worth more than all.

use super::document::Mark;
use super::select::{Asked, Sight, number_query};
use super::shelves::Shelf;
use super::terms::{Group, Node, Term};
use crate::select::Select;
use tokio_postgres::types::Type;
use uuid::Uuid;

const NUMBER: &str = "100";
const YEAR_SECONDS: &str = "31557600";

/// What a word is worth where.
const SUBJECT: [&str; 2] = ["8", "6"];
const PERSON: &str = "5";
const ANYWHERE: [&str; 2] = ["4", "2.5"];
const LOOSELY: &str = "1";

/// The score of document `d`, whose words are `w.doc`.
pub(super) fn scored(select: &mut Select, asked: &Asked<'_>) -> String {
    let sight = asked.common_sight();
    let mut scores = Vec::new();
    for (group, people) in asked.terms.0.iter().zip(asked.people) {
        if !group.excluded {
            scores.push(of_group(select, asked.shelves, (group, people), sight));
        }
    }
    let numbers = asked.terms.wanted().filter(|group| group.within.is_none());
    let numbers: Vec<_> = numbers
        .flat_map(|g| g.terms.iter().filter_map(|t| t.number))
        .collect();
    let recency = format!("extract(epoch FROM d.created_at) / {YEAR_SECONDS}");
    let mut score = recency;
    if !scores.is_empty() {
        score += &format!(" + ({}) / {}.0", scores.join(" + "), scores.len());
    }
    for number in numbers {
        let is_it = select.own(asked.shelves, |shelf| number_query(number, shelf));
        score += &format!(" + CASE WHEN {is_it} THEN {NUMBER} ELSE 0 END");
    }
    score
}

fn of_group(
    select: &mut Select,
    shelves: &[Shelf],
    (group, people): (&Group, &[Uuid]),
    sight: Sight,
) -> String {
    let mut scoring = Scoring {
        select,
        shelves,
        marks: sight.marks(group.within),
    };
    let terms: Vec<_> = group
        .terms
        .iter()
        .map(|term| scoring.of_term(term, people))
        .collect();
    match &terms[..] {
        [] => "0".to_owned(),
        [term] => term.clone(),
        _ => format!("greatest({})", terms.join(", ")),
    }
}

/// What the terms of one group are worth.
struct Scoring<'a> {
    select: &'a mut Select,
    shelves: &'a [Shelf],
    marks: Vec<Mark>,
}

impl Scoring<'_> {
    fn of_term(&mut self, term: &Term, people: &[Uuid]) -> String {
        let mut score = String::from("CASE");
        let marks = self.marks.clone();
        if marks.contains(&Mark::Subject) {
            for (node, worth) in [&term.exact, &term.inflected].into_iter().zip(SUBJECT) {
                score += &self.when(node, &[Mark::Subject], worth);
            }
        }
        if !people.is_empty() {
            let people = self.select.param(people.to_vec(), Type::UUID_ARRAY);
            score += &format!(" WHEN d.customer = ANY ({people}) THEN {PERSON}");
        }
        if !marks.is_empty() {
            for (node, worth) in [&term.exact, &term.inflected].into_iter().zip(ANYWHERE) {
                score += &self.when(node, &marks, worth);
            }
            score += &self.when(&term.found, &marks, LOOSELY);
        }
        score += " WHEN false THEN 0 ELSE 0 END";
        score
    }

    fn when(&mut self, node: &Node, marks: &[Mark], worth: &str) -> String {
        let query = |shelf: &Shelf| node.query(&shelf.leads(marks));
        let matches = self.select.own(self.shelves, query);
        format!(" WHEN {matches} THEN {worth}")
    }
}

impl Select {
    /// A condition that document `d`, whose words are `w.doc`, matches the `tsquery` of its shelf.
    fn own(&mut self, shelves: &[Shelf], query: impl Fn(&Shelf) -> String) -> String {
        if let [shelf] = shelves {
            return self.matches("w.doc", query(shelf));
        }
        let mut own = String::from("w.doc @@ CASE d.shelf");
        for shelf in shelves {
            let query = self.param(query(shelf), Type::TEXT);
            own += &format!(" WHEN {} THEN {query}::tsquery", shelf.code);
        }
        own + " END"
    }
}
