//! Writes the narrow tables, which put tickets in order under what people look for.

use crate::statements::{Column, Statements};
use crate::tickets::draft::{Draft, Listed, Role};
use crate::tickets::values::Placed;
use jiff::Timestamp;
use std::collections::HashSet;
use std::hash::Hash;
use tokio_postgres::types::ToSql;
use uuid::Uuid;

/// Takes the tickets out of the narrow tables where they no longer belong, and adds them where
/// they now do.
pub(super) fn list(statements: &mut Statements, drafts: &[&Draft]) {
    let nowhere = Listed::default();
    let (mut off, mut on) = (Moves::default(), Moves::default());
    for draft in drafts {
        let before = draft.before.as_ref().map_or(&nowhere, |b| &b.listed);
        let after = draft.listed();
        off.add(draft, before, &after);
        on.add(draft, &after, before);
    }
    off.push(
        statements,
        [
            UNLIST_ASSIGNEES,
            UNLIST_TAGS,
            UNLIST_PEOPLE,
            UNLIST_KEYS,
            UNLIST_VALUES,
        ],
    );
    on.push(
        statements,
        [
            LIST_ASSIGNEES,
            LIST_TAGS,
            LIST_PEOPLE,
            LIST_KEYS,
            LIST_VALUES,
        ],
    );
}

/// Rows of the narrow tables.
#[derive(Default)]
struct Moves {
    assignees: Rows<(Uuid, Uuid)>,
    tags: Rows<String>,
    people: Rows<(Uuid, Role)>,
    keys: Rows<Uuid>,
    values: Rows<Placed>,
}

/// What tickets are listed under, when they were created, and their ids: column by column.
struct Rows<K> {
    keys: Vec<K>,
    created_at: Vec<Timestamp>,
    ids: Vec<Uuid>,
}

impl Moves {
    /// Adds what is in `these` and not in `others`.
    fn add(&mut self, draft: &Draft, these: &Listed, others: &Listed) {
        for (member, status) in missing(&these.assignees, &others.assignees) {
            self.assignees.add((member.0, status.0), draft);
        }
        for tag in missing(&these.tags, &others.tags) {
            self.tags.add(tag.clone(), draft);
        }
        for person in missing(&these.people, &others.people) {
            self.people.add(*person, draft);
        }
        for key in missing(&these.keys, &others.keys) {
            self.keys.add(*key, draft);
        }
        for value in missing(&these.values, &others.values) {
            self.values.add(value.clone(), draft);
        }
    }

    fn push(self, statements: &mut Statements, sql: [&'static str; 5]) {
        let [assignees, tags, people, keyed, valued] = sql;
        let members = self.assignees.column(|(member, _)| *member);
        let statuses = self.assignees.column(|(_, status)| *status);
        self.assignees
            .push(statements, assignees, vec![members, statuses]);
        let keys = self.tags.column(String::clone);
        self.tags.push(statements, tags, vec![keys]);
        let who = self.people.column(|(who, _)| *who);
        let roles = self.people.column(|(_, role)| role.as_str());
        self.people.push(statements, people, vec![who, roles]);
        let keys = self.keys.column(|key| *key);
        self.keys.push(statements, keyed, vec![keys]);
        let fields = self.values.column(|value| value.field);
        let numbers = self.values.column(Placed::number);
        let words = self.values.column(|value| value.word.clone());
        self.values
            .push(statements, valued, vec![fields, numbers, words]);
    }
}

impl<K> Default for Rows<K> {
    fn default() -> Self {
        Self {
            keys: Vec::new(),
            created_at: Vec::new(),
            ids: Vec::new(),
        }
    }
}

impl<K> Rows<K> {
    fn add(&mut self, key: K, draft: &Draft) {
        self.keys.push(key);
        self.created_at.push(draft.created_at);
        self.ids.push(draft.id);
    }

    fn column<T>(&self, part: impl Fn(&K) -> T) -> Column
    where
        Vec<T>: ToSql + Sync + Send + 'static,
    {
        Box::new(self.keys.iter().map(part).collect::<Vec<T>>())
    }

    fn push(self, statements: &mut Statements, sql: &'static str, mut keys: Vec<Column>) {
        if !self.ids.is_empty() {
            keys.extend([Box::new(self.created_at) as Column, Box::new(self.ids)]);
            statements.push(sql, keys);
        }
    }
}

fn missing<'a, T: Eq + Hash>(these: &'a [T], others: &'a [T]) -> impl Iterator<Item = &'a T> {
    let others: HashSet<_> = others.iter().collect();
    these.iter().filter(move |item| !others.contains(item))
}

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

const UNLIST_PEOPLE: &str = "
DELETE FROM ticket_people p
USING unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::uuid[]) o(who, role, created_at, id)
WHERE p.who = o.who
  AND p.role = o.role
  AND p.created_at = o.created_at
  AND p.id = o.id";

const LIST_PEOPLE: &str = "
INSERT INTO ticket_people (who, role, created_at, id)
SELECT n.who, n.role, n.created_at, n.id
FROM unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::uuid[]) n(who, role, created_at, id)";

const UNLIST_KEYS: &str = "
DELETE FROM ticket_keys k
USING unnest($1::uuid[], $2::timestamptz[], $3::uuid[]) o(key, created_at, id)
WHERE k.key = o.key
  AND k.created_at = o.created_at
  AND k.id = o.id";

const LIST_KEYS: &str = "
INSERT INTO ticket_keys (key, created_at, id)
SELECT n.key, n.created_at, n.id
FROM unnest($1::uuid[], $2::timestamptz[], $3::uuid[]) n(key, created_at, id)";

const UNLIST_VALUES: &str = "
DELETE FROM ticket_values v
USING unnest($1::uuid[], $2::float8[], $3::text[], $4::timestamptz[], $5::uuid[])
      o(field, number, word, created_at, id)
WHERE v.field = o.field
  AND v.number = o.number
  AND v.word = o.word
  AND v.id = o.id";

const LIST_VALUES: &str = "
INSERT INTO ticket_values (field, number, word, id)
SELECT n.field, n.number, n.word, n.id
FROM unnest($1::uuid[], $2::float8[], $3::text[], $4::timestamptz[], $5::uuid[])
     n(field, number, word, created_at, id)";
