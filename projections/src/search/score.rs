//! How well a ticket answers a search.
//!
//! Of each word counts the best place where it is: the subject before anything else, as it was
//! typed before an inflection, an inflection before bare consonants and beginnings. A year is worth
//! one point, so that the order of two tickets never changes with time. A ticket's own number is
//! worth more than all.

use super::document::Mark;
use super::select::{Asked, Sight};
use super::terms::{Group, Node, Term, number_query};
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
            scores.push(of_group(select, group, people, sight));
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
        let is_it = select.matches("w.doc", number_query(number));
        score += &format!(" + CASE WHEN {is_it} THEN {NUMBER} ELSE 0 END");
    }
    score
}

fn of_group(select: &mut Select, group: &Group, people: &[Uuid], sight: Sight) -> String {
    let mut terms = Vec::new();
    for term in &group.terms {
        terms.push(of_term(select, group, term, people, sight));
    }
    match terms.len() {
        0 => "0".to_owned(),
        1 => terms.remove(0),
        _ => format!("greatest({})", terms.join(", ")),
    }
}

fn of_term(
    select: &mut Select,
    group: &Group,
    term: &Term,
    people: &[Uuid],
    sight: Sight,
) -> String {
    let marks = sight.marks(group.within);
    let mut score = String::from("CASE");
    if marks.contains(&Mark::Own) || marks.contains(&Mark::Subject) {
        for (node, worth) in [&term.exact, &term.inflected].into_iter().zip(SUBJECT) {
            score += &when(select, node, &[Mark::Subject], worth);
        }
    }
    if !people.is_empty() {
        let people = select.param(people.to_vec(), Type::UUID_ARRAY);
        score += &format!(" WHEN d.customer = ANY ({people}) THEN {PERSON}");
    }
    if !marks.is_empty() {
        for (node, worth) in [&term.exact, &term.inflected].into_iter().zip(ANYWHERE) {
            score += &when(select, node, &marks, worth);
        }
        score += &when(select, &term.found, &marks, LOOSELY);
    }
    score += " WHEN false THEN 0 ELSE 0 END";
    score
}

fn when(select: &mut Select, node: &Node, marks: &[Mark], worth: &str) -> String {
    let matches = select.matches("w.doc", node.query(marks));
    format!(" WHEN {matches} THEN {worth}")
}
