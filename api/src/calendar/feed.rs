//! The calendar as a file that programs subscribe to.

use super::MOST;
use crate::request::Reader;
use icalendar::{Calendar, Component, Event};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use poem::http::header;
use poem::{Body, IntoResponse, Response};
use poem_openapi::ApiResponse;
use poem_openapi::registry::MetaSchemaRef;
use poem_openapi::registry::{MetaMediaType, MetaResponse, MetaResponses, MetaSchema, Registry};
use projections::ScheduledTicket;

const MEDIA_TYPE: &str = "text/calendar";

/// An iCalendar file.
pub(crate) struct CalendarFeed(String);

impl CalendarFeed {
    pub fn of(reader: &Reader, found: &[ScheduledTicket]) -> Self {
        let workspace = reader.catalog.workspace();
        let mut calendar = Calendar::new();
        calendar.name("Docket");
        for ticket in found.iter().take(MOST.into()) {
            let title = format!("{} {}", workspace.reference(ticket.number), ticket.subject);
            if let Some(due) = ticket.due_at {
                calendar.push(event(ticket, "due", (due, due), &title));
            }
            let ends = (ticket.window_from, ticket.window_to);
            if let (Some(from), Some(to)) = (ends.0.or(ends.1), ends.1.or(ends.0)) {
                calendar.push(event(ticket, "window", (from, to), &title));
            }
        }
        Self(calendar.to_string())
    }
}

/// Goes by the same id when the file is read again, so that a calendar moves it.
fn event(
    ticket: &ScheduledTicket,
    kind: &str,
    (from, to): (Timestamp, Timestamp),
    title: &str,
) -> Event {
    let mut event = Event::new();
    event.add_property("UID", format!("{kind}-{}@docket", ticket.id));
    event.add_property("DTSTAMP", moment(ticket.updated_at));
    event.add_property("DTSTART", moment(from));
    if from < to {
        event.add_property("DTEND", moment(to));
    }
    event.summary(title);
    event.done()
}

/// In UTC, as RFC 5545 spells it.
fn moment(at: Timestamp) -> String {
    let there = at.to_zoned(TimeZone::UTC);
    there.strftime("%Y%m%dT%H%M%SZ").to_string()
}

impl IntoResponse for CalendarFeed {
    fn into_response(self) -> Response {
        Response::builder()
            .content_type("text/calendar; charset=utf-8")
            .header(
                header::CONTENT_DISPOSITION,
                "inline; filename=\"docket.ics\"",
            )
            .body(Body::from_string(self.0))
    }
}

impl ApiResponse for CalendarFeed {
    fn meta() -> MetaResponses {
        let content = MetaMediaType {
            content_type: MEDIA_TYPE,
            schema: MetaSchemaRef::Inline(Box::new(MetaSchema::new("string"))),
        };
        let response = MetaResponse {
            description: "An iCalendar file.",
            status: Some(200),
            status_range: None,
            content: vec![content],
            headers: vec![],
        };
        MetaResponses {
            responses: vec![response],
        }
    }

    fn register(_: &mut Registry) {}
}
