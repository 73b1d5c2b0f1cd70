//! Messages that a list has found, as the log tells of them.

use super::list::shown;
use super::render::RemoteImages;
use super::thread::{Said, Thread};
use super::view::Message;
use crate::problem::Problem;
use crate::request::Reader;
use domain::{MessageId, Recorded, TicketId};
use projections::MessageRow;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use uuid::Uuid;

/// The event that takes words away. It is asked of the log, so that no list that lags behind
/// shows them.
const REDACTED: &str = "ticket.message_redacted";

/// The messages of the rows, in their order.
pub(crate) async fn found(
    reader: &Reader,
    rows: &[MessageRow],
    images: RemoteImages,
) -> Result<Vec<Message>, Problem> {
    let mut said = fold(&events(reader, rows).await?)?;
    let mut listed = Vec::with_capacity(rows.len());
    for row in rows {
        let found = said.remove(&(row.ticket, row.message));
        let mut said =
            found.ok_or_else(|| Problem::internal(&"a listed message is not in the log"))?;
        said.edits = u32::try_from(row.edits).unwrap_or_default();
        listed.push(said);
    }
    let numbers: BTreeMap<_, _> = rows.iter().map(|row| (row.ticket, row.number)).collect();
    shown(reader, listed, numbers, images).await
}

/// What the log tells of the rows: of all edits the last one alone.
async fn events(reader: &Reader, rows: &[MessageRow]) -> Result<Vec<Recorded>, Problem> {
    let tickets: BTreeSet<Uuid> = rows.iter().map(|row| row.ticket.0).collect();
    let tickets: Vec<_> = tickets.into_iter().collect();
    let places = rows
        .iter()
        .flat_map(|row| [Some(row.position), row.edited, row.split]);
    let positions: Vec<_> = places.flatten().collect();
    let store = &reader.state.app.store;
    let mut events = store.read_at(&positions).await?;
    events.extend(store.read_named(&tickets, &[REDACTED]).await?);
    Ok(events)
}

fn fold(events: &[Recorded]) -> Result<HashMap<(TicketId, MessageId), Said>, Problem> {
    let mut threads: HashMap<TicketId, Thread> = HashMap::new();
    for event in events {
        let ticket = TicketId(event.stream_id);
        let thread = threads.entry(ticket).or_insert_with(|| Thread::new(ticket));
        thread.fold(event, i32::MAX)?;
    }
    let said = threads.into_values().flat_map(|thread| thread.said);
    Ok(said
        .map(|said| ((said.ticket, said.now.message), said))
        .collect())
}
