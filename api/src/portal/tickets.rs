//! The tickets of customers.

mod asked;

pub(super) use asked::{NewPortalMessage, NewPortalRating, NewPortalTicket};

use super::fields::{PortalForm, form};
use super::messages;
use super::view::{PortalMessage, PortalMessageList, PortalTicket, PortalTicketSummary};
use crate::answer::{Changed, Created, Shown};
use crate::attachments::seen_files;
use crate::openapi::Tag;
use crate::page::{Limit, plain};
use crate::problem::Problem;
use crate::request::{Body, PortalReader, PortalWriter};
use crate::tickets::{TicketPath, loaded};
use crate::types::Nullable;
use bytes::Bytes;
use commands::tickets::{Asking, ChangeTicket, OpenTicket, Step};
use domain::ticket::{Channel, CreateTicket, Details, Rating, Ticket, TicketCommand};
use domain::{AttachmentId, Permission, TicketId, field};
use eventstore::{Executed, Loaded};
use poem_openapi::param::{Path, Query};
use poem_openapi::{Object, OpenApi};
use projections::TicketQuery;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use uuid::Uuid;

/// Items of a page unless told otherwise.
const USUAL: u16 = 50;
const PATH: &str = "/api/v1/portal/tickets";

/// A page of tickets, newest first.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct PortalTicketList {
    pub items: Vec<PortalTicketSummary>,
    pub next_cursor: Nullable<String>,
}

pub(crate) struct PortalTickets;

#[OpenApi(tag = "Tag::Portal")]
impl PortalTickets {
    /// The fields that a new ticket's form has for customers.
    #[oai(
        path = "/portal/form",
        method = "get",
        operation_id = "get_portal_form"
    )]
    async fn form(&self, reader: PortalReader) -> Result<Shown<PortalForm>, Problem> {
        Shown::new(&form(&reader))
    }

    /// The caller's tickets, those that they read along, and those of their organisation where it
    /// shares them.
    #[oai(
        path = "/portal/tickets",
        method = "get",
        operation_id = "list_portal_tickets"
    )]
    async fn list(
        &self,
        reader: PortalReader,
        /// true for those that the caller asked for alone.
        mine: Query<Option<bool>>,
        /// Most items of the page; 50 unless told otherwise.
        limit: Query<Option<Limit>>,
        /// `next_cursor` of the page before, with the same filter.
        cursor: Query<Option<String>>,
    ) -> Result<Shown<PortalTicketList>, Problem> {
        if let Some(cursor) = &cursor.0 {
            plain("cursor", cursor)?;
        }
        let own = mine.0.unwrap_or(false);
        reader.wait_for_tickets().await?;
        let query = TicketQuery {
            reach: reader.access.reach(Permission::ReadTickets),
            customer: if own {
                reader.customer.records.clone()
            } else {
                vec![]
            },
            limit: Limit::or(limit.0, USUAL),
            cursor: cursor.0,
            ..TicketQuery::default()
        };
        let page = reader.state.app.read.tickets(&query).await?;
        let items = page.items.iter();
        Shown::new(&PortalTicketList {
            items: items
                .map(|row| PortalTicketSummary::of(&reader, row))
                .collect(),
            next_cursor: page.next_cursor.into(),
        })
    }

    /// Opens a ticket.
    #[oai(
        path = "/portal/tickets",
        method = "post",
        operation_id = "create_portal_ticket"
    )]
    async fn create(
        &self,
        writer: PortalWriter,
        body: Body<NewPortalTicket>,
    ) -> Result<Created<PortalTicket>, Problem> {
        let state = &writer.state;
        let mut work = opening(body.value, &writer);
        work.new.number = state.numbers.take(&state.app.store).await?;
        let executed = writer.transact(work.id.0, &work, &body.bytes).await;
        let executed = executed.map_err(renamed)?;
        let id = TicketId(executed.stream_id);
        let view = shown(&writer.reading(), id, &executed.loaded).await?;
        Ok(Created::told(&executed, &view)?.at(&format!("{PATH}/{id}")))
    }

    /// One ticket.
    #[oai(
        path = "/portal/tickets/:id",
        method = "get",
        operation_id = "get_portal_ticket"
    )]
    async fn get(
        &self,
        reader: PortalReader,
        /// Id, number or reference.
        id: Path<String>,
    ) -> Result<Shown<PortalTicket>, Problem> {
        let (id, ticket) = found(&reader, &id.0).await?;
        Shown::new(&shown(&reader, id, &ticket).await?)
    }

    /// What was said to the customer and by them, oldest first.
    #[oai(
        path = "/portal/tickets/:id/messages",
        method = "get",
        operation_id = "list_portal_messages"
    )]
    async fn messages(
        &self,
        reader: PortalReader,
        /// Id, number or reference.
        id: Path<String>,
        /// Most items of the page; 50 unless told otherwise.
        limit: Query<Option<Limit>>,
        /// `next_cursor` of the page before.
        cursor: Query<Option<String>>,
    ) -> Result<Shown<PortalMessageList>, Problem> {
        let (id, _) = found(&reader, &id.0).await?;
        Shown::new(&messages::list(&reader, id, (limit.0, cursor.0)).await?)
    }

    /// Says something on a ticket. It comes back if it was set aside, resolved or closed, as its
    /// status says.
    #[oai(
        path = "/portal/tickets/:id/messages",
        method = "post",
        operation_id = "post_portal_message"
    )]
    async fn reply(
        &self,
        writer: PortalWriter,
        /// Id, number or reference.
        id: Path<String>,
        body: Body<NewPortalMessage>,
    ) -> Result<Created<PortalMessage>, Problem> {
        let id = TicketPath::parse(&id.0)?.resolve(&writer).await?;
        let (executed, message) = messages::post(&writer, id, body).await.map_err(renamed)?;
        Created::told(&executed, &message)
    }

    /// Closes one's own ticket, where the workspace lets customers do so.
    #[oai(
        path = "/portal/tickets/:id/close",
        method = "post",
        operation_id = "close_portal_ticket"
    )]
    async fn close(
        &self,
        writer: PortalWriter,
        /// Id, number or reference.
        id: Path<String>,
    ) -> Result<Changed<PortalTicket>, Problem> {
        run(&writer, &id.0, (TicketCommand::Close, &Bytes::new())).await
    }

    /// Tells how content one is with a ticket that is resolved or closed. The last rating counts.
    #[oai(
        path = "/portal/tickets/:id/rating",
        method = "put",
        operation_id = "rate_portal_ticket"
    )]
    async fn rate(
        &self,
        writer: PortalWriter,
        /// Id, number or reference.
        id: Path<String>,
        body: Body<NewPortalRating>,
    ) -> Result<Changed<PortalTicket>, Problem> {
        let NewPortalRating { score, comment } = body.value;
        let command = TicketCommand::Rate(Rating { score, comment });
        run(&writer, &id.0, (command, &body.bytes)).await
    }
}

/// A ticket that the customer may see and that was not deleted.
async fn found(
    reader: &PortalReader,
    id: &str,
) -> Result<(TicketId, Arc<Loaded<Ticket>>), Problem> {
    let id = TicketPath::parse(id)?.resolve(reader).await?;
    let ticket = loaded(reader, id).await?;
    match ticket.state.deleted {
        true => Err(Problem::not_found("ticket")),
        false => Ok((id, ticket)),
    }
}

async fn run(
    writer: &PortalWriter,
    id: &str,
    (command, body): (TicketCommand, &Bytes),
) -> Result<Changed<PortalTicket>, Problem> {
    let id = TicketPath::parse(id)?.resolve(writer).await?;
    let lead = |_: &Details| Ok(vec![Step::Do(command.clone())]);
    let work = ChangeTicket { id, lead };
    let executed: Executed<Ticket> = writer.transact(id.0, &work, body).await?;
    let view = shown(&writer.reading(), id, &executed.loaded).await?;
    Changed::told(&executed, &view)
}

async fn shown(
    reader: &PortalReader,
    id: TicketId,
    ticket: &Loaded<Ticket>,
) -> Result<PortalTicket, Problem> {
    let details = ticket.state.details.as_deref();
    let details = details.ok_or_else(|| Problem::not_found("ticket"))?;
    let files = seen_files(reader, &details.files).await?;
    let told = (ticket.created_at, files.as_slice());
    Ok(PortalTicket::of(reader, (id, details), told))
}

/// What names nothing is put aside, to be told with what the rules refuse.
fn opening(new: NewPortalTicket, writer: &PortalWriter) -> OpenTicket {
    let mut wrong = Vec::new();
    let fields = field::parse(&new.fields.0, &writer.catalog, writer.audience());
    let fields = fields.map_err(|e| wrong.extend(e)).unwrap_or_default();
    OpenTicket {
        id: TicketId(Uuid::now_v7()),
        new: CreateTicket {
            subject: new.subject,
            description: new.description,
            fields,
            channel: Channel::Web,
            ..CreateTicket::default()
        },
        asking: Some(Asking::Customer(writer.customer.id)),
        attachments: new.attachment_ids.into_iter().map(AttachmentId).collect(),
        wrong,
    }
}

fn renamed(problem: Problem) -> Problem {
    problem.renamed(&[("attachments", "attachment_ids")])
}
