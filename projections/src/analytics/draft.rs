//! Tickets in memory while a batch of events is folded into them.

use super::marks::Marks;
use super::stays::Stays;
use crate::projection::ApplyError;
use deadpool_postgres::Transaction;
use domain::Recorded;
use domain::ticket::{Created, Posted, Said, TicketEvent, Visibility};
use jiff::Timestamp;
use std::collections::HashMap;
use std::sync::Arc;
use tokio_postgres::Row;
use uuid::Uuid;

/// The events that charts are made of. Others are not decoded.
const ABOUT: [&str; 9] = [
    "ticket.created",
    "ticket.status_changed",
    "ticket.routed",
    "ticket.message_posted",
    "ticket.priority_changed",
    "ticket.deleted",
    "ticket.restored",
    "ticket.merged",
    "ticket.unmerged",
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
    pub life: Option<Life>,
    /// Those that stand in no table yet.
    pub responses: Vec<Response>,
    changed: bool,
}

/// What a ticket has once it was created.
#[derive(Debug)]
pub(super) struct Life {
    pub created_at: Timestamp,
    pub status: Stays,
    pub department: Stays,
    pub marks: Marks,
    pub responded: bool,
    /// Since when the customer waits for an answer, once there was a first one.
    pub waits_since: Option<Timestamp>,
}

/// An answer to a customer who waited.
#[derive(Clone, Copy, Debug)]
pub(super) struct Response {
    pub ticket: Uuid,
    pub nr: i32,
    pub first: bool,
    pub at: Timestamp,
    pub seconds: i64,
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
        let statement = tx.prepare_cached(LOAD).await?;
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
        match follows && draft.life.is_some() {
            true => Ok(()),
            false => Err(ApplyError::Gap {
                version: event.version,
            }),
        }
    }

    /// The tickets that are to be written.
    pub(super) fn changed(&self) -> Vec<(&Draft, &Life)> {
        let changed = self.0.values().filter(|draft| draft.changed);
        changed
            .filter_map(|draft| Some((draft, draft.life.as_ref()?)))
            .collect()
    }
}

impl Draft {
    fn unwritten(first: &Recorded) -> Self {
        Self {
            id: first.stream_id,
            version: 0,
            reached: first.occurred_at,
            life: None,
            responses: Vec::new(),
            changed: false,
        }
    }

    fn fold(&mut self, event: &Recorded) -> Result<(), ApplyError> {
        self.version = event.version;
        self.reached = self.reached.max(event.occurred_at);
        self.changed = true;
        if !ABOUT.contains(&event.name.as_str()) {
            return Ok(());
        }
        let (nr, at) = (event.version, self.reached);
        match (event.decode()?, &mut self.life) {
            (TicketEvent::Created(created), life) => *life = Some(Life::begin(&created, nr, at)),
            (TicketEvent::StatusChanged { to, .. }, Some(life)) => {
                life.status.go_on(Some(to.0), nr, at);
            }
            (TicketEvent::Routed { to, .. }, Some(life)) => {
                life.marks.moved |= life.department.go_on(to.map(|id| id.0), nr, at);
            }
            (TicketEvent::MessagePosted(posted), Some(life)) => {
                let answered = life.hear(&posted, event);
                self.responses.extend(answered);
            }
            (event, Some(life)) => life.marks.fold(&event),
            (_, None) => {}
        }
        Ok(())
    }
}

impl Life {
    fn begin(created: &Created, nr: i32, at: Timestamp) -> Self {
        Self {
            created_at: at,
            status: Stays::first(Some(created.status.0), nr, at),
            department: Stays::first(created.department.map(|id| id.0), nr, at),
            marks: Marks::of(created),
            responded: false,
            waits_since: None,
        }
    }

    /// What was said makes a customer wait, or ends their waiting.
    fn hear(&mut self, posted: &Posted, event: &Recorded) -> Option<Response> {
        let happened = event.happened();
        let said = Said::of(posted, &happened);
        let at = posted.said_at(&happened).max(self.created_at);
        if said.customer.is_some() {
            self.waits_since = self.waits_since.or(Some(at)).filter(|_| self.responded);
            return None;
        }
        if said.visibility != Visibility::Public || !said.is_by_staff() {
            return None;
        }
        let first = !self.responded;
        let since = match first {
            true => Some(self.created_at),
            false => self.waits_since.take(),
        };
        self.responded = true;
        since.map(|since| Response {
            ticket: event.stream_id,
            nr: event.version,
            first,
            at,
            seconds: at.duration_since(since).as_secs().max(0),
        })
    }
}

fn stored(row: &Row) -> Draft {
    Draft {
        id: row.get(0),
        version: row.get(1),
        reached: row.get(2),
        life: Some(Life {
            created_at: row.get(3),
            status: Stays::stored(row.get(4), row.get(5)),
            department: Stays::stored(row.get(6), row.get(7)),
            responded: row.get(8),
            waits_since: row.get(9),
            marks: Marks::stored(row.get(10), [row.get(11), row.get(12), row.get(13)]),
        }),
        responses: Vec::new(),
        changed: false,
    }
}

const LOAD: &str = "
SELECT id, version, reached_at, created_at, status, status_since, department, department_since,
       responded, waits_since, priority, deleted, merged, veiled
FROM analytics_tickets
WHERE id = ANY ($1)";
