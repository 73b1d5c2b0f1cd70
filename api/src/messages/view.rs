//! A message as the API shows it.

use super::render::{RemoteImages, render};
use super::thread::{Redaction, Said};
use crate::people::Person;
use crate::types::{MessageFormat, Moment, Nullable, Visibility};
use domain::attachment::File;
use domain::ticket::{Mentions, MessageSource};
use domain::{Catalog, DepartmentId, MemberId};
use poem_openapi::Object;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A message on a ticket.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(example)]
pub(crate) struct Message {
    pub id: Uuid,
    /// The ticket that it was posted on: another one when that was merged into this one.
    pub ticket_id: Uuid,
    /// Number of that ticket.
    pub ticket_number: i64,
    /// As written, after edits; null once it was redacted.
    pub body: Nullable<String>,
    pub format: MessageFormat,
    /// The body made safe to show: no scripts, forms or positions, and images of other servers only
    /// where they were asked for. null once it was redacted.
    pub html: Nullable<String>,
    pub visibility: Visibility,
    /// Who posted it.
    pub author: Person,
    /// The customer whose words they are, where somebody else recorded them.
    pub customer_id: Nullable<Uuid>,
    pub created_at: Moment,
    /// null when it reads as it was posted.
    pub edited_at: Nullable<Moment>,
    /// How often it was edited.
    pub edits: u32,
    /// The message that it answers.
    pub reply_to: Nullable<Uuid>,
    /// Who is called upon.
    pub mentions: MentionsView,
    pub attachments: Vec<MessageFile>,
    /// Why there is no content any more.
    pub redacted: Nullable<RedactionView>,
    /// The ticket that it became.
    pub split_to: Nullable<Uuid>,
    /// Where it was said first, for one that was taken from another ticket.
    pub source: Nullable<MessageSourceView>,
}

/// Who is called upon in a message.
#[derive(Clone, Debug, Default, PartialEq, Eq, Object, Serialize, Deserialize)]
#[oai(rename = "Mentions")]
#[serde(deny_unknown_fields, default)]
pub(crate) struct MentionsView {
    #[oai(default)]
    pub member_ids: Vec<Uuid>,
    #[oai(default)]
    pub department_ids: Vec<Uuid>,
}

/// A file of a message.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(example)]
pub(crate) struct MessageFile {
    /// Id of the attachment.
    pub id: Uuid,
    pub name: String,
    /// As told by its content, not by its name.
    pub media_type: String,
    pub bytes: u64,
    pub sha256: String,
    /// Where its content is.
    pub url: String,
}

/// When, by whom and why a message was redacted.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(rename = "Redaction")]
pub(crate) struct RedactionView {
    pub at: Moment,
    pub by: Person,
    pub reason: String,
}

/// Where a message was said first. Its author and time are those of then.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(rename = "MessageSource")]
pub(crate) struct MessageSourceView {
    pub ticket_id: Uuid,
    pub message_id: Uuid,
    pub taken_at: Moment,
    pub taken_by: Person,
}

/// What a message is shown with.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shows<'a> {
    pub catalog: &'a Catalog,
    pub images: RemoteImages,
}

impl Message {
    pub(super) fn of(said: Said, number: i64, shows: Shows<'_>) -> Self {
        let Said { now, posted, .. } = said;
        let is_shown = said.redacted.is_none();
        let html = is_shown.then(|| render(&now.body, now.format, shows.images));
        let source = now
            .source
            .map(|source| MessageSourceView::of(source, posted, shows.catalog));
        let redacted = said.redacted;
        Self {
            id: now.message.0,
            ticket_id: said.ticket.0,
            ticket_number: number,
            body: Some(now.body).filter(|_| is_shown).into(),
            format: MessageFormat(now.format),
            html: html.into(),
            visibility: Visibility(now.visibility),
            author: Person::of(&said.author, shows.catalog),
            customer_id: now.customer.map(|id| id.0).into(),
            created_at: said.at.into(),
            edited_at: said.edited_at.map(Moment::from).into(),
            edits: said.edits,
            reply_to: now.reply_to.map(|id| id.0).into(),
            mentions: now.mentions.into(),
            attachments: now.files.into_iter().map(MessageFile::from).collect(),
            redacted: redacted.map(|r| RedactionView::of(r, shows.catalog)).into(),
            split_to: said.split_to.map(|id| id.0).into(),
            source: source.into(),
        }
    }
}

impl From<Mentions> for MentionsView {
    fn from(mentions: Mentions) -> Self {
        Self {
            member_ids: mentions.members.iter().map(|id| id.0).collect(),
            department_ids: mentions.departments.iter().map(|id| id.0).collect(),
        }
    }
}

impl From<MentionsView> for Mentions {
    /// Each once, in the order given.
    fn from(view: MentionsView) -> Self {
        let mut mentions = Self::default();
        for id in view.member_ids.into_iter().map(MemberId) {
            if !mentions.members.contains(&id) {
                mentions.members.push(id);
            }
        }
        for id in view.department_ids.into_iter().map(DepartmentId) {
            if !mentions.departments.contains(&id) {
                mentions.departments.push(id);
            }
        }
        mentions
    }
}

impl From<File> for MessageFile {
    fn from(file: File) -> Self {
        Self {
            id: file.id.0,
            url: format!("/api/v1/attachments/{}/content", file.id),
            name: file.name,
            media_type: file.media_type,
            bytes: file.bytes,
            sha256: file.sha256,
        }
    }
}

impl RedactionView {
    fn of(redaction: Redaction, catalog: &Catalog) -> Self {
        Self {
            at: redaction.at.into(),
            by: Person::of(&redaction.by, catalog),
            reason: redaction.reason,
        }
    }
}

impl MessageSourceView {
    fn of(
        source: MessageSource,
        (by, at): (domain::Actor, jiff::Timestamp),
        catalog: &Catalog,
    ) -> Self {
        Self {
            ticket_id: source.ticket.0,
            message_id: source.message.0,
            taken_at: at.into(),
            taken_by: Person::of(&by, catalog),
        }
    }
}
