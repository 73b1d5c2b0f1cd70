//! The table of events: one row for each, in the order of the log.

use crate::AnalysisError;
use crate::asked::Told;
use crate::pages::Pages;
use crate::sheet::Sheet;
use crate::table::{Cell, Column, Kind, column};
use crate::words::Spelling;
use domain::Recorded;
use domain::redacted::Redacted;
use eventstore::{EventFilter, EventStore};
use serde_json::Value;
use std::borrow::Borrow;

/// What is told of every event.
const ENVELOPE: [Column; 16] = [
    column("position", Kind::Whole),
    column("id", Kind::Text),
    column("stream_id", Kind::Text),
    column("version", Kind::Whole),
    column("category", Kind::Text),
    column("type", Kind::Text),
    column("schema", Kind::Whole),
    column("occurred_at", Kind::Moment),
    column("recorded_at", Kind::Moment),
    column("actor_kind", Kind::Text),
    column("actor_id", Kind::Text),
    column("actor", Kind::Text),
    column("command_id", Kind::Text),
    column("causation_id", Kind::Text),
    column("correlation_id", Kind::Text),
    column("data", Kind::Json),
];

/// What of the data gets a column of its own where ids are told as words.
const DECODED: [&str; 16] = [
    "number",
    "from",
    "to",
    "status",
    "priority",
    "department",
    "member",
    "field",
    "tag",
    "channel",
    "visibility",
    "activity",
    "source",
    "customer",
    "organisation",
    "reason",
];

/// The columns of the table.
pub(crate) fn columns(decode: bool) -> Vec<Column> {
    let decoded: &[&str] = if decode { &DECODED } else { &[] };
    let decoded = decoded.iter().map(|name| column(name, Kind::Text));
    ENVELOPE.into_iter().chain(decoded).collect()
}

/// Writes all that is asked for.
pub(crate) async fn write(told: &mut Told<'_>, sheet: &mut dyn Sheet) -> Result<(), AnalysisError> {
    let filter = EventFilter {
        names: told.asked.types.clone(),
        ..EventFilter::default()
    };
    let span = told.asked.span;
    let mut pages = Pages::new(told.store, filter, (span.after(), told.last));
    while let Some(events) = pages.next().await? {
        let redacted = redacted(told.store, &events).await?;
        for mut event in events {
            told.reached(event.position);
            if span.is_over(&event) || !span.has_begun(&event) {
                continue;
            }
            if let Some(concealed) = redacted.conceal(&event) {
                event.data = concealed;
            }
            sheet.row(&row(&event, told.spelling))?;
            told.wrote(&event.name);
        }
    }
    Ok(())
}

/// What was taken away of what the events tell.
async fn redacted(
    store: &EventStore,
    events: &[impl Borrow<Recorded>],
) -> Result<Redacted, AnalysisError> {
    let mut redacted = Redacted::default();
    let streams = Redacted::streams(events);
    if !streams.is_empty() {
        for event in store.read_named(&streams, &Redacted::NAMES).await? {
            redacted.learn(&event)?;
        }
    }
    Ok(redacted)
}

fn row(event: &Recorded, spelling: Spelling<'_>) -> Vec<Cell> {
    let mut row = envelope(event, spelling);
    row.push(spelling.json(&event.data).into());
    if spelling.decode {
        let data = serde_json::from_str(&event.data).unwrap_or_default();
        row.extend(decoded(spelling.value(data)));
    }
    row
}

fn envelope(event: &Recorded, spelling: Spelling<'_>) -> Vec<Cell> {
    let actor = event.actor;
    let name = actor.id.and_then(|id| spelling.words.word(id));
    vec![
        event.position.into(),
        event.id.to_string().into(),
        event.stream_id.to_string().into(),
        i64::from(event.version).into(),
        event.category.as_str().into(),
        event.name.as_str().into(),
        i64::from(event.schema).into(),
        event.occurred_at.into(),
        event.recorded_at.into(),
        actor.kind.as_str().into(),
        actor.id.map(|id| id.to_string()).into(),
        name.filter(|_| spelling.decode).into(),
        event.command_id.to_string().into(),
        event.causation_id.map(|id| id.to_string()).into(),
        event.correlation_id.to_string().into(),
    ]
}

fn decoded(data: Value) -> impl Iterator<Item = Cell> {
    DECODED.iter().map(move |name| match data.get(name) {
        None | Some(Value::Null) => Cell::Nothing,
        Some(Value::String(text)) => text.as_str().into(),
        Some(other) => other.to_string().into(),
    })
}
