//! The smaller parts of a ticket's JSON.

use crate::types::{LinkKind, Moment, Nullable, SlaState};
use domain::attachment::File;
use domain::sla::Standing;
use domain::ticket::{Details, Link, Participant, Rating, TicketSource};
use jiff::Timestamp;
use poem_openapi::Object;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Somebody who takes part in a ticket.
#[derive(Clone, Debug, Object, Serialize, Deserialize)]
#[oai(rename = "Participant")]
pub(crate) struct ParticipantView {
    /// `member` or `customer`.
    pub kind: String,
    pub id: Uuid,
}

impl From<Participant> for ParticipantView {
    fn from(who: Participant) -> Self {
        let (kind, id) = match who {
            Participant::Member(id) => ("member", id.0),
            Participant::Customer(id) => ("customer", id.0),
        };
        Self {
            kind: kind.to_owned(),
            id,
        }
    }
}

/// A file on a ticket or a message.
#[derive(Clone, Debug, Object, Serialize, Deserialize)]
#[oai(rename = "File")]
pub(crate) struct FileView {
    /// Id of the attachment.
    pub id: Uuid,
    pub name: String,
    /// As told by its content, not by its name.
    pub media_type: String,
    pub bytes: u64,
    pub sha256: String,
}

impl From<&File> for FileView {
    fn from(file: &File) -> Self {
        Self {
            id: file.id.0,
            name: file.name.clone(),
            media_type: file.media_type.clone(),
            bytes: file.bytes,
            sha256: file.sha256.clone(),
        }
    }
}

/// A tie to another ticket.
#[derive(Clone, Debug, Object, Serialize, Deserialize)]
#[oai(rename = "Link")]
pub(crate) struct LinkView {
    /// What this ticket is to the other.
    pub kind: LinkKind,
    pub ticket_id: Uuid,
}

impl From<&Link> for LinkView {
    fn from(link: &Link) -> Self {
        Self {
            kind: LinkKind(link.kind),
            ticket_id: link.ticket.0,
        }
    }
}

/// What a ticket was made from.
#[derive(Clone, Debug, Object, Serialize, Deserialize)]
#[oai(rename = "TicketSource")]
pub(crate) struct TicketSourceView {
    /// `clone` or `split`.
    pub kind: String,
    pub ticket_id: Uuid,
    /// The message that it began with, for a split.
    pub message_id: Nullable<Uuid>,
}

impl From<TicketSource> for TicketSourceView {
    fn from(source: TicketSource) -> Self {
        let (kind, ticket, message) = match source {
            TicketSource::Clone { ticket } => ("clone", ticket, None),
            TicketSource::Split { ticket, message } => ("split", ticket, Some(message.0)),
        };
        Self {
            kind: kind.to_owned(),
            ticket_id: ticket.0,
            message_id: message.into(),
        }
    }
}

/// How much of a checklist is done.
#[derive(Clone, Copy, Debug, Default, Object, Serialize, Deserialize)]
pub(crate) struct ChecklistProgress {
    pub done: u32,
    pub total: u32,
}

impl ChecklistProgress {
    pub fn of(ticket: &Details) -> Self {
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self {
            done: count(ticket.checklist.iter().filter(|item| item.done).count()),
            total: count(ticket.checklist.len()),
        }
    }
}

/// Something that is allowed, but that people should know of.
#[derive(Clone, Debug, Object, Serialize, Deserialize)]
pub(crate) struct Warning {
    /// Stable; what programs should look at.
    pub code: String,
    pub detail: String,
    pub ticket_ids: Vec<Uuid>,
}

/// How content a customer is with what became of their ticket.
#[derive(Clone, Debug, Object, Serialize, Deserialize)]
#[oai(rename = "Rating")]
pub(crate) struct RatingView {
    /// From 1, not at all, to 5, very much.
    pub score: u8,
    pub comment: String,
}

impl From<&Rating> for RatingView {
    fn from(rating: &Rating) -> Self {
        Self {
            score: rating.score,
            comment: rating.comment.clone(),
        }
    }
}

/// How a ticket stands by what is promised on it.
#[derive(Clone, Debug, Object, Serialize, Deserialize)]
#[oai(rename = "TicketSlaState")]
pub(crate) struct SlaView {
    pub state: SlaState,
    /// When the first of its clocks reaches its target, or did with nothing done since.
    pub due_at: Nullable<Moment>,
}

impl SlaView {
    pub fn of(standing: &Standing, now: Timestamp) -> Self {
        Self {
            state: SlaState(standing.state(now)),
            due_at: standing.due_at.map(Moment::from).into(),
        }
    }
}
