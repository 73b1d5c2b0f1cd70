//! The files of a ticket: its own, and those of its messages.

use super::{change, details, example_id, id_in_path};
use crate::answer::{Changed, Shown};
use crate::openapi::Tag;
use crate::problem::Problem;
use crate::request::{Body, Reader, Writer};
use crate::tickets::{Ticket, answer, take};
use crate::types::Nullable;
use bytes::Bytes;
use commands::tickets::Step;
use domain::attachment::{Attachment, File};
use domain::limits::LIST_ITEMS;
use domain::ticket::{Details, TicketCommand, TicketError, Visibility};
use domain::{AttachmentId, FieldError, MessageId};
use poem_openapi::param::Path;
use poem_openapi::types::Example;
use poem_openapi::{Object, OpenApi};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Files to attach.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(example)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewFiles {
    /// As uploading them answered.
    pub attachment_ids: Vec<Uuid>,
}

/// A file of a ticket.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(example)]
pub(crate) struct TicketFile {
    /// Id of the attachment.
    pub id: Uuid,
    pub name: String,
    /// As told by its content, not by its name.
    pub media_type: String,
    pub bytes: u64,
    pub sha256: String,
    /// The message that it is attached to; null for a file of the ticket itself.
    pub message_id: Nullable<Uuid>,
}

/// All files of a ticket: its own, then those of its messages, oldest first.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct TicketFileList {
    pub items: Vec<TicketFile>,
}

pub(crate) struct TicketFiles;

#[OpenApi(tag = "Tag::Tickets")]
impl TicketFiles {
    /// The files of a ticket and of those messages that the caller may see.
    #[oai(
        path = "/tickets/:id/attachments",
        method = "get",
        operation_id = "list_ticket_attachments"
    )]
    async fn list(
        &self,
        reader: Reader,
        /// Id, number or reference.
        id: Path<String>,
    ) -> Result<Shown<TicketFileList>, Problem> {
        let (ticket, version) = details(&reader, &id.0).await?;
        let own = ticket.files.iter().map(|file| TicketFile::of(file, None));
        let mut items: Vec<_> = own.collect();
        items.extend(said(&reader, &ticket).await?);
        Ok(Shown::new(&TicketFileList { items })?.version(version))
    }

    /// Attaches uploaded files to the ticket itself; those that are attached already stay.
    #[oai(
        path = "/tickets/:id/attachments",
        method = "post",
        operation_id = "attach_files"
    )]
    async fn attach(
        &self,
        writer: Writer,
        /// Id, number or reference.
        id: Path<String>,
        body: Body<NewFiles>,
    ) -> Result<Changed<Ticket>, Problem> {
        let names = [("attachments", "attachment_ids")];
        let steps = body.value.steps()?;
        let outcome = take(&writer, &id.0, steps, &body.bytes).await;
        outcome.map_err(|problem| problem.renamed(&names))
    }

    /// Takes a file off the ticket; changes nothing when it is not there.
    #[oai(
        path = "/tickets/:id/attachments/:attachment_id",
        method = "delete",
        operation_id = "detach_file"
    )]
    async fn detach(
        &self,
        writer: Writer,
        /// Id, number or reference.
        id: Path<String>,
        attachment_id: Path<String>,
    ) -> Result<Changed<Ticket>, Problem> {
        let attachment = AttachmentId(id_in_path(&attachment_id.0, "attachment")?);
        let lead = |now: &Details| steps_off(now, attachment);
        let executed = change(&writer, &id.0, lead, &Bytes::new()).await?;
        answer(&writer, &executed).await
    }
}

impl NewFiles {
    fn steps(&self) -> Result<Vec<Step>, Problem> {
        let count = self.attachment_ids.len();
        if !(1..=LIST_ITEMS).contains(&count) {
            let detail = format!("must name 1 to {LIST_ITEMS} files");
            return Err(Problem::field("attachment_ids", detail));
        }
        let ids = self.attachment_ids.iter();
        Ok(ids.map(|id| Step::Attach(AttachmentId(*id))).collect())
    }
}

fn steps_off(now: &Details, attachment: AttachmentId) -> Result<Vec<Step>, TicketError> {
    let own = now.files.iter().any(|file| file.id == attachment);
    let said = &now.conversation.said;
    if !own && said.iter().any(|said| said.files.contains(&attachment)) {
        let detail = "belongs to a message; redact the message to take it away";
        let wrong = FieldError::new("attachment_id", detail);
        return Err(TicketError::Invalid(vec![wrong]));
    }
    Ok(vec![TicketCommand::DetachFile { attachment }.into()])
}

/// The files of messages, which tickets know by their ids alone.
async fn said(reader: &Reader, ticket: &Details) -> Result<Vec<TicketFile>, Problem> {
    let said = ticket.conversation.said.iter();
    let internal = reader.access.hears(Visibility::Internal, ticket);
    let said = said.filter(|said| internal || said.visibility != Visibility::Internal);
    let files = said.flat_map(|said| said.files.iter().map(|id| (*id, said.message)));
    let files: Vec<_> = files.collect();
    let ids: Vec<_> = files.iter().map(|(id, _)| id.0).collect();
    let store = &reader.state.app.store;
    let since = store.known_head().max(reader.min_position);
    let loaded = store.load_all::<Attachment>(&ids, since).await?;
    let told = files.into_iter().filter_map(|(id, message)| {
        let file = loaded.get(&id.0)?.state.file(id)?;
        Some(TicketFile::of(&file, Some(message)))
    });
    Ok(told.collect())
}

impl TicketFile {
    fn of(file: &File, message: Option<MessageId>) -> Self {
        Self {
            id: file.id.0,
            name: file.name.clone(),
            media_type: file.media_type.clone(),
            bytes: file.bytes,
            sha256: file.sha256.clone(),
            message_id: message.map(|id| id.0).into(),
        }
    }
}

impl Example for NewFiles {
    fn example() -> Self {
        Self {
            attachment_ids: vec![example_id(0xf1)],
        }
    }
}

impl Example for TicketFile {
    fn example() -> Self {
        Self {
            id: example_id(0xf1),
            name: "screen.png".to_owned(),
            media_type: "image/png".to_owned(),
            bytes: 48_213,
            sha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".to_owned(),
            message_id: None.into(),
        }
    }
}
