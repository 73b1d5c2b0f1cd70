//! What one event changed, by the paths and in the words of the ticket's JSON.

use super::diff::{Change, Diff, json};
use crate::tickets::{FileView, Requester};
use crate::types::Moment;
use domain::ticket::{Details, Ticket};
use domain::{Audience, Catalog, FieldId, field};
use std::collections::BTreeSet;

/// Every field that differs. Of a new ticket these are the fields that say something.
/// Values of custom fields that `audience` may not see are left out.
pub(crate) fn changes(
    (before, after): (&Ticket, &Ticket),
    catalog: &Catalog,
    audience: &Audience,
) -> Vec<Change> {
    let (old, new) = (before.details.as_deref(), after.details.as_deref());
    let mut diff = Diff::new(old, new);
    attributes(&mut diff, catalog);
    people(&mut diff);
    schedule(&mut diff);
    fields(&mut diff, (old, new), catalog, audience);
    work(&mut diff);
    diff.flag("deleted", &before.deleted, &after.deleted);
    diff.changes
}

fn attributes(diff: &mut Diff<'_, Details>, catalog: &Catalog) {
    diff.field("number", |t| t.number, |number| json(&number));
    diff.field("subject", |t| t.subject.as_str(), json);
    diff.field("description", |t| t.description.as_str(), json);
    diff.field("status", |t| t.status, |id| json(&catalog.status_key(id)));
    diff.field(
        "priority",
        |t| t.priority,
        |id| json(&catalog.priority_key(id)),
    );
    diff.field("tags", |t| t.tags.as_slice(), json);
    diff.field("channel", |t| t.channel, |channel| json(&channel));
    diff.field(
        "attachments",
        |t| t.files.as_slice(),
        |files| json(&files.iter().map(FileView::from).collect::<Vec<_>>()),
    );
}

fn people(diff: &mut Diff<'_, Details>) {
    diff.field("department_id", |t| t.department, |id| json(&id));
    diff.field("assignee_ids", |t| t.assignees.as_slice(), json);
    diff.field(
        "requester",
        |t| t.requester.clone(),
        |r| json(&r.map(Requester::from)),
    );
    diff.field("requester.id", |t| t.customer, |id| json(&id));
    diff.field("cc", Details::copies, |who| json(&who));
    diff.field("watchers", |t| t.watchers.as_slice(), json);
}

fn schedule(diff: &mut Diff<'_, Details>) {
    let moment = |at| json(&at);
    diff.field("due_at", |t| t.due_at.map(Moment::from), moment);
    diff.field("window_from", |t| t.window_from.map(Moment::from), moment);
    diff.field("window_to", |t| t.window_to.map(Moment::from), moment);
    diff.field(
        "snoozed_until",
        |t| t.snoozed_until.map(Moment::from),
        moment,
    );
}

fn fields(
    diff: &mut Diff<'_, Details>,
    (old, new): (Option<&Details>, Option<&Details>),
    catalog: &Catalog,
    audience: &Audience,
) {
    let sides = [old, new].into_iter().flatten();
    let named: BTreeSet<FieldId> = sides.flat_map(|t| t.fields.keys().copied()).collect();
    let seen = named.into_iter();
    for id in seen.filter(|id| field::may_see(*id, catalog, audience)) {
        let path = format!("fields.{}", field::key(id, catalog));
        diff.field(&path, |t| t.fields.get(&id), |value| json(&value));
    }
}

/// Ties to other tickets, and the work on this one.
fn work(diff: &mut Diff<'_, Details>) {
    diff.field("links", |t| t.links.as_slice(), json);
    diff.field("merged_into", |t| t.merged_into, |id| json(&id));
    diff.field(
        "merged_ticket_ids",
        |t| t.absorbed.iter().map(|a| a.ticket).collect::<Vec<_>>(),
        |ids| json(&ids),
    );
    diff.field("rating", |t| t.rating.as_ref(), |rating| json(&rating));
    diff.field("time_entries", |t| t.time.as_slice(), json);
    diff.field("checklist", |t| t.checklist.as_slice(), json);
}

#[cfg(test)]
mod tests;
