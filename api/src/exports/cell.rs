//! What stands in one cell: of a column, of a ticket.

use super::column::{Column, Own};
use super::names::Names;
use crate::tickets::Ticket;
use crate::types::{Moment, Nullable};
use domain::field::{Choice, FieldKind};
use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::Value;

/// A value with its type, which spreadsheets keep.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell {
    Nothing,
    Text(String),
    Whole(i64),
    Number(f64),
    Truth(bool),
    Moment(Timestamp),
    Date(Date),
    /// So many minutes.
    Lasted(i64),
}

impl Cell {
    fn text(text: impl Into<String>) -> Self {
        match text.into() {
            text if text.is_empty() => Self::Nothing,
            text => Self::Text(text),
        }
    }

    fn optional(text: Option<&str>) -> Self {
        text.map_or(Self::Nothing, Self::text)
    }

    fn list(texts: impl IntoIterator<Item = String>) -> Self {
        let texts: Vec<_> = texts.into_iter().collect();
        Self::text(texts.join(", "))
    }

    fn moment(at: &Nullable<Moment>) -> Self {
        at.0.map_or(Self::Nothing, |at| Self::Moment(at.0))
    }
}

/// The cells of a ticket, in the order of the columns.
pub(super) fn cells(columns: &[Column], ticket: &Ticket, names: &Names) -> Vec<Cell> {
    let cell = |column: &Column| match column {
        Column::Own(own) => of_ticket(*own, ticket, names),
        Column::Field { key, kind, .. } => match ticket.fields.0.get(key) {
            Some(value) => of_field(kind, value, names),
            None => Cell::Nothing,
        },
    };
    columns.iter().map(cell).collect()
}

fn of_ticket(own: Own, t: &Ticket, names: &Names) -> Cell {
    match own {
        Own::Id => Cell::text(t.id.to_string()),
        Own::Number => Cell::Whole(t.number),
        Own::Reference => Cell::text(&t.reference),
        Own::Subject => Cell::text(&t.subject),
        Own::Description => Cell::text(&t.description),
        Own::Status => Cell::text(names.status(&t.status)),
        Own::Priority => Cell::text(names.priority(&t.priority)),
        Own::Department => t
            .department_id
            .0
            .map_or(Cell::Nothing, |id| Cell::text(names.department(id))),
        Own::Assignees => Cell::list(t.assignee_ids.iter().map(|id| names.member(*id))),
        Own::Requester | Own::RequesterEmail | Own::Organisation => of_requester(own, t, names),
        Own::Channel => Cell::text(t.channel.0.as_str()),
        Own::Tags => Cell::list(t.tags.iter().cloned()),
        Own::TimeSpent => Cell::Lasted(t.minutes_spent),
        Own::ChecklistDone => Cell::Whole(t.checklist.done.into()),
        Own::ChecklistTotal => Cell::Whole(t.checklist.total.into()),
        Own::Attachments => Cell::list(t.attachments.iter().map(|file| file.name.clone())),
        Own::Rating => {
            (t.rating.0.as_ref()).map_or(Cell::Nothing, |rating| Cell::Whole(rating.score.into()))
        }
        Own::RatingComment => Cell::optional(t.rating.0.as_ref().map(|r| r.comment.as_str())),
        Own::Deleted => Cell::Truth(t.deleted),
        Own::Version => Cell::Whole(t.version.into()),
        Own::DueAt => Cell::moment(&t.due_at),
        Own::WindowFrom => Cell::moment(&t.window_from),
        Own::WindowTo => Cell::moment(&t.window_to),
        Own::SnoozedUntil => Cell::moment(&t.snoozed_until),
        Own::FirstResponseAt => Cell::moment(&t.first_response_at),
        Own::LastCustomerMessageAt => Cell::moment(&t.last_customer_message_at),
        Own::LastStaffMessageAt => Cell::moment(&t.last_staff_message_at),
        Own::SlaState => Cell::optional(t.sla.0.as_ref().map(|sla| sla.state.0.as_str())),
        Own::SlaDueAt => (t.sla.0.as_ref()).map_or(Cell::Nothing, |sla| Cell::moment(&sla.due_at)),
        Own::CreatedAt => Cell::Moment(t.created_at.0),
        Own::UpdatedAt => Cell::Moment(t.updated_at.0),
    }
}

/// Who asked, by name or, without one, by address; by id where neither may be told.
fn of_requester(own: Own, t: &Ticket, names: &Names) -> Cell {
    let Some(who) = &t.requester.0 else {
        return Cell::Nothing;
    };
    match own {
        Own::Requester => match who.name.0.as_deref().or(who.email.0.as_deref()) {
            Some(called) => Cell::text(called),
            None => Cell::text(who.id.0.map(|id| id.to_string()).unwrap_or_default()),
        },
        Own::RequesterEmail => Cell::optional(who.email.0.as_deref()),
        _ => match who.organisation_id.0 {
            Some(id) => Cell::text(names.organisation(id)),
            None => Cell::optional(who.organisation.0.as_deref()),
        },
    }
}

/// A value of another shape than its field's kind is written as its JSON.
fn of_field(kind: &FieldKind, value: &Value, names: &Names) -> Cell {
    let as_it_is = || match value {
        Value::Null => Cell::Nothing,
        Value::String(text) => Cell::text(text),
        Value::Bool(yes) => Cell::Truth(*yes),
        Value::Number(number) => match (number.as_i64(), number.as_f64()) {
            (Some(whole), _) => Cell::Whole(whole),
            (None, Some(number)) => Cell::Number(number),
            (None, None) => Cell::text(number.to_string()),
        },
        Value::Array(items) => Cell::list(items.iter().map(plain)),
        Value::Object(_) => Cell::text(value.to_string()),
    };
    match (kind, value) {
        (FieldKind::Date, Value::String(text)) => {
            text.parse().map_or_else(|_| as_it_is(), Cell::Date)
        }
        (FieldKind::DateTime, Value::String(text)) => {
            text.parse().map_or_else(|_| as_it_is(), Cell::Moment)
        }
        (FieldKind::Choice { choices }, Value::String(key)) => {
            Cell::text(chosen(choices, key, names).0)
        }
        (FieldKind::MultiChoice { choices }, Value::Array(keys)) => {
            Cell::list(keys.iter().map(|key| chosen(choices, &plain(key), names).0))
        }
        (FieldKind::CascadingChoice { choices }, Value::Array(keys)) => path(choices, keys, names),
        (FieldKind::Member, Value::String(id)) => id
            .parse()
            .map_or_else(|_| as_it_is(), |id| Cell::text(names.member(id))),
        (FieldKind::Customer, Value::String(id)) => id
            .parse()
            .map_or_else(|_| as_it_is(), |id| Cell::text(names.customer(id))),
        _ => as_it_is(),
    }
}

/// The names from the top down.
fn path(choices: &[Choice], keys: &[Value], names: &Names) -> Cell {
    let (mut level, mut path) = (choices, Vec::new());
    for key in keys {
        let (name, below) = chosen(level, &plain(key), names);
        path.push(name);
        level = below;
    }
    Cell::text(path.join(" / "))
}

/// A choice's name, or its key where it is not there, and what can be chosen below it.
fn chosen<'a>(choices: &'a [Choice], key: &str, names: &Names) -> (String, &'a [Choice]) {
    match choices.iter().find(|choice| choice.key == key) {
        Some(choice) => {
            let name = names.locale.named(&choice.name, &choice.names);
            (name.to_owned(), &choice.choices)
        }
        None => (key.to_owned(), &[]),
    }
}

fn plain(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}
