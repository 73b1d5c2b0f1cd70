//! What one event changed, by the paths and in the words of the ticket's JSON.

use crate::tickets::Requester;
use crate::types::{Moment, RawJson};
use domain::Catalog;
use domain::ticket::{Details, Ticket};
use poem_openapi::Object;
use serde::{Deserialize, Serialize};

/// One field before and after.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct Change {
    /// The field, as in the ticket's JSON.
    pub path: String,
    /// null when there was nothing.
    pub before: RawJson,
    /// null when there is nothing now.
    pub after: RawJson,
}

/// Every field that differs. Of a new ticket these are the fields that say something.
pub(super) fn changes(before: &Ticket, after: &Ticket, catalog: &Catalog) -> Vec<Change> {
    let (old, new) = (before.details.as_deref(), after.details.as_deref());
    let mut diff = Diff {
        old,
        new,
        changes: Vec::new(),
    };
    diff.field("number", |t| t.number, |number| json(&number));
    diff.field("subject", |t| t.subject.as_str(), json);
    diff.field("description", |t| t.description.as_str(), json);
    diff.field("status", |t| t.status, |id| json(&catalog.status_key(id)));
    diff.field(
        "priority",
        |t| t.priority,
        |id| json(&catalog.priority_key(id)),
    );
    diff.field("department_id", |t| t.department, |id| json(&id));
    diff.field("assignee_ids", |t| t.assignees.as_slice(), json);
    diff.field(
        "requester",
        |t| t.requester.clone(),
        |r| json(&r.map(Requester::from)),
    );
    diff.field("due_at", |t| t.due_at.map(Moment::from), |at| json(&at));
    diff.field(
        "window_from",
        |t| t.window_from.map(Moment::from),
        |at| json(&at),
    );
    diff.field(
        "window_to",
        |t| t.window_to.map(Moment::from),
        |at| json(&at),
    );
    diff.field("tags", |t| t.tags.as_slice(), json);
    diff.field("channel", |t| t.channel, |channel| json(&channel));
    if before.deleted != after.deleted {
        diff.push("deleted", json(&before.deleted), json(&after.deleted));
    }
    diff.changes
}

struct Diff<'a> {
    old: Option<&'a Details>,
    new: Option<&'a Details>,
    changes: Vec<Change>,
}

impl<'a> Diff<'a> {
    fn field<T: PartialEq>(
        &mut self,
        path: &str,
        value: impl Fn(&'a Details) -> T,
        spell: impl Fn(T) -> String,
    ) {
        let (old, new) = (self.old.map(&value), self.new.map(&value));
        if old == new {
            return;
        }
        let begins = old.is_none();
        let before = old.map_or_else(null, &spell);
        let after = new.map_or_else(null, &spell);
        let says_nothing = matches!(after.as_str(), "null" | "\"\"" | "[]");
        if !(begins && says_nothing) {
            self.push(path, before, after);
        }
    }

    fn push(&mut self, path: &str, before: String, after: String) {
        self.changes.push(Change {
            path: path.to_owned(),
            before: RawJson::new(before),
            after: RawJson::new(after),
        });
    }
}

fn null() -> String {
    "null".to_owned()
}

fn json<T: Serialize + ?Sized>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_else(|_| null())
}

#[cfg(test)]
mod tests;
