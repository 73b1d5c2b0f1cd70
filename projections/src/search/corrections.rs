//! Words that were mistyped: which words of tickets within reach, and of customers, they may have
//! been meant to be.

use super::document::{Mark, quoted};
use super::forms::Forms;
use super::near;
use super::query::{Correction, SearchQuery};
use super::select::{Asked, Schemas};
use super::shelves::Shelf;
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

/// Most words that are looked at for it.
const LOOKED_AT: usize = 30;

/// Adds what words may have been meant to be to their groups, and tells of it.
pub(super) async fn correct(
    read: &ReadModels,
    query: &SearchQuery,
    terms: &mut Terms,
    shelves: &[Shelf],
) -> Result<Vec<Correction>, ReadError> {
    let mut corrections = Vec::new();
    for at in 0..terms.0.len() {
        let group = &terms.0[at];
        let [term] = &group.terms[..] else { continue };
        let Some(typed) = term.word().filter(|_| !group.excluded).map(str::to_owned) else {
            continue;
        };
        let kept = near::kept(&typed);
        if kept.is_empty() {
            continue;
        }
        let asked = Asked {
            query,
            terms,
            people: &[],
            shelves,
            few: false,
        };
        let counted = read.near_words(&asked, group, &typed, &kept).await?;
        let meant = most_frequent(counted);
        if !meant.is_empty() {
            terms.0[at].add(&meant);
            corrections.push(Correction { typed, meant });
        }
    }
    Ok(corrections)
}

impl ReadModels {
    /// Words near the typed one in subjects and tags of tickets within reach, and in names of
    /// customers where they may be seen, with in how many.
    async fn near_words(
        &self,
        asked: &Asked<'_>,
        group: &Group,
        typed: &str,
        kept: &[String],
    ) -> Result<BTreeMap<String, i64>, ReadError> {
        let mut counted = BTreeMap::new();
        if group.within != Some(SearchIn::Customer) {
            counted = self.spelled_near(asked, typed, kept).await?;
        }
        if asked.query.customers && matches!(group.within, None | Some(SearchIn::Customer)) {
            let near = near_query(kept);
            let rows = self
                .rows(Searched::NAME, |schema| {
                    let mut select = Select::new(NAMES.replace("{search}", schema));
                    select.param(near.clone(), Type::TEXT);
                    select.by_value = true;
                    select
                })
                .await?;
            let own = Forms::of(typed);
            for row in rows {
                let text: String = row.get(0);
                let near = words(&text).filter(|word| is_other(typed, &own, &word.text));
                for word in near {
                    *counted.entry(word.text).or_default() += 1;
                }
            }
        }
        Ok(counted)
    }

    async fn spelled_near(
        &self,
        asked: &Asked<'_>,
        typed: &str,
        kept: &[String],
    ) -> Result<BTreeMap<String, i64>, ReadError> {
        let rows = self
            .rows(Searched::NAME, |schema| {
                let mut select = Select::new(NEAR.replace("{search}", schema));
                select.param(kept.to_vec(), Type::TEXT_ARRAY);
                select
            })
            .await?;
        let own = Forms::of(typed);
        let words = rows.iter().map(|row| row.get::<_, String>(0));
        let near = words.filter(|word| is_other(typed, &own, word));
        let near: Vec<String> = near.take(LOOKED_AT).collect();
        if near.is_empty() {
            return Ok(BTreeMap::new());
        }
        let rows = self
            .searched(|schemas| of_tickets(asked, &near, schemas))
            .await?;
        Ok(rows.iter().map(|row| (row.get(0), row.get(1))).collect())
    }
}

/// In how many tickets within reach each of the words is part of subject or tags.
fn of_tickets(asked: &Asked<'_>, words: &[String], schemas: Schemas<'_>) -> Select {
    let mut select = Select::new(String::new());
    select.by_value = true;
    let (keys, limits) = select.of_reach(asked, schemas);
    let join = match limits.is_empty() {
        true => String::new(),
        false => format!("JOIN {}.tickets t ON t.id = d.id", schemas.tickets),
    };
    let under = keys.map(|keys| format!("d.id IN (SELECT k.id FROM {keys})"));
    let within: Vec<_> = limits.into_iter().chain(under).collect();
    let within = match within.is_empty() {
        true => "true".to_owned(),
        false => within.join(" AND "),
    };
    let counted = words.iter().map(|word| {
        let documents = asked.shelves.iter().map(|shelf| {
            let leads = shelf.leads(&[Mark::Subject, Mark::Tag]);
            let forms = leads.iter().map(|lead| quoted(&format!("{lead}{word}")));
            let query = forms.collect::<Vec<_>>().join(" | ");
            let matches = select.matches("d.doc", query);
            format!(
                "SELECT d.id FROM {}.documents d WHERE {matches}",
                schemas.search
            )
        });
        let documents = documents.collect::<Vec<_>>().join(" UNION ALL ");
        let word = select.param(word.clone(), Type::TEXT);
        COUNTED
            .replace("{word}", &word)
            .replace("{join}", &join)
            .replace("{documents}", &documents)
            .replace("{within}", &within)
    });
    let counted: Vec<_> = counted.collect();
    select.sql = counted.join("\nUNION ALL");
    select
}

fn near_query(kept: &[String]) -> String {
    let forms = kept
        .iter()
        .map(|form| quoted(&format!("{}{form}", Mark::Near.as_str())));
    forms.collect::<Vec<_>>().join(" | ")
}

/// Whether a word is near the typed one. Other forms of the same are found anyhow.
fn is_other(typed: &str, own: &Forms, word: &str) -> bool {
    near::are_near(typed, word) && !own.are_like(&Forms::of(word))
}

fn most_frequent(counted: BTreeMap<String, i64>) -> Vec<String> {
    let mut counted: Vec<_> = counted
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .collect();
    counted.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let words = counted.into_iter().map(|(word, _)| word);
    words.take(MEANT).collect()
}

const NEAR: &str = "
SELECT DISTINCT n.word
FROM {search}.near n
WHERE n.form = ANY ($1)
ORDER BY n.word";

/// As far as it matters for which is the most frequent.
const COUNTED: &str = "
SELECT {word}::text, (
    SELECT count(*)
    FROM (
        SELECT
        FROM (SELECT u.id FROM ({documents}) u OFFSET 0) d
        {join}
        WHERE {within}
        LIMIT 300
    ) f
)";

const NAMES: &str = "
SELECT coalesce(p.name, '') || ' ' || array_to_string(p.emails, ' ')
FROM {search}.people p
WHERE p.words @@ $1::tsquery
LIMIT 300";
