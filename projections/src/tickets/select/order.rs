//! The order of a page as SQL.

use super::super::cursor::{Cursor, Key, Kind};
use super::super::{TicketColumn, TicketQuery};
use super::source::Source;
use crate::select::Select;
use domain::FieldId;
use tokio_postgres::types::Type;

/// What tickets are compared by.
pub(super) struct Order {
    /// As a row tells it; null where there is no value.
    raw: String,
    /// The same with something for nulls that comes last.
    key: String,
    id: &'static str,
    kind: Kind,
    descending: bool,
    pub parts: Parts,
}

/// Whether a page is read in parts, each from an index of its own, one after the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Parts {
    /// In one.
    One,
    /// Those with the value, by it, and then those without, by their ids.
    Valued,
    /// Those of one setting after those of another, each by creation.
    Ranked(&'static str),
    /// Those with a value of the custom field, by it, and then those without, by their ids.
    Field(FieldId),
}

impl Order {
    pub fn of(query: &TicketQuery, source: Source<'_>) -> Self {
        let (column, descending) = (query.sort.column(), query.sort.descends());
        let own = matches!(source, Source::Tickets | Source::Statuses);
        let driven = !own && column == TicketColumn::CreatedAt;
        let raw = match column {
            _ if driven => "o.created_at".to_owned(),
            column => plain(column).to_owned(),
        };
        let kind = column.kind();
        Self {
            key: match is_always_there(column) {
                true => raw.clone(),
                false => format!("coalesce({raw}, {})", last(kind, descending)),
            },
            raw,
            id: match column {
                _ if driven => "o.id",
                TicketColumn::Subject => "b.id", // of one table with the subject, whose index begins there
                _ => "t.id",
            },
            kind,
            descending,
            parts: parts(column),
        }
    }

    /// As a column of the answer.
    pub fn told(&self) -> String {
        match self.kind {
            Kind::Number => format!("{}::bigint", self.raw),
            _ => self.raw.clone(),
        }
    }

    /// Only what comes beyond the cursor.
    pub fn begin(&self, cursor: &Cursor, select: &mut Select) {
        let key = match &cursor.key {
            Key::Moment(at) => select.param(*at, Type::TIMESTAMPTZ),
            Key::Number(number) => select.param(*number, Type::INT8),
            Key::Rank(_, at) => select.param(*at, Type::TIMESTAMPTZ),
            Key::Text(text) | Key::Value(text) => select.param(text.clone(), Type::TEXT),
        };
        let key = format!("coalesce({key}, {})", last(self.kind, self.descending));
        let key = match self.kind {
            Kind::Text => format!("{key} COLLATE \"C\""),
            _ => key,
        };
        let id = select.param(cursor.id, Type::UUID);
        let than = self.than(cursor.backwards);
        select.and(&format!("({}, {}) {than} ({key}, {id})", self.key, self.id));
    }

    pub fn clause(&self, backwards: bool) -> String {
        self.spelled((&self.key, self.id), backwards)
    }

    /// The same for rows of a selection `p` by creation.
    pub fn clause_of_selected(&self, backwards: bool) -> String {
        self.spelled(("p.created_at", "p.id"), backwards)
    }

    /// The same for rows of selections `p` whose last column is what the order compares.
    pub fn clause_of_several(&self, backwards: bool) -> String {
        let key = match self.key == self.raw {
            true => "p.sort_key".to_owned(),
            false => format!("coalesce(p.sort_key, {})", last(self.kind, self.descending)),
        };
        self.spelled((&key, "p.id"), backwards)
    }

    /// The value by which those that have one are in order.
    pub fn value(&self) -> &str {
        &self.raw
    }

    pub fn spelled(&self, (key, id): (&str, &str), backwards: bool) -> String {
        let way = if self.falls(backwards) { "DESC" } else { "ASC" };
        format!("\nORDER BY {key} {way}, {id} {way}")
    }

    /// How what comes later compares with what comes before it.
    pub fn than(&self, backwards: bool) -> &'static str {
        if self.falls(backwards) { "<" } else { ">" }
    }

    pub fn falls(&self, backwards: bool) -> bool {
        self.descending != backwards
    }
}

fn plain(column: TicketColumn) -> &'static str {
    match column {
        TicketColumn::CreatedAt => "t.created_at",
        TicketColumn::UpdatedAt => "t.updated_at",
        TicketColumn::DueAt => "t.due_at",
        TicketColumn::WindowFrom => "t.window_from",
        TicketColumn::WindowTo => "t.window_to",
        TicketColumn::SnoozedUntil => "t.snoozed_until",
        TicketColumn::FirstResponseAt => "t.first_response_at",
        TicketColumn::LastCustomerMessageAt => "t.last_customer_message_at",
        TicketColumn::LastStaffMessageAt => "t.last_staff_message_at",
        TicketColumn::SlaDueAt => "t.sla_due_at",
        TicketColumn::Number => "t.number",
        TicketColumn::Messages => "t.messages",
        TicketColumn::Files => "t.files",
        TicketColumn::Minutes => "t.minutes",
        TicketColumn::Subject => "left(b.search, 60) COLLATE \"C\"",
        TicketColumn::Status
        | TicketColumn::Priority
        | TicketColumn::Department
        | TicketColumn::Field(_) => "NULL",
    }
}

fn parts(column: TicketColumn) -> Parts {
    match column {
        TicketColumn::Status => Parts::Ranked("t.status"),
        TicketColumn::Priority => Parts::Ranked("t.priority"),
        TicketColumn::Department => Parts::Ranked("t.department"),
        TicketColumn::WindowFrom
        | TicketColumn::WindowTo
        | TicketColumn::SnoozedUntil
        | TicketColumn::FirstResponseAt
        | TicketColumn::LastStaffMessageAt
        | TicketColumn::SlaDueAt => Parts::Valued,
        TicketColumn::Field(field) => Parts::Field(field),
        _ => Parts::One,
    }
}

fn is_always_there(column: TicketColumn) -> bool {
    matches!(
        column,
        TicketColumn::CreatedAt
            | TicketColumn::UpdatedAt
            | TicketColumn::Number
            | TicketColumn::Messages
            | TicketColumn::Files
            | TicketColumn::Minutes
            | TicketColumn::Subject
    )
}

/// What comes after all values.
fn last(kind: Kind, descending: bool) -> &'static str {
    match (kind, descending) {
        (Kind::Moment | Kind::Rank, false) => "'infinity'::timestamptz",
        (Kind::Moment | Kind::Rank, true) => "'-infinity'::timestamptz",
        (Kind::Number, false) => "9223372036854775807",
        (Kind::Number, true) => "(-9223372036854775808)",
        (Kind::Text | Kind::Value, _) => "''",
    }
}
