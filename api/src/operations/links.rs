//! Ties between tickets: what one is to another.

use super::{details, example_id, other_ticket};
use crate::answer::{Changed, Shown};
use crate::openapi::Tag;
use crate::problem::Problem;
use crate::request::{Body, Reader, Writer};
use crate::tickets::{Ticket, TicketPath, answer, seen};
use crate::types::LinkKind;
use bytes::Bytes;
use commands::tickets::{LinkTickets, UnlinkTickets};
use domain::Catalog;
use domain::ticket::{self, Link};
use poem_openapi::param::Path;
use poem_openapi::types::Example;
use poem_openapi::{Object, OpenApi};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A tie to another ticket.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(example)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewLink {
    /// What this ticket is to the other.
    pub kind: LinkKind,
    /// Id, number or reference of the other ticket.
    pub ticket_id: String,
}

/// A tie to another ticket, with what is good to know of that one.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(example)]
pub(crate) struct LinkedTicket {
    /// What this ticket is to the other.
    pub kind: LinkKind,
    pub ticket_id: Uuid,
    pub number: i64,
    pub subject: String,
    /// Key of the other ticket's status.
    pub status: String,
    pub deleted: bool,
}

/// All ties of a ticket, in the order in which they were made.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct LinkList {
    pub items: Vec<LinkedTicket>,
}

pub(crate) struct Links;

#[OpenApi(tag = "Tag::Tickets")]
impl Links {
    /// The tickets that this one is tied to, as far as the caller may see them.
    #[oai(
        path = "/tickets/:id/links",
        method = "get",
        operation_id = "list_links"
    )]
    async fn list(
        &self,
        reader: Reader,
        /// Id, number or reference.
        id: Path<String>,
    ) -> Result<Shown<LinkList>, Problem> {
        let (ticket, version) = details(&reader, &id.0).await?;
        let seen = seen(&reader, ticket.links.iter().map(|link| link.ticket)).await?;
        let others = ticket.links.iter().filter_map(|link| {
            let other = seen.get(&link.ticket.0)?;
            LinkedTicket::of(*link, &other.state, &reader.catalog)
        });
        let items = others.collect();
        Ok(Shown::new(&LinkList { items })?.version(version))
    }

    /// Ties two tickets, on both sides; changes nothing when they are tied so already.
    #[oai(
        path = "/tickets/:id/links",
        method = "post",
        operation_id = "link_tickets"
    )]
    async fn link(
        &self,
        writer: Writer,
        /// Id, number or reference.
        id: Path<String>,
        body: Body<NewLink>,
    ) -> Result<Changed<Ticket>, Problem> {
        let ticket = TicketPath::parse(&id.0)?.resolve(&writer).await?;
        let other = other_ticket(&writer, "ticket_id", &body.value.ticket_id).await?;
        let work = LinkTickets {
            ticket,
            kind: body.value.kind.0,
            other: other.map_err(|error| Problem::fields(vec![error]))?,
        };
        let executed = writer.transact(ticket.0, &work, &body.bytes).await?;
        answer(&writer, &executed).await
    }

    /// Unties two tickets, on both sides; changes nothing when they are not tied.
    #[oai(
        path = "/tickets/:id/links/:kind/:ticket_id",
        method = "delete",
        operation_id = "unlink_tickets"
    )]
    async fn unlink(
        &self,
        writer: Writer,
        /// Id, number or reference.
        id: Path<String>,
        /// What this ticket is to the other.
        kind: Path<String>,
        /// Id, number or reference of the other ticket.
        ticket_id: Path<String>,
    ) -> Result<Changed<Ticket>, Problem> {
        let kind = serde_json::from_value::<LinkKind>(kind.0.into());
        let kind = kind.map_err(|_| Problem::not_found("kind of link"))?.0;
        let ticket = TicketPath::parse(&id.0)?.resolve(&writer).await?;
        let other = TicketPath::parse(&ticket_id.0)?.resolve(&writer).await?;
        let work = UnlinkTickets {
            ticket,
            kind,
            other,
        };
        let executed = writer.transact(ticket.0, &work, &Bytes::new()).await?;
        answer(&writer, &executed).await
    }
}

impl LinkedTicket {
    fn of(link: Link, other: &ticket::Ticket, catalog: &Catalog) -> Option<Self> {
        let details = other.details.as_deref()?;
        Some(Self {
            kind: LinkKind(link.kind),
            ticket_id: link.ticket.0,
            number: details.number,
            subject: details.subject.clone(),
            status: catalog.status_key(details.status),
            deleted: other.deleted,
        })
    }
}

impl Example for NewLink {
    fn example() -> Self {
        Self {
            kind: LinkKind(ticket::LinkKind::BlockedBy),
            ticket_id: "42".to_owned(),
        }
    }
}

impl Example for LinkedTicket {
    fn example() -> Self {
        Self {
            kind: LinkKind(ticket::LinkKind::BlockedBy),
            ticket_id: example_id(42),
            number: 42,
            subject: "The new router has not arrived".to_owned(),
            status: "pending".to_owned(),
            deleted: false,
        }
    }
}
