//! A ticket made after the pattern of another one.

use super::made;
use crate::answer::Created;
use crate::openapi::Tag;
use crate::problem::Problem;
use crate::request::Writer;
use crate::tickets::{Ticket, TicketPath};
use bytes::Bytes;
use commands::tickets::CloneTicket;
use domain::TicketId;
use domain::ticket::Channel;
use poem_openapi::OpenApi;
use poem_openapi::param::Path;
use uuid::Uuid;

pub(crate) struct Clones;

#[OpenApi(tag = "Tag::Tickets")]
impl Clones {
    /// Opens a copy: what is asked, by whom and for what, but not what became of it. The two are
    /// tied to each other.
    #[oai(
        path = "/tickets/:id/clone",
        method = "post",
        operation_id = "clone_ticket"
    )]
    async fn clone_ticket(
        &self,
        writer: Writer,
        /// Id, number or reference of the ticket to copy.
        id: Path<String>,
    ) -> Result<Created<Ticket>, Problem> {
        let from = TicketPath::parse(&id.0)?.resolve(&writer).await?;
        let state = &writer.state;
        let work = CloneTicket {
            id: TicketId(Uuid::now_v7()),
            number: state.numbers.take(&state.app.store).await?,
            from,
            expected_version: writer.expected_version(),
            channel: Channel::Api,
        };
        let executed = writer.begin(work.id.0, &work, &Bytes::new()).await?;
        made(&writer, &executed).await
    }
}
