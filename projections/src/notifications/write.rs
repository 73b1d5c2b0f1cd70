//! Writes what a batch brings up: two set-based statements, sent together.

use super::draft::{Drafts, doer};
use crate::statements::{Statements, array_literal, column};
use deadpool_postgres::Transaction;
use uuid::Uuid;

/// Brings the tables to what the drafts say.
pub(super) async fn write(
    tx: &Transaction<'_>,
    drafts: &Drafts,
) -> Result<(), tokio_postgres::Error> {
    let mut statements = Statements::default();
    let tickets = drafts.changed();
    if !tickets.is_empty() {
        let columns = vec![
            column(&tickets, |t| t.id),
            column(&tickets, |t| t.position),
            column(&tickets, |t| spelled(&t.assignees)),
            column(&tickets, |t| spelled(&t.watchers)),
        ];
        statements.push(SAVE_TICKETS, columns);
    }
    let new = &drafts.new;
    if !new.is_empty() {
        let columns = vec![
            column(new, |n| n.target),
            column(new, |n| n.position),
            column(new, |n| n.kind.as_str()),
            column(new, |n| n.ticket),
            column(new, |n| n.message.map(|id| id.0)),
            column(new, |n| n.internal),
            column(new, |n| doer(&n.actor)),
            column(new, |n| serde_json::to_string(&n.actor).unwrap_or_default()),
            column(new, |n| n.at),
            column(new, |n| n.text.clone()),
        ];
        statements.push(INSERT, columns);
    }
    statements.send(tx).await
}

fn spelled(ids: &[Uuid]) -> String {
    array_literal(ids.iter().map(Uuid::to_string))
}

const SAVE_TICKETS: &str = "
INSERT INTO notified_tickets (id, position, assignees, watchers)
SELECT unnest($1::uuid[]), unnest($2::bigint[]), unnest($3::text[])::uuid[],
       unnest($4::text[])::uuid[]
ON CONFLICT (id) DO UPDATE
SET position = excluded.position, assignees = excluded.assignees, watchers = excluded.watchers";

/// What is there already stays: an event that is told again, somebody who is called upon again.
const INSERT: &str = "
INSERT INTO notifications (target, position, kind, ticket, message, internal, by, actor, at,
                           text)
SELECT *
FROM unnest($1::uuid[], $2::bigint[], $3::text[], $4::uuid[], $5::uuid[], $6::boolean[],
            $7::uuid[], $8::text[], $9::timestamptz[], $10::text[])
ON CONFLICT DO NOTHING";
