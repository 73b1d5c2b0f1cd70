//! A ticket and its messages as customers see them: each field is named here, so that whatever else
//! tickets come to hold stays inside.

use crate::attachments::PORTAL_FILES;
use crate::messages::Message;
use crate::request::PortalReader;
use crate::types::{Fields, Moment, Nullable};
use domain::attachment::File;
use domain::ticket::{Details, Visibility};
use domain::{ActorKind, Catalog, CustomerId, StatusId, TicketId};
use jiff::Timestamp;
use poem_openapi::Object;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A ticket as its customer sees it.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct PortalTicket {
    pub id: Uuid,
    pub number: i64,
    /// The number as people say it.
    pub reference: String,
    pub subject: String,
    pub description: String,
    pub status: PortalStatus,
    /// Values that customers may see, by the keys of their fields.
    pub fields: Fields,
    /// What customers sent along with the ticket itself; messages have their own files.
    pub attachments: Vec<PortalFile>,
    /// Whether the caller asked; else a colleague did, or the caller reads along.
    pub mine: bool,
    pub can_reply: bool,
    pub can_close: bool,
    pub can_rate: bool,
    pub rating: Nullable<PortalRating>,
    pub created_at: Moment,
    /// When something was last said that the caller can read.
    pub last_message_at: Moment,
}

/// A ticket of the list.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct PortalTicketSummary {
    pub id: Uuid,
    pub number: i64,
    pub reference: String,
    pub subject: String,
    pub status: PortalStatus,
    pub mine: bool,
    pub created_at: Moment,
    pub last_message_at: Moment,
}

/// A status in words for customers.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct PortalStatus {
    /// In the customer's language.
    pub label: String,
    /// Whether the ticket is resolved or closed.
    pub done: bool,
    /// Whether the staff waits for the customer.
    pub waits_for_customer: bool,
}

/// How content the customer is.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(rename = "PortalRating")]
pub(crate) struct PortalRating {
    /// From 1, not at all, to 5, very much.
    pub score: u8,
    pub comment: String,
}

/// A message as customers see it.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct PortalMessage {
    pub id: Uuid,
    pub author: PortalAuthor,
    /// Null when the message was redacted.
    pub body: Nullable<String>,
    /// The body made safe to show.
    pub html: Nullable<String>,
    pub created_at: Moment,
    pub edited: bool,
    pub redacted: bool,
    pub attachments: Vec<PortalFile>,
}

/// Who said something.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct PortalAuthor {
    /// `me`, `customer` for others who take part, or `staff`.
    pub kind: String,
    /// Of the staff alone.
    pub name: Nullable<String>,
}

/// A page of messages.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct PortalMessageList {
    pub items: Vec<PortalMessage>,
    pub next_cursor: Nullable<String>,
}

/// A file that customers can fetch.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct PortalFile {
    pub id: Uuid,
    pub name: String,
    pub media_type: String,
    pub bytes: u64,
    /// Where its content is.
    pub url: String,
    /// Where a small image of it is; null where there will be none.
    pub thumbnail_url: Nullable<String>,
}

impl PortalTicket {
    /// `files` are those of the ticket that customers may see.
    pub fn of(
        reader: &PortalReader,
        (id, ticket): (TicketId, &Details),
        (created_at, files): (Timestamp, &[File]),
    ) -> Self {
        let catalog = &*reader.catalog;
        let status = PortalStatus::of(reader, ticket.status);
        let mine = is_mine(reader, ticket.customer);
        let goes_on = ticket.merged_into.is_none();
        Self {
            id: id.0,
            number: ticket.number,
            reference: catalog.workspace().reference(ticket.number),
            subject: ticket.subject.clone(),
            description: ticket.description.clone(),
            fields: fields(ticket, reader),
            attachments: files.iter().map(PortalFile::from).collect(),
            mine,
            can_reply: goes_on,
            can_close: goes_on && mine && !status.done && catalog.workspace().portal.may_close,
            can_rate: goes_on && mine && status.done,
            rating: ticket.rating.as_ref().map(PortalRating::from).into(),
            created_at: created_at.into(),
            last_message_at: last_said(ticket, created_at).into(),
            status,
        }
    }
}

impl PortalTicketSummary {
    pub fn of(reader: &PortalReader, row: &projections::TicketRow) -> Self {
        let said = [row.last_customer_message_at, row.last_staff_message_at];
        let last = said.into_iter().flatten().max();
        Self {
            id: row.id.0,
            number: row.number,
            reference: reader.catalog.workspace().reference(row.number),
            subject: row.subject.clone(),
            status: PortalStatus::of(reader, row.status),
            mine: is_mine(reader, row.customer),
            created_at: row.created_at.into(),
            last_message_at: last.unwrap_or(row.created_at).into(),
        }
    }
}

impl PortalStatus {
    /// A retired status keeps its words.
    fn of(reader: &PortalReader, id: StatusId) -> Self {
        let entry = reader.catalog.statuses.get(id.0);
        let status = entry.and_then(|entry| entry.setting.value.as_ref());
        let category = status.map(|status| status.category);
        let label = status.map(|status| status.label(&reader.customer.language));
        Self {
            label: label.unwrap_or_default().to_owned(),
            done: category.is_some_and(|category| category.is_done()),
            waits_for_customer: category == Some(domain::setting::StatusCategory::Pending),
        }
    }
}

impl PortalMessage {
    /// The message, unless it is none for customers.
    pub fn of(reader: &PortalReader, message: Message) -> Option<Self> {
        if message.visibility.0 != Visibility::Public {
            return None;
        }
        Some(Self {
            id: message.id,
            author: PortalAuthor::of(reader, &message),
            redacted: message.redacted.0.is_some(),
            body: message.body,
            html: message.html,
            created_at: message.created_at,
            edited: message.edits > 0,
            attachments: (message.attachments.into_iter())
                .map(|file| PortalFile::at(file.id, file.name, file.media_type, file.bytes))
                .collect(),
        })
    }
}

impl PortalAuthor {
    fn of(reader: &PortalReader, message: &Message) -> Self {
        let by_customer = message.author.kind == ActorKind::Customer.as_str();
        let author = message.author.id.0.filter(|_| by_customer);
        let (kind, name) = match message.customer_id.0.or(author).map(CustomerId) {
            Some(id) if reader.customer.records.contains(&id) => ("me", None),
            Some(_) => ("customer", None),
            None if message.author.kind == ActorKind::Member.as_str() => {
                ("staff", message.author.name.0.clone())
            }
            // neither what keys nor what rules are called is for customers
            None => ("staff", None),
        };
        Self {
            kind: kind.to_owned(),
            name: name.into(),
        }
    }
}

impl PortalFile {
    fn at(id: Uuid, name: String, media_type: String, bytes: u64) -> Self {
        let place = format!("{PORTAL_FILES}/{id}");
        let shows = attachments::can_have_thumbnail(&media_type);
        Self {
            id,
            url: format!("{place}/content"),
            thumbnail_url: shows.then(|| format!("{place}/thumbnail")).into(),
            name,
            media_type,
            bytes,
        }
    }
}

impl From<&File> for PortalFile {
    fn from(file: &File) -> Self {
        let (name, media_type) = (file.name.clone(), file.media_type.clone());
        Self::at(file.id.0, name, media_type, file.bytes)
    }
}

impl From<&domain::ticket::Rating> for PortalRating {
    fn from(rating: &domain::ticket::Rating) -> Self {
        Self {
            score: rating.score,
            comment: rating.comment.clone(),
        }
    }
}

fn is_mine(reader: &PortalReader, customer: Option<CustomerId>) -> bool {
    customer.is_some_and(|id| reader.customer.records.contains(&id))
}

/// Not when it was last changed: that would tell of what is done inside.
fn last_said(ticket: &Details, created_at: Timestamp) -> Timestamp {
    let conversation = &ticket.conversation;
    let said = [
        conversation.last_customer_message_at,
        conversation.last_staff_message_at,
    ];
    said.into_iter().flatten().max().unwrap_or(created_at)
}

fn fields(ticket: &Details, reader: &PortalReader) -> Fields {
    let catalog: &Catalog = &reader.catalog;
    let seen = ticket.visible_fields(catalog, reader.audience());
    let spelled = seen.into_iter().map(|(field, value)| {
        let value = serde_json::to_value(value).unwrap_or_default();
        (field.key.clone(), value)
    });
    Fields(spelled.collect())
}
