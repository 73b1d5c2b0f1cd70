//! Tickets' rows in memory while a batch of events is folded into them.

use crate::projection::ApplyError;
use deadpool_postgres::Transaction;
use domain::ticket::{Created, Details, Ticket, TicketEvent};
use domain::{Aggregate, MemberId, Recorded, StatusId};
use jiff::Timestamp;
use std::collections::HashMap;
use std::sync::Arc;
use tokio_postgres::Row;
use uuid::Uuid;

/// The tickets of a batch.
#[derive(Debug, Default)]
pub(super) struct Drafts {
    drafts: Vec<Draft>,
    index: HashMap<Uuid, usize>,
}

/// One ticket as it will be.
#[derive(Debug)]
pub(super) struct Draft {
    pub id: Uuid,
    pub version: i32,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    /// Subject, description, requester, number and channel of a ticket that stands in the tables
    /// already are not read back, so they are empty here until an event sets them.
    pub ticket: Ticket,
    /// How many were posted.
    pub messages: i32,
    /// Where the narrow tables list it now; `None` for a ticket that stands in no table yet.
    pub before: Option<Listed>,
    pub subject_changed: bool,
    pub description_changed: bool,
    changed: bool,
}

/// Where a ticket is listed besides its own row. A deleted one is listed nowhere.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Listed {
    pub assignees: Vec<(MemberId, StatusId)>,
    pub tags: Vec<String>,
}

impl Drafts {
    /// Reads the rows of all tickets that the events are about.
    pub(super) async fn load(
        tx: &Transaction<'_>,
        events: &[Arc<Recorded>],
    ) -> Result<Self, tokio_postgres::Error> {
        let mut ids: Vec<_> = events.iter().map(|e| e.stream_id).collect();
        ids.sort_unstable();
        ids.dedup();
        let statement = tx.prepare_cached(LOAD).await?;
        let rows = tx.query(&statement, &[&ids]).await?;
        let mut drafts = Self::default();
        for row in &rows {
            drafts.push(stored(row));
        }
        Ok(drafts)
    }

    /// Folds one event in, unless the row has it already.
    pub(super) fn fold(&mut self, event: &Recorded) -> Result<(), ApplyError> {
        let known = self.index.get(&event.stream_id).copied();
        if known.is_some_and(|i| event.version <= self.drafts[i].version) {
            return Ok(());
        }
        let payload: TicketEvent = event.decode()?;
        let at = match known {
            Some(i) => i,
            None => self.push(Draft::unwritten(event)),
        };
        let draft = &mut self.drafts[at];
        let follows = event.version == draft.version + 1;
        draft.fold(event, &payload);
        if follows && draft.ticket.details.is_some() {
            Ok(())
        } else {
            Err(ApplyError::Gap {
                version: event.version,
            })
        }
    }

    /// The tickets whose rows are to be written.
    pub(super) fn changed(&self) -> Vec<&Draft> {
        self.drafts.iter().filter(|d| d.changed).collect()
    }

    fn push(&mut self, draft: Draft) -> usize {
        let at = self.drafts.len();
        self.index.insert(draft.id, at);
        self.drafts.push(draft);
        at
    }
}

impl Draft {
    fn unwritten(first: &Recorded) -> Self {
        Self {
            id: first.stream_id,
            version: 0,
            created_at: first.occurred_at,
            updated_at: first.occurred_at,
            ticket: Ticket::default(),
            messages: 0,
            before: None,
            subject_changed: false,
            description_changed: false,
            changed: false,
        }
    }

    fn fold(&mut self, event: &Recorded, payload: &TicketEvent) {
        self.ticket.evolve(payload, &event.happened());
        self.version = event.version;
        self.updated_at = event.occurred_at;
        self.changed = true;
        self.messages += i32::from(matches!(payload, TicketEvent::MessagePosted(_)));
        self.subject_changed |= matches!(payload, TicketEvent::SubjectChanged { .. });
        self.description_changed |= matches!(payload, TicketEvent::DescriptionChanged { .. });
    }

    /// Where the narrow tables must list it.
    pub(super) fn listed(&self) -> Listed {
        listed(&self.ticket)
    }
}

fn listed(ticket: &Ticket) -> Listed {
    let Ok(details) = ticket.open() else {
        return Listed::default();
    };
    let status = details.status;
    Listed {
        assignees: details.assignees.iter().map(|m| (*m, status)).collect(),
        tags: details.tags.clone(),
    }
}

fn stored(row: &Row) -> Draft {
    let assignees: Vec<Uuid> = row.get(8);
    let details = Details {
        department: row.get::<_, Option<Uuid>>(6).map(Into::into),
        assignees: assignees.into_iter().map(MemberId).collect(),
        due_at: row.get(9),
        window_from: row.get(10),
        window_to: row.get(11),
        tags: row.get(12),
        ..Details::from(&Created::new(
            0,
            "",
            StatusId(row.get(4)),
            row.get::<_, Uuid>(5).into(),
        ))
    };
    let ticket = Ticket {
        details: Some(Box::new(details)),
        deleted: row.get(7),
    };
    Draft {
        id: row.get(0),
        version: row.get(1),
        created_at: row.get(2),
        updated_at: row.get(3),
        before: Some(listed(&ticket)),
        ticket,
        messages: row.get(13),
        subject_changed: false,
        description_changed: false,
        changed: false,
    }
}

const LOAD: &str = "
SELECT id, version, created_at, updated_at, status, priority, department, deleted, assignees,
       due_at, window_from, window_to, tags, messages
FROM tickets
WHERE id = ANY ($1)";
