//! What happened to a ticket: who changed what from what to what, and why.

mod changes;
mod diff;

pub(crate) use changes::changes as ticket_changes;
pub(crate) use diff::{Change, Diff, json};

use crate::answer::Shown;
use crate::openapi::Tag;
use crate::page::{Limit, parse_version_cursor, version_cursor};
use crate::people::Person;
use crate::problem::Problem;
use crate::request::Reader;
use crate::tickets::{TicketPath, loaded};
use crate::types::{Moment, Nullable, RawJson};
use crate::veil::{self, Eyes, Sight, Veil};
use changes::changes;
use domain::bulk::job_of;
use domain::{Aggregate, Catalog, Recorded};
use eventstore::{EventStore, Loaded};
use poem_openapi::param::{Path, Query};
use poem_openapi::{Object, OpenApi};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Entries of a page unless told otherwise.
const USUAL: u16 = 100;
/// Events read at once at least: some of them may not be seen.
const LEAST: usize = 20;

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
    /// The bulk job that did it, for whoever `actor` is; null where it was done by itself.
    pub bulk_id: Nullable<Uuid>,
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
    /// Everything that happened to a ticket, as far as the caller may see it, oldest first.
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
        let ticket = loaded(&reader, id).await?;
        let details = ticket.state.details.as_deref();
        let sight = Sight::new(&reader.access, reader.principal.actor(), &reader.catalog);
        let sees = |event: &Recorded| details.is_some_and(|of| sight.sees_of(of, event));
        let audience = reader.audience();
        let told = |before: &_, after: &_, catalog: &_| changes((before, after), catalog, audience);
        history_seen(&reader, id.0, &wanted, told, sees).await
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
    history_seen(reader, id, wanted, changes, |_| true).await
}

/// The same of the events that `sees` allows alone: nothing betrays that there are others.
async fn history_seen<A: Aggregate>(
    reader: &Reader,
    id: Uuid,
    wanted: &Wanted,
    changes: impl Fn(&A, &A, &Catalog) -> Vec<Change>,
    sees: impl Fn(&Recorded) -> bool,
) -> Result<Shown<History>, Problem> {
    let after = parse_version_cursor(wanted.cursor.as_deref())?;
    let limit = usize::from(Limit::or(wanted.limit, USUAL));
    let store = &reader.state.app.store;
    let mut told = Told::after(store, id, after).await?;
    let tell = |before: &A, after: &A| changes(before, after, &reader.catalog);
    told.read(store, id, limit + 1, (tell, sees)).await?;
    let more = told.events.len() > limit;
    told.events.truncate(limit);
    let last = told.events.last().filter(|_| more);
    let next_cursor = last.map(|event| version_cursor(event.version)).into();
    let eyes = Eyes {
        access: &reader.access,
        catalog: &reader.catalog,
    };
    let since = store.known_head().max(reader.min_position);
    let veil = Veil::over(store, eyes, (&told.events, &told.changes), since).await?;
    let entries = told.events.iter().zip(told.changes);
    let items = entries.map(|(event, changes)| entry(event, changes, &veil));
    Shown::new(&History {
        items: items.collect(),
        next_cursor,
    })
}

/// Events with what each changed, on the way along a stream.
struct Told<A> {
    state: Loaded<A>,
    events: Vec<Recorded>,
    changes: Vec<Vec<Change>>,
}

impl<A: Aggregate> Told<A> {
    async fn after(store: &EventStore, id: Uuid, version: i32) -> Result<Self, Problem> {
        let state = match version {
            0 => Loaded::default(),
            _ => store.load_at(id, version).await?,
        };
        Ok(Self {
            state,
            events: Vec::new(),
            changes: Vec::new(),
        })
    }

    /// Reads on until `count` events may be seen, or the stream ends.
    async fn read(
        &mut self,
        store: &EventStore,
        id: Uuid,
        count: usize,
        (tell, sees): (impl Fn(&A, &A) -> Vec<Change>, impl Fn(&Recorded) -> bool),
    ) -> Result<(), Problem> {
        let size = count.max(LEAST);
        loop {
            let events = store.read_stream(id, self.state.version, size).await?;
            let ends = events.len() < size;
            for event in events {
                let before = sees(&event).then(|| self.state.state.clone());
                self.state.apply(&event)?;
                if let Some(before) = before {
                    self.changes.push(tell(&before, &self.state.state));
                    self.events.push(event);
                }
                if self.events.len() == count {
                    return Ok(());
                }
            }
            if ends {
                return Ok(());
            }
        }
    }
}

fn entry(event: &Recorded, changes: Vec<Change>, veil: &Veil<'_>) -> HistoryEntry {
    HistoryEntry {
        position: event.position,
        id: event.id,
        r#type: event.name.clone(),
        version: event.version,
        occurred_at: event.occurred_at.into(),
        recorded_at: event.recorded_at.into(),
        actor: Person::of(&event.actor, veil.catalog()),
        causation_id: event.causation_id.into(),
        correlation_id: event.correlation_id,
        bulk_id: job_of(event).map(|job| job.0).into(),
        data: veil::data(event, veil),
        stream_id: event.stream_id,
        category: event.category.clone(),
        changes: veil.changes(event, changes),
    }
}
