//! Writes what a batch changes: a few set-based statements, sent together.

use super::days::Days;
use super::draft::{Draft, Life};
use super::stays::{Stay, Stays};
use crate::projection::Phase;
use crate::statements::{Statements, column};
use deadpool_postgres::Transaction;
use uuid::Uuid;

/// What a stay is of.
pub(super) const STATUS: &str = "status";
pub(super) const DEPARTMENT: &str = "department";

/// Brings the tables to what the drafts say.
pub(super) async fn write(
    tx: &Transaction<'_>,
    drafts: &[(&Draft, &Life)],
    phase: Phase,
) -> Result<(), tokio_postgres::Error> {
    let mut statements = Statements::default();
    if phase == Phase::Live {
        Days::changed(tx, drafts).await?.count(&mut statements);
    }
    let all = drafts.iter().flat_map(|(draft, life)| {
        let of = [(STATUS, &life.status), (DEPARTMENT, &life.department)];
        of.map(|(of, stays)| (draft.id, of, stays, *life))
    });
    let all: Vec<_> = all.collect();
    end(&mut statements, &all);
    mark(&mut statements, drafts);
    begin(&mut statements, &all);
    respond(&mut statements, drafts);
    save(&mut statements, drafts);
    statements.send(tx).await
}

type Of<'a> = (Uuid, &'static str, &'a Stays, &'a Life);

/// Ends the stays that stand open in the tables.
fn end(statements: &mut Statements, all: &[Of<'_>]) {
    let ended = all.iter().filter_map(|(ticket, of, stays, _)| {
        let (nr, at) = (stays.stored?, stays.ended?);
        Some((*ticket, *of, nr, at))
    });
    let ended: Vec<_> = ended.collect();
    if !ended.is_empty() {
        let columns = vec![
            column(&ended, |e| e.0),
            column(&ended, |e| e.1),
            column(&ended, |e| e.2),
            column(&ended, |e| e.3),
        ];
        statements.push(END, columns);
    }
}

/// What stands in the tables of tickets that are marked otherwise now. What begins in this batch
/// is written as it is marked already.
fn mark(statements: &mut Statements, drafts: &[(&Draft, &Life)]) {
    let moved: Vec<_> = (drafts.iter())
        .filter(|(_, life)| life.marks.moved)
        .collect();
    if moved.is_empty() {
        return;
    }
    for sql in [MARK_STAYS, MARK_RESPONSES] {
        let columns = vec![
            column(&moved, |(d, _)| d.id),
            column(&moved, |(_, l)| l.department.present.0),
            column(&moved, |(_, l)| l.marks.priority),
            column(&moved, |(_, l)| l.marks.is_hidden()),
            column(&moved, |(_, l)| l.marks.veiled),
        ];
        statements.push(sql, columns);
    }
}

fn begin(statements: &mut Statements, all: &[Of<'_>]) {
    let begun = all.iter().flat_map(|(ticket, of, stays, life)| {
        let begun = stays.begun.iter();
        begun.map(|stay| (*ticket, *of, *stay, *life))
    });
    let begun: Vec<(Uuid, &'static str, Stay, &Life)> = begun.collect();
    if !begun.is_empty() {
        let columns = vec![
            column(&begun, |b| b.0),
            column(&begun, |b| b.1),
            column(&begun, |b| b.2.nr),
            column(&begun, |b| b.2.at),
            column(&begun, |b| b.2.until),
            column(&begun, |b| b.2.value),
            column(&begun, |b| b.2.before),
            column(&begun, |b| b.3.created_at),
            column(&begun, |b| b.3.department.present.0),
            column(&begun, |b| b.3.marks.priority),
            column(&begun, |b| b.3.marks.is_hidden()),
            column(&begun, |b| b.3.marks.veiled),
        ];
        statements.push(BEGIN, columns);
    }
}

fn respond(statements: &mut Statements, drafts: &[(&Draft, &Life)]) {
    let responses = drafts.iter().flat_map(|(draft, life)| {
        let responses = draft.responses.iter();
        responses.map(|response| (*response, *life))
    });
    let responses: Vec<_> = responses.collect();
    if !responses.is_empty() {
        let columns = vec![
            column(&responses, |r| r.0.ticket),
            column(&responses, |r| r.0.nr),
            column(&responses, |r| r.0.first),
            column(&responses, |r| r.0.at),
            column(&responses, |r| r.0.seconds),
            column(&responses, |r| r.1.department.present.0),
            column(&responses, |r| r.1.marks.priority),
            column(&responses, |r| r.1.marks.is_hidden()),
        ];
        statements.push(RESPOND, columns);
    }
}

fn save(statements: &mut Statements, drafts: &[(&Draft, &Life)]) {
    if drafts.is_empty() {
        return;
    }
    let columns = vec![
        column(drafts, |(d, _)| d.id),
        column(drafts, |(d, _)| d.version),
        column(drafts, |(d, _)| d.reached),
        column(drafts, |(_, l)| l.created_at),
        column(drafts, |(_, l)| l.status.present.0),
        column(drafts, |(_, l)| l.status.present.1),
        column(drafts, |(_, l)| l.department.present.0),
        column(drafts, |(_, l)| l.department.present.1),
        column(drafts, |(_, l)| l.responded),
        column(drafts, |(_, l)| l.waits_since),
        column(drafts, |(_, l)| l.marks.priority),
        column(drafts, |(_, l)| l.marks.deleted),
        column(drafts, |(_, l)| l.marks.merged),
        column(drafts, |(_, l)| l.marks.veiled),
    ];
    statements.push(SAVE, columns);
}

const END: &str = "
UPDATE stays s
SET until = n.until
FROM unnest($1::uuid[], $2::text[], $3::int[], $4::timestamptz[]) n(ticket, kind, nr, until)
WHERE s.ticket = n.ticket
  AND s.kind = n.kind
  AND s.nr = n.nr";

const MARK_STAYS: &str = "
UPDATE stays s
SET department = n.department, priority = n.priority, hidden = n.hidden, veiled = n.veiled
FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::boolean[], $5::boolean[])
     n(ticket, department, priority, hidden, veiled)
WHERE s.ticket = n.ticket";

const MARK_RESPONSES: &str = "
UPDATE responses r
SET department = n.department, priority = n.priority, hidden = n.hidden
FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::boolean[], $5::boolean[])
     n(ticket, department, priority, hidden, veiled)
WHERE r.ticket = n.ticket";

const BEGIN: &str = "
INSERT INTO stays (ticket, kind, nr, at, until, value, before, created_at, department, priority,
                   hidden, veiled)
SELECT n.ticket, n.kind, n.nr, n.at, coalesce(n.until, 'infinity'), n.value, n.before, n.created_at,
       n.department, n.priority, n.hidden, n.veiled
FROM (
    SELECT unnest($1::uuid[]) AS ticket, unnest($2::text[]) AS kind, unnest($3::int[]) AS nr,
           unnest($4::timestamptz[]) AS at, unnest($5::timestamptz[]) AS until,
           unnest($6::uuid[]) AS value, unnest($7::uuid[]) AS before,
           unnest($8::timestamptz[]) AS created_at, unnest($9::uuid[]) AS department,
           unnest($10::uuid[]) AS priority, unnest($11::boolean[]) AS hidden,
           unnest($12::boolean[]) AS veiled
) n";

const RESPOND: &str = "
INSERT INTO responses (ticket, nr, first, at, seconds, department, priority, hidden)
SELECT unnest($1::uuid[]), unnest($2::int[]), unnest($3::boolean[]), unnest($4::timestamptz[]),
       unnest($5::bigint[]), unnest($6::uuid[]), unnest($7::uuid[]), unnest($8::boolean[])";

const SAVE: &str = "
INSERT INTO analytics_tickets (id, version, reached_at, created_at, status, status_since, department,
                               department_since, responded, waits_since, priority, deleted,
                               merged, veiled)
SELECT unnest($1::uuid[]), unnest($2::int[]), unnest($3::timestamptz[]), unnest($4::timestamptz[]),
       unnest($5::uuid[]), unnest($6::int[]), unnest($7::uuid[]), unnest($8::int[]),
       unnest($9::boolean[]), unnest($10::timestamptz[]), unnest($11::uuid[]),
       unnest($12::boolean[]), unnest($13::boolean[]), unnest($14::boolean[])
ON CONFLICT (id) DO UPDATE
SET version = excluded.version, reached_at = excluded.reached_at, status = excluded.status,
    status_since = excluded.status_since, department = excluded.department,
    department_since = excluded.department_since, responded = excluded.responded,
    waits_since = excluded.waits_since, priority = excluded.priority, deleted = excluded.deleted,
    merged = excluded.merged, veiled = excluded.veiled";
