//! The best tickets of a search: of what is found the newest are put in order, and as many of those
//! that have all words in their subjects.

use super::select::{self, Asked, Wanted};
use super::shelves::{Shelf, steps};
use crate::{ReadError, ReadModels};
use domain::access::Keys;
use jiff::Timestamp;
use std::collections::BTreeMap;
use tokio_postgres::Row;
use uuid::Uuid;

const BEST: usize = 500;

/// A ticket with its score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Hit {
    pub id: Uuid,
    pub score: f64,
}

impl Hit {
    /// Whether it stands behind a ticket with this score.
    pub(super) fn is_after(&self, score: f64, id: Uuid) -> bool {
        self.score.total_cmp(&score).then(self.id.cmp(&id)).is_lt()
    }
}

/// What was found so far.
#[derive(Debug)]
pub(super) struct Best {
    /// Tickets by when they were created, with their scores.
    newest: BTreeMap<(Timestamp, Uuid), f64>,
    in_subject: BTreeMap<(Timestamp, Uuid), f64>,
    most: usize,
    pub total: i64,
    pub total_is_exact: bool,
}

impl ReadModels {
    /// Looks through the shelves, the newest first, until older ones cannot have better ones.
    pub(super) async fn best(&self, asked: Asked<'_>, until: Timestamp) -> Result<Best, ReadError> {
        let mut best = Best::of_most(match asked.query.best {
            0 => BEST,
            most => most,
        });
        let mut rest = asked.shelves;
        let asks_subjects = asked.asks_subjects();
        for step in steps(asked.shelves) {
            let newest = Best::lacks(&best.newest, best.most, rest);
            let in_subject = asks_subjects && Best::lacks(&best.in_subject, best.most, rest);
            best.total_is_exact &= newest || asked.query.counts_all;
            let wanted = Wanted {
                newest: best.most * usize::from(newest || asked.query.counts_all),
                in_subject: best.most * usize::from(in_subject),
                until,
            };
            if wanted.newest + wanted.in_subject == 0 {
                break;
            }
            let mut asked = Asked {
                shelves: step,
                ..asked
            };
            asked.few = self.is_few(&asked).await?;
            let rows = self
                .searched(|schemas| select::page(&asked, schemas, wanted))
                .await?;
            best.take(&rows, wanted);
            rest = &rest[step.len()..];
        }
        Ok(best)
    }

    /// Whether few tickets of the shelves are within reach. Where everything is, nobody is asked.
    async fn is_few(&self, asked: &Asked<'_>) -> Result<bool, ReadError> {
        if matches!(asked.query.reach.keys, Keys::Every) {
            return Ok(false);
        }
        let rows = self
            .searched(|schemas| select::are_few(asked, schemas))
            .await?;
        Ok(rows.first().is_some_and(|row| row.get(0)))
    }
}

impl Best {
    fn of_most(most: usize) -> Self {
        Self {
            newest: BTreeMap::new(),
            in_subject: BTreeMap::new(),
            most,
            total: 0,
            total_is_exact: true,
        }
    }

    /// Whether one of the shelves may have a ticket that belongs to the newest of these.
    fn lacks(found: &BTreeMap<(Timestamp, Uuid), f64>, most: usize, shelves: &[Shelf]) -> bool {
        let oldest = found.keys().rev().nth(most - 1).map(|(at, _)| *at);
        oldest.is_none_or(|oldest| shelves.iter().any(|shelf| shelf.last >= oldest))
    }

    fn take(&mut self, rows: &[Row], wanted: Wanted) {
        if wanted.newest > 0 {
            self.total += rows.first().map_or(0, |row| row.get::<_, i64>(0));
        }
        for row in rows {
            let Some(id) = row.get::<_, Option<Uuid>>(1) else {
                continue;
            };
            let (key, score) = ((row.get(2), id), row.get(5));
            if row.get(3) {
                self.newest.insert(key, score);
            }
            if row.get(4) {
                self.in_subject.insert(key, score);
            }
        }
    }

    /// Each once, the best first.
    pub(super) fn ranked(&self) -> Vec<Hit> {
        let of = |found: &BTreeMap<(Timestamp, Uuid), f64>| {
            let newest = found.iter().rev().take(self.most);
            newest
                .map(|((_, id), score)| (*id, *score))
                .collect::<Vec<_>>()
        };
        let mut hits: BTreeMap<Uuid, f64> = of(&self.newest).into_iter().collect();
        hits.extend(of(&self.in_subject));
        let mut ranked: Vec<_> = hits
            .into_iter()
            .map(|(id, score)| Hit { id, score })
            .collect();
        ranked.sort_by(|a, b| b.score.total_cmp(&a.score).then(b.id.cmp(&a.id)));
        ranked
    }
}
