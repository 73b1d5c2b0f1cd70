//! What one event changed, by the paths and in the words of the ticket's JSON.

use super::diff::{Change, Diff, json};
use crate::tickets::Requester;
use crate::types::Moment;
use domain::Catalog;
use domain::ticket::Ticket;

/// Every field that differs. Of a new ticket these are the fields that say something.
pub(super) fn changes(before: &Ticket, after: &Ticket, catalog: &Catalog) -> Vec<Change> {
    let (old, new) = (before.details.as_deref(), after.details.as_deref());
    let mut diff = Diff::new(old, new);
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
    diff.flag("deleted", &before.deleted, &after.deleted);
    diff.changes
}

#[cfg(test)]
mod tests;
