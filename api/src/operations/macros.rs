//! Macros at work on a ticket.

use super::{id_in_path, missing};
use crate::answer::Changed;
use crate::openapi::Tag;
use crate::problem::Problem;
use crate::request::Writer;
use crate::tickets::{Ticket, TicketPath, answer};
use bytes::Bytes;
use commands::tickets::ApplyMacro;
use domain::MacroId;
use poem_openapi::OpenApi;
use poem_openapi::param::Path;
use uuid::Uuid;

pub(crate) struct MacroRuns;

#[OpenApi(tag = "Tag::Tickets")]
impl MacroRuns {
    /// Applies a macro: what it says and does happens at once or not at all. 403 when the macro is
    /// switched off.
    #[oai(
        path = "/tickets/:id/macros/:macro_id",
        method = "post",
        operation_id = "apply_macro"
    )]
    async fn apply(
        &self,
        writer: Writer,
        /// Id, number or reference.
        id: Path<String>,
        macro_id: Path<String>,
    ) -> Result<Changed<Ticket>, Problem> {
        let macro_id = MacroId(id_in_path(&macro_id.0, "macro")?);
        let ticket = TicketPath::parse(&id.0)?.resolve(&writer).await?;
        let work = ApplyMacro {
            ticket,
            macro_id,
            member: Some(writer.member()?),
            seed: Uuid::now_v7(),
        };
        let outcome = writer.transact(ticket.0, &work, &Bytes::new()).await;
        let executed = outcome.map_err(|problem| missing(problem, "macro_id", "macro"))?;
        answer(&writer, &executed).await
    }
}
