//! One message as it stands in its ticket's stream.

use crate::problem::Problem;
use domain::attachment::File;
use domain::ticket::{Format, TicketEvent};
use domain::{MessageId, Recorded, TicketId};
use eventstore::EventStore;
use jiff::Timestamp;

/// Events read at once.
const PAGE: usize = 200;

/// A message as it stands after edits.
#[derive(Debug)]
pub(super) struct Said {
    pub body: String,
    pub format: Format,
    pub files: Vec<File>,
    /// When it was said, on whichever ticket that was.
    pub at: Timestamp,
}

/// The message, if it was posted on that ticket.
pub(super) async fn said(
    store: &EventStore,
    ticket: TicketId,
    message: MessageId,
) -> Result<Option<Said>, Problem> {
    let (mut said, mut version) = (None, 0);
    loop {
        let events = store.read_stream(ticket.0, version, PAGE).await?;
        for event in &events {
            fold(&mut said, message, event)?;
        }
        match events.last() {
            Some(last) if events.len() == PAGE => version = last.version,
            _ => return Ok(said),
        }
    }
}

fn fold(said: &mut Option<Said>, message: MessageId, event: &Recorded) -> Result<(), Problem> {
    let told = ["ticket.message_posted", "ticket.message_edited"];
    if !told.contains(&event.name.as_str()) {
        return Ok(());
    }
    let happened = event.decode().map_err(|error| Problem::internal(&error))?;
    match happened {
        TicketEvent::MessagePosted(posted) if posted.message == message => {
            *said = Some(Said {
                body: posted.body,
                format: posted.format,
                files: posted.files,
                at: posted.source.map_or(event.occurred_at, |source| source.at),
            });
        }
        TicketEvent::MessageEdited(edited) if edited.message == message => {
            if let Some(said) = said {
                said.body = edited.body;
                said.format = edited.format;
            }
        }
        _ => {}
    }
    Ok(())
}
