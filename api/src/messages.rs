//! What is said on a ticket, to the customer or among the staff.

mod render;

use crate::answer::{Created, Shown};
use crate::openapi::Tag;
use crate::page::{Limit, parse_version_cursor, version_cursor};
use crate::people::Person;
use crate::problem::Problem;
use crate::request::{Body, Reader, Writer};
use crate::tickets::{TicketPath, loaded};
use crate::types::{Moment, Nullable, RawJson, Visibility};
use domain::ticket::{self, TicketCommand, TicketEvent};
use domain::{Catalog, MessageId, Recorded};
use eventstore::{EventStore, Executed};
use poem_openapi::param::{Path, Query};
use poem_openapi::{Object, OpenApi};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Messages of a page unless told otherwise.
const USUAL: u16 = 50;
/// Events read at once on the way to a page of messages.
const PAGE: usize = 200;

/// A message on a ticket.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct Message {
    pub id: Uuid,
    pub body: String,
    pub visibility: Visibility,
    pub author: Person,
    pub created_at: Moment,
    pub attachments: Vec<RawJson>,
}

/// A page of messages, oldest first.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct MessageList {
    pub items: Vec<Message>,
    pub next_cursor: Nullable<String>,
}

/// A message to post.
#[derive(Debug, Object, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewMessage {
    pub body: String,
    /// `public`: the customer sees it too; `internal`: the staff alone.
    pub visibility: Visibility,
}

pub(crate) struct Messages;

#[OpenApi(tag = "Tag::Tickets")]
impl Messages {
    /// The conversation, oldest first.
    #[oai(
        path = "/tickets/:id/messages",
        method = "get",
        operation_id = "list_messages"
    )]
    async fn list(
        &self,
        reader: Reader,
        /// Id or number.
        id: Path<String>,
        /// Most items of the page; 50 unless told otherwise.
        limit: Query<Option<Limit>>,
        /// `next_cursor` of the page before.
        cursor: Query<Option<String>>,
    ) -> Result<Shown<MessageList>, Problem> {
        let id = TicketPath::parse(&id.0)?.resolve(&reader).await?;
        let after = parse_version_cursor(cursor.0.as_deref())?;
        loaded(&reader, id).await?;
        let wanted = usize::from(Limit::or(limit.0, USUAL));
        let store = &reader.state.app.store;
        let (items, next) = read(store, id.0, (after, wanted), &reader.catalog).await?;
        let next_cursor = next.map(version_cursor).into();
        Shown::new(&MessageList { items, next_cursor })
    }

    /// Posts a message.
    #[oai(
        path = "/tickets/:id/messages",
        method = "post",
        operation_id = "post_message"
    )]
    async fn post(
        &self,
        writer: Writer,
        /// Id or number.
        id: Path<String>,
        body: Body<NewMessage>,
    ) -> Result<Created<Message>, Problem> {
        let id = TicketPath::parse(&id.0)?.resolve(&writer).await?;
        let visibility = body.value.visibility.0;
        let new = ticket::NewMessage::new(MessageId(Uuid::now_v7()), visibility, body.value.body);
        let command = TicketCommand::PostMessage(Box::new(new));
        let executed = writer.execute(id.0, vec![command], &body.bytes).await?;
        Created::after(&executed, &posted(&writer, &executed).await?)
    }
}

/// The message as it was recorded, which for a repetition is the first one.
async fn posted(writer: &Writer, executed: &Executed<ticket::Ticket>) -> Result<Message, Problem> {
    let (id, version) = (executed.stream_id, executed.loaded.version);
    let store = &writer.state.app.store;
    let events = store.read_stream(id, version - 1, 1).await?;
    let message = events.first().map(|event| message(event, &writer.catalog));
    let message = message.transpose()?.flatten();
    message.ok_or_else(|| Problem::internal(&"a posted message is not in its stream"))
}

/// Up to `wanted` messages after version `after`, and the version where the next page begins.
async fn read(
    store: &EventStore,
    id: Uuid,
    (mut after, wanted): (i32, usize),
    catalog: &Catalog,
) -> Result<(Vec<Message>, Option<i32>), Problem> {
    let mut items = Vec::new();
    let mut last = after;
    loop {
        let events = store.read_stream(id, after, PAGE).await?;
        for event in &events {
            let Some(message) = message(event, catalog)? else {
                continue;
            };
            if items.len() == wanted {
                return Ok((items, Some(last)));
            }
            items.push(message);
            last = event.version;
        }
        match events.last() {
            Some(event) if events.len() == PAGE => after = event.version,
            _ => return Ok((items, None)),
        }
    }
}

/// The message that an event tells of, if it does.
fn message(event: &Recorded, catalog: &Catalog) -> Result<Option<Message>, Problem> {
    if event.name != "ticket.message_posted" {
        return Ok(None);
    }
    let TicketEvent::MessagePosted(posted) =
        event.decode().map_err(|error| Problem::internal(&error))?
    else {
        return Ok(None);
    };
    Ok(Some(Message {
        id: posted.message.0,
        body: posted.body,
        visibility: Visibility(posted.visibility),
        author: Person::of(&event.actor, catalog),
        created_at: event.occurred_at.into(),
        attachments: Vec::new(),
    }))
}
