//! A ticket as it stands: the fold of its events.

use super::{
    Channel, Created, LinkKind, Participant, Rating, Requester, TicketError, TicketEvent,
    TicketSource, TimeEntry,
};
use crate::aggregate::Happened;
use crate::attachment::File;
use crate::field::FieldValues;
use crate::{
    Actor, ActorKind, ChecklistItemId, CustomerId, DepartmentId, MemberId, OrganisationId,
    PriorityId, StatusId, TicketId,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

mod conversation;
mod fold;

pub use conversation::{Conversation, Said};

/// One ticket, or nothing yet.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Ticket {
    pub details: Option<Box<Details>>,
    pub deleted: bool,
}

/// What a ticket holds once it was created. What was said is read from the stream, not kept here.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Details {
    pub number: i64,
    pub subject: String,
    pub description: String,
    /// Details of who asked, where no customer stands for them.
    pub requester: Option<Requester>,
    pub customer: Option<CustomerId>,
    /// The member who opened it.
    pub opened_by: Option<MemberId>,
    /// Of the customer, when they became the requester.
    pub organisation: Option<OrganisationId>,
    pub cc: Vec<Participant>,
    pub watchers: Vec<Participant>,
    pub status: StatusId,
    pub priority: PriorityId,
    pub department: Option<DepartmentId>,
    pub assignees: Vec<MemberId>,
    pub due_at: Option<Timestamp>,
    pub window_from: Option<Timestamp>,
    pub window_to: Option<Timestamp>,
    /// Set aside until then; in the past, it has come back.
    pub snoozed_until: Option<Timestamp>,
    pub tags: Vec<String>,
    pub fields: FieldValues,
    /// Attached to the ticket itself, not to a message.
    pub files: Vec<File>,
    pub channel: Channel,
    pub source: Option<TicketSource>,
    pub conversation: Conversation,
    pub links: Vec<Link>,
    /// The ticket that this one goes on as a part of.
    pub merged_into: Option<TicketId>,
    pub absorbed: Vec<AbsorbedTicket>,
    pub time: Vec<TimeEntry>,
    pub checklist: Vec<ChecklistItem>,
    /// What the customer told last.
    pub rating: Option<Rating>,
    /// It came by the public form, and nobody has shown that the customer's address is theirs.
    #[serde(default)]
    pub unproven: bool,
}

/// A tie to another ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Link {
    /// What this ticket is to the other.
    pub kind: LinkKind,
    pub ticket: TicketId,
}

/// A ticket that became a part of this one, and who gets copies for as long as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AbsorbedTicket {
    pub ticket: TicketId,
    pub cc: Vec<Participant>,
}

/// One thing to be done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChecklistItem {
    pub id: ChecklistItemId,
    pub text: String,
    pub done: bool,
}

impl Ticket {
    /// The ticket, if it is there, stands for itself and was not deleted.
    pub fn open(&self) -> Result<&Details, TicketError> {
        let details = self.details.as_deref().ok_or(TicketError::NotFound)?;
        if self.deleted {
            return Err(TicketError::Deleted);
        }
        match details.merged_into {
            Some(into) => Err(TicketError::Merged { into }),
            None => Ok(details),
        }
    }

    pub(super) fn fold(&mut self, event: &TicketEvent, happened: &Happened) {
        match event {
            TicketEvent::Created(created) => {
                self.details = Some(Box::new(Details {
                    opened_by: member(happened),
                    unproven: happened.actor.kind == ActorKind::Visitor,
                    ..Details::from(created.as_ref())
                }));
                return;
            }
            TicketEvent::Deleted {} => self.deleted = true,
            TicketEvent::Restored {} => self.deleted = false,
            _ => {}
        }
        if let Some(details) = self.details.as_deref_mut() {
            details.fold(event, happened);
            // whoever is signed in followed a link in a letter to that address
            details.unproven &= details.customer.map(Actor::customer) != Some(happened.actor);
        }
    }
}

impl Details {
    /// Whether it is set aside at `now`.
    #[must_use]
    pub fn is_snoozed(&self, now: Timestamp) -> bool {
        self.snoozed_until.is_some_and(|until| until > now)
    }

    /// Bytes of all files on the ticket and its messages.
    #[must_use]
    pub fn file_bytes(&self) -> u64 {
        let own: u64 = self.files.iter().map(|file| file.bytes).sum();
        own + self.conversation.file_bytes()
    }

    /// Everybody who gets copies: those of the tickets that became a part of it as well.
    #[must_use]
    pub fn copies(&self) -> Vec<Participant> {
        let brought = self.absorbed.iter().flat_map(|absorbed| &absorbed.cc);
        let asked = self.customer.map(Participant::Customer);
        let mut copies: Vec<Participant> = Vec::new();
        for who in self.cc.iter().chain(brought) {
            if Some(*who) != asked && !copies.contains(who) {
                copies.push(*who);
            }
        }
        copies
    }

    /// The ticket that this one is a part of the work of.
    #[must_use]
    pub fn parent(&self) -> Option<TicketId> {
        let link = self.links.iter().find(|l| l.kind == LinkKind::ChildOf);
        link.map(|link| link.ticket)
    }
}

impl From<&Created> for Details {
    fn from(c: &Created) -> Self {
        Self {
            opened_by: None,
            number: c.number,
            subject: c.subject.clone(),
            description: c.description.clone(),
            requester: c.requester.clone(),
            customer: c.customer,
            organisation: c.organisation,
            cc: c.cc.clone(),
            watchers: c.watchers.clone(),
            status: c.status,
            priority: c.priority,
            department: c.department,
            assignees: c.assignees.clone(),
            due_at: c.due_at,
            window_from: c.window_from,
            window_to: c.window_to,
            snoozed_until: None,
            tags: c.tags.clone(),
            fields: c.fields.clone(),
            files: c.files.clone(),
            channel: c.channel,
            source: c.source,
            conversation: Conversation::default(),
            links: Vec::new(),
            merged_into: None,
            absorbed: Vec::new(),
            time: Vec::new(),
            checklist: Vec::new(),
            rating: None,
            unproven: false,
        }
    }
}

fn member(happened: &Happened) -> Option<MemberId> {
    let by = happened.actor;
    by.id.filter(|_| by.kind == ActorKind::Member).map(MemberId)
}
