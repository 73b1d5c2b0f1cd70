//! A message that becomes a ticket of its own.

use super::{id_in_path, made, missing};
use crate::answer::Created;
use crate::openapi::Tag;
use crate::problem::{Kind, Problem};
use crate::request::{OptionalBody, Reader, Writer, present};
use crate::tickets::{Ticket, TicketPath, loaded, seen};
use commands::tickets::SplitMessage;
use domain::ticket::{Details, TicketError};
use domain::{MessageId, TicketId};
use poem_openapi::param::Path;
use poem_openapi::types::Example;
use poem_openapi::{Object, OpenApi};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

mod said;
mod subject;

use said::said;

/// How the new ticket shall begin.
#[derive(Debug, Default, Object, Serialize, Deserialize)]
#[oai(example)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct NewSplit {
    /// The message's first line unless told otherwise.
    #[serde(deserialize_with = "present")]
    pub subject: Option<String>,
}

pub(crate) struct Splits;

#[OpenApi(tag = "Tag::Tickets")]
impl Splits {
    /// Opens a ticket that begins with this message, as it stands after edits; this ticket keeps
    /// it. The two are tied to each other.
    #[oai(
        path = "/tickets/:id/messages/:message_id/split",
        method = "post",
        operation_id = "split_message"
    )]
    async fn split(
        &self,
        writer: Writer,
        /// Id, number or reference.
        id: Path<String>,
        message_id: Path<String>,
        body: OptionalBody<NewSplit>,
    ) -> Result<Created<Ticket>, Problem> {
        let message = MessageId(id_in_path(&message_id.0, "message")?);
        let from = TicketPath::parse(&id.0)?.resolve(&writer).await?;
        let wanted = body.value.unwrap_or_default().subject;
        let work = work(&writer, (from, message), wanted).await?;
        let outcome = writer.begin(work.id.0, &work, &body.bytes).await;
        let executed = outcome.map_err(|problem| missing(problem, "message_id", "message"))?;
        made(&writer, &executed).await
    }
}

async fn work(
    writer: &Writer,
    (from, message): (TicketId, MessageId),
    subject: Option<String>,
) -> Result<SplitMessage, Problem> {
    let state = &writer.state;
    let ticket = loaded(writer, from).await?;
    let details = ticket.state.details.as_deref();
    let details = details.ok_or(TicketError::NotFound)?;
    let said = match writer.access.message(message, details) {
        Some(_) => said(&state.app.store, from, message).await?,
        None => None,
    };
    let Some(said) = said else {
        return Err(elsewhere(writer, details, message).await?);
    };
    let line = || subject::first_line(&said.body, said.format);
    let usual = || line().unwrap_or_else(|| details.subject.clone());
    Ok(SplitMessage {
        id: TicketId(Uuid::now_v7()),
        number: state.numbers.take(&state.app.store).await?,
        subject: subject.unwrap_or_else(usual),
        from,
        expected_version: writer.expected_version(),
        message,
        new_message: MessageId(Uuid::now_v7()),
        body: said.body,
        format: said.format,
        files: said.files,
        at: said.at,
    })
}

/// Why a message that the ticket does not hold itself cannot be split from it.
async fn elsewhere(
    reader: &Reader,
    ticket: &Details,
    message: MessageId,
) -> Result<Problem, Problem> {
    let absorbed = ticket.absorbed.iter().map(|absorbed| absorbed.ticket);
    for part in seen(reader, absorbed).await?.values() {
        let Some(part) = part.state.details.as_deref() else {
            continue;
        };
        if reader.access.message(message, part).is_some() {
            let number = part.number;
            let detail = format!(
                "The message belongs to ticket {number}, which was merged into this one; take \
                 that merge back to split it."
            );
            return Ok(Problem::new(Kind::Conflict, detail));
        }
    }
    Ok(Problem::not_found("message"))
}

impl Example for NewSplit {
    fn example() -> Self {
        Self {
            subject: Some("The toner is empty too".to_owned()),
        }
    }
}
