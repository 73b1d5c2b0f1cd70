//! What is said on a ticket, to the customer or among the staff.

mod edit;
mod examples;
mod found;
mod list;
mod post;
mod query;
mod render;
mod revisions;
mod thread;
mod ties;
mod view;

use crate::answer::{Changed, Created, Shown};
use crate::openapi::Tag;
use crate::page::Limit;
use crate::problem::Problem;
use crate::request::{Body, Reader, Writer};
use crate::tickets::{TicketPath, loaded, seen};
use crate::types::Visibility;
use domain::ticket::Ticket;
use domain::{MessageId, TicketId};
use edit::{MessagePatch, NewRedaction};
use list::MessageList;
use poem_openapi::OpenApi;
use poem_openapi::param::{Path, Query};
use post::NewMessage;
use revisions::RevisionList;
use std::collections::BTreeMap;
use thread::{Said, Thread};
use uuid::Uuid;

pub(crate) use found::found;
pub(crate) use list::PAGE_BYTES;
pub(crate) use post::post_words;
pub(crate) use query::{Author, Order};
pub(crate) use render::RemoteImages;
pub(crate) use view::{MentionsView, Message};

/// How commands spell fields that this API spells otherwise.
const WRONG: [(&str, &str); 2] = [("attachments", "attachment_ids"), ("message", "message_id")];

pub(crate) struct Messages;

#[OpenApi(tag = "Tag::Tickets")]
impl Messages {
    /// The conversation as it reads now, with those of the tickets that were merged into this one,
    /// by time.
    ///
    /// A page ends early when its bodies are very long.
    #[oai(
        path = "/tickets/:id/messages",
        method = "get",
        operation_id = "list_messages"
    )]
    #[expect(
        clippy::too_many_arguments,
        reason = "the document knows each query parameter by an argument of its own"
    )]
    async fn list(
        &self,
        reader: Reader,
        /// Id, number or reference.
        id: Path<String>,
        /// Messages of this kind alone.
        visibility: Query<Option<Visibility>>,
        /// `asc`: oldest first, as usual; `desc`: newest first.
        order: Query<Option<Order>>,
        /// `allow` lets images of other servers be fetched; they learn who reads where and when.
        remote_images: Query<Option<RemoteImages>>,
        /// Most items of the page; 50 unless told otherwise.
        limit: Query<Option<Limit>>,
        /// `next_cursor` of the page before, with the same filter and order.
        cursor: Query<Option<String>>,
    ) -> Result<Shown<MessageList>, Problem> {
        let id = TicketPath::parse(&id.0)?.resolve(&reader).await?;
        let wanted = list::Wanted {
            visibility: visibility.0,
            order: order.0,
            images: remote_images.0,
            limit: limit.0,
            cursor: cursor.0,
        };
        Shown::new(&list::list(&reader, id, wanted).await?)
    }

    /// Posts a message; its author's draft on the ticket is thrown away.
    ///
    /// A customer's words bring a ticket back that was set aside, resolved or closed, as its
    /// status says.
    #[oai(
        path = "/tickets/:id/messages",
        method = "post",
        operation_id = "post_message"
    )]
    async fn post(
        &self,
        writer: Writer,
        /// Id, number or reference.
        id: Path<String>,
        body: Body<NewMessage>,
    ) -> Result<Created<Message>, Problem> {
        let id = TicketPath::parse(&id.0)?.resolve(&writer).await?;
        post::post(&writer, id, body).await
    }

    /// One message.
    #[oai(
        path = "/tickets/:id/messages/:message_id",
        method = "get",
        operation_id = "get_message"
    )]
    async fn get(
        &self,
        reader: Reader,
        /// Id, number or reference.
        id: Path<String>,
        message_id: Path<String>,
        /// `allow` lets images of other servers be fetched.
        remote_images: Query<Option<RemoteImages>>,
    ) -> Result<Shown<Message>, Problem> {
        let (id, message) = place(&reader, &id.0, &message_id.0).await?;
        let id = owner(&reader, id, message).await?;
        let said = Thread::read(&reader.state.app.store, id)
            .await?
            .take(message);
        let said = said.ok_or_else(|| Problem::not_found("message"))?;
        let images = remote_images.0.unwrap_or_default();
        Shown::new(&shown(&reader, said, images).await?)
    }

    /// Changes what a message says. What it said before is kept; see its revisions.
    ///
    /// Its author and administrators may do so. `If-Match` is the version of the ticket that it was
    /// posted on.
    #[oai(
        path = "/tickets/:id/messages/:message_id",
        method = "patch",
        operation_id = "edit_message"
    )]
    async fn edit(
        &self,
        writer: Writer,
        /// Id, number or reference.
        id: Path<String>,
        message_id: Path<String>,
        body: Body<MessagePatch>,
    ) -> Result<Changed<Message>, Problem> {
        let place = place(&writer, &id.0, &message_id.0).await?;
        edit::edit(&writer, place, body).await
    }

    /// Takes a message's content away for good: its words and files are shown nowhere any more.
    ///
    /// Its author and administrators may do so, also on a ticket that was merged or deleted. That it
    /// was there, by whom and when, stays. A ticket that was made of it holds a message of its own.
    #[oai(
        path = "/tickets/:id/messages/:message_id/redact",
        method = "post",
        operation_id = "redact_message"
    )]
    async fn redact(
        &self,
        writer: Writer,
        /// Id, number or reference.
        id: Path<String>,
        message_id: Path<String>,
        body: Body<NewRedaction>,
    ) -> Result<Changed<Message>, Problem> {
        let place = place(&writer, &id.0, &message_id.0).await?;
        edit::redact(&writer, place, body).await
    }

    /// Every wording that a message has had, oldest first; of a redacted one without the words.
    #[oai(
        path = "/tickets/:id/messages/:message_id/revisions",
        method = "get",
        operation_id = "list_message_revisions"
    )]
    async fn revisions(
        &self,
        reader: Reader,
        /// Id, number or reference.
        id: Path<String>,
        message_id: Path<String>,
        /// `allow` lets images of other servers be fetched.
        remote_images: Query<Option<RemoteImages>>,
        /// Most items of the page; 20 unless told otherwise.
        limit: Query<Option<Limit>>,
        /// `next_cursor` of the page before.
        cursor: Query<Option<String>>,
    ) -> Result<Shown<RevisionList>, Problem> {
        let place = place(&reader, &id.0, &message_id.0).await?;
        let wanted = revisions::Wanted {
            images: remote_images.0,
            limit: limit.0,
            cursor: cursor.0,
        };
        Shown::new(&revisions::list(&reader, place, wanted).await?)
    }
}

/// A page of what customers may read, oldest first.
pub(crate) async fn public_page(
    reader: &Reader,
    id: TicketId,
    (limit, cursor): (Option<Limit>, Option<String>),
) -> Result<MessageList, Problem> {
    let wanted = list::Wanted {
        visibility: Some(Visibility(domain::ticket::Visibility::Public)),
        order: None,
        images: None,
        limit,
        cursor,
    };
    list::list(reader, id, wanted).await
}

/// What a path names.
async fn place(
    reader: &Reader,
    id: &str,
    message_id: &str,
) -> Result<(TicketId, MessageId), Problem> {
    let message = Uuid::parse_str(message_id).map_err(|_| Problem::not_found("message"))?;
    let id = TicketPath::parse(id)?.resolve(reader).await?;
    Ok((id, MessageId(message)))
}

/// The ticket that a message was posted on: this one, or one that became a part of it. A message that
/// the reader may not see is as one that is not there.
async fn owner(reader: &Reader, id: TicketId, message: MessageId) -> Result<TicketId, Problem> {
    let says = |ticket: &Ticket| {
        let details = ticket.details.as_deref();
        details.is_some_and(|details| reader.access.message(message, details).is_some())
    };
    let ticket = loaded(reader, id).await?;
    if says(&ticket.state) {
        return Ok(id);
    }
    let details = ticket.state.details.as_deref();
    let absorbed = details.into_iter().flat_map(|details| &details.absorbed);
    let parts = seen(reader, absorbed.map(|absorbed| absorbed.ticket)).await?;
    let part = parts.iter().find(|(_, part)| says(&part.state));
    let part = part.ok_or_else(|| Problem::not_found("message"))?;
    Ok(TicketId(*part.0))
}

/// One message as the answer to a change.
async fn one(reader: &Reader, said: Said) -> Result<Message, Problem> {
    shown(reader, said, RemoteImages::Block).await
}

async fn shown(reader: &Reader, said: Said, images: RemoteImages) -> Result<Message, Problem> {
    let store = &reader.state.app.store;
    let ticket = store.load::<Ticket>(said.ticket.0).await?;
    let number = ticket
        .state
        .details
        .as_deref()
        .map_or(0, |details| details.number);
    let numbers = BTreeMap::from([(said.ticket, number)]);
    let shown = list::shown(reader, vec![said], numbers, images)
        .await?
        .pop();
    shown.ok_or_else(|| Problem::internal(&"a message was lost while it was rendered"))
}
