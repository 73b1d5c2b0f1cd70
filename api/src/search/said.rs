//! What found messages say, as the log tells of them now.

use crate::problem::Problem;
use crate::request::Reader;
use domain::ticket::TicketEvent;
use domain::{MessageId, Recorded, TicketId};
use projections::{FoundMessage, SearchHit, plain_text};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// The event that takes words away. It is asked of the log, so that no list that lags behind
/// shows them.
const REDACTED: &str = "ticket.message_redacted";

/// A message and the names of its files.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    pub body: String,
    pub files: Vec<String>,
}

/// The words of the messages of all hits.
#[derive(Debug)]
pub(super) struct Said(HashMap<(Uuid, MessageId), Words>);

impl Said {
    pub async fn on(reader: &Reader, hits: &[SearchHit]) -> Result<Self, Problem> {
        let messages = || hits.iter().flat_map(|hit| &hit.messages);
        let places = messages().flat_map(|message| [Some(message.position), message.edited]);
        let mut positions: Vec<i64> = places.flatten().collect();
        positions.sort_unstable();
        if positions.is_empty() {
            return Ok(Self(HashMap::new()));
        }
        let tickets = hits.iter().filter(|hit| !hit.messages.is_empty());
        let tickets: Vec<_> = tickets.map(|hit| hit.ticket.0).collect();
        let store = &reader.state.app.store;
        let events = store.read_at(&positions).await?;
        let redactions = store.read_named(&tickets, &[REDACTED]).await?;
        let mut said = Self(HashMap::new());
        for event in &events {
            said.fold(event)?;
        }
        said.forget(&redactions);
        Ok(said)
    }

    /// `None` where the words were taken away meanwhile.
    pub fn words(&self, ticket: TicketId, message: &FoundMessage) -> Option<&Words> {
        self.0.get(&(ticket.0, message.message))
    }

    fn fold(&mut self, event: &Recorded) -> Result<(), Problem> {
        let payload = event.decode().map_err(|error| Problem::internal(&error))?;
        match payload {
            TicketEvent::MessagePosted(posted) => {
                let words = self.0.entry((event.stream_id, posted.message)).or_default();
                words.body = plain_text(&posted.body, posted.format).into_owned();
                words.files = posted.files.iter().map(|file| file.name.clone()).collect();
            }
            TicketEvent::MessageEdited(edited) => {
                let words = self.0.entry((event.stream_id, edited.message)).or_default();
                words.body = plain_text(&edited.body, edited.format).into_owned();
            }
            _ => {}
        }
        Ok(())
    }

    fn forget(&mut self, redactions: &[Recorded]) {
        let gone = redactions.iter().filter_map(|event| match event.decode() {
            Ok(TicketEvent::MessageRedacted { message, .. }) => Some((event.stream_id, message)),
            _ => None,
        });
        let gone: HashSet<_> = gone.collect();
        self.0.retain(|key, _| !gone.contains(key));
    }
}
