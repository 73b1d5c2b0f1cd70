//! What is known of a conversation without its words.

use crate::aggregate::Happened;
use crate::ticket::{Mentions, Posted, Visibility};
use crate::{Actor, ActorKind, AttachmentId, CustomerId, MessageId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// All messages of a ticket, oldest first, and the moments that clocks ask for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conversation {
    pub said: Vec<Said>,
    /// The members and departments who were called upon, each once.
    pub mentioned: Vec<Uuid>,
    /// When one of the staff first wrote to the customer.
    pub first_response_at: Option<Timestamp>,
    pub last_customer_message_at: Option<Timestamp>,
    /// When one of the staff last wrote to the customer.
    pub last_staff_message_at: Option<Timestamp>,
}

/// One message without its words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    pub message: MessageId,
    /// Who recorded it.
    pub by: Actor,
    /// The customer whose words they are.
    pub customer: Option<CustomerId>,
    pub visibility: Visibility,
    pub files: Vec<AttachmentId>,
    pub file_bytes: u64,
    pub redacted: bool,
}

impl Conversation {
    /// The message, if it was posted on this ticket.
    #[must_use]
    pub fn find(&self, message: MessageId) -> Option<&Said> {
        self.said.iter().find(|said| said.message == message)
    }

    pub(super) fn file_bytes(&self) -> u64 {
        self.said.iter().map(|said| said.file_bytes).sum()
    }

    pub(super) fn add(&mut self, posted: &Posted, happened: &Happened) {
        let said = Said::of(posted, happened);
        let at = posted.said_at(happened);
        if said.customer.is_some() {
            self.last_customer_message_at = self.last_customer_message_at.max(Some(at));
        } else if said.visibility == Visibility::Public && said.is_by_staff() {
            self.first_response_at.get_or_insert(at);
            self.last_staff_message_at = self.last_staff_message_at.max(Some(at));
        }
        self.mention(&posted.mentions);
        self.said.push(said);
    }

    /// Whoever was once called upon keeps sight of the ticket.
    pub(super) fn mention(&mut self, mentions: &Mentions) {
        let members = mentions.members.iter().map(|id| id.0);
        let departments = mentions.departments.iter().map(|id| id.0);
        for id in members.chain(departments) {
            if !self.mentioned.contains(&id) {
                self.mentioned.push(id);
            }
        }
    }

    pub(super) fn redact(&mut self, message: MessageId) {
        if let Some(said) = self.said.iter_mut().find(|said| said.message == message) {
            said.redacted = true;
            said.files.clear();
            said.file_bytes = 0;
        }
    }
}

impl Said {
    /// A message as it was posted.
    #[must_use]
    pub fn of(posted: &Posted, happened: &Happened) -> Self {
        let by = posted.source.map_or(happened.actor, |source| source.author);
        Self {
            message: posted.message,
            by,
            customer: posted.customer.or_else(|| customer(&by)),
            visibility: posted.visibility,
            files: posted.files.iter().map(|file| file.id).collect(),
            file_bytes: posted.files.iter().map(|file| file.bytes).sum(),
            redacted: false,
        }
    }

    /// Whether one of the staff said it for themselves. What a rule, an import without a name or
    /// Docket itself says is no answer of the staff.
    #[must_use]
    pub fn is_by_staff(&self) -> bool {
        self.customer.is_none() && matches!(self.by.kind, ActorKind::Member | ActorKind::ApiKey)
    }
}

fn customer(actor: &Actor) -> Option<CustomerId> {
    let id = actor.id.filter(|_| actor.kind == ActorKind::Customer);
    id.map(CustomerId)
}
