//! Words that were mistyped: which words of tickets within reach, and of customers, they may have
//! been meant to be.

use super::document::{Mark, quoted};
use super::forms::Forms;
use super::near;
use super::query::{Correction, SearchQuery};
use super::select::Schemas;
use super::terms::{Group, Terms};
use super::words::words;
use super::{SearchIn, Searched};
use crate::projection::Projection;
use crate::select::Select;
use crate::{ReadError, ReadModels};
use std::collections::BTreeMap;
use tokio_postgres::types::Type;

/// Most words that one may have been meant to be.
const MEANT: usize = 3;

/// Adds what words may have been meant to be to their groups, and tells of it.
pub(super) async fn correct(
    read: &ReadModels,
    query: &SearchQuery,
    terms: &mut Terms,
) -> Result<Vec<Correction>, ReadError> {
    let mut corrections = Vec::new();
    for group in terms.0.iter_mut().filter(|group| !group.excluded) {
        let [term] = &group.terms[..] else { continue };
        let Some(typed) = term.word().map(str::to_owned) else {
            continue;
        };
        let kept = near::kept(&typed);
        if kept.is_empty() {
            continue;
        }
        let asked = near_query(&kept);
        let texts = read.near_texts(query, group, &asked).await?;
        let meant = meant(&typed, &texts);
        if !meant.is_empty() {
            group.add(&meant);
            corrections.push(Correction { typed, meant });
        }
    }
    Ok(corrections)
}

impl ReadModels {
    /// Subjects and tags of tickets within reach, and names of customers where they may be seen,
    /// that have such words.
    async fn near_texts(
        &self,
        query: &SearchQuery,
        group: &Group,
        asked: &str,
    ) -> Result<Vec<String>, ReadError> {
        let mut texts = Vec::new();
        if group.within != Some(SearchIn::Customer) {
            let rows = self
                .searched(|schemas| of_tickets(query, asked, schemas))
                .await?;
            texts.extend(rows.iter().map(|row| row.get(0)));
        }
        if query.customers && matches!(group.within, None | Some(SearchIn::Customer)) {
            let rows = self
                .rows(Searched::NAME, |schema| {
                    let mut select = Select::new(NAMES.replace("{search}", schema));
                    select.param(asked.to_owned(), Type::TEXT);
                    select.by_value = true;
                    select
                })
                .await?;
            texts.extend(rows.iter().map(|row| row.get(0)));
        }
        Ok(texts)
    }
}

fn of_tickets(query: &SearchQuery, asked: &str, schemas: Schemas<'_>) -> Select {
    let tables = SUBJECTS
        .replace("{search}", schemas.search)
        .replace("{tickets}", schemas.tickets);
    let mut select = Select::new(tables);
    select.by_value = true;
    select.param(asked.to_owned(), Type::TEXT);
    select.within_reach(&query.reach);
    select.sql += "\nORDER BY d.created_at DESC\nLIMIT 300";
    select
}

fn near_query(kept: &[String]) -> String {
    let forms = kept
        .iter()
        .map(|form| quoted(&format!("{}{form}", Mark::Near.as_str())));
    forms.collect::<Vec<_>>().join(" | ")
}

/// The words of the texts that are near, the most frequent first. Other forms of the word are
/// found anyhow.
fn meant(typed: &str, texts: &[String]) -> Vec<String> {
    let own = Forms::of(typed);
    let mut counted: BTreeMap<String, usize> = BTreeMap::new();
    for word in texts.iter().flat_map(|text| words(text)) {
        if near::are_near(typed, &word.text) && !own.are_like(&Forms::of(&word.text)) {
            *counted.entry(word.text).or_default() += 1;
        }
    }
    let mut counted: Vec<_> = counted.into_iter().collect();
    counted.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counted
        .into_iter()
        .take(MEANT)
        .map(|(word, _)| word)
        .collect()
}

const SUBJECTS: &str = "
SELECT t.subject || ' ' || array_to_string(t.tags, ' ')
FROM {search}.documents d
JOIN {tickets}.tickets t ON t.id = d.id
WHERE d.doc @@ $1::tsquery";

const NAMES: &str = "
SELECT coalesce(p.name, '') || ' ' || array_to_string(p.emails, ' ')
FROM {search}.people p
WHERE p.words @@ $1::tsquery
LIMIT 300";
