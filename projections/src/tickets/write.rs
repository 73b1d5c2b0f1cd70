//! Writes folded tickets: a few set-based statements, sent together.

use super::draft::{Draft, Listed};
use crate::projection::Phase;
use crate::statements::{Column, Statements, array_literal};
use crate::text::searchable;
use deadpool_postgres::Transaction;
use domain::ticket::Details;
use jiff::Timestamp;
use std::collections::HashSet;
use tokio_postgres::types::ToSql;
use uuid::Uuid;

/// Brings the tables to what the drafts say.
pub(super) async fn write(
    tx: &Transaction<'_>,
    drafts: &[&Draft],
    phase: Phase,
) -> Result<(), tokio_postgres::Error> {
    let mut statements = Statements::default();
    let (new, old): (Vec<_>, Vec<_>) = drafts.iter().partition(|d| d.before.is_none());
    statements.insert_tickets(&new);
    statements.update_tickets(&old);
    statements.save_subjects(drafts);
    if phase == Phase::Live {
        statements.list(drafts);
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
            column(drafts, |d, _| d.created_at),
            column(drafts, |_, t| t.number),
            column(drafts, |_, t| t.channel.as_str()),
            column(drafts, |_, t| t.requester.as_ref().map(json)),
            column(drafts, |_, t| t.subject.clone()),
            column(drafts, |_, t| t.description.clone()),
        ]);
        self.push(INSERT_TICKETS, columns);
    }

    fn update_tickets(&mut self, drafts: &[&Draft]) {
        if drafts.is_empty() {
            return;
        }
        let mut columns = changeable(drafts);
        columns.extend([
            column(drafts, |d, t| d.subject_changed.then(|| t.subject.clone())),
            column(drafts, |d, t| {
                d.description_changed.then(|| t.description.clone())
            }),
        ]);
        self.push(UPDATE_TICKETS, columns);
    }

    fn save_subjects(&mut self, drafts: &[&Draft]) {
        let changed: Vec<_> = (drafts.iter().copied())
            .filter(|d| d.before.is_none() || d.subject_changed)
            .collect();
        if !changed.is_empty() {
            let columns = vec![
                column(&changed, |d, _| d.id),
                column(&changed, |_, t| searchable(&t.subject)),
            ];
            self.push(SAVE_SUBJECTS, columns);
        }
    }

    /// Takes the tickets out of the narrow tables where they no longer belong, and adds them
    /// where they now do.
    fn list(&mut self, drafts: &[&Draft]) {
        let nowhere = Listed::default();
        let (mut off, mut on) = (Moves::default(), Moves::default());
        for draft in drafts {
            let before = draft.before.as_ref().unwrap_or(&nowhere);
            let after = draft.listed();
            off.add(draft, before, &after);
            on.add(draft, &after, before);
        }
        off.push(self, UNLIST_ASSIGNEES, UNLIST_TAGS);
        on.push(self, LIST_ASSIGNEES, LIST_TAGS);
    }
}

/// Rows of the narrow tables, column by column.
#[derive(Default)]
struct Moves {
    members: Vec<Uuid>,
    statuses: Vec<Uuid>,
    assigned_at: Vec<Timestamp>,
    assigned: Vec<Uuid>,
    tags: Vec<String>,
    tagged_at: Vec<Timestamp>,
    tagged: Vec<Uuid>,
}

impl Moves {
    /// Adds what is in `these` and not in `others`.
    fn add(&mut self, draft: &Draft, these: &Listed, others: &Listed) {
        let kept: HashSet<_> = others.assignees.iter().collect();
        for (member, status) in these.assignees.iter().filter(|a| !kept.contains(a)) {
            self.members.push(member.0);
            self.statuses.push(status.0);
            self.assigned_at.push(draft.created_at);
            self.assigned.push(draft.id);
        }
        let kept: HashSet<_> = others.tags.iter().collect();
        for tag in these.tags.iter().filter(|t| !kept.contains(t)) {
            self.tags.push(tag.clone());
            self.tagged_at.push(draft.created_at);
            self.tagged.push(draft.id);
        }
    }

    fn push(self, statements: &mut Statements, assignees: &'static str, tags: &'static str) {
        if !self.members.is_empty() {
            let columns: Vec<Column> = vec![
                Box::new(self.members),
                Box::new(self.statuses),
                Box::new(self.assigned_at),
                Box::new(self.assigned),
            ];
            statements.push(assignees, columns);
        }
        if !self.tags.is_empty() {
            let columns: Vec<Column> = vec![
                Box::new(self.tags),
                Box::new(self.tagged_at),
                Box::new(self.tagged),
            ];
            statements.push(tags, columns);
        }
    }
}

/// The columns that may change after the first insert.
fn changeable(drafts: &[&Draft]) -> Vec<Column> {
    vec![
        column(drafts, |d, _| d.id),
        column(drafts, |d, _| d.version),
        column(drafts, |d, _| d.updated_at),
        column(drafts, |_, t| t.status.0),
        column(drafts, |_, t| t.priority.0),
        column(drafts, |_, t| t.department.map(|d| d.0)),
        column(drafts, |d, _| d.ticket.deleted),
        column(drafts, |_, t| {
            array_literal(t.assignees.iter().map(ToString::to_string))
        }),
        column(drafts, |_, t| t.due_at),
        column(drafts, |_, t| t.window_from),
        column(drafts, |_, t| t.window_to),
        column(drafts, |_, t| array_literal(t.tags.iter())),
        column(drafts, |d, _| d.messages),
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

fn json<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

const INSERT_TICKETS: &str = "
INSERT INTO tickets (id, version, updated_at, status, priority, department, deleted, assignees,
                     due_at, window_from, window_to, tags, messages, created_at, number, channel,
                     requester, subject, description)
SELECT n.id, n.version, n.updated_at, n.status, n.priority, n.department, n.deleted,
       n.assignees::uuid[], n.due_at, n.window_from, n.window_to, n.tags::text[], n.messages,
       n.created_at, n.number, n.channel, n.requester, n.subject, n.description
FROM unnest($1::uuid[], $2::int[], $3::timestamptz[], $4::uuid[], $5::uuid[], $6::uuid[],
            $7::boolean[], $8::text[], $9::timestamptz[], $10::timestamptz[], $11::timestamptz[],
            $12::text[], $13::int[], $14::timestamptz[], $15::bigint[], $16::text[], $17::text[],
            $18::text[], $19::text[])
     n(id, version, updated_at, status, priority, department, deleted, assignees, due_at,
       window_from, window_to, tags, messages, created_at, number, channel, requester, subject,
       description)";

/// A text that did not change is not sent, and a long one stays where it is stored.
const UPDATE_TICKETS: &str = "
UPDATE tickets t
SET version = n.version, updated_at = n.updated_at, status = n.status, priority = n.priority,
    department = n.department, deleted = n.deleted, assignees = n.assignees::uuid[],
    due_at = n.due_at, window_from = n.window_from, window_to = n.window_to,
    tags = n.tags::text[], messages = n.messages, subject = coalesce(n.subject, t.subject),
    description = coalesce(n.description, t.description)
FROM unnest($1::uuid[], $2::int[], $3::timestamptz[], $4::uuid[], $5::uuid[], $6::uuid[],
            $7::boolean[], $8::text[], $9::timestamptz[], $10::timestamptz[], $11::timestamptz[],
            $12::text[], $13::int[], $14::text[], $15::text[])
     n(id, version, updated_at, status, priority, department, deleted, assignees, due_at,
       window_from, window_to, tags, messages, subject, description)
WHERE t.id = n.id";

const SAVE_SUBJECTS: &str = "
INSERT INTO ticket_subjects (id, search)
SELECT n.id, n.search
FROM unnest($1::uuid[], $2::text[]) n(id, search)
ON CONFLICT (id) DO UPDATE
SET search = excluded.search";

const UNLIST_ASSIGNEES: &str = "
DELETE FROM ticket_assignees a
USING unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::uuid[]) o(member, status, created_at, id)
WHERE a.member = o.member
  AND a.status = o.status
  AND a.created_at = o.created_at
  AND a.id = o.id";

const LIST_ASSIGNEES: &str = "
INSERT INTO ticket_assignees (member, status, created_at, id)
SELECT n.member, n.status, n.created_at, n.id
FROM unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::uuid[]) n(member, status, created_at, id)";

const UNLIST_TAGS: &str = "
DELETE FROM ticket_tags g
USING unnest($1::text[], $2::timestamptz[], $3::uuid[]) o(tag, created_at, id)
WHERE g.tag = o.tag
  AND g.created_at = o.created_at
  AND g.id = o.id";

const LIST_TAGS: &str = "
INSERT INTO ticket_tags (tag, created_at, id)
SELECT n.tag, n.created_at, n.id
FROM unnest($1::text[], $2::timestamptz[], $3::uuid[]) n(tag, created_at, id)";
