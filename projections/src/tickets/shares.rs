//! How many tickets lie under a key, as far as Postgres' own samples tell: what chooses the way of
//! a query to its tickets, and never what it finds.

use super::Tickets;
use crate::projection::Projection;
use crate::select::Select;
use crate::{ReadError, ReadModels};
use domain::StatusId;
use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio_postgres::Row;
use tokio_postgres::types::Type;
use uuid::Uuid;

/// How long samples are believed; Postgres takes new ones when a twentieth has changed.
const BELIEVED: Duration = Duration::from_secs(60);

/// Tickets that are read from an index in the time in which one is looked up by its id.
const READ_MEANWHILE: f64 = 8.0;

/// What is known of the keys now.
#[derive(Debug, Default)]
pub(crate) struct Shares {
    /// All tickets.
    pub tickets: f64,
    /// The tickets under the keys that stand on many. Others stand on few.
    pub under: HashMap<Uuid, f64>,
    /// Those in each status and department.
    pub shelves: Vec<(Uuid, Option<Uuid>, f64)>,
}

/// The last answer and when it was asked for.
#[derive(Debug, Default)]
pub(crate) struct Known(Mutex<(Option<Instant>, Arc<Shares>)>);

impl Shares {
    /// Whether all tickets of the statuses are soon read, compared with those that lie under keys of
    /// somebody's own: one of these is looked up while [`READ_MEANWHILE`] of those are read.
    pub(crate) fn reads_sooner(&self, statuses: &[StatusId], keys: &BTreeSet<Uuid>) -> bool {
        let of = |id: &Uuid| statuses.iter().any(|status| status.0 == *id);
        let all: f64 = (self.shelves.iter())
            .filter_map(|(status, _, tickets)| of(status).then_some(tickets))
            .sum();
        let is_department = |key: &Uuid| self.shelves.iter().any(|(_, of, _)| *of == Some(*key));
        let own = keys.iter().filter(|key| !is_department(key));
        let own: f64 = own.filter_map(|key| self.under.get(key)).sum();
        !statuses.is_empty() && all <= READ_MEANWHILE * own
    }

    /// About how many tickets lie under any of the keys, each key counted for itself.
    pub(crate) fn under(&self, keys: &BTreeSet<Uuid>) -> f64 {
        keys.iter().filter_map(|key| self.under.get(key)).sum()
    }
}

impl Known {
    /// What is believed, and whether the caller should ask anew: one at a time.
    fn look(&self) -> (Arc<Shares>, bool) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let due = known.0.is_none_or(|at| at.elapsed() >= BELIEVED);
        if due {
            known.0 = Some(Instant::now());
        }
        (known.1.clone(), due)
    }

    /// Believed for as long as an answer of Postgres would be.
    #[cfg(test)]
    pub(crate) fn believe(&self, shares: Shares) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *known = (Some(Instant::now()), Arc::new(shares));
    }

    fn learn(&self, shares: Arc<Shares>) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.1 = shares;
    }
}

impl ReadModels {
    /// The samples as they were a minute ago at most.
    pub(crate) async fn shares(&self) -> Result<Arc<Shares>, ReadError> {
        let (believed, due) = self.known_shares().look();
        if !due {
            return Ok(believed);
        }
        let shares = Arc::new(self.sampled().await?);
        self.known_shares().learn(shares.clone());
        Ok(shares)
    }

    async fn sampled(&self) -> Result<Shares, ReadError> {
        let select = |schema: &str| {
            let mut select = Select::new(SAMPLED.to_owned());
            select.param(schema.to_owned(), Type::TEXT);
            select
        };
        let mut shares = Shares::default();
        for row in self.rows(Tickets::NAME, select).await? {
            shares.tickets = row.get(0);
            if let (Some(key), Some(under)) = (row.get(1), row.get(2)) {
                shares.under.insert(key, under);
            }
        }
        let shelves = |schema: &str| Select::new(SHELVES.replace("{schema}", schema));
        let shelves = self.rows(Tickets::NAME, shelves).await?;
        let shelf = |row: &Row| (row.get(0), row.get(1), row.get(2));
        shares.shelves = shelves.iter().map(shelf).collect();
        Ok(shares)
    }
}

/// How many there are of each status in each department.
const SHELVES: &str = "
SELECT c.status, c.department, sum(c.tickets)::float8
FROM {schema}.ticket_counts c
GROUP BY 1, 2";

/// All tickets, and each common key with the tickets under it. Nothing where no sample was taken.
const SAMPLED: &str = "
SELECT greatest(t.reltuples, 0)::float8, s.key, s.share * greatest(k.reltuples, 0)::float8
FROM pg_namespace n
JOIN pg_class t ON t.relnamespace = n.oid AND t.relname = 'tickets'
JOIN pg_class k ON k.relnamespace = n.oid AND k.relname = 'ticket_keys'
LEFT JOIN pg_stats p ON p.schemaname = n.nspname
                    AND p.tablename = 'ticket_keys'
                    AND p.attname = 'key'
LEFT JOIN LATERAL unnest(p.most_common_vals::text::uuid[], p.most_common_freqs) s(key, share)
     ON true
WHERE n.nspname = $1";
