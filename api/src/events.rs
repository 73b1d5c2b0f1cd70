//! The log itself: read in pages, or followed live.

mod page;
pub(crate) mod stream;
mod view;

pub(crate) use view::Event;

use crate::answer::Shown;
use crate::openapi::Tag;
use crate::page::Limit;
use crate::problem::Problem;
use crate::request::{Reader, headers};
use crate::types::Position;
use crate::veil::{Eyes, Veil};
use eventstore::EventFilter;
use page::Page;
use poem_openapi::param::{Header, Query};
use poem_openapi::{Object, OpenApi};
use serde::{Deserialize, Serialize};
use stream::EventStream;
use uuid::Uuid;

/// Events of a page unless told otherwise.
const USUAL: u16 = 100;
/// Most names in `types`, and the longest of them.
const TYPES: usize = 50;
const TYPE_CHARS: usize = 100;

/// A part of the log.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct EventList {
    pub items: Vec<Event>,
    /// Send it as `after` to continue.
    pub next: i64,
}

pub(crate) struct Events;

#[OpenApi(tag = "Tag::Events")]
impl Events {
    /// Events in the order in which they were committed, as far as the caller may see them.
    ///
    /// A page may be short, even empty, where the caller may see little: `next` still goes on. The
    /// end is reached where it stays as `after` was.
    #[oai(path = "/events", method = "get", operation_id = "list_events")]
    async fn list(
        &self,
        reader: Reader,
        /// The position after which to begin; 0 unless told otherwise.
        after: Query<Option<Position>>,
        /// Most items of the page; 100 unless told otherwise.
        limit: Query<Option<Limit>>,
        /// Names of events with commas between, such as `ticket.created,ticket.assigned`.
        types: Query<Option<String>>,
        /// Only what happened to this ticket, member, rule …
        stream_id: Query<Option<String>>,
    ) -> Result<Shown<EventList>, Problem> {
        let filter = filter(types.0.as_deref(), stream_id.0.as_deref())?;
        let after = after.0.unwrap_or_default().0;
        let limit = usize::from(Limit::or(limit.0, USUAL));
        let page = Page::read(&reader, filter, after, limit).await?;
        let eyes = Eyes {
            access: &reader.access,
            catalog: &reader.catalog,
        };
        let store = &reader.state.app.store;
        let since = store.known_head().max(reader.min_position);
        let veil = Veil::over(store, eyes, (&page.events, &[]), since).await?;
        let events = page.events.iter();
        let items = events.map(|event| Event::of(event, &veil)).collect();
        let next = page.next;
        Shown::new(&EventList { items, next })
    }

    /// Follows the log as server-sent events: `id` is the position, `event` the type, `data` the
    /// JSON of `/events`.
    ///
    /// Begins after `Last-Event-ID`, else after `after`, else with what happens from now on. No
    /// event that the caller may see then is left out and none comes twice, however often the
    /// connection breaks. It ends when the caller's key or right to read ends.
    #[oai(
        path = "/events/stream",
        method = "get",
        operation_id = "follow_events"
    )]
    async fn follow(
        &self,
        reader: Reader,
        /// The position after which to begin.
        after: Query<Option<Position>>,
        /// Names of events with commas between, such as `ticket.created,ticket.assigned`.
        types: Query<Option<String>>,
        /// Only what happens to this ticket, member, rule …
        stream_id: Query<Option<String>>,
        /// The last position that was received; goes before `after`.
        #[oai(name = "Last-Event-ID")]
        last_event_id: Header<Option<String>>,
    ) -> Result<EventStream, Problem> {
        let filter = filter(types.0.as_deref(), stream_id.0.as_deref())?;
        let text = last_event_id.0.filter(|text| !text.is_empty());
        let last = text.map(|text| headers::position("Last-Event-ID", &text));
        let begin = last.transpose()?.or(after.0.map(|position| position.0));
        let app = &reader.state.app;
        let begin = match begin {
            Some(position) => position,
            None => app.store.head().await?,
        };
        Ok(EventStream::begin(&reader, begin, filter))
    }
}

fn filter(types: Option<&str>, stream_id: Option<&str>) -> Result<EventFilter, Problem> {
    let names = types.into_iter().flat_map(|types| types.split(','));
    let names: Vec<_> = (names.map(str::trim).filter(|name| !name.is_empty()))
        .map(str::to_owned)
        .collect();
    if names.len() > TYPES || names.iter().any(|name| !is_event_name(name)) {
        let detail = "must be names of events such as ticket.created, with commas between";
        return Err(Problem::parameter("types", detail));
    }
    let stream_id = stream_id.map(Uuid::parse_str).transpose();
    let stream_id = stream_id.map_err(|_| Problem::parameter("stream_id", "must be a UUID"))?;
    Ok(EventFilter {
        names,
        stream_id,
        ..EventFilter::default()
    })
}

fn is_event_name(name: &str) -> bool {
    let letters = name
        .bytes()
        .all(|b| b.is_ascii_lowercase() || b"._".contains(&b));
    letters && name.len() <= TYPE_CHARS && name.contains('.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_names_events_and_a_stream() {
        let id = Uuid::now_v7();
        let text = id.to_string();
        let parsed = filter(Some("ticket.created, rule.saved"), Some(&text)).unwrap();
        assert_eq!(parsed.names, ["ticket.created", "rule.saved"]);
        assert_eq!(parsed.stream_id, Some(id));
    }

    #[test]
    fn what_cannot_be_a_name_is_refused() {
        for types in [
            "a\0b",
            "ticket",
            "Ticket.Created",
            "x.'; DROP",
            &"a.,".repeat(51),
        ] {
            assert!(filter(Some(types), None).is_err(), "{types}");
        }
        assert!(filter(None, Some("7")).is_err());
    }
}
