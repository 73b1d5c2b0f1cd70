//! Rows in memory while a batch of events is folded into them.

use crate::projection::ApplyError;
use deadpool_postgres::Transaction;
use domain::customer::{Customer, Profile};
use domain::organisation::{Details, Organisation};
use domain::{Aggregate, CustomerId, OrganisationId, Recorded};
use jiff::Timestamp;
use std::collections::HashMap;
use std::sync::Arc;
use tokio_postgres::Row;
use uuid::Uuid;

/// An aggregate whose rows hold all of its state.
pub(super) trait Stored: Aggregate {
    /// Reads id, version, `created_at` and `updated_at`, then the state.
    const LOAD: &'static str;

    /// The state in a row, from the fifth column on.
    fn stored(row: &Row) -> Self;
}

/// The rows of one category that a batch is about.
#[derive(Debug)]
pub(super) struct Drafts<A> {
    drafts: Vec<Draft<A>>,
    index: HashMap<Uuid, usize>,
}

/// One row as it will be.
#[derive(Debug)]
pub(super) struct Draft<A> {
    pub id: Uuid,
    pub version: i32,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub state: A,
    changed: bool,
}

impl<A: Stored> Drafts<A> {
    /// Reads the rows of all streams of the category that the events are about.
    pub(super) async fn load(
        tx: &Transaction<'_>,
        events: &[Arc<Recorded>],
    ) -> Result<Self, tokio_postgres::Error> {
        let own = events.iter().filter(|e| e.category == A::CATEGORY);
        let mut ids: Vec<_> = own.map(|e| e.stream_id).collect();
        ids.sort_unstable();
        ids.dedup();
        let mut drafts = Self {
            drafts: Vec::new(),
            index: HashMap::new(),
        };
        if !ids.is_empty() {
            let statement = tx.prepare_cached(A::LOAD).await?;
            for row in tx.query(&statement, &[&ids]).await? {
                drafts.push(stored(&row));
            }
        }
        Ok(drafts)
    }

    /// Folds one event in, unless it is another category's or the row has it already.
    pub(super) fn fold(&mut self, event: &Recorded) -> Result<(), ApplyError> {
        if event.category != A::CATEGORY {
            return Ok(());
        }
        let known = self.index.get(&event.stream_id).copied();
        if known.is_some_and(|i| event.version <= self.drafts[i].version) {
            return Ok(());
        }
        let payload: A::Event = event.decode()?;
        let at = known.unwrap_or_else(|| self.push(unwritten(event)));
        let draft = &mut self.drafts[at];
        if event.version != draft.version + 1 {
            return Err(ApplyError::Gap {
                version: event.version,
            });
        }
        draft.state.evolve(&payload, &event.happened());
        draft.version = event.version;
        draft.updated_at = event.occurred_at;
        draft.changed = true;
        Ok(())
    }

    /// The rows that are to be written.
    pub(super) fn changed(&self) -> Vec<&Draft<A>> {
        self.drafts.iter().filter(|d| d.changed).collect()
    }

    fn push(&mut self, draft: Draft<A>) -> usize {
        let at = self.drafts.len();
        self.index.insert(draft.id, at);
        self.drafts.push(draft);
        at
    }
}

impl Drafts<Customer> {
    /// Where a merge leads after all merges of this batch.
    pub(super) fn last_target(&self, into: CustomerId) -> CustomerId {
        let mut at = into;
        while let Some(next) =
            (self.index.get(&at.0)).and_then(|i| self.drafts[*i].state.merged_into)
        {
            at = next; // merges never lead in a circle
        }
        at
    }
}

fn unwritten<A: Aggregate>(first: &Recorded) -> Draft<A> {
    Draft {
        id: first.stream_id,
        version: 0,
        created_at: first.occurred_at,
        updated_at: first.occurred_at,
        state: A::default(),
        changed: false,
    }
}

fn stored<A: Stored>(row: &Row) -> Draft<A> {
    Draft {
        id: row.get(0),
        version: row.get(1),
        created_at: row.get(2),
        updated_at: row.get(3),
        state: A::stored(row),
        changed: false,
    }
}

impl Stored for Customer {
    const LOAD: &'static str = LOAD_CUSTOMERS;

    fn stored(row: &Row) -> Self {
        Self {
            profile: Some(Box::new(profile(row))),
            retired: row.get(11),
            merged_into: row.get::<_, Option<Uuid>>(12).map(CustomerId),
        }
    }
}

/// A customer's profile, from the fifth column on.
pub(super) fn profile(row: &Row) -> Profile {
    Profile {
        name: row.get(4),
        emails: row.get(5),
        phones: row.get(6),
        organisation: row.get::<_, Option<Uuid>>(7).map(OrganisationId),
        language: row.get(8),
        time_zone: row.get(9),
        notes: row.get(10),
    }
}

impl Stored for Organisation {
    const LOAD: &'static str = LOAD_ORGANISATIONS;

    fn stored(row: &Row) -> Self {
        Self {
            details: Some(Box::new(details(row))),
            retired: row.get(8),
        }
    }
}

/// An organisation's details, from the fifth column on.
pub(crate) fn details(row: &Row) -> Details {
    Details {
        name: row.get(4),
        domains: row.get(5),
        notes: row.get(6),
        shares_tickets: row.get(7),
    }
}

const LOAD_CUSTOMERS: &str = "
SELECT id, version, created_at, updated_at, name, emails, phones, organisation, language,
       time_zone, notes, retired, merged_into
FROM customers
WHERE id = ANY ($1)";

const LOAD_ORGANISATIONS: &str = "
SELECT id, version, created_at, updated_at, name, domains, notes, shares, retired
FROM organisations
WHERE id = ANY ($1)";
