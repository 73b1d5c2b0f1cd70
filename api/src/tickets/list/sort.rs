//! The orders of the ticket list, as the query spells them.

use crate::request::Reader;
use crate::settings::Resource;
use crate::types::{described, parameter};
use domain::FieldId;
use domain::catalog::Settings;
use domain::condition::{Filter, Viewpoint};
use domain::field::FieldKind;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use poem_openapi::registry::MetaSchema;
use projections::{TicketColumn, TicketQuery, TicketSort};
use serde::{Deserialize, Serialize};
use std::str::FromStr;
use std::sync::Arc;
use uuid::Uuid;

/// The order of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sort {
    by: By,
    descending: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum By {
    Column(&'static str, TicketColumn),
    /// Key of a custom field.
    Field(String),
}

/// Columns as the query spells them.
const COLUMNS: [(&str, TicketColumn); 18] = [
    ("created_at", TicketColumn::CreatedAt),
    ("updated_at", TicketColumn::UpdatedAt),
    ("due_at", TicketColumn::DueAt),
    ("window_from", TicketColumn::WindowFrom),
    ("window_to", TicketColumn::WindowTo),
    ("snoozed_until", TicketColumn::SnoozedUntil),
    ("first_response_at", TicketColumn::FirstResponseAt),
    (
        "last_customer_message_at",
        TicketColumn::LastCustomerMessageAt,
    ),
    ("last_staff_message_at", TicketColumn::LastStaffMessageAt),
    ("sla.due_at", TicketColumn::SlaDueAt),
    ("number", TicketColumn::Number),
    ("subject", TicketColumn::Subject),
    ("status", TicketColumn::Status),
    ("priority", TicketColumn::Priority),
    ("department", TicketColumn::Department),
    ("message_count", TicketColumn::Messages),
    ("file_count", TicketColumn::Files),
    ("minutes_spent", TicketColumn::Minutes),
];
const FIELDS: &str = "fields.";

impl Sort {
    /// Puts the query in this order. `Err` says what to send instead.
    pub fn put(&self, query: &mut TicketQuery, reader: &Reader) -> Result<(), String> {
        let column = match &self.by {
            By::Column(_, column) => *column,
            By::Field(key) => {
                let id = FieldId::from_key(key);
                query.sort_where = shown(id, reader)?;
                TicketColumn::Field(id)
            }
        };
        query.sort = TicketSort::By {
            column,
            descending: self.descending,
        };
        let catalog = &reader.catalog;
        query.ranks = match column {
            TicketColumn::Status => ranks(&catalog.statuses),
            TicketColumn::Priority => ranks(&catalog.priorities),
            TicketColumn::Department => ranks(&catalog.departments),
            _ => Vec::new(),
        };
        Ok(())
    }
}

/// Where the field's value counts; nothing where it always does. One that the reader may not see,
/// or that has no order, is refused.
fn shown(id: FieldId, reader: &Reader) -> Result<Option<Arc<Filter>>, String> {
    let entry = reader.catalog.fields.get(id.0);
    let field = entry.and_then(|entry| entry.setting.value.as_ref());
    let field = field.filter(|field| field.access.sees(reader.audience()));
    let field = field.ok_or("names no custom field; see GET /fields for their keys")?;
    if matches!(
        field.kind,
        FieldKind::MultiChoice { .. } | FieldKind::LongText { .. }
    ) {
        return Err(format!(
            "cannot be by a {}; choose another",
            field.kind.name()
        ));
    }
    let Some(condition) = &field.shown_if else {
        return Ok(None);
    };
    // the rules of fields do not depend on who asks or when
    let anybody = Viewpoint::new(Timestamp::UNIX_EPOCH, TimeZone::UTC, None);
    Filter::try_new(condition, &anybody, &reader.catalog).map(|filter| Some(Arc::new(filter)))
}

/// Settings in their order, retired ones too.
pub(in crate::tickets) fn ranks<T: Resource>(settings: &Settings<T>) -> Vec<Uuid> {
    let known = settings
        .iter()
        .filter_map(|e| Some((e.setting.value.as_ref()?, e.id)));
    let mut known: Vec<_> = known.collect();
    known.sort_by_cached_key(|(value, id)| (value.order(), *id));
    known.into_iter().map(|(_, id)| id).collect()
}

impl Sort {
    pub fn is_by_creation(&self) -> bool {
        matches!(self.by, By::Column(_, TicketColumn::CreatedAt))
    }
}

impl FromStr for Sort {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (name, descending) = match text.strip_prefix('-') {
            Some(name) => (name, true),
            None => (text, false),
        };
        let column = COLUMNS.iter().find(|(known, _)| *known == name);
        let by = match (column, name.strip_prefix(FIELDS)) {
            (Some((name, column)), _) => By::Column(name, *column),
            (None, Some(key)) => By::Field(key.to_owned()),
            (None, None) => {
                let names = COLUMNS.map(|(name, _)| name).join(", ");
                return Err(format!(
                    "must be one of {names} or fields.<key>, with - before it for the other way"
                ));
            }
        };
        Ok(Self { by, descending })
    }
}

impl std::fmt::Display for Sort {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(if self.descending { "-" } else { "" })?;
        match &self.by {
            By::Column(name, _) => f.write_str(name),
            By::Field(key) => write!(f, "{FIELDS}{key}"),
        }
    }
}

impl Serialize for Sort {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Sort {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

described!(
    Sort,
    "Sort",
    MetaSchema {
        pattern: Some(format!(
            "^-?({}|fields\\.[a-z0-9_]+)$",
            COLUMNS.map(|(name, _)| name.replace('.', "\\.")).join("|")
        )),
        ..MetaSchema::new("string")
    }
);
parameter!(Sort);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_known_orders_are_taken() {
        for text in ["created_at", "-due_at", "fields.floor", "-priority"] {
            assert_eq!(text.parse::<Sort>().unwrap().to_string(), text);
        }
        assert!("--due_at".parse::<Sort>().is_err());
        assert!("colour".parse::<Sort>().is_err());
    }

    #[test]
    fn every_order_of_a_list_may_be_that_of_a_view() {
        assert_eq!(COLUMNS.map(|(name, _)| name), domain::view::SORTS);
    }

    #[test]
    fn every_column_is_spelled_once() {
        let names: std::collections::BTreeSet<_> = COLUMNS.iter().map(|(name, _)| name).collect();
        assert_eq!(names.len(), COLUMNS.len());
    }
}
