//! What a batch of events changes about the parts of tickets, gathered in memory.

mod part;

use super::document::{Document, PartKind};
use super::typed;
use super::words::words;
use crate::projection::ApplyError;
use deadpool_postgres::Transaction;
use domain::ticket::{Created, Edited, Posted, TicketEvent, Visibility};
use domain::{Aggregate, MessageId, Recorded, ticket};
use jiff::Timestamp;
pub(super) use part::{Change, Part};
use part::{names, tag_id, told};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;
use uuid::Uuid;

/// Events that change what is found. No other is decoded.
const NAMES: [&str; 15] = [
    "ticket.created",
    "ticket.subject_changed",
    "ticket.description_changed",
    "ticket.requester_changed",
    "ticket.tagged",
    "ticket.untagged",
    "ticket.file_attached",
    "ticket.file_detached",
    "ticket.message_posted",
    "ticket.message_edited",
    "ticket.message_redacted",
    "ticket.merged",
    "ticket.unmerged",
    "ticket.deleted",
    "ticket.restored",
];

pub(super) fn tells(event: &Recorded) -> bool {
    event.category == ticket::Ticket::CATEGORY && NAMES.contains(&event.name.as_str())
}

/// Which part of which ticket.
pub(super) type PartKey = (Uuid, PartKind, Uuid);

/// The tickets and parts of a batch.
#[derive(Debug, Default)]
pub(super) struct Drafts {
    pub tickets: BTreeMap<Uuid, Searched>,
    /// Parts as they will be; `None` for those that are taken away.
    pub parts: BTreeMap<PartKey, Option<Part>>,
    /// Words of subjects and tags, which slips are told by.
    pub spelled: BTreeSet<String>,
    /// Messages that stand in the tables, and whether they are internal.
    messages: HashMap<(Uuid, Uuid), (i64, bool)>,
}

/// One ticket as it will be.
#[derive(Debug)]
pub(super) struct Searched {
    pub position: i64,
    pub number: i64,
    pub created_at: Timestamp,
    pub customer: Option<Uuid>,
    pub deleted: bool,
    pub merged: bool,
    pub change: Change,
}

impl Drafts {
    /// Reads what is known of all tickets and edited messages that the events are about.
    pub(super) async fn load(
        tx: &Transaction<'_>,
        events: &[&Arc<Recorded>],
    ) -> Result<Self, tokio_postgres::Error> {
        let mut ids: Vec<_> = events.iter().map(|e| e.stream_id).collect();
        ids.sort_unstable();
        ids.dedup();
        let statement = tx.prepare_cached(LOAD).await?;
        let mut drafts = Self::default();
        for row in tx.query(&statement, &[&ids]).await? {
            let ticket = Searched {
                position: row.get(1),
                number: row.get(2),
                created_at: row.get(3),
                customer: row.get(4),
                deleted: row.get(5),
                merged: row.get(6),
                change: Change::Nothing,
            };
            drafts.tickets.insert(row.get(0), ticket);
        }
        drafts.load_edited(tx, events).await?;
        Ok(drafts)
    }

    async fn load_edited(
        &mut self,
        tx: &Transaction<'_>,
        events: &[&Arc<Recorded>],
    ) -> Result<(), tokio_postgres::Error> {
        let edits = events.iter().filter(|e| e.name == "ticket.message_edited");
        let edited = edits.filter_map(|e| match e.decode() {
            Ok(TicketEvent::MessageEdited(edited)) => Some((e.stream_id, edited.message.0)),
            _ => None,
        });
        let (tickets, messages): (Vec<Uuid>, Vec<Uuid>) = edited.unzip();
        if tickets.is_empty() {
            return Ok(());
        }
        let statement = tx.prepare_cached(LOAD_MESSAGES).await?;
        for row in tx.query(&statement, &[&tickets, &messages]).await? {
            let known = (row.get(2), row.get(3));
            self.messages.insert((row.get(0), row.get(1)), known);
        }
        Ok(())
    }

    /// Folds one event in, unless its ticket has it already.
    pub(super) fn fold(&mut self, event: &Recorded) -> Result<(), ApplyError> {
        let id = event.stream_id;
        let known = self.tickets.get(&id);
        if known.is_some_and(|ticket| event.position <= ticket.position) {
            return Ok(());
        }
        match event.decode()? {
            TicketEvent::Created(created) => self.begin(&created, event),
            _ if known.is_none() => {
                let version = event.version;
                return Err(ApplyError::Gap { version });
            }
            payload => self.change(&payload, event),
        }
        if let Some(ticket) = self.tickets.get_mut(&id) {
            ticket.position = event.position;
        }
        Ok(())
    }

    fn begin(&mut self, created: &Created, event: &Recorded) {
        let id = event.stream_id;
        let ticket = Searched {
            position: event.position,
            number: created.number,
            created_at: event.occurred_at,
            customer: created.customer.map(|id| id.0),
            deleted: false,
            merged: false,
            change: Change::Begun,
        };
        self.tickets.insert(id, ticket);
        self.subject(id, &created.subject);
        self.save(id, PartKind::Description, Uuid::nil(), &created.description);
        for tag in &created.tags {
            self.tag(id, tag);
        }
        for file in &created.files {
            self.save(id, PartKind::File, file.id.0, &file.name);
        }
        if let Some(requester) = &created.requester {
            self.save(id, PartKind::Requester, Uuid::nil(), &told(requester));
        }
    }

    fn change(&mut self, payload: &TicketEvent, event: &Recorded) {
        let id = event.stream_id;
        match payload {
            TicketEvent::SubjectChanged { to, .. } => self.subject(id, to),
            TicketEvent::DescriptionChanged { to, .. } => {
                self.save(id, PartKind::Description, Uuid::nil(), to);
            }
            TicketEvent::RequesterChanged { to, .. } => {
                self.drop_part(id, PartKind::Requester, Uuid::nil());
                self.on(id, Change::Row, |ticket| {
                    ticket.customer = to.map(|id| id.0);
                });
            }
            TicketEvent::Tagged { tag } => self.tag(id, tag),
            TicketEvent::Untagged { tag } => self.drop_part(id, PartKind::Tag, tag_id(tag)),
            TicketEvent::FileAttached { file } => {
                self.save(id, PartKind::File, file.id.0, &file.name);
            }
            TicketEvent::FileDetached { attachment } => {
                self.drop_part(id, PartKind::File, attachment.0);
            }
            TicketEvent::MessagePosted(posted) => self.post(id, posted, event.position),
            TicketEvent::MessageEdited(edited) => self.edit(id, edited, event.position),
            TicketEvent::MessageRedacted { message, .. } => self.redact(id, *message),
            TicketEvent::Merged { .. } => self.on(id, Change::Anew, |t| t.merged = true),
            TicketEvent::Unmerged { .. } => self.on(id, Change::Anew, |t| t.merged = false),
            TicketEvent::Deleted {} => self.on(id, Change::Anew, |t| t.deleted = true),
            TicketEvent::Restored {} => self.on(id, Change::Anew, |t| t.deleted = false),
            _ => {}
        }
    }

    fn post(&mut self, id: Uuid, posted: &Posted, position: i64) {
        let internal = posted.visibility == Visibility::Internal;
        self.messages
            .insert((id, posted.message.0), (position, internal));
        let text = typed::plain(&posted.body, posted.format);
        let part = Part::new(PartKind::Message, internal, &text, position);
        self.put(
            (id, PartKind::Message, posted.message.0),
            part,
            Change::Longer,
        );
        if !posted.files.is_empty() {
            let names = names(&posted.files);
            let part = Part::new(PartKind::MessageFiles, internal, &names, position);
            let key = (id, PartKind::MessageFiles, posted.message.0);
            self.put(key, part, Change::Longer);
        }
    }

    /// A message that is not there was redacted.
    fn edit(&mut self, id: Uuid, edited: &Edited, position: i64) {
        let message = edited.message.0;
        if let Some((ordered, internal)) = self.messages.get(&(id, message)).copied() {
            let text = typed::plain(&edited.body, edited.format);
            let mut part = Part::new(PartKind::Message, internal, &text, ordered);
            part.edited = Some(position);
            self.put((id, PartKind::Message, message), part, Change::Anew);
        }
    }

    fn redact(&mut self, id: Uuid, message: MessageId) {
        self.messages.remove(&(id, message.0));
        self.drop_part(id, PartKind::Message, message.0);
        self.drop_part(id, PartKind::MessageFiles, message.0);
    }

    fn subject(&mut self, id: Uuid, subject: &str) {
        self.spell(subject);
        let mut document = Document::of(PartKind::Subject, false, subject);
        if let Some(ticket) = self.tickets.get(&id) {
            document.number(ticket.number);
        }
        let part = Part::of(document, false, 0);
        self.put((id, PartKind::Subject, Uuid::nil()), part, Change::Anew);
    }

    fn tag(&mut self, id: Uuid, tag: &str) {
        self.spell(tag);
        let mut part = Part::new(PartKind::Tag, false, tag, 0);
        part.label = Some(tag.to_owned());
        self.put((id, PartKind::Tag, tag_id(tag)), part, Change::Anew);
    }

    fn spell(&mut self, text: &str) {
        self.spelled.extend(words(text).map(|word| word.text));
    }

    fn save(&mut self, id: Uuid, kind: PartKind, of: Uuid, text: &str) {
        let part = Part::new(kind, false, text, 0);
        self.put((id, kind, of), part, Change::Anew);
    }

    fn put(&mut self, key: PartKey, part: Part, change: Change) {
        self.parts.insert(key, Some(part));
        self.on(key.0, change, |_| {});
    }

    fn drop_part(&mut self, id: Uuid, kind: PartKind, of: Uuid) {
        self.parts.insert((id, kind, of), None);
        self.on(id, Change::Anew, |_| {});
    }

    fn on(&mut self, id: Uuid, change: Change, apply: impl FnOnce(&mut Searched)) {
        if let Some(ticket) = self.tickets.get_mut(&id) {
            apply(ticket);
            ticket.change = ticket.change.max(change);
        }
    }
}

impl Searched {
    /// Whether it is found at all.
    pub(super) fn is_hidden(&self) -> bool {
        self.deleted || self.merged
    }
}

const LOAD: &str = "
SELECT id, position, number, created_at, customer, deleted, merged
FROM searched_tickets
WHERE id = ANY ($1)";

const LOAD_MESSAGES: &str = "
SELECT p.ticket, p.id, p.ordered, p.internal
FROM unnest($1::uuid[], $2::uuid[]) e(ticket, id)
JOIN parts p ON p.ticket = e.ticket AND p.kind = 'm' AND p.id = e.id";
