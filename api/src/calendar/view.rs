//! The calendar as JSON.

use super::MOST;
use crate::request::Reader;
use crate::types::{Moment, Nullable};
use jiff::Timestamp;
use poem_openapi::Object;
use poem_openapi::types::Example;
use projections::ScheduledTicket;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What is due, and what is to be done.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(example)]
pub(crate) struct CalendarPage {
    /// The earliest first.
    pub items: Vec<CalendarItem>,
    /// Whether there is more than is shown: ask for a shorter time, or with more filters.
    pub more: bool,
}

/// A ticket with its dates.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(example)]
pub(crate) struct CalendarItem {
    pub ticket_id: Uuid,
    pub number: i64,
    /// The number as people say it.
    pub reference: String,
    pub subject: String,
    /// Key of the status.
    pub status: String,
    /// Key of the priority.
    pub priority: String,
    pub due_at: Nullable<Moment>,
    pub window_from: Nullable<Moment>,
    pub window_to: Nullable<Moment>,
}

impl CalendarPage {
    pub fn of(reader: &Reader, mut found: Vec<ScheduledTicket>) -> Self {
        let more = found.len() > usize::from(MOST);
        found.truncate(MOST.into());
        let items = found.into_iter();
        Self {
            items: items
                .map(|ticket| CalendarItem::of(reader, ticket))
                .collect(),
            more,
        }
    }
}

impl CalendarItem {
    fn of(reader: &Reader, ticket: ScheduledTicket) -> Self {
        let catalog = &reader.catalog;
        let moment = |at: Option<Timestamp>| at.map(Moment::from).into();
        Self {
            ticket_id: ticket.id.0,
            number: ticket.number,
            reference: catalog.workspace().reference(ticket.number),
            subject: ticket.subject,
            status: catalog.status_key(ticket.status),
            priority: catalog.priority_key(ticket.priority),
            due_at: moment(ticket.due_at),
            window_from: moment(ticket.window_from),
            window_to: moment(ticket.window_to),
        }
    }
}

impl Example for CalendarPage {
    fn example() -> Self {
        Self {
            items: vec![CalendarItem::example()],
            more: false,
        }
    }
}

impl Example for CalendarItem {
    fn example() -> Self {
        let at = |second| Timestamp::from_second(second).ok().map(Moment::from);
        Self {
            ticket_id: Uuid::nil(),
            number: 123,
            reference: "DKT-000123".to_owned(),
            subject: "Printer on fire".to_owned(),
            status: "open".to_owned(),
            priority: "urgent".to_owned(),
            due_at: at(1_774_476_000).into(),
            window_from: None.into(),
            window_to: None.into(),
        }
    }
}
