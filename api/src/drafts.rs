//! Drafts: what a member has begun to write on a ticket. Nobody else sees it, and no event tells
//! of it.

mod list;

use crate::answer::Shown;
use crate::messages::MentionsView;
use crate::openapi::Tag;
use crate::page::Limit;
use crate::problem::{Kind, Problem};
use crate::request::{Body, Reader, Writer, optional_object};
use crate::tickets::{TicketPath, loaded};
use crate::types::{MessageFormat, Moment, Nullable, Visibility};
use domain::limits::{BODY_BYTES, LIST_ITEMS};
use domain::{FieldError, TicketId};
use eventstore::{SCRATCH_BYTES, Scratch, ScratchKey};
use list::DraftList;
use poem_openapi::param::{Path, Query};
use poem_openapi::types::Example;
use poem_openapi::{Object, OpenApi};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What drafts of messages are called where they are kept.
const KIND: &str = "message_draft";

/// What a member has begun to write.
#[derive(Clone, Debug, Object, Serialize, Deserialize)]
#[oai(example)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewDraft {
    #[oai(default)]
    #[serde(default)]
    pub body: String,
    /// `text` unless told otherwise.
    pub format: Option<MessageFormat>,
    pub visibility: Option<Visibility>,
    pub reply_to: Option<Uuid>,
    #[serde(default, deserialize_with = "optional_object")]
    pub mentions: Option<MentionsView>,
    /// A file that is attached nowhere is removed after a day, draft or not.
    #[oai(default)]
    #[serde(default)]
    pub attachment_ids: Vec<Uuid>,
}

/// A draft as it was put aside last.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(example)]
pub(crate) struct Draft {
    pub ticket_id: Uuid,
    pub body: String,
    pub format: MessageFormat,
    /// null while it is not decided.
    pub visibility: Nullable<Visibility>,
    pub reply_to: Nullable<Uuid>,
    pub mentions: MentionsView,
    pub attachment_ids: Vec<Uuid>,
    pub updated_at: Moment,
}

pub(crate) struct Drafts;

#[OpenApi(tag = "Tag::Tickets")]
impl Drafts {
    /// What the caller has begun to write on a ticket; 404 when there is nothing.
    #[oai(
        path = "/tickets/:id/draft",
        method = "get",
        operation_id = "get_draft"
    )]
    async fn get(
        &self,
        reader: Reader,
        /// Id, number or reference.
        id: Path<String>,
    ) -> Result<Shown<Draft>, Problem> {
        let id = TicketPath::parse(&id.0)?.resolve(&reader).await?;
        let scratch = reader.state.app.store.scratch(key(&reader, id)).await?;
        answer(scratch)
    }

    /// Puts a draft aside, in place of what was there. The last write wins; posting a message on
    /// the ticket throws it away.
    #[oai(
        path = "/tickets/:id/draft",
        method = "put",
        operation_id = "put_draft"
    )]
    async fn put(
        &self,
        writer: Writer,
        /// Id, number or reference.
        id: Path<String>,
        body: Body<NewDraft>,
    ) -> Result<Shown<Draft>, Problem> {
        let id = TicketPath::parse(&id.0)?.resolve(&writer).await?;
        loaded(&writer, id).await?;
        body.value.check()?;
        let text = serde_json::to_string(&body.value).map_err(|e| Problem::internal(&e))?;
        if text.len() > SCRATCH_BYTES {
            let detail = format!("The draft is larger than {SCRATCH_BYTES} bytes; shorten it.");
            return Err(Problem::new(Kind::TooLarge, detail));
        }
        let now = Moment::now();
        let store = &writer.state.app.store;
        store.put_scratch(key(&writer, id), &text, now.0).await?;
        Shown::new(&Draft::new(body.value, id, now))
    }

    /// Throws the caller's draft away; answers it once more. 404 when there is nothing.
    #[oai(
        path = "/tickets/:id/draft",
        method = "delete",
        operation_id = "delete_draft"
    )]
    async fn delete(
        &self,
        writer: Writer,
        /// Id, number or reference.
        id: Path<String>,
    ) -> Result<Shown<Draft>, Problem> {
        let id = TicketPath::parse(&id.0)?.resolve(&writer).await?;
        let scratch = writer
            .state
            .app
            .store
            .drop_scratch(key(&writer, id))
            .await?;
        answer(scratch)
    }

    /// The caller's drafts on all tickets, the last one first.
    #[oai(path = "/drafts", method = "get", operation_id = "list_drafts")]
    async fn list(
        &self,
        reader: Reader,
        /// Most items of the page; 50 unless told otherwise.
        limit: Query<Option<Limit>>,
        /// `next_cursor` of the page before.
        cursor: Query<Option<String>>,
    ) -> Result<Shown<DraftList>, Problem> {
        Shown::new(&list::list(&reader, limit.0, cursor.0.as_deref()).await?)
    }
}

/// Throws the caller's draft on a ticket away because it was posted. When that fails the draft
/// stays, which harms less than to say that the message was not posted.
pub(crate) async fn forget(writer: &Writer, id: TicketId) {
    let dropped = writer.state.app.store.drop_scratch(key(writer, id)).await;
    if let Err(error) = dropped {
        tracing::warn!(%error, "a draft outlives the message that it became");
    }
}

fn key(reader: &Reader, id: TicketId) -> ScratchKey<'static> {
    ScratchKey {
        kind: KIND,
        owner: reader.principal.me(),
        about: id.0,
    }
}

fn answer(scratch: Option<Scratch>) -> Result<Shown<Draft>, Problem> {
    let scratch = scratch.ok_or_else(|| Problem::not_found("draft"))?;
    Shown::new(&Draft::read(&scratch)?)
}

impl NewDraft {
    /// What a message could not hold either.
    fn check(&self) -> Result<(), Problem> {
        let mentions = self.mentions.clone().unwrap_or_default();
        let mentioned = mentions.member_ids.len() + mentions.department_ids.len();
        let mut wrong = Vec::new();
        if self.body.len() > BODY_BYTES {
            let detail = format!("must be at most {BODY_BYTES} bytes; attach longer content");
            wrong.push(FieldError::new("body", detail));
        }
        for (field, count) in [
            ("attachment_ids", self.attachment_ids.len()),
            ("mentions", mentioned),
        ] {
            if count > LIST_ITEMS {
                let detail = format!("must have at most {LIST_ITEMS} entries");
                wrong.push(FieldError::new(field, detail));
            }
        }
        match wrong.is_empty() {
            true => Ok(()),
            false => Err(Problem::fields(wrong)),
        }
    }
}

impl Draft {
    fn new(draft: NewDraft, ticket: TicketId, updated_at: Moment) -> Self {
        let text = MessageFormat(domain::ticket::Format::Text);
        Self {
            ticket_id: ticket.0,
            body: draft.body,
            format: draft.format.unwrap_or(text),
            visibility: draft.visibility.into(),
            reply_to: draft.reply_to.into(),
            mentions: draft.mentions.unwrap_or_default(),
            attachment_ids: draft.attachment_ids,
            updated_at,
        }
    }

    fn read(scratch: &Scratch) -> Result<Self, Problem> {
        let draft = serde_json::from_str(&scratch.body).map_err(|e| Problem::internal(&e))?;
        let updated_at = scratch.updated_at.into();
        Ok(Self::new(draft, TicketId(scratch.about), updated_at))
    }
}

impl Example for NewDraft {
    fn example() -> Self {
        Self {
            body: "Have you tried".to_owned(),
            format: None,
            visibility: Some(Visibility(domain::ticket::Visibility::Public)),
            reply_to: None,
            mentions: None,
            attachment_ids: vec![],
        }
    }
}

impl Example for Draft {
    fn example() -> Self {
        let ticket = Uuid::from_u128(0x0192_f0c4_81b7_7c3e_a5d0_42f1_c7e6_9b01);
        let at = jiff::Timestamp::constant(1_772_357_400, 0);
        Self::new(NewDraft::example(), TicketId(ticket), at.into())
    }
}
