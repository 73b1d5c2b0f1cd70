//! What customers read and say on a ticket.

use super::tickets::NewPortalMessage;
use super::view::{PortalMessage, PortalMessageList};
use crate::messages::{post_words, public_page};
use crate::page::Limit;
use crate::problem::Problem;
use crate::request::{Body, PortalReader, PortalWriter};
use commands::tickets::Step;
use domain::ticket::{NewMessage, Ticket, Visibility};
use domain::{AttachmentId, MessageId, TicketId};
use eventstore::Executed;
use uuid::Uuid;

/// A page of what customers may read, oldest first.
pub(super) async fn list(
    reader: &PortalReader,
    id: TicketId,
    page: (Option<Limit>, Option<String>),
) -> Result<PortalMessageList, Problem> {
    let page = public_page(reader, id, page).await?;
    let items = page.items.into_iter();
    Ok(PortalMessageList {
        items: items
            .filter_map(|message| PortalMessage::of(reader, message))
            .collect(),
        next_cursor: page.next_cursor,
    })
}

/// Posts a customer's words.
pub(super) async fn post(
    writer: &PortalWriter,
    id: TicketId,
    body: Body<NewPortalMessage>,
) -> Result<(Executed<Ticket>, PortalMessage), Problem> {
    let message = MessageId(Uuid::now_v7());
    let Body { value, bytes } = body;
    let attachments = value.attachment_ids.into_iter().map(AttachmentId);
    let step = Step::Post {
        message: Box::new(NewMessage::new(message, Visibility::Public, value.body)),
        attachments: attachments.collect(),
    };
    let (executed, posted) = post_words(writer, id, (message, step), &bytes).await?;
    let shown = PortalMessage::of(&writer.reading(), posted);
    let shown = shown.ok_or_else(|| Problem::internal(&"a customer's message is not public"))?;
    Ok((executed, shown))
}
