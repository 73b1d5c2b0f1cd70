//! The status of a ticket, by itself.

use crate::answer::Changed;
use crate::openapi::Tag;
use crate::problem::Problem;
use crate::request::{Body, Writer};
use crate::tickets::{Ticket, run, status_id};
use domain::ticket::TicketCommand;
use poem_openapi::param::Path;
use poem_openapi::{Object, OpenApi};
use serde::{Deserialize, Serialize};

/// The status that a ticket shall have.
#[derive(Debug, Object, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewTicketStatus {
    /// Id or key.
    pub status: String,
}

pub(crate) struct TicketStatus;

#[OpenApi(tag = "Tag::Tickets")]
impl TicketStatus {
    /// Sets the status.
    #[oai(
        path = "/tickets/:id/status",
        method = "put",
        operation_id = "set_ticket_status"
    )]
    async fn put(
        &self,
        writer: Writer,
        /// Id or number.
        id: Path<String>,
        body: Body<NewTicketStatus>,
    ) -> Result<Changed<Ticket>, Problem> {
        set(&writer, &id.0, body).await
    }

    /// Sets the status, for clients that cannot PUT.
    #[oai(
        path = "/tickets/:id/status",
        method = "post",
        operation_id = "post_ticket_status"
    )]
    async fn post(
        &self,
        writer: Writer,
        /// Id or number.
        id: Path<String>,
        body: Body<NewTicketStatus>,
    ) -> Result<Changed<Ticket>, Problem> {
        set(&writer, &id.0, body).await
    }
}

async fn set(
    writer: &Writer,
    path: &str,
    body: Body<NewTicketStatus>,
) -> Result<Changed<Ticket>, Problem> {
    let status = status_id(&body.value.status, &writer.catalog);
    let status = status.map_err(|e| Problem::field("status", e))?;
    run(
        writer,
        path,
        TicketCommand::SetStatus { status },
        &body.bytes,
    )
    .await
}
