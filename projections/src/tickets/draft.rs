//! Tickets' rows in memory while a batch of events is folded into them.

use super::divided::{Divided, groups};
use super::parts::Kept;
use super::row::{COLUMNS, Columns, Stored};
use super::values::{Placed, placed};
use crate::projection::ApplyError;
use deadpool_postgres::Transaction;
use domain::field::FieldValues;
use domain::ticket::{Details, Participant, Ticket, TicketEvent};
use domain::{Aggregate, DepartmentId, MemberId, PriorityId, Recorded, StatusId};
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
    /// Subject and description of a ticket that stands in the tables already are not read back, so
    /// they are empty here until an event sets them; of its messages only those with files are.
    pub ticket: Ticket,
    /// How many were posted.
    pub messages: i32,
    /// `None` for a ticket that stands in no table yet.
    pub before: Option<Before>,
    pub subject_changed: bool,
    pub description_changed: bool,
    changed: bool,
}

/// What the tables have now of what is written only when it changes.
#[derive(Debug)]
pub(super) struct Before {
    pub listed: Listed,
    pub fields: FieldValues,
    pub kept: Kept,
}

/// Where a ticket is listed besides its own row. One that is deleted or merged is listed by its
/// people, keys and fields alone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Listed {
    pub assignees: Vec<(MemberId, StatusId)>,
    pub tags: Vec<String>,
    pub people: Vec<(Uuid, Role)>,
    pub keys: Vec<Uuid>,
    /// Those of them that it counts under, unless it is hidden.
    pub counted_keys: Vec<Uuid>,
    /// What it is in the order of its custom fields by.
    pub values: Vec<Placed>,
    /// What it counts under, unless it is hidden.
    pub shelf: Option<Shelf>,
    /// What it is divided by, with what it has of that; empty where it has nothing.
    pub groups: Vec<(Divided, String)>,
}

/// What all tickets are counted by; see also [`Listed::assignees`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Shelf {
    pub status: StatusId,
    pub priority: PriorityId,
    pub department: Option<DepartmentId>,
}

/// What somebody, or an organisation, is to a ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Role {
    Requester,
    Organisation,
    Cc,
    Watcher,
    /// Called upon in a message; departments too.
    Mentioned,
}

impl Role {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Requester => "requester",
            Self::Organisation => "organisation",
            Self::Cc => "cc",
            Self::Watcher => "watcher",
            Self::Mentioned => "mentioned",
        }
    }
}

impl Drafts {
    /// Reads the rows of all tickets that the events are about.
    pub(super) async fn load(
        tx: &Transaction<'_>,
        events: &[&Arc<Recorded>],
    ) -> Result<Self, tokio_postgres::Error> {
        let mut ids: Vec<_> = events.iter().map(|e| e.stream_id).collect();
        ids.sort_unstable();
        ids.dedup();
        let load = format!("SELECT {COLUMNS}, t.kept{LOAD}");
        let statement = tx.prepare_cached(&load).await?;
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
    let mut listed = Listed::default();
    if let Some(details) = ticket.details.as_deref() {
        listed.people = people(details);
        listed.keys = details.keys();
        listed.values = placed(&details.fields);
    }
    if let Ok(details) = ticket.open() {
        let status = details.status;
        listed.assignees = details.assignees.iter().map(|m| (*m, status)).collect();
        listed.tags.clone_from(&details.tags);
        listed.groups = groups(details);
        listed.counted_keys = counted_keys(details, &listed.keys);
        listed.shelf = Some(Shelf {
            status,
            priority: details.priority,
            department: details.department,
        });
    }
    listed
}

/// Customers and organisations are many, each with few tickets; a department's are counted anyhow.
fn counted_keys(details: &Details, keys: &[Uuid]) -> Vec<Uuid> {
    let department = details.department.map(|id| id.0);
    let customer = details.customer.map(|id| id.0);
    let organisation = details.organisation.map(|id| id.0);
    let others = [department, customer, organisation];
    let keys = keys.iter().copied();
    keys.filter(|key| !others.contains(&Some(*key))).collect()
}

/// Everybody with what they are to the ticket, once each.
fn people(details: &Details) -> Vec<(Uuid, Role)> {
    let cc = details.copies();
    let cc = cc.iter().map(|who| (id(who), Role::Cc));
    let watchers = details.watchers.iter().map(|who| (id(who), Role::Watcher));
    let asked = details.customer.map(|id| (id.0, Role::Requester));
    let of = details.organisation.map(|id| (id.0, Role::Organisation));
    let called = details.conversation.mentioned.iter();
    let called = called.map(|id| (*id, Role::Mentioned));
    asked
        .into_iter()
        .chain(of)
        .chain(cc)
        .chain(watchers)
        .chain(called)
        .collect()
}

fn id(who: &Participant) -> Uuid {
    match who {
        Participant::Member(member) => member.0,
        Participant::Customer(customer) => customer.0,
    }
}

fn stored(row: &Row) -> Draft {
    let mut columns = Columns::of(row);
    let stored = Stored::read(&mut columns);
    let kept: Kept = columns.json().unwrap_or_default();
    let mut details = stored.details;
    kept.restore(&mut details);
    let fields = details.fields.clone();
    let ticket = Ticket {
        details: Some(Box::new(details)),
        deleted: stored.deleted,
    };
    Draft {
        id: stored.id,
        version: stored.version,
        created_at: stored.created_at,
        updated_at: stored.updated_at,
        before: Some(Before {
            listed: listed(&ticket),
            fields,
            kept,
        }),
        ticket,
        messages: stored.messages,
        subject_changed: false,
        description_changed: false,
        changed: false,
    }
}

const LOAD: &str = "
FROM tickets t
WHERE t.id = ANY ($1)";
