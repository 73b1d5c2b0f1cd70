//! How tickets stand by what is promised on them, as the log tells it beside their own events.

use crate::projection::ApplyError;
use crate::statements::{Statements, column};
use deadpool_postgres::Transaction;
use domain::Recorded;
use domain::sla::{Moved, StandingEvent};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use uuid::Uuid;

/// Writes what was told last into the tickets' rows, which must be there.
pub(super) async fn apply(
    tx: &Transaction<'_>,
    events: &[&Arc<Recorded>],
) -> Result<(), ApplyError> {
    let mut last: BTreeMap<Uuid, (i32, Moved)> = BTreeMap::new();
    for event in events {
        let StandingEvent::Moved(moved) = event.decode()?;
        last.insert(moved.ticket.0, (event.version, moved));
    }
    if last.is_empty() {
        return Ok(());
    }
    check_rows(tx, &last).await?;
    let rows: Vec<_> = last.into_iter().collect();
    let mut statements = Statements::default();
    statements.push(
        UPDATE,
        vec![
            column(&rows, |(id, _)| *id),
            column(&rows, |(_, (version, _))| *version),
            column(&rows, |(_, (_, m))| m.standing.rest.as_str()),
            column(&rows, |(_, (_, m))| m.standing.warn_at),
            column(&rows, |(_, (_, m))| m.standing.due_at),
        ],
    );
    Ok(statements.send(tx).await?)
}

/// A ticket that is parked has no row yet: what is told of how it stands waits as well.
async fn check_rows(
    tx: &Transaction<'_>,
    told: &BTreeMap<Uuid, (i32, Moved)>,
) -> Result<(), ApplyError> {
    let ids: Vec<_> = told.keys().copied().collect();
    let statement = tx.prepare_cached(KNOWN).await?;
    let rows = tx.query(&statement, &[&ids]).await?;
    let known: BTreeSet<Uuid> = rows.iter().map(|row| row.get(0)).collect();
    match told.iter().find(|(id, _)| !known.contains(id)) {
        Some((_, (version, _))) => Err(ApplyError::Gap { version: *version }),
        None => Ok(()),
    }
}

const KNOWN: &str = "
SELECT id
FROM tickets
WHERE id = ANY ($1)";

const UPDATE: &str = "
UPDATE tickets t
SET sla_version = n.version, sla_rest = n.rest, sla_warn_at = n.warn_at, sla_due_at = n.due_at
FROM unnest($1::uuid[], $2::int[], $3::text[], $4::timestamptz[], $5::timestamptz[])
     n(id, version, rest, warn_at, due_at)
WHERE t.id = n.id
  AND t.sla_version < n.version";
