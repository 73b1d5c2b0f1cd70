//! Keeps how many tickets there are of each kind, so that counting them all is reading a few rows.

use crate::statements::{Column, Statements, column};
use crate::tickets::Divided;
use crate::tickets::draft::{Draft, Listed, Shelf};
use std::collections::HashMap;
use std::hash::Hash;
use uuid::Uuid;

/// Changes under each key.
type Under<T> = HashMap<(Uuid, (Shelf, T)), i64>;

/// By how much counts change.
#[derive(Default)]
struct Changes {
    /// By shelf, and whether anybody has them.
    tickets: HashMap<(Shelf, bool), i64>,
    /// By whoever has them; nobody's too.
    assigned: HashMap<(Shelf, Option<Uuid>), i64>,
    /// By what tickets have, department by department, and priority by priority where it is known.
    groups: HashMap<(Divided, String, Option<Uuid>, Option<Uuid>), i64>,
    /// Both of the first under each key.
    under: Under<bool>,
    assigned_under: Under<Option<Uuid>>,
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
        let mut columns = shelves(&tickets, |(shelf, _)| shelf);
        columns.push(column(&tickets, |((_, assigned), _)| *assigned));
        columns.push(column(&tickets, |(_, by)| *by));
        statements.push(COUNT_TICKETS, columns);
    }
    let assigned = changed(changes.assigned);
    if !assigned.is_empty() {
        let mut columns = shelves(&assigned, |(shelf, _)| shelf);
        columns.push(column(&assigned, |((_, member), _)| *member));
        columns.push(column(&assigned, |(_, by)| *by));
        statements.push(COUNT_ASSIGNED, columns);
    }
    let groups = changed(changes.groups);
    if !groups.is_empty() {
        let columns = vec![
            column(&groups, |((by, ..), _)| by.kind()),
            column(&groups, |((_, value, ..), _)| value.clone()),
            column(&groups, |((_, _, department, _), _)| *department),
            column(&groups, |((.., priority), _)| *priority),
            column(&groups, |(_, by)| *by),
        ];
        statements.push(COUNT_GROUPS, columns);
    }
    count_under(statements, (changes.under, changes.assigned_under));
}

fn count_under(statements: &mut Statements, (under, assigned): (Under<bool>, Under<Option<Uuid>>)) {
    let under = changed(under);
    if !under.is_empty() {
        let mut columns = vec![column(&under, |((key, _), _)| *key)];
        columns.extend(shelves(&under, |(_, (shelf, _))| shelf));
        columns.push(column(&under, |((_, (_, assigned)), _)| *assigned));
        columns.push(column(&under, |(_, by)| *by));
        statements.push(COUNT_UNDER, columns);
    }
    let assigned = changed(assigned);
    if !assigned.is_empty() {
        let mut columns = vec![column(&assigned, |((key, _), _)| *key)];
        columns.extend(shelves(&assigned, |(_, (shelf, _))| shelf));
        columns.push(column(&assigned, |((_, (_, member)), _)| *member));
        columns.push(column(&assigned, |(_, by)| *by));
        statements.push(COUNT_ASSIGNED_UNDER, columns);
    }
}

/// Adds up what was added one by one.
pub(super) fn gather(statements: &mut Statements) {
    statements.push(GATHER_TICKETS, Vec::new());
    statements.push(GATHER_ASSIGNED, Vec::new());
    for forget in [FORGET_GROUPS, FORGET_UNDER, FORGET_ASSIGNED_UNDER] {
        statements.push(forget, Vec::new());
    }
}

impl Changes {
    fn add(&mut self, listed: &Listed, by: i64) {
        let Some(shelf) = listed.shelf else {
            return;
        };
        let nobody = listed.assignees.is_empty();
        *self.tickets.entry((shelf, !nobody)).or_default() += by;
        let members = listed.assignees.iter().map(|(member, _)| Some(member.0));
        let members: Vec<_> = members.chain(nobody.then_some(None)).collect();
        for member in &members {
            *self.assigned.entry((shelf, *member)).or_default() += by;
        }
        for key in &listed.counted_keys {
            *self.under.entry((*key, (shelf, !nobody))).or_default() += by;
            for member in &members {
                let under = (*key, (shelf, *member));
                *self.assigned_under.entry(under).or_default() += by;
            }
        }
        let department = shelf.department.map(|id| id.0);
        for (of, value) in &listed.groups {
            let priority = of.knows_priorities().then_some(shelf.priority.0);
            let group = (*of, value.clone(), department, priority);
            *self.groups.entry(group).or_default() += by;
        }
    }
}

fn changed<K: Eq + Hash>(changes: HashMap<K, i64>) -> Vec<(K, i64)> {
    changes.into_iter().filter(|(_, by)| *by != 0).collect()
}

fn shelves<K>(rows: &[(K, i64)], shelf: impl Fn(&K) -> &Shelf) -> Vec<Column> {
    vec![
        column(rows, |(key, _)| shelf(key).status.0),
        column(rows, |(key, _)| shelf(key).priority.0),
        column(rows, |(key, _)| shelf(key).department.map(|id| id.0)),
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
INSERT INTO ticket_group_counts AS g (kind, value, department, priority, tickets)
SELECT n.kind, n.value, n.department, n.priority, n.tickets
FROM unnest($1::text[], $2::text[], $3::uuid[], $4::uuid[], $5::bigint[])
     n(kind, value, department, priority, tickets)
ON CONFLICT (kind, value, department, priority) DO UPDATE
SET tickets = g.tickets + excluded.tickets";

/// As many as members times shelves.
const COUNT_UNDER: &str = "
INSERT INTO ticket_key_counts AS g (key, status, priority, department, assigned, tickets)
SELECT n.key, n.status, n.priority, n.department, n.assigned, n.tickets
FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::boolean[], $6::bigint[])
     n(key, status, priority, department, assigned, tickets)
ON CONFLICT (key, status, priority, department, assigned) DO UPDATE
SET tickets = g.tickets + excluded.tickets";

const COUNT_ASSIGNED_UNDER: &str = "
INSERT INTO ticket_key_assigned_counts AS g (key, status, priority, department, member, tickets)
SELECT n.key, n.status, n.priority, n.department, n.member, n.tickets
FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::bigint[])
     n(key, status, priority, department, member, tickets)
ON CONFLICT (key, status, priority, department, member) DO UPDATE
SET tickets = g.tickets + excluded.tickets";

const FORGET_UNDER: &str = "
DELETE FROM ticket_key_counts
WHERE tickets = 0";

const FORGET_ASSIGNED_UNDER: &str = "
DELETE FROM ticket_key_assigned_counts
WHERE tickets = 0";

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
