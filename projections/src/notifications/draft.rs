//! What a batch of events brings up for whom, gathered in memory.

use super::NotificationKind as Kind;
use crate::projection::ApplyError;
use deadpool_postgres::Transaction;
use domain::ticket::{Created, Mentions, Participant, Posted, Said, TicketEvent, Visibility};
use domain::{Actor, ActorKind, MessageId, Recorded};
use jiff::Timestamp;
use std::collections::HashMap;
use std::sync::Arc;
use uuid::Uuid;

/// Events that concern somebody, or tell whom others concern. No other is decoded.
const NAMES: [&str; 10] = [
    "ticket.created",
    "ticket.assigned",
    "ticket.unassigned",
    "ticket.watched",
    "ticket.unwatched",
    "ticket.message_posted",
    "ticket.message_edited",
    "ticket.sla_warned",
    "ticket.sla_breached",
    "ticket.notified",
];

pub(super) fn tells(event: &Recorded) -> bool {
    NAMES.contains(&event.name.as_str())
}

/// The tickets of a batch, and what is new on them.
#[derive(Debug, Default)]
pub(super) struct Drafts {
    tickets: HashMap<Uuid, Ticket>,
    pub new: Vec<New>,
}

/// Who has a ticket and who watches it, and how far it was folded.
#[derive(Debug)]
pub(super) struct Ticket {
    pub id: Uuid,
    pub position: i64,
    pub assignees: Vec<Uuid>,
    pub watchers: Vec<Uuid>,
    changed: bool,
}

/// One row as it will be.
#[derive(Debug)]
pub(super) struct New {
    pub target: Uuid,
    pub position: i64,
    pub kind: Kind,
    pub ticket: Uuid,
    pub message: Option<MessageId>,
    pub internal: bool,
    /// What they are told in words.
    pub text: Option<String>,
    pub actor: Actor,
    pub at: Timestamp,
}

/// What an event is about, whomever it concerns.
#[derive(Clone, Copy)]
struct About {
    kind: Kind,
    message: Option<MessageId>,
    internal: bool,
}

impl About {
    const fn ticket(kind: Kind) -> Self {
        Self {
            kind,
            message: None,
            internal: false,
        }
    }

    const fn message(kind: Kind, message: MessageId, visibility: Visibility) -> Self {
        Self {
            kind,
            message: Some(message),
            internal: matches!(visibility, Visibility::Internal),
        }
    }
}

impl Drafts {
    /// Reads what is known of all tickets that the events are about.
    pub(super) async fn load(
        tx: &Transaction<'_>,
        events: &[&Arc<Recorded>],
    ) -> Result<Self, tokio_postgres::Error> {
        let mut ids: Vec<_> = events.iter().map(|e| e.stream_id).collect();
        ids.sort_unstable();
        ids.dedup();
        let statement = tx.prepare_cached(LOAD).await?;
        let rows = tx.query(&statement, &[&ids]).await?;
        let tickets = rows.iter().map(|row| {
            let ticket = Ticket {
                id: row.get(0),
                position: row.get(1),
                assignees: row.get(2),
                watchers: row.get(3),
                changed: false,
            };
            (ticket.id, ticket)
        });
        Ok(Self {
            tickets: tickets.collect(),
            ..Self::default()
        })
    }

    /// Folds one event in, unless its ticket has it already.
    pub(super) fn fold(&mut self, event: &Recorded) -> Result<(), ApplyError> {
        let known = self.tickets.get(&event.stream_id);
        if known.is_some_and(|ticket| event.position <= ticket.position) {
            return Ok(());
        }
        let payload: TicketEvent = event.decode()?;
        if known.is_none() && !matches!(payload, TicketEvent::Created(_)) {
            return Err(ApplyError::Gap {
                version: event.version,
            });
        }
        let id = event.stream_id;
        let ticket = self.tickets.entry(id).or_insert_with(|| Ticket::new(id));
        ticket.position = event.position;
        ticket.changed = true;
        self.new.extend(ticket.concerns(&payload, event));
        Ok(())
    }

    /// The tickets that are to be written.
    pub(super) fn changed(&self) -> Vec<&Ticket> {
        self.tickets.values().filter(|t| t.changed).collect()
    }
}

impl Ticket {
    fn new(id: Uuid) -> Self {
        Self {
            id,
            position: 0,
            assignees: Vec::new(),
            watchers: Vec::new(),
            changed: false,
        }
    }

    /// Folds the event, and tells whom it concerns, each once.
    fn concerns(&mut self, payload: &TicketEvent, event: &Recorded) -> Vec<New> {
        let about = |about: About, who: Vec<Uuid>| rows(event, about, who);
        match payload {
            TicketEvent::Created(created) => {
                self.begin(created);
                about(About::ticket(Kind::Assigned), self.assignees.clone())
            }
            TicketEvent::Assigned { member } => {
                add(&mut self.assignees, member.0);
                about(About::ticket(Kind::Assigned), vec![member.0])
            }
            TicketEvent::MessagePosted(posted) if posted.source.is_none() => {
                self.posted(posted, event)
            }
            TicketEvent::MessageEdited(edited) => {
                // an edit does not tell who reads the message, so it is told as if the staff alone did
                let edit = About::message(Kind::Mentioned, edited.message, Visibility::Internal);
                about(edit, called(&edited.mentions))
            }
            TicketEvent::SlaWarned(_) => {
                about(About::ticket(Kind::SlaWarned), self.assignees.clone())
            }
            TicketEvent::SlaBreached(_) => {
                about(About::ticket(Kind::SlaBreached), self.assignees.clone())
            }
            TicketEvent::Notified(notified) => {
                let members = notified.members.iter().map(|id| id.0).collect();
                let told = about(About::ticket(Kind::Rule), members).into_iter();
                let text = Some(notified.text.clone());
                told.map(|new| New {
                    text: text.clone(),
                    ..new
                })
                .collect()
            }
            other => {
                self.follow(other);
                Vec::new()
            }
        }
    }

    fn begin(&mut self, created: &Created) {
        self.assignees = created.assignees.iter().map(|member| member.0).collect();
        let watchers = created.watchers.iter().filter_map(member);
        self.watchers = watchers.collect();
    }

    /// What concerns nobody by itself, but says whom later events do.
    fn follow(&mut self, event: &TicketEvent) {
        match event {
            TicketEvent::Unassigned { member } => self.assignees.retain(|id| *id != member.0),
            TicketEvent::Watched { who } => {
                if let Some(id) = member(who) {
                    add(&mut self.watchers, id);
                }
            }
            TicketEvent::Unwatched { who } => {
                let gone = member(who);
                self.watchers.retain(|id| Some(*id) != gone);
            }
            _ => {}
        }
    }

    /// Whoever is called upon; then whoever has or watches the ticket, where the customer wrote or
    /// the staff left a note.
    fn posted(&self, posted: &Posted, event: &Recorded) -> Vec<New> {
        let (message, visibility) = (posted.message, posted.visibility);
        let called = called(&posted.mentions);
        let said = Said::of(posted, &event.happened());
        let others = (self.assignees.iter().chain(&self.watchers)).copied();
        let others = others.filter(|id| !called.contains(id)).collect();
        let kind = match visibility {
            _ if said.customer.is_some() => Some(Kind::CustomerMessage),
            Visibility::Internal if said.is_by_staff() => Some(Kind::Note),
            Visibility::Internal | Visibility::Public => None,
        };
        let mentioned = About::message(Kind::Mentioned, message, visibility);
        let mut new = rows(event, mentioned, called);
        if let Some(kind) = kind {
            new.extend(rows(
                event,
                About::message(kind, message, visibility),
                others,
            ));
        }
        new
    }
}

/// A row for each of them, but for whose doing it was.
fn rows(event: &Recorded, about: About, mut who: Vec<Uuid>) -> Vec<New> {
    let happened = event.happened();
    let own = doer(&happened.actor);
    who.sort_unstable();
    who.dedup();
    let who = who.into_iter().filter(|target| Some(*target) != own);
    who.map(|target| New {
        target,
        position: event.position,
        kind: about.kind,
        ticket: event.stream_id,
        message: about.message,
        internal: about.internal,
        text: None,
        actor: happened.actor,
        at: happened.at,
    })
    .collect()
}

/// The member whose doing it was.
pub(super) fn doer(actor: &Actor) -> Option<Uuid> {
    actor.id.filter(|_| actor.kind == ActorKind::Member)
}

fn called(mentions: &Mentions) -> Vec<Uuid> {
    let members = mentions.members.iter().map(|id| id.0);
    members
        .chain(mentions.departments.iter().map(|id| id.0))
        .collect()
}

fn member(who: &Participant) -> Option<Uuid> {
    match who {
        Participant::Member(id) => Some(id.0),
        Participant::Customer(_) => None,
    }
}

fn add(ids: &mut Vec<Uuid>, id: Uuid) {
    if !ids.contains(&id) {
        ids.push(id);
    }
}

const LOAD: &str = "
SELECT id, position, assignees, watchers
FROM notified_tickets
WHERE id = ANY ($1)";
