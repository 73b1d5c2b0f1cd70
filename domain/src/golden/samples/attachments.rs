//! Samples of what happens to attachments.

use crate::attachment::{AttachmentEvent, Upload};
use crate::given::NOBODY;
use crate::{MessageId, TicketId};

pub fn bare_attached() -> AttachmentEvent {
    let (ticket, message) = (TicketId(NOBODY), None);
    AttachmentEvent::Attached { ticket, message }
}

pub fn attachments() -> [AttachmentEvent; 4] {
    let (ticket, message) = (TicketId(NOBODY), Some(MessageId(NOBODY)));
    let upload = Upload {
        name: "صورة الشاشة.png".to_owned(),
        media_type: "image/png".to_owned(),
        bytes: 48_213,
        sha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".to_owned(),
    };
    [
        AttachmentEvent::Uploaded(upload),
        AttachmentEvent::Attached { ticket, message },
        AttachmentEvent::Detached { ticket, message },
        AttachmentEvent::Removed {},
    ]
}
