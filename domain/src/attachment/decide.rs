//! What may be done with an attachment.

use super::{Attachment, AttachmentError, AttachmentEvent, Place, Upload, name};
use crate::aggregate::FieldError;
use crate::limits::Checks;

/// The field of tickets and messages that names attachments.
const FIELD: &str = "attachments";

impl Attachment {
    pub(super) fn upload(&self, file: &Upload) -> Result<Vec<AttachmentEvent>, AttachmentError> {
        if self.uploaded.is_some() {
            return Err(AttachmentError::Exists);
        }
        let mut checks = Checks::default();
        name::check(&mut checks, &file.name);
        if file.bytes == 0 {
            checks.fail("file", "must not be empty");
        }
        let hash = &file.sha256;
        let hex = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
        if hash.len() != 64 || !hash.bytes().all(hex) {
            checks.fail("sha256", "must be 64 hexadecimal digits in lower case");
        }
        if !is_media_type(&file.media_type) {
            checks.fail("media_type", "must be a media type like image/png");
        }
        checks.finish().map_err(AttachmentError::Invalid)?;
        Ok(vec![AttachmentEvent::Uploaded(file.clone())])
    }

    pub(super) fn attach(&self, place: Place) -> Result<Vec<AttachmentEvent>, AttachmentError> {
        if self.uploaded.is_none() {
            return Err(refused("names no uploaded file; upload it first"));
        }
        if self.removed {
            return Err(refused("names a file that was removed; upload it again"));
        }
        if self.places.contains(&place) {
            return Ok(vec![]); // already there: nothing to record
        }
        let Place { ticket, message } = place;
        Ok(vec![AttachmentEvent::Attached { ticket, message }])
    }

    pub(super) fn detach(&self, place: Place) -> Result<Vec<AttachmentEvent>, AttachmentError> {
        if self.uploaded.is_none() {
            return Err(AttachmentError::NotFound);
        }
        if !self.places.contains(&place) {
            return Ok(vec![]);
        }
        let Place { ticket, message } = place;
        Ok(vec![AttachmentEvent::Detached { ticket, message }])
    }

    pub(super) fn remove(&self) -> Result<Vec<AttachmentEvent>, AttachmentError> {
        match self {
            Self { uploaded: None, .. } => Err(AttachmentError::NotFound),
            Self { removed: true, .. } => Ok(vec![]),
            Self { places, .. } if !places.is_empty() => Err(AttachmentError::Attached),
            _ => Ok(vec![AttachmentEvent::Removed {}]),
        }
    }
}

fn refused(detail: &str) -> AttachmentError {
    AttachmentError::Invalid(vec![FieldError::new(FIELD, detail)])
}

/// Two tokens of RFC 9110 with a slash between; parameters are not kept.
fn is_media_type(text: &str) -> bool {
    let token = |part: &str| {
        let allowed = |b: u8| b.is_ascii_alphanumeric() || b"!#$&^_.+-".contains(&b);
        !part.is_empty() && part.len() <= 127 && part.bytes().all(allowed)
    };
    text.split_once('/')
        .is_some_and(|(kind, subtype)| token(kind) && token(subtype))
}
