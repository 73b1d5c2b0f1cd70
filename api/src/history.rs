//! What happened to a ticket: who changed what from what to what, and why.

mod changes;

use crate::answer::Shown;
use crate::openapi::Tag;
use crate::page::{Limit, parse_version_cursor, version_cursor};
use crate::people::Person;
use crate::problem::Problem;
use crate::request::Reader;
use crate::tickets::{TicketPath, loaded};
use crate::types::{Moment, Nullable, RawJson};
use changes::{Change, changes};
use domain::ticket::Ticket;
use domain::{Catalog, Recorded};
use eventstore::{EventStore, Loaded};
use poem_openapi::param::{Path, Query};
use poem_openapi::{Object, OpenApi};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Entries of a page unless told otherwise.
const USUAL: u16 = 100;

/// Something that happened to a ticket: an event, and what it changed.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct HistoryEntry {
    pub position: i64,
    pub id: Uuid,
    pub r#type: String,
    /// The ticket's version since then.
    pub version: i32,
    pub occurred_at: Moment,
    pub recorded_at: Moment,
    pub actor: Person,
    /// The event that this one is a consequence of.
    pub causation_id: Nullable<Uuid>,
    pub correlation_id: Uuid,
    pub data: RawJson,
    pub stream_id: Uuid,
    pub category: String,
    pub changes: Vec<Change>,
}

/// A page of history, oldest first.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct History {
    pub items: Vec<HistoryEntry>,
    pub next_cursor: Nullable<String>,
}

pub(crate) struct TicketHistory;

#[OpenApi(tag = "Tag::Tickets")]
impl TicketHistory {
    /// Everything that happened to a ticket, oldest first.
    #[oai(
        path = "/tickets/:id/history",
        method = "get",
        operation_id = "ticket_history"
    )]
    async fn list(
        &self,
        reader: Reader,
        /// Id or number.
        id: Path<String>,
        /// Most items of the page; 100 unless told otherwise.
        limit: Query<Option<Limit>>,
        /// `next_cursor` of the page before.
        cursor: Query<Option<String>>,
    ) -> Result<Shown<History>, Problem> {
        let id = TicketPath::parse(&id.0)?.resolve(&reader).await?;
        let after = parse_version_cursor(cursor.0.as_deref())?;
        loaded(&reader, id).await?;
        let limit = usize::from(Limit::or(limit.0, USUAL));
        let store = &reader.state.app.store;
        let events = store.read_stream(id.0, after, limit + 1).await?;
        let before = before(store, id.0, after).await?;
        Shown::new(&page(before, &events, limit, &reader.catalog)?)
    }
}

async fn before(store: &EventStore, id: Uuid, version: i32) -> Result<Loaded<Ticket>, Problem> {
    if version == 0 {
        return Ok(Loaded::default());
    }
    Ok(store.load_at(id, version).await?)
}

fn page(
    mut ticket: Loaded<Ticket>,
    events: &[Recorded],
    limit: usize,
    catalog: &Catalog,
) -> Result<History, Problem> {
    let mut items = Vec::with_capacity(events.len().min(limit));
    for event in events.iter().take(limit) {
        let before = ticket.state.clone();
        ticket.apply(event)?;
        items.push(entry(
            event,
            changes(&before, &ticket.state, catalog),
            catalog,
        ));
    }
    let more = events.len() > limit;
    let last = items.last().filter(|_| more);
    let next_cursor = last.map(|entry| version_cursor(entry.version)).into();
    Ok(History { items, next_cursor })
}

fn entry(event: &Recorded, changes: Vec<Change>, catalog: &Catalog) -> HistoryEntry {
    HistoryEntry {
        position: event.position,
        id: event.id,
        r#type: event.name.clone(),
        version: event.version,
        occurred_at: event.occurred_at.into(),
        recorded_at: event.recorded_at.into(),
        actor: Person::of(&event.actor, catalog),
        causation_id: event.causation_id.into(),
        correlation_id: event.correlation_id,
        data: RawJson::new(event.data.clone()),
        stream_id: event.stream_id,
        category: event.category.clone(),
        changes,
    }
}
