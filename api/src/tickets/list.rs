//! The ticket list: filters from the query, a page back.

use super::Ticket;
use super::view::{priority_id, status_id};
use crate::answer::Shown;
use crate::page::{Limit, plain};
use crate::problem::Problem;
use crate::request::Reader;
use crate::types::{Moment, Nullable, described, parameter};
use domain::{Catalog, StatusId};
use jiff::Timestamp;
use poem_openapi::Object;
use poem_openapi::registry::MetaSchema;
use projections::{TicketQuery, TicketSort};
use serde::{Deserialize, Serialize};
use std::str::FromStr;
use uuid::Uuid;

/// Items of a page unless told otherwise.
const USUAL: u16 = 50;
/// Most values of one filter.
const VALUES: usize = 100;

/// A page of tickets.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct TicketList {
    pub items: Vec<Ticket>,
    /// Send it as `cursor` for the next page; null on the last.
    pub next_cursor: Nullable<String>,
}

/// The filters as they were sent.
#[derive(Debug)]
pub(super) struct Filter {
    pub status: Option<String>,
    pub not_status: Option<String>,
    pub priority: Option<String>,
    pub department: Option<String>,
    pub assignee: Option<String>,
    pub unassigned: Option<bool>,
    pub tag: Option<String>,
    pub created: (Option<Moment>, Option<Moment>),
    pub due: (Option<Moment>, Option<Moment>),
    pub overdue: Option<bool>,
    pub text: Option<String>,
    pub include_deleted: Option<bool>,
    pub sort: Option<Sort>,
    pub limit: Option<Limit>,
    pub cursor: Option<String>,
}

pub(super) async fn list(reader: &Reader, filter: Filter) -> Result<Shown<TicketList>, Problem> {
    let query = filter.into_query(reader)?;
    reader.wait_for_tickets().await?;
    let page = reader.state.app.read.tickets(&query).await?;
    Shown::new(&TicketList {
        items: Ticket::of_rows(reader, page.items).await?,
        next_cursor: page.next_cursor.into(),
    })
}

impl Filter {
    fn into_query(self, reader: &Reader) -> Result<TicketQuery, Problem> {
        let catalog = &reader.catalog;
        let status = |text: &str| status_id(text, catalog);
        let priority = |text: &str| priority_id(text, catalog);
        let member = |text: &str| match text {
            "me" => Ok(reader.principal.member),
            _ => id(text),
        };
        if let Some(text) = &self.text {
            plain("text", text)?;
        }
        if let Some(cursor) = &self.cursor {
            plain("cursor", cursor)?;
        }
        let instant = |at: Option<Moment>| at.map(|at| at.0);
        let query = TicketQuery {
            status: values("status", self.status.as_deref(), status)?,
            not_status: values("not_status", self.not_status.as_deref(), status)?,
            priority: values("priority", self.priority.as_deref(), priority)?,
            department: values("department", self.department.as_deref(), id)?,
            assignee: values("assignee", self.assignee.as_deref(), member)?,
            unassigned: self.unassigned,
            tag: values("tag", self.tag.as_deref(), tag)?,
            created_from: instant(self.created.0),
            created_to: instant(self.created.1),
            due_from: instant(self.due.0),
            due_to: instant(self.due.1),
            text: self.text.filter(|text| !text.trim().is_empty()),
            include_deleted: self.include_deleted.unwrap_or_default(),
            sort: self.sort.map(|sort| sort.0).unwrap_or_default(),
            limit: Limit::or(self.limit, USUAL),
            cursor: self.cursor,
        };
        Ok(match self.overdue {
            Some(true) => overdue(query, catalog),
            _ => query,
        })
    }
}

/// Only what was due before now and still waits to be done.
fn overdue(mut query: TicketQuery, catalog: &Catalog) -> TicketQuery {
    let now = Timestamp::now();
    query.due_to = Some(query.due_to.map_or(now, |due| due.min(now)));
    let done = (catalog.statuses.iter()).filter(|e| {
        e.setting
            .value
            .as_ref()
            .is_some_and(|s| s.category.is_done())
    });
    query.not_status.extend(done.map(|e| StatusId(e.id)));
    query
}

/// Values with commas between them.
fn values<T>(
    name: &str,
    text: Option<&str>,
    parse: impl Fn(&str) -> Result<T, String>,
) -> Result<Vec<T>, Problem> {
    let parts = text.into_iter().flat_map(|text| text.split(','));
    let parts: Vec<_> = parts.map(str::trim).filter(|p| !p.is_empty()).collect();
    if parts.len() > VALUES {
        let detail = format!("must have at most {VALUES} values");
        return Err(Problem::parameter(name, detail));
    }
    let wrong = |detail| Problem::parameter(name, detail);
    parts
        .into_iter()
        .map(|part| parse(part).map_err(wrong))
        .collect()
}

fn id<T: From<Uuid>>(text: &str) -> Result<T, String> {
    let id = Uuid::parse_str(text).map_err(|_| "must be a UUID, or several with commas between")?;
    Ok(id.into())
}

fn tag(text: &str) -> Result<String, String> {
    if text.chars().any(char::is_control) {
        return Err("must not contain control characters".to_owned());
    }
    Ok(text.to_lowercase())
}

/// The order of a list.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sort(pub TicketSort);

/// Orders as the query spells them.
const SORTS: [(&str, TicketSort); 4] = [
    ("-created_at", TicketSort::CreatedDesc),
    ("created_at", TicketSort::CreatedAsc),
    ("-updated_at", TicketSort::UpdatedDesc),
    ("due_at", TicketSort::DueAsc),
];

impl FromStr for Sort {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let found = SORTS.iter().find(|(name, _)| *name == text);
        found.map(|(_, sort)| Self(*sort)).ok_or_else(|| {
            let names = SORTS.map(|(name, _)| name).join(", ");
            format!("must be one of {names}")
        })
    }
}

impl Serialize for Sort {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let name = SORTS.iter().find(|(_, sort)| *sort == self.0);
        serializer.serialize_str(name.map_or("", |(name, _)| name))
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
        enum_items: SORTS.iter().map(|(name, _)| (*name).into()).collect(),
        ..MetaSchema::new("string")
    }
);
parameter!(Sort);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_values_stand_with_commas_between() {
        let both = values("tag", Some("a, B ,,"), tag).unwrap();
        assert_eq!(both, ["a", "b"]);
        assert!(values("tag", None, tag).unwrap().is_empty());
        let ids = values::<Uuid>("assignee", Some("x"), id);
        assert_eq!(ids.unwrap_err().errors[0].field, "assignee");
    }

    #[test]
    fn control_characters_and_floods_are_refused() {
        assert!(values("tag", Some("a\0b"), tag).is_err());
        assert!(values("tag", Some(&"a,".repeat(101)), tag).is_err());
        assert!(plain("text", "a\0b").is_err());
        assert!(plain("text", &"a".repeat(1001)).is_err());
        assert!(plain("text", "גשם").is_ok());
    }

    #[test]
    fn only_known_orders_are_taken() {
        assert!("created_at".parse::<Sort>().is_ok());
        assert!("-due_at".parse::<Sort>().is_err());
    }
}
