//! What lists look at of a ticket, as cells.

use crate::table::{Cell, Column, Kind, column};
use crate::words::Spelling;
use domain::StatusId;
use domain::ticket::{Details, Ticket};
use serde_json::Value;
use uuid::Uuid;

/// What [`cells`] are.
pub(super) const COLUMNS: [Column; 13] = [
    column("status", Kind::Text),
    column("status_category", Kind::Text),
    column("priority", Kind::Text),
    column("department", Kind::Text),
    column("assignees", Kind::Texts),
    column("customer", Kind::Text),
    column("organisation", Kind::Text),
    column("tags", Kind::Texts),
    column("due_at", Kind::Moment),
    column("snoozed_until", Kind::Moment),
    column("merged_into", Kind::Text),
    column("deleted", Kind::Truth),
    column("fields", Kind::Json),
];

/// The cells of a ticket that was opened.
pub(super) fn cells(ticket: &Ticket, details: &Details, spelling: Spelling<'_>) -> Vec<Cell> {
    let id = |id: Uuid| spelling.id(id);
    let fields = serde_json::to_value(&details.fields).unwrap_or_default();
    let fields = if spelling.decode {
        spelling.value(fields)
    } else {
        fields
    };
    vec![
        id(details.status.0).into(),
        category(details.status, spelling),
        id(details.priority.0).into(),
        details.department.map(|d| id(d.0)).into(),
        Cell::Texts(
            details
                .assignees
                .iter()
                .map(|member| id(member.0))
                .collect(),
        ),
        details.customer.map(|customer| id(customer.0)).into(),
        details.organisation.map(|o| id(o.0)).into(),
        Cell::Texts(details.tags.clone()),
        details.due_at.into(),
        details.snoozed_until.into(),
        details.merged_into.map(|ticket| id(ticket.0)).into(),
        ticket.deleted.into(),
        fields.to_string().into(),
    ]
}

fn category(status: StatusId, spelling: Spelling<'_>) -> Cell {
    let category = spelling.words.category(status);
    match category.map(serde_json::to_value) {
        Some(Ok(Value::String(spelled))) => spelled.into(),
        _ => Cell::Nothing,
    }
}
