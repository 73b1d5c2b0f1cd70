//! Every wording that a message has had.

use super::owner;
use super::render::{RemoteImages, render};
use super::thread::filter;
use super::view::MentionsView;
use crate::page::{Limit, parse_version_cursor, version_cursor};
use crate::people::Person;
use crate::problem::Problem;
use crate::request::Reader;
use crate::types::{MessageFormat, Moment, Nullable};
use domain::ticket::{Format, Mentions, TicketEvent};
use domain::{Catalog, MessageId, Recorded, TicketId};
use eventstore::EventStore;
use poem_openapi::Object;
use serde::{Deserialize, Serialize};

/// Wordings of a page unless told otherwise.
const USUAL: u16 = 20;
/// Most bytes of bodies on a page, which therefore may end early.
const PAGE_BYTES: usize = 2 * 1024 * 1024;
/// Events read at once.
const PAGE: usize = 50;

/// One wording of a message.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(example)]
pub(crate) struct Revision {
    /// The ticket's version since this wording.
    pub version: i32,
    /// null once the message was redacted: that takes every wording away.
    pub body: Nullable<String>,
    pub format: MessageFormat,
    /// As of messages.
    pub html: Nullable<String>,
    pub mentions: MentionsView,
    /// Who wrote it.
    pub author: Person,
    pub created_at: Moment,
}

/// A page of wordings, oldest first.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct RevisionList {
    pub items: Vec<Revision>,
    pub next_cursor: Nullable<String>,
}

/// Which part of the wordings is wanted.
#[derive(Debug)]
pub(super) struct Wanted {
    pub images: Option<RemoteImages>,
    pub limit: Option<Limit>,
    pub cursor: Option<String>,
}

pub(super) async fn list(
    reader: &Reader,
    (id, message): (TicketId, MessageId),
    wanted: Wanted,
) -> Result<RevisionList, Problem> {
    let after = parse_version_cursor(wanted.cursor.as_deref())?;
    let limit = usize::from(Limit::or(wanted.limit, USUAL));
    let id = owner(reader, id, message).await?;
    let (mut wordings, redacted) = read(&reader.state.app.store, id, message).await?;
    wordings.retain(|wording| wording.version > after);
    let mut bytes = 0;
    let fits = |wording: &&Wording| {
        bytes += wording.body.len();
        bytes <= PAGE_BYTES
    };
    let count = wordings.iter().take(limit).take_while(fits).count().max(1);
    let more = wordings.len() > count;
    wordings.truncate(count);
    let last = wordings.last().filter(|_| more);
    let next_cursor = last.map(|wording| version_cursor(wording.version)).into();
    let (catalog, images) = (reader.catalog.clone(), wanted.images.unwrap_or_default());
    let shown = move || {
        let revisions = wordings.into_iter();
        revisions
            .map(|wording| wording.shown(redacted, images, &catalog))
            .collect()
    };
    let items = tokio::task::spawn_blocking(shown).await;
    let items = items.map_err(|error| Problem::internal(&error))?;
    Ok(RevisionList { items, next_cursor })
}

/// A wording and who gave it.
struct Wording {
    version: i32,
    body: String,
    format: Format,
    mentions: Mentions,
    author: domain::Actor,
    at: jiff::Timestamp,
}

/// All wordings of a message, and whether it was redacted.
async fn read(
    store: &EventStore,
    id: TicketId,
    message: MessageId,
) -> Result<(Vec<Wording>, bool), Problem> {
    let (mut wordings, mut redacted, mut position) = (Vec::new(), false, 0);
    let filter = filter(id.0);
    loop {
        let events = store.read_filtered(position, PAGE, &filter).await?;
        for event in &events {
            let happened = event.decode().map_err(|error| Problem::internal(&error))?;
            match happened {
                TicketEvent::MessageRedacted { message: m, .. } => redacted |= m == message,
                happened => wordings.extend(wording(happened, event, message)),
            }
        }
        match events.last() {
            Some(last) if events.len() == PAGE => position = last.position,
            _ => return Ok((wordings, redacted)),
        }
    }
}

fn wording(happened: TicketEvent, event: &Recorded, message: MessageId) -> Option<Wording> {
    let here = (event.actor, event.occurred_at);
    let (body, format, mentions, (author, at)) = match happened {
        TicketEvent::MessagePosted(posted) if posted.message == message => {
            let first = posted.source.map_or(here, |s| (s.author, s.at));
            (posted.body, posted.format, posted.mentions, first)
        }
        TicketEvent::MessageEdited(edited) if edited.message == message => {
            (edited.body, edited.format, edited.mentions, here)
        }
        _ => return None,
    };
    Some(Wording {
        version: event.version,
        body,
        format,
        mentions,
        author,
        at,
    })
}

impl Wording {
    fn shown(self, redacted: bool, images: RemoteImages, catalog: &Catalog) -> Revision {
        let html = (!redacted).then(|| render(&self.body, self.format, images));
        let (format, mentions) = match redacted {
            true => (Format::Text, Mentions::default()),
            false => (self.format, self.mentions),
        };
        Revision {
            version: self.version,
            body: Some(self.body).filter(|_| !redacted).into(),
            format: MessageFormat(format),
            html: html.into(),
            mentions: mentions.into(),
            author: Person::of(&self.author, catalog),
            created_at: self.at.into(),
        }
    }
}
