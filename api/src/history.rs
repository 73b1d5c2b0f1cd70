//! What happened to a ticket: who changed what from what to what, and why.

mod changes;
mod diff;

pub(crate) use diff::{Change, Diff, json};

use crate::answer::Shown;
use crate::openapi::Tag;
use crate::page::{Limit, parse_version_cursor, version_cursor};
use crate::people::Person;
use crate::problem::Problem;
use crate::request::Reader;
use crate::tickets::{TicketPath, loaded};
use crate::types::{Moment, Nullable, RawJson};
use crate::veil::{self, Redacted, Veil};
use changes::changes;
use domain::{Aggregate, Catalog, Recorded};
use eventstore::{EventStore, Loaded};
use poem_openapi::param::{Path, Query};
use poem_openapi::{Object, OpenApi};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Entries of a page unless told otherwise.
const USUAL: u16 = 100;

/// Something that happened: an event, and what it changed.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct HistoryEntry {
    pub position: i64,
    pub id: Uuid,
    pub r#type: String,
    /// The version since then.
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
        let wanted = Wanted {
            limit: limit.0,
            cursor: cursor.0,
        };
        loaded(&reader, id).await?;
        let audience = reader.audience();
        let told =
            |before: &_, after: &_, catalog: &_| changes((before, after), catalog, &audience);
        history(&reader, id.0, &wanted, told).await
    }
}

/// Which part of a history is wanted.
#[derive(Debug)]
pub(crate) struct Wanted {
    pub limit: Option<Limit>,
    pub cursor: Option<String>,
}

/// A page of what happened in a stream that is known to be there; `changes` tells two states
/// apart in the words of the resource.
pub(crate) async fn history<A: Aggregate>(
    reader: &Reader,
    id: Uuid,
    wanted: &Wanted,
    changes: impl Fn(&A, &A, &Catalog) -> Vec<Change>,
) -> Result<Shown<History>, Problem> {
    let after = parse_version_cursor(wanted.cursor.as_deref())?;
    let limit = usize::from(Limit::or(wanted.limit, USUAL));
    let store = &reader.state.app.store;
    let events = store.read_stream(id, after, limit + 1).await?;
    let before = before(store, id, after).await?;
    let veil = Veil {
        audience: &reader.audience(),
        catalog: &reader.catalog,
        redacted: &Redacted::among(store, &events).await?,
    };
    Shown::new(&page(before, &events, limit, veil, changes)?)
}

async fn before<A: Aggregate>(
    store: &EventStore,
    id: Uuid,
    version: i32,
) -> Result<Loaded<A>, Problem> {
    if version == 0 {
        return Ok(Loaded::default());
    }
    Ok(store.load_at(id, version).await?)
}

fn page<A: Aggregate>(
    mut state: Loaded<A>,
    events: &[Recorded],
    limit: usize,
    veil: Veil<'_>,
    changes: impl Fn(&A, &A, &Catalog) -> Vec<Change>,
) -> Result<History, Problem> {
    let mut items = Vec::with_capacity(events.len().min(limit));
    for event in events.iter().take(limit) {
        let before = state.state.clone();
        state.apply(event)?;
        let changes = changes(&before, &state.state, veil.catalog);
        items.push(entry(event, changes, veil));
    }
    let more = events.len() > limit;
    let last = items.last().filter(|_| more);
    let next_cursor = last.map(|entry| version_cursor(entry.version)).into();
    Ok(History { items, next_cursor })
}

fn entry(event: &Recorded, changes: Vec<Change>, veil: Veil<'_>) -> HistoryEntry {
    HistoryEntry {
        position: event.position,
        id: event.id,
        r#type: event.name.clone(),
        version: event.version,
        occurred_at: event.occurred_at.into(),
        recorded_at: event.recorded_at.into(),
        actor: Person::of(&event.actor, veil.catalog),
        causation_id: event.causation_id.into(),
        correlation_id: event.correlation_id,
        data: veil::data(event, veil),
        stream_id: event.stream_id,
        category: event.category.clone(),
        changes,
    }
}
