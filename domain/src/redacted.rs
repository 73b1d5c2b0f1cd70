//! Which words and files were taken away after the events that tell of them.

use crate::aggregate::Aggregate;
use crate::attachment::Attachment;
use crate::ticket::TicketEvent;
use crate::{MessageId, Recorded};
use serde_json::{Value, json};
use std::borrow::Borrow;
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

const POSTED: &str = "ticket.message_posted";
const EDITED: &str = "ticket.message_edited";
const REDACTED: &str = "ticket.message_redacted";
const UPLOADED: &str = "attachment.uploaded";

/// What events must not tell any more. The log keeps it; whoever reads it elsewhere obeys the
/// events that took it away: learn all [`Redacted::NAMES`] of [`Redacted::streams`] first.
#[derive(Clone, Debug, Default)]
pub struct Redacted {
    messages: HashSet<MessageId>,
    files: HashMap<Uuid, Attachment>,
}

impl Redacted {
    /// The events that tell what was taken away.
    pub const NAMES: [&'static str; 4] = [
        REDACTED,
        UPLOADED,
        "attachment.attached",
        "attachment.detached",
    ];

    /// The streams of `events` in which something may have been taken away later.
    #[must_use]
    pub fn streams(events: &[impl Borrow<Recorded>]) -> Vec<Uuid> {
        let events = events.iter().map(Borrow::borrow);
        let told = events.filter(|e| [POSTED, EDITED, UPLOADED].contains(&e.name.as_str()));
        let streams: HashSet<_> = told.map(|event| event.stream_id).collect();
        streams.into_iter().collect()
    }

    /// Learns from one event, in the order of its stream; others than those of
    /// [`Redacted::NAMES`] change nothing.
    pub fn learn(&mut self, event: &Recorded) -> Result<(), crate::DecodeError> {
        match event.name.as_str() {
            REDACTED => self.messages.extend(message(event)),
            name if Self::NAMES.contains(&name) => {
                let file = self.files.entry(event.stream_id).or_default();
                file.evolve(&event.decode()?, &event.happened());
            }
            _ => {}
        }
        Ok(())
    }

    /// The payload without what was taken away; `None` when it may be told as it is.
    #[must_use]
    pub fn conceal(&self, event: &Recorded) -> Option<String> {
        let (gone, texts): (bool, &[&str]) = match event.name.as_str() {
            POSTED | EDITED => (self.messages.contains(&message(event)?), &["body"]),
            UPLOADED => (self.is_gone(event.stream_id), &["name", "sha256"]),
            _ => return None,
        };
        gone.then(|| bare(&event.data, texts))
    }

    /// Whether no place holds the file any more.
    fn is_gone(&self, file: Uuid) -> bool {
        let file = self.files.get(&file);
        file.is_some_and(|file| !file.is_readable())
    }
}

fn message(event: &Recorded) -> Option<MessageId> {
    match event.decode().ok()? {
        TicketEvent::MessagePosted(posted) => Some(posted.message),
        TicketEvent::MessageEdited(edited) => Some(edited.message),
        TicketEvent::MessageRedacted { message, .. } => Some(message),
        _ => None,
    }
}

/// The payload with empty `texts`, without files and mentions, and marked as redacted. What
/// cannot be read is not told at all.
fn bare(data: &str, texts: &[&str]) -> String {
    let Ok(Value::Object(mut members)) = serde_json::from_str(data) else {
        return json!({"redacted": true}).to_string();
    };
    for text in texts {
        members.insert((*text).to_owned(), json!(""));
    }
    for list in ["files", "mentions"] {
        members.remove(list);
    }
    members.insert("redacted".to_owned(), json!(true));
    Value::Object(members).to_string()
}
