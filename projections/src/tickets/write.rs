//! Writes folded tickets: a few set-based statements, sent together.

mod counters;
mod narrow;
mod texts;

use super::draft::Draft;
use super::parts::{self, Kept, Parts, json};
use crate::projection::Phase;
use crate::statements::{Column, Statements, array_literal};
use deadpool_postgres::Transaction;
use domain::ticket::Details;
use tokio_postgres::types::ToSql;

/// Brings the tables to what the drafts say. `gathers` tells that it is time to add up what was
/// counted one by one.
pub(super) async fn write(
    tx: &Transaction<'_>,
    drafts: &[&Draft],
    (phase, gathers): (Phase, bool),
) -> Result<(), tokio_postgres::Error> {
    let mut statements = Statements::default();
    let (new, old): (Vec<_>, Vec<_>) = drafts.iter().partition(|d| d.before.is_none());
    statements.insert_tickets(&new);
    statements.update_tickets(&old);
    statements.save_subjects(drafts);
    statements.save_descriptions(drafts);
    if phase == Phase::Live {
        statements.save_fields(drafts);
        narrow::list(&mut statements, drafts);
        counters::count(&mut statements, drafts);
        if gathers {
            counters::gather(&mut statements);
        }
    }
    statements.send(tx).await
}

impl Statements {
    fn insert_tickets(&mut self, drafts: &[&Draft]) {
        if drafts.is_empty() {
            return;
        }
        let mut columns = changeable(drafts);
        columns.extend([
            column(drafts, |_, t| json(&t.fields)),
            column(drafts, |_, t| json(&Kept::of(t))),
            column(drafts, |_, t| t.subject.clone()),
            column(drafts, |_, t| t.description.clone()),
            column(drafts, |d, _| d.created_at),
            column(drafts, |_, t| t.number),
            column(drafts, |_, t| t.channel.as_str()),
            column(drafts, |_, t| parts::folded(&t.fields)),
        ]);
        self.push(INSERT_TICKETS, columns);
    }

    fn update_tickets(&mut self, drafts: &[&Draft]) {
        if drafts.is_empty() {
            return;
        }
        let mut columns = changeable(drafts);
        columns.extend([
            column(drafts, |d, t| fields_changed(d, t).then(|| json(&t.fields))),
            column(drafts, changed_kept),
            column(drafts, |d, t| d.subject_changed.then(|| t.subject.clone())),
            column(drafts, |d, t| {
                d.description_changed.then(|| t.description.clone())
            }),
            column(drafts, |_, t| parts::folded(&t.fields)),
        ]);
        self.push(UPDATE_TICKETS, columns);
    }
}

fn fields_changed(draft: &Draft, details: &Details) -> bool {
    match &draft.before {
        Some(before) => before.fields != details.fields,
        None => !details.fields.is_empty(),
    }
}

fn changed_kept(draft: &Draft, details: &Details) -> Option<String> {
    let kept = Kept::of(details);
    let changed = draft.before.as_ref().is_none_or(|b| b.kept != kept);
    changed.then(|| json(&kept))
}

/// The columns that may change after the first insert and are always sent.
fn changeable(drafts: &[&Draft]) -> Vec<Column> {
    let kept: Vec<Kept> = (drafts.iter())
        .filter_map(|d| d.ticket.details.as_deref().map(Kept::of))
        .collect();
    let mut columns = envelope(drafts);
    columns.extend(attributes(drafts));
    columns.extend([
        column(drafts, |_, t| t.conversation.first_response_at),
        column(drafts, |_, t| t.conversation.last_customer_message_at),
        column(drafts, |_, t| t.conversation.last_staff_message_at),
        column(drafts, |_, t| parts::files(t)),
        counts(&kept, Kept::minutes),
        counts(&kept, |k| k.checklist().0),
        counts(&kept, |k| k.checklist().1),
        column(drafts, |_, t| Parts::of(t).json()),
        column(drafts, |_, t| {
            array_literal(t.keys().iter().map(ToString::to_string))
        }),
    ]);
    columns
}

fn envelope(drafts: &[&Draft]) -> Vec<Column> {
    vec![
        column(drafts, |d, _| d.id),
        column(drafts, |d, _| d.version),
        column(drafts, |d, _| d.updated_at),
        column(drafts, |d, _| d.ticket.deleted),
        column(drafts, |d, _| d.messages),
    ]
}

fn attributes(drafts: &[&Draft]) -> Vec<Column> {
    let assignees = |t: &Details| array_literal(t.assignees.iter().map(ToString::to_string));
    vec![
        column(drafts, |_, t| t.status.0),
        column(drafts, |_, t| t.priority.0),
        column(drafts, |_, t| t.department.map(|d| d.0)),
        column(drafts, |_, t| assignees(t)),
        column(drafts, |_, t| t.due_at),
        column(drafts, |_, t| t.window_from),
        column(drafts, |_, t| t.window_to),
        column(drafts, |_, t| t.snoozed_until),
        column(drafts, |_, t| array_literal(t.tags.iter())),
        column(drafts, |_, t| t.requester.as_ref().map(json)),
        column(drafts, |_, t| t.customer.map(|c| c.0)),
        column(drafts, |_, t| t.organisation.map(|o| o.0)),
        column(drafts, |_, t| t.merged_into.map(|m| m.0)),
    ]
}

fn column<'a, T>(drafts: &[&'a Draft], value: impl Fn(&'a Draft, &'a Details) -> T) -> Column
where
    Vec<T>: ToSql + Sync + Send + 'static,
{
    let values: Vec<T> = (drafts.iter())
        .filter_map(|d| Some(value(d, d.ticket.details.as_deref()?)))
        .collect();
    Box::new(values)
}

fn counts<T>(kept: &[Kept], count: impl Fn(&Kept) -> T) -> Column
where
    Vec<T>: ToSql + Sync + Send + 'static,
{
    Box::new(kept.iter().map(count).collect::<Vec<T>>())
}

const INSERT_TICKETS: &str = "
INSERT INTO tickets (id, version, updated_at, deleted, messages, status, priority, department,
                     assignees, due_at, window_from, window_to, snoozed_until, tags, requester,
                     customer, organisation, merged_into, first_response_at,
                     last_customer_message_at, last_staff_message_at, files, minutes,
                     checklist_done, checklist_total, parts, keys, fields, kept, subject,
                     description, created_at, number, channel, folded)
SELECT unnest($1::uuid[]), unnest($2::int[]), unnest($3::timestamptz[]), unnest($4::boolean[]),
       unnest($5::int[]), unnest($6::uuid[]), unnest($7::uuid[]), unnest($8::uuid[]),
       unnest($9::text[])::uuid[], unnest($10::timestamptz[]), unnest($11::timestamptz[]),
       unnest($12::timestamptz[]), unnest($13::timestamptz[]), unnest($14::text[])::text[],
       unnest($15::text[]), unnest($16::uuid[]), unnest($17::uuid[]), unnest($18::uuid[]),
       unnest($19::timestamptz[]), unnest($20::timestamptz[]), unnest($21::timestamptz[]),
       unnest($22::int[]), unnest($23::bigint[]), unnest($24::int[]), unnest($25::int[]),
       unnest($26::text[]), unnest($27::text[])::uuid[], unnest($28::text[]), unnest($29::text[]),
       unnest($30::text[]), unnest($31::text[]), unnest($32::timestamptz[]), unnest($33::bigint[]),
       unnest($34::text[]), unnest($35::text[])";

/// What did not change is not sent, and a long value stays where it is stored.
const UPDATE_TICKETS: &str = "
UPDATE tickets t
SET version = n.version, updated_at = n.updated_at, deleted = n.deleted, messages = n.messages,
    status = n.status, priority = n.priority, department = n.department,
    assignees = n.assignees::uuid[], due_at = n.due_at, window_from = n.window_from,
    window_to = n.window_to, snoozed_until = n.snoozed_until, tags = n.tags::text[],
    requester = n.requester, customer = n.customer, organisation = n.organisation,
    merged_into = n.merged_into, first_response_at = n.first_response_at,
    last_customer_message_at = n.last_customer_message_at,
    last_staff_message_at = n.last_staff_message_at, files = n.files, minutes = n.minutes,
    checklist_done = n.checklist_done, checklist_total = n.checklist_total, parts = n.parts,
    keys = n.keys::uuid[],
    fields = coalesce(n.fields, t.fields), kept = coalesce(n.kept, t.kept),
    subject = coalesce(n.subject, t.subject),
    description = coalesce(n.description, t.description), folded = n.folded
FROM unnest($1::uuid[], $2::int[], $3::timestamptz[], $4::boolean[], $5::int[], $6::uuid[],
            $7::uuid[], $8::uuid[], $9::text[], $10::timestamptz[], $11::timestamptz[],
            $12::timestamptz[], $13::timestamptz[], $14::text[], $15::text[], $16::uuid[],
            $17::uuid[], $18::uuid[], $19::timestamptz[], $20::timestamptz[],
            $21::timestamptz[], $22::int[], $23::bigint[], $24::int[], $25::int[], $26::text[],
            $27::text[], $28::text[], $29::text[], $30::text[], $31::text[], $32::text[])
     n(id, version, updated_at, deleted, messages, status, priority, department, assignees,
       due_at, window_from, window_to, snoozed_until, tags, requester, customer, organisation,
       merged_into, first_response_at, last_customer_message_at, last_staff_message_at, files,
       minutes, checklist_done, checklist_total, parts, keys, fields, kept, subject, description,
       folded)
WHERE t.id = n.id";
