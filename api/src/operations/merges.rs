//! Tickets that go on as parts of another one, and stand for themselves again.

use super::other_ticket;
use crate::answer::Changed;
use crate::openapi::Tag;
use crate::problem::Problem;
use crate::request::{Body, Reader, Writer};
use crate::tickets::{Ticket, TicketPath, answer};
use bytes::Bytes;
use commands::tickets::{MergeTickets, UnmergeTicket};
use domain::TicketId;
use domain::limits::LIST_ITEMS;
use poem_openapi::param::Path;
use poem_openapi::types::Example;
use poem_openapi::{Object, OpenApi};
use serde::{Deserialize, Serialize};

/// Which tickets shall be parts of this one.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(example)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewMerge {
    /// Ids, numbers or references.
    pub ticket_ids: Vec<String>,
}

pub(crate) struct Merges;

#[OpenApi(tag = "Tag::Tickets")]
impl Merges {
    /// Merges other tickets into this one, all or none. It shows their conversations from then on,
    /// and they refuse changes (409) until the merge is taken back.
    #[oai(
        path = "/tickets/:id/merge",
        method = "post",
        operation_id = "merge_tickets"
    )]
    async fn merge(
        &self,
        writer: Writer,
        /// Id, number or reference of the ticket that the others go into.
        id: Path<String>,
        body: Body<NewMerge>,
    ) -> Result<Changed<Ticket>, Problem> {
        let into = TicketPath::parse(&id.0)?.resolve(&writer).await?;
        let tickets = named(&writer, &body.value.ticket_ids).await?;
        let work = MergeTickets { into, tickets };
        let outcome = writer.transact(into.0, &work, &body.bytes).await;
        let executed = outcome.map_err(|problem| problem.renamed(&[("tickets", "ticket_ids")]))?;
        answer(&writer, &executed).await
    }

    /// Lets a merged ticket stand for itself again, as it was; changes nothing when it does.
    #[oai(
        path = "/tickets/:id/unmerge",
        method = "post",
        operation_id = "unmerge_ticket"
    )]
    async fn unmerge(
        &self,
        writer: Writer,
        /// Id, number or reference of the ticket that was merged.
        id: Path<String>,
    ) -> Result<Changed<Ticket>, Problem> {
        let ticket = TicketPath::parse(&id.0)?.resolve(&writer).await?;
        let work = UnmergeTicket { ticket };
        let executed = writer.transact(ticket.0, &work, &Bytes::new()).await?;
        answer(&writer, &executed).await
    }
}

/// The tickets that are named, each once; every name that is none is told.
async fn named(reader: &Reader, names: &[String]) -> Result<Vec<TicketId>, Problem> {
    const FIELD: &str = "ticket_ids";
    if names.len() > LIST_ITEMS {
        let detail = format!("must have at most {LIST_ITEMS} entries");
        return Err(Problem::field(FIELD, detail));
    }
    let (mut ids, mut wrong) = (Vec::new(), Vec::new());
    for name in names {
        match other_ticket(reader, FIELD, name).await? {
            Ok(id) if ids.contains(&id) => {}
            Ok(id) => ids.push(id),
            Err(error) => wrong.push(error),
        }
    }
    if wrong.is_empty() {
        Ok(ids)
    } else {
        Err(Problem::fields(wrong))
    }
}

impl Example for NewMerge {
    fn example() -> Self {
        Self {
            ticket_ids: ["43", "44"].map(str::to_owned).to_vec(),
        }
    }
}
