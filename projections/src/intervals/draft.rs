//! Tickets' states in memory while a batch of events is folded into them.

use super::state::{COLUMNS, State};
use crate::projection::ApplyError;
use deadpool_postgres::Transaction;
use domain::ticket::{Ticket, TicketEvent};
use domain::{Aggregate, Recorded};
use jiff::Timestamp;
use std::collections::HashMap;
use std::sync::Arc;
use tokio_postgres::Row;
use uuid::Uuid;

/// Events that change nothing that lists look at. They are not decoded: they are many, and long.
const ASIDE: [&str; 4] = [
    "ticket.message_posted",
    "ticket.message_edited",
    "ticket.activity_recorded",
    "ticket.time_logged",
];

/// The tickets of a batch.
#[derive(Debug, Default)]
pub(super) struct Drafts(HashMap<Uuid, Draft>);

/// One ticket as it will be.
#[derive(Debug)]
pub(super) struct Draft {
    pub id: Uuid,
    pub version: i32,
    /// The latest moment that its events have reached.
    pub reached: Timestamp,
    created_at: Option<Timestamp>,
    ticket: Ticket,
    /// Where the state begins that stands open in the tables, if one does.
    pub stored: Option<i64>,
    /// Where, and when, that state ended.
    pub ended: Option<(i64, Timestamp)>,
    /// States that stand in no table yet; the last is the present one.
    pub begun: Vec<Interval>,
    changed: bool,
}

/// One state and when it was true.
#[derive(Debug)]
pub(super) struct Interval {
    pub ticket: Uuid,
    pub created_at: Timestamp,
    pub from_position: i64,
    pub from_at: Timestamp,
    pub end: Option<(i64, Timestamp)>,
    pub state: State,
}

impl Drafts {
    /// Reads what is known of all tickets that the events are about.
    pub(super) async fn load(
        tx: &Transaction<'_>,
        events: &[Arc<Recorded>],
    ) -> Result<Self, tokio_postgres::Error> {
        let mut ids: Vec<_> = events.iter().map(|e| e.stream_id).collect();
        ids.sort_unstable();
        ids.dedup();
        let load = format!("{LOAD_KNOWN} {COLUMNS}{LOAD_FROM}");
        let statement = tx.prepare_cached(&load).await?;
        let rows = tx.query(&statement, &[&ids]).await?;
        let known = rows.iter().map(stored).map(|draft| (draft.id, draft));
        Ok(Self(known.collect()))
    }

    /// Folds one event in, unless its ticket has it already.
    pub(super) fn fold(&mut self, event: &Recorded) -> Result<(), ApplyError> {
        let id = event.stream_id;
        let draft = self.0.entry(id).or_insert_with(|| Draft::unwritten(event));
        if event.version <= draft.version {
            return Ok(());
        }
        let follows = event.version == draft.version + 1;
        draft.fold(event)?;
        match follows && draft.ticket.details.is_some() {
            true => Ok(()),
            false => Err(ApplyError::Gap {
                version: event.version,
            }),
        }
    }

    /// The tickets that are to be written.
    pub(super) fn changed(&self) -> Vec<&Draft> {
        self.0.values().filter(|draft| draft.changed).collect()
    }
}

impl Draft {
    fn unwritten(first: &Recorded) -> Self {
        Self {
            id: first.stream_id,
            version: 0,
            reached: first.occurred_at,
            created_at: None,
            ticket: Ticket::default(),
            stored: None,
            ended: None,
            begun: Vec::new(),
            changed: false,
        }
    }

    /// Where the present state begins.
    pub(super) fn begins(&self) -> Option<i64> {
        let begun = self.begun.last().map(|interval| interval.from_position);
        begun.or(self.stored)
    }

    fn fold(&mut self, event: &Recorded) -> Result<(), ApplyError> {
        self.version = event.version;
        self.reached = self.reached.max(event.occurred_at);
        self.changed = true;
        if ASIDE.contains(&event.name.as_str()) {
            return Ok(());
        }
        let payload: TicketEvent = event.decode()?;
        let before = State::of(&self.ticket);
        self.ticket.evolve(&payload, &event.happened());
        match State::of(&self.ticket) {
            Some(state) if before.as_ref() != Some(&state) => self.begin(state, event),
            _ => {}
        }
        Ok(())
    }

    fn begin(&mut self, state: State, event: &Recorded) {
        let end = Some((event.position, self.reached));
        match self.begun.last_mut() {
            Some(present) => present.end = end,
            None => self.ended = end.filter(|_| self.stored.is_some()),
        }
        self.begun.push(Interval {
            ticket: self.id,
            created_at: *self.created_at.get_or_insert(event.occurred_at),
            from_position: event.position,
            from_at: self.reached,
            end: None,
            state,
        });
    }
}

fn stored(row: &Row) -> Draft {
    Draft {
        id: row.get(0),
        version: row.get(1),
        reached: row.get(2),
        stored: Some(row.get(3)),
        created_at: Some(row.get(4)),
        ticket: State::read(row, 5).ticket(),
        ended: None,
        begun: Vec::new(),
        changed: false,
    }
}

const LOAD_KNOWN: &str = "
SELECT k.id, k.version, k.reached_at, k.from_position, i.created_at,";

const LOAD_FROM: &str = "
FROM interval_tickets k
JOIN ticket_intervals i ON i.ticket = k.id AND i.from_position = k.from_position
WHERE k.id = ANY ($1)";
