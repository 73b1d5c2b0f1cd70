//! Keeps how many tickets there are of each kind, so that counting them all is reading a few rows.

use crate::statements::{Column, Statements, column};
use crate::tickets::Divided;
use crate::tickets::draft::{Draft, Listed, Shelf};
use std::collections::HashMap;
use std::hash::Hash;
use uuid::Uuid;

/// By how much counts change.
#[derive(Default)]
struct Changes {
    /// By shelf, and whether anybody has them.
    tickets: HashMap<(Shelf, bool), i64>,
    /// By whoever has them; nobody's too.
    assigned: HashMap<(Shelf, Option<Uuid>), i64>,
    /// By what tickets have, department by department.
    groups: HashMap<(Divided, String, Option<Uuid>), i64>,
}

/// Adds what the drafts change. Rows are only added here, so that nobody waits for a row and a
/// reader who stays long makes none of them slow to find.
pub(super) fn count(statements: &mut Statements, drafts: &[&Draft]) {
    let mut changes = Changes::default();
    for draft in drafts {
        if let Some(before) = &draft.before {
            changes.add(&before.listed, -1);
        }
        changes.add(&draft.listed(), 1);
    }
    let tickets = changed(changes.tickets);
    if !tickets.is_empty() {
        let mut columns = shelves(&tickets);
        columns.push(column(&tickets, |((_, assigned), _)| *assigned));
        columns.push(column(&tickets, |(_, by)| *by));
        statements.push(COUNT_TICKETS, columns);
    }
    let assigned = changed(changes.assigned);
    if !assigned.is_empty() {
        let mut columns = shelves(&assigned);
        columns.push(column(&assigned, |((_, member), _)| *member));
        columns.push(column(&assigned, |(_, by)| *by));
        statements.push(COUNT_ASSIGNED, columns);
    }
    let groups = changed(changes.groups);
    if !groups.is_empty() {
        let columns = vec![
            column(&groups, |((by, ..), _)| by.as_str()),
            column(&groups, |((_, value, _), _)| value.clone()),
            column(&groups, |((.., department), _)| *department),
            column(&groups, |(_, by)| *by),
        ];
        statements.push(COUNT_GROUPS, columns);
    }
}

/// Adds up what was added one by one.
pub(super) fn gather(statements: &mut Statements) {
    statements.push(GATHER_TICKETS, Vec::new());
    statements.push(GATHER_ASSIGNED, Vec::new());
    statements.push(FORGET_GROUPS, Vec::new());
}

impl Changes {
    fn add(&mut self, listed: &Listed, by: i64) {
        let Some(shelf) = listed.shelf else {
            return;
        };
        let nobody = listed.assignees.is_empty();
        *self.tickets.entry((shelf, !nobody)).or_default() += by;
        let members = listed.assignees.iter().map(|(member, _)| Some(member.0));
        for member in members.chain(nobody.then_some(None)) {
            *self.assigned.entry((shelf, member)).or_default() += by;
        }
        let department = shelf.department.map(|id| id.0);
        for (of, value) in &listed.groups {
            let group = (*of, value.clone(), department);
            *self.groups.entry(group).or_default() += by;
        }
    }
}

fn changed<K: Eq + Hash>(changes: HashMap<K, i64>) -> Vec<(K, i64)> {
    changes.into_iter().filter(|(_, by)| *by != 0).collect()
}

fn shelves<K>(rows: &[((Shelf, K), i64)]) -> Vec<Column> {
    vec![
        column(rows, |((shelf, _), _)| shelf.status.0),
        column(rows, |((shelf, _), _)| shelf.priority.0),
        column(rows, |((shelf, _), _)| shelf.department.map(|id| id.0)),
    ]
}

const COUNT_TICKETS: &str = "
INSERT INTO ticket_counts (status, priority, department, assigned, tickets)
SELECT n.status, n.priority, n.department, n.assigned, n.tickets
FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::boolean[], $5::bigint[])
     n(status, priority, department, assigned, tickets)";

const COUNT_ASSIGNED: &str = "
INSERT INTO ticket_assigned_counts (status, priority, department, member, tickets)
SELECT n.status, n.priority, n.department, n.member, n.tickets
FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::bigint[])
     n(status, priority, department, member, tickets)";

/// There are many of these, so each has a row of its own.
const COUNT_GROUPS: &str = "
INSERT INTO ticket_group_counts AS g (kind, value, department, tickets)
SELECT n.kind, n.value, n.department, n.tickets
FROM unnest($1::text[], $2::text[], $3::uuid[], $4::bigint[]) n(kind, value, department, tickets)
ON CONFLICT (kind, value, department) DO UPDATE
SET tickets = g.tickets + excluded.tickets";

const FORGET_GROUPS: &str = "
DELETE FROM ticket_group_counts
WHERE tickets = 0";

const GATHER_TICKETS: &str = "
WITH gone AS (DELETE FROM ticket_counts RETURNING *)
INSERT INTO ticket_counts (status, priority, department, assigned, tickets)
SELECT g.status, g.priority, g.department, g.assigned, sum(g.tickets)
FROM gone g
GROUP BY g.status, g.priority, g.department, g.assigned
HAVING sum(g.tickets) <> 0";

const GATHER_ASSIGNED: &str = "
WITH gone AS (DELETE FROM ticket_assigned_counts RETURNING *)
INSERT INTO ticket_assigned_counts (status, priority, department, member, tickets)
SELECT g.status, g.priority, g.department, g.member, sum(g.tickets)
FROM gone g
GROUP BY g.status, g.priority, g.department, g.member
HAVING sum(g.tickets) <> 0";
