//! An uploaded file: what it is, and where it is attached. Its bytes lie in a storage, by their hash.

use crate::Actor;
use crate::aggregate::{Aggregate, Context, FieldError, Happened, describe};
use crate::ids::{AttachmentId, MessageId, TicketId};
use crate::reservation::ReservationChange;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

mod decide;
mod event;
mod name;
#[cfg(test)]
mod tests;

pub use event::{AttachmentEvent, Upload};
pub use name::{NAME_CHARS, tidy_name};

/// An attachment as a ticket's events carry it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct File {
    pub id: AttachmentId,
    pub name: String,
    /// What the content is, as told by its first bytes.
    pub media_type: String,
    pub bytes: u64,
    /// In lower-case hexadecimal.
    pub sha256: String,
}

/// Where an attachment is: on a ticket itself, or on one of its messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    pub ticket: TicketId,
    pub message: Option<MessageId>,
}

/// One attachment as it stands. Clones and splits of tickets share it, so it may have many places.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Attachment {
    /// Absent only before the upload.
    pub uploaded: Option<Uploaded>,
    pub places: BTreeSet<Place>,
    /// It was attached once, wherever it is now.
    pub was_attached: bool,
    pub removed: bool,
}

/// What was uploaded, by whom and when.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Uploaded {
    pub file: Upload,
    pub by: Actor,
    pub at: Timestamp,
}

/// What can be asked of an attachment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AttachmentCommand {
    /// Records a file whose bytes are stored already.
    Upload(Upload),
    /// Puts it somewhere. Belongs in the same append as the ticket's own event.
    Attach(Place),
    /// Takes it from a place, as when a message is redacted.
    Detach(Place),
    /// Gives it up. Refused while it is attached anywhere.
    Remove,
}

/// Why a command was refused.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum AttachmentError {
    #[error("there is no such attachment")]
    NotFound,
    #[error("this attachment exists already")]
    Exists,
    #[error("the attachment is still attached to a ticket")]
    Attached,
    #[error("invalid attachment: {}", describe(.0))]
    Invalid(Vec<FieldError>),
}

impl Attachment {
    /// How a ticket's events carry it; `None` when there is no such attachment or it was removed.
    #[must_use]
    pub fn file(&self, id: AttachmentId) -> Option<File> {
        let file = &self.uploaded.as_ref().filter(|_| !self.removed)?.file;
        Some(File {
            id,
            name: file.name.clone(),
            media_type: file.media_type.clone(),
            bytes: file.bytes,
            sha256: file.sha256.clone(),
        })
    }

    /// Whether its content may be given out: not once it was removed, and not once every place that
    /// it had was taken from it, as a redaction does.
    #[must_use]
    pub fn is_readable(&self) -> bool {
        let redacted = self.was_attached && self.places.is_empty();
        self.uploaded.is_some() && !self.removed && !redacted
    }

    /// The tickets that it is attached to, each once.
    #[must_use]
    pub fn tickets(&self) -> BTreeSet<TicketId> {
        self.places.iter().map(|place| place.ticket).collect()
    }
}

impl Aggregate for Attachment {
    const CATEGORY: &'static str = "attachment";
    const FOLD: i32 = 1;
    type Command = AttachmentCommand;
    type Event = AttachmentEvent;
    type Error = AttachmentError;

    fn decide(
        &self,
        command: &AttachmentCommand,
        _: &Context<'_>,
    ) -> Result<Vec<AttachmentEvent>, AttachmentError> {
        match command {
            AttachmentCommand::Upload(file) => self.upload(file),
            AttachmentCommand::Attach(place) => self.attach(*place),
            AttachmentCommand::Detach(place) => self.detach(*place),
            AttachmentCommand::Remove => self.remove(),
        }
    }

    fn evolve(&mut self, event: &AttachmentEvent, happened: &Happened) {
        match event {
            AttachmentEvent::Uploaded(file) => {
                self.uploaded = Some(Uploaded {
                    file: file.clone(),
                    by: happened.actor,
                    at: happened.at,
                });
            }
            AttachmentEvent::Attached { ticket, message } => {
                let (ticket, message) = (*ticket, *message);
                self.places.insert(Place { ticket, message });
                self.was_attached = true;
            }
            AttachmentEvent::Detached { ticket, message } => {
                let (ticket, message) = (*ticket, *message);
                self.places.remove(&Place { ticket, message });
            }
            AttachmentEvent::Removed {} => self.removed = true,
        }
    }

    fn together(errors: Vec<AttachmentError>) -> AttachmentError {
        let mut fields = Vec::new();
        for error in errors {
            match error {
                AttachmentError::Invalid(more) => fields.extend(more),
                other => return other,
            }
        }
        AttachmentError::Invalid(fields)
    }

    fn taken(reservation: &ReservationChange) -> AttachmentError {
        let detail = "is taken already; choose another";
        AttachmentError::Invalid(vec![FieldError::new(reservation.kind, detail)])
    }
}
