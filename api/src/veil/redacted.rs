//! Which words and files were taken away after the events that tell of them.

use domain::attachment::Attachment;
use domain::ticket::TicketEvent;
use domain::{Aggregate, MessageId, Recorded};
use eventstore::{EventStore, StoreError};
use serde_json::{Value, json};
use std::borrow::Borrow;
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

const POSTED: &str = "ticket.message_posted";
const EDITED: &str = "ticket.message_edited";
const REDACTED: &str = "ticket.message_redacted";
const UPLOADED: &str = "attachment.uploaded";
const PLACES: [&str; 3] = [UPLOADED, "attachment.attached", "attachment.detached"];

/// What a page of events must not tell any more. The log keeps it; whoever reads it elsewhere
/// obeys the events that took it away.
#[derive(Clone, Debug, Default)]
pub(crate) struct Redacted {
    messages: HashSet<MessageId>,
    attachments: HashSet<Uuid>,
}

impl Redacted {
    /// Asks the log about the messages and files that `events` tell of, once for all.
    pub async fn among(
        store: &EventStore,
        events: &[impl Borrow<Recorded>],
    ) -> Result<Self, StoreError> {
        Ok(Self {
            messages: messages(store, events).await?,
            attachments: attachments(store, events).await?,
        })
    }

    /// The payload without what was taken away; `None` when it may be told as it is.
    pub fn conceal(&self, event: &Recorded) -> Option<String> {
        match event.name.as_str() {
            POSTED | EDITED => {
                let message = message(event)?;
                self.messages
                    .contains(&message)
                    .then(|| bare(&event.data, &["body"]))
            }
            UPLOADED if self.attachments.contains(&event.stream_id) => {
                Some(bare(&event.data, &["name", "sha256"]))
            }
            _ => None,
        }
    }
}

async fn messages(
    store: &EventStore,
    events: &[impl Borrow<Recorded>],
) -> Result<HashSet<MessageId>, StoreError> {
    let streams = streams(events, &[POSTED, EDITED]);
    if streams.is_empty() {
        return Ok(HashSet::new());
    }
    let redactions = store.read_named(&streams, &[REDACTED]).await?;
    Ok(redactions.iter().filter_map(message).collect())
}

/// Files that no place holds any more.
async fn attachments(
    store: &EventStore,
    events: &[impl Borrow<Recorded>],
) -> Result<HashSet<Uuid>, StoreError> {
    let streams = streams(events, &[UPLOADED]);
    if streams.is_empty() {
        return Ok(HashSet::new());
    }
    let mut files: HashMap<Uuid, Attachment> = HashMap::new();
    for event in store.read_named(&streams, &PLACES).await? {
        let file = files.entry(event.stream_id).or_default();
        file.evolve(&event.decode()?, &event.happened());
    }
    let gone = files.into_iter().filter(|(_, file)| !file.is_readable());
    Ok(gone.map(|(id, _)| id).collect())
}

fn streams(events: &[impl Borrow<Recorded>], names: &[&str]) -> Vec<Uuid> {
    let events = events.iter().map(Borrow::borrow);
    let told = events.filter(|event| names.contains(&event.name.as_str()));
    let streams: HashSet<_> = told.map(|event| event.stream_id).collect();
    streams.into_iter().collect()
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
