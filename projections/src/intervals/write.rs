//! Writes what a batch changes about states: a few set-based statements, sent together.

use super::draft::{Draft, Interval};
use crate::statements::{Column, Statements, array_literal, column};
use deadpool_postgres::Transaction;

/// Brings the tables to what the drafts say.
pub(super) async fn write(
    tx: &Transaction<'_>,
    drafts: &[&Draft],
) -> Result<(), tokio_postgres::Error> {
    let mut statements = Statements::default();
    end(&mut statements, drafts);
    begin(&mut statements, drafts);
    if !drafts.is_empty() {
        let columns = vec![
            column(drafts, |d| d.id),
            column(drafts, |d| d.version),
            column(drafts, |d| d.reached),
            column(drafts, |d| d.begins()),
        ];
        statements.push(SAVE_TICKETS, columns);
    }
    statements.send(tx).await
}

/// Ends the states that stand open in the tables.
fn end(statements: &mut Statements, drafts: &[&Draft]) {
    let ended: Vec<_> = (drafts.iter())
        .filter_map(|d| Some((d.id, d.stored?, d.ended?)))
        .collect();
    if !ended.is_empty() {
        let columns = vec![
            column(&ended, |(id, ..)| *id),
            column(&ended, |(_, from, _)| *from),
            column(&ended, |(.., (position, _))| *position),
            column(&ended, |(.., (_, at))| *at),
        ];
        statements.push(END, columns);
    }
}

fn begin(statements: &mut Statements, drafts: &[&Draft]) {
    let begun: Vec<_> = drafts.iter().flat_map(|d| &d.begun).collect();
    if begun.is_empty() {
        return;
    }
    let mut columns = moments(&begun);
    columns.extend(states(&begun));
    statements.push(BEGIN, columns);
}

fn moments(begun: &[&Interval]) -> Vec<Column> {
    vec![
        column(begun, |i| i.ticket),
        column(begun, |i| i.from_position),
        column(begun, |i| i.end.map(|(position, _)| position)),
        column(begun, |i| i.from_at),
        column(begun, |i| i.end.map(|(_, at)| at)),
        column(begun, |i| i.created_at),
    ]
}

fn states(begun: &[&Interval]) -> Vec<Column> {
    let assignees = |i: &Interval| array_literal(i.state.assignees.iter().map(ToString::to_string));
    vec![
        column(begun, |i| i.state.due_at),
        column(begun, |i| i.state.snoozed_until),
        column(begun, |i| i.state.status.0),
        column(begun, |i| i.state.priority.0),
        column(begun, |i| i.state.department.map(|id| id.0)),
        column(begun, |i| i.state.customer.map(|id| id.0)),
        column(begun, |i| i.state.organisation.map(|id| id.0)),
        column(begun, |i| i.state.merged_into.map(|id| id.0)),
        column(begun, |i| i.state.deleted),
        column(begun, |i| assignees(i)),
        column(begun, |i| array_literal(i.state.tags.iter())),
        // what was folded from events can be spelled again
        column(begun, |i| {
            serde_json::to_string(&i.state.fields).unwrap_or_default()
        }),
    ]
}

const SAVE_TICKETS: &str = "
INSERT INTO interval_tickets (id, version, reached_at, from_position)
SELECT unnest($1::uuid[]), unnest($2::int[]), unnest($3::timestamptz[]), unnest($4::bigint[])
ON CONFLICT (id) DO UPDATE
SET version = excluded.version, reached_at = excluded.reached_at,
    from_position = excluded.from_position";

const END: &str = "
UPDATE ticket_intervals i
SET to_position = n.to_position, to_at = n.to_at
FROM unnest($1::uuid[], $2::bigint[], $3::bigint[], $4::timestamptz[])
     n(ticket, from_position, to_position, to_at)
WHERE i.ticket = n.ticket
  AND i.from_position = n.from_position";

const BEGIN: &str = "
INSERT INTO ticket_intervals (ticket, from_position, to_position, from_at, to_at, created_at,
                              due_at, snoozed_until, status, priority, department, customer,
                              organisation, merged_into, deleted, assignees, tags, fields)
SELECT n.ticket, n.from_position, coalesce(n.to_position, 9223372036854775807), n.from_at,
       coalesce(n.to_at, 'infinity'), n.created_at, n.due_at, n.snoozed_until, n.status, n.priority,
       n.department, n.customer, n.organisation, n.merged_into, n.deleted, n.assignees::uuid[],
       n.tags::text[], n.fields::jsonb
FROM (
    SELECT unnest($1::uuid[]) AS ticket, unnest($2::bigint[]) AS from_position,
           unnest($3::bigint[]) AS to_position, unnest($4::timestamptz[]) AS from_at,
           unnest($5::timestamptz[]) AS to_at, unnest($6::timestamptz[]) AS created_at,
           unnest($7::timestamptz[]) AS due_at, unnest($8::timestamptz[]) AS snoozed_until,
           unnest($9::uuid[]) AS status, unnest($10::uuid[]) AS priority,
           unnest($11::uuid[]) AS department, unnest($12::uuid[]) AS customer,
           unnest($13::uuid[]) AS organisation, unnest($14::uuid[]) AS merged_into,
           unnest($15::boolean[]) AS deleted, unnest($16::text[]) AS assignees,
           unnest($17::text[]) AS tags, unnest($18::text[]) AS fields
) n";
