//! Writes what a batch changes about messages: a few set-based statements, sent together.

use super::draft::{Drafts, Message, New, Ticket};
use super::list::spelled;
use crate::statements::{Column, Statements, column};
use deadpool_postgres::Transaction;

/// Brings the tables to what the drafts say.
pub(super) async fn write(
    tx: &Transaction<'_>,
    drafts: &Drafts,
) -> Result<(), tokio_postgres::Error> {
    let mut statements = Statements::default();
    let tickets = drafts.changed();
    if !tickets.is_empty() {
        statements.push(SAVE_TICKETS, ticket_columns(&tickets));
    }
    insert(&mut statements, drafts);
    change(&mut statements, drafts);
    let moved: Vec<_> = tickets.into_iter().filter(|t| t.moved).collect();
    if !moved.is_empty() {
        let columns = vec![
            column(&moved, |t| t.id),
            column(&moved, |t| t.customer.map(|id| id.0)),
        ];
        statements.push(MOVE_MESSAGES, columns);
    }
    statements.send(tx).await
}

fn ticket_columns(tickets: &[&Ticket]) -> Vec<Column> {
    vec![
        column(tickets, |t| t.id),
        column(tickets, |t| t.position),
        column(tickets, |t| t.customer.map(|id| id.0)),
    ]
}

fn insert(statements: &mut Statements, drafts: &Drafts) {
    let new: Vec<(&Message, &New)> = (drafts.messages.iter())
        .filter_map(|m| Some((m, m.new.as_ref()?)))
        .collect();
    if new.is_empty() {
        return;
    }
    let messages: Vec<_> = new.iter().map(|(m, _)| *m).collect();
    let mut columns = changes(&messages);
    columns.extend([
        column(&new, |(_, n)| n.position),
        column(&new, |(_, n)| n.created_at),
        column(&new, |(m, _)| drafts.customer(m.ticket).map(|id| id.0)),
        column(&new, |(_, n)| n.said.by.kind.as_str()),
        column(&new, |(_, n)| n.said.by.id),
        column(&new, |(_, n)| n.said.customer.map(|id| id.0)),
        column(&new, |(_, n)| n.said.is_by_staff()),
        column(&new, |(_, n)| spelled(n.said.visibility)),
        column(&new, |(_, n)| n.payload),
    ]);
    statements.push(INSERT_MESSAGES, columns);
}

fn change(statements: &mut Statements, drafts: &Drafts) {
    let old: Vec<_> = (drafts.messages.iter())
        .filter(|m| m.new.is_none())
        .collect();
    if !old.is_empty() {
        statements.push(CHANGE_MESSAGES, changes(&old));
    }
}

fn changes(messages: &[&Message]) -> Vec<Column> {
    vec![
        column(messages, |m| m.ticket),
        column(messages, |m| m.message.0),
        column(messages, |m| m.edits),
        column(messages, |m| m.edited),
        column(messages, |m| m.edited_payload),
        column(messages, |m| m.split),
        column(messages, |m| m.redacted),
    ]
}

const SAVE_TICKETS: &str = "
INSERT INTO message_tickets (id, position, customer)
SELECT unnest($1::uuid[]), unnest($2::bigint[]), unnest($3::uuid[])
ON CONFLICT (id) DO UPDATE
SET position = excluded.position, customer = excluded.customer";

const INSERT_MESSAGES: &str = "
INSERT INTO messages (ticket, message, edits, edited, edited_payload, split, redacted, position,
                      created_at, customer, author_kind, author, words_of, by_staff, visibility,
                      payload)
SELECT n.ticket, n.message, n.edits, n.edited, coalesce(n.edited_payload, 0), n.split, n.redacted,
       n.position, n.created_at, n.customer, n.author_kind, n.author, n.words_of, n.by_staff,
       n.visibility, n.payload
FROM (
    SELECT unnest($1::uuid[]) AS ticket, unnest($2::uuid[]) AS message, unnest($3::int[]) AS edits,
           unnest($4::bigint[]) AS edited, unnest($5::int[]) AS edited_payload,
           unnest($6::bigint[]) AS split, unnest($7::boolean[]) AS redacted,
           unnest($8::bigint[]) AS position, unnest($9::timestamptz[]) AS created_at,
           unnest($10::uuid[]) AS customer, unnest($11::text[]) AS author_kind,
           unnest($12::uuid[]) AS author, unnest($13::uuid[]) AS words_of,
           unnest($14::boolean[]) AS by_staff, unnest($15::text[]) AS visibility,
           unnest($16::int[]) AS payload
) n";

const CHANGE_MESSAGES: &str = "
UPDATE messages m
SET edits = m.edits + n.edits, edited = coalesce(n.edited, m.edited),
    edited_payload = coalesce(n.edited_payload, m.edited_payload),
    split = coalesce(n.split, m.split), redacted = m.redacted OR n.redacted
FROM unnest($1::uuid[], $2::uuid[], $3::int[], $4::bigint[], $5::int[], $6::bigint[],
            $7::boolean[])
     n(ticket, message, edits, edited, edited_payload, split, redacted)
WHERE m.ticket = n.ticket
  AND m.message = n.message";

const MOVE_MESSAGES: &str = "
UPDATE messages m
SET customer = n.customer
FROM unnest($1::uuid[], $2::uuid[]) n(ticket, customer)
WHERE m.ticket = n.ticket
  AND m.customer IS DISTINCT FROM n.customer";
