//! One batch of events folded into the tables, set based.

use domain::ticket::{Ticket, TicketEvent};
use domain::{Aggregate, Recorded};
use eventstore::StoreError;
use std::collections::HashMap;
use std::sync::Arc;
use tokio_postgres::{Row, Transaction};
use uuid::Uuid;

/// What matters of a ticket for who has how many.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Held {
    status: Uuid,
    deleted: bool,
    merged: bool,
    by: Vec<Uuid>,
}

type Tickets = HashMap<Uuid, Held>;

/// Folds the events of tickets in; others pass by.
pub(super) async fn fold(
    transaction: &Transaction<'_>,
    events: &[Arc<Recorded>],
) -> Result<(), StoreError> {
    let told: Vec<_> = events.iter().filter_map(|event| told(event)).collect();
    if told.is_empty() {
        return Ok(());
    }
    let ids: Vec<Uuid> = told.iter().map(|(id, _)| *id).collect();
    let rows = transaction.query(TICKETS, &[&ids]).await?;
    let before: Tickets = rows.iter().map(held).collect();
    let mut after = before.clone();
    for (id, event) in told {
        apply(&mut after, id, &event);
    }
    after.retain(|id, held| before.get(id) != Some(held));
    write(transaction, &after).await
}

/// The ticket and what happened to it. An event that cannot be read is reported and passed over.
fn told(event: &Recorded) -> Option<(Uuid, TicketEvent)> {
    if event.category != Ticket::CATEGORY {
        return None;
    }
    match event.decode() {
        Ok(happened) => Some((event.stream_id, happened)),
        Err(error) => {
            tracing::error!(%error, position = event.position, "an event was passed over");
            None
        }
    }
}

fn apply(tickets: &mut Tickets, id: Uuid, event: &TicketEvent) {
    use TicketEvent as E;
    if let E::Created(created) = event {
        let held = Held {
            status: created.status.0,
            deleted: false,
            merged: false,
            by: created.assignees.iter().map(|member| member.0).collect(),
        };
        tickets.insert(id, held);
        return;
    }
    let Some(held) = tickets.get_mut(&id) else {
        return;
    };
    match event {
        E::Assigned { member } if !held.by.contains(&member.0) => held.by.push(member.0),
        E::Unassigned { member } => held.by.retain(|by| *by != member.0),
        E::StatusChanged { to, .. } => held.status = to.0,
        E::Deleted {} => held.deleted = true,
        E::Restored {} => held.deleted = false,
        E::Merged { .. } => held.merged = true,
        E::Unmerged { .. } => held.merged = false,
        _ => {}
    }
}

async fn write(transaction: &Transaction<'_>, changed: &Tickets) -> Result<(), StoreError> {
    let ids: Vec<Uuid> = changed.keys().copied().collect();
    let statuses: Vec<Uuid> = changed.values().map(|held| held.status).collect();
    let deleted: Vec<bool> = changed.values().map(|held| held.deleted).collect();
    let merged: Vec<bool> = changed.values().map(|held| held.merged).collect();
    let parameters: [&(dyn tokio_postgres::types::ToSql + Sync); 4] =
        [&ids, &statuses, &deleted, &merged];
    transaction.execute(UPSERT, &parameters).await?;
    let pairs = changed.iter();
    let pairs = pairs.flat_map(|(id, held)| held.by.iter().map(move |member| (*id, *member)));
    let (tickets, members): (Vec<Uuid>, Vec<Uuid>) = pairs.unzip();
    transaction.execute(CLEAR, &[&ids]).await?;
    transaction.execute(ASSIGN, &[&tickets, &members]).await?;
    Ok(())
}

fn held(row: &Row) -> (Uuid, Held) {
    let held = Held {
        status: row.get(1),
        deleted: row.get(2),
        merged: row.get(3),
        by: row.get(4),
    };
    (row.get(0), held)
}

const TICKETS: &str = "
SELECT t.ticket_id, t.status_id, t.deleted, t.merged, ARRAY(
    SELECT a.member_id
    FROM automation.assignments AS a
    WHERE a.ticket_id = t.ticket_id
    ORDER BY a.member_id
)
FROM automation.tickets AS t
WHERE t.ticket_id = ANY($1)";

const UPSERT: &str = "
INSERT INTO automation.tickets (ticket_id, status_id, deleted, merged)
SELECT *
FROM unnest($1::uuid[], $2::uuid[], $3::boolean[], $4::boolean[])
ON CONFLICT (ticket_id) DO UPDATE
SET status_id = excluded.status_id, deleted = excluded.deleted, merged = excluded.merged";

const CLEAR: &str = "DELETE FROM automation.assignments WHERE ticket_id = ANY($1)";

const ASSIGN: &str = "
INSERT INTO automation.assignments (ticket_id, member_id, status_id, counts)
SELECT had.ticket_id, had.member_id, t.status_id, NOT (t.deleted OR t.merged)
FROM unnest($1::uuid[], $2::uuid[]) AS had (ticket_id, member_id)
JOIN automation.tickets AS t USING (ticket_id)
ON CONFLICT DO NOTHING";
