//! What people do with tickets besides changing what they say: one file per kind of doing.

mod checklist;
mod claims;
mod clones;
mod files;
mod guests;
mod links;
mod macros;
mod merges;
mod participants;
mod presence;
mod snoozes;
mod splits;
mod time_entries;
mod warnings;

pub(crate) use warnings::warnings;

use crate::answer::Created;
use crate::problem::{Kind, Problem};
use crate::request::{Reader, Writer};
use crate::tickets::{Ticket, TicketPath, loaded};
use bytes::Bytes;
use checklist::Checklist;
use claims::Claims;
use clones::Clones;
use commands::tickets::{ChangeTicket, Step};
use domain::ticket::{self, Details, TicketError};
use domain::{FieldError, TicketId};
use eventstore::Executed;
use files::TicketFiles;
use links::Links;
use macros::MacroRuns;
use merges::Merges;
use participants::Participants;
use presence::Presences;
use snoozes::Snoozes;
use splits::Splits;
use time_entries::TimeEntries;
use uuid::Uuid;

/// All of them.
pub(crate) type Operations = (
    Links,
    Merges,
    Splits,
    Clones,
    Claims,
    Snoozes,
    Participants,
    TicketFiles,
    TimeEntries,
    Checklist,
    MacroRuns,
    Presences,
);

/// All of them, for the service.
pub(crate) const OPERATIONS: Operations = (
    Links,
    Merges,
    Splits,
    Clones,
    Claims,
    Snoozes,
    Participants,
    TicketFiles,
    TimeEntries,
    Checklist,
    MacroRuns,
    Presences,
);

/// Leads the ticket that `path` names to what is wanted.
async fn change<L>(
    writer: &Writer,
    path: &str,
    lead: L,
    body: &Bytes,
) -> Result<Executed<ticket::Ticket>, Problem>
where
    L: Fn(&Details) -> Result<Vec<Step>, TicketError> + Send + Sync,
{
    let id = TicketPath::parse(path)?.resolve(writer).await?;
    writer
        .transact(id.0, &ChangeTicket { id, lead }, body)
        .await
}

/// The ticket that `path` names, for reading.
async fn details(reader: &Reader, path: &str) -> Result<(Details, i32), Problem> {
    let id = TicketPath::parse(path)?.resolve(reader).await?;
    let loaded = loaded(reader, id).await?;
    let details = loaded.state.details.as_deref();
    let details = details.ok_or(TicketError::NotFound)?.clone();
    Ok((details, loaded.version))
}

/// Answers with a ticket that was made.
async fn made(
    writer: &Writer,
    executed: &Executed<ticket::Ticket>,
) -> Result<Created<Ticket>, Problem> {
    let id = TicketId(executed.stream_id);
    let view = Ticket::of(writer, id, &executed.loaded).await?;
    Ok(Created::after(executed, &view)?.at(&format!("/api/v1/tickets/{id}")))
}

/// The id that stands in a path; what is no id names nothing.
fn id_in_path(text: &str, what: &str) -> Result<Uuid, Problem> {
    Uuid::parse_str(text).map_err(|_| Problem::not_found(what))
}

/// The other ticket that a body names by id, number or reference.
async fn other_ticket(
    reader: &Reader,
    field: &str,
    text: &str,
) -> Result<Result<TicketId, FieldError>, Problem> {
    let found = match TicketPath::parse(text) {
        Ok(path) => path.resolve(reader).await,
        Err(problem) => Err(problem),
    };
    match found {
        Ok(id) => Ok(Ok(id)),
        Err(problem) if problem.kind == Kind::NotFound => {
            let text: String = text.chars().take(50).filter(|c| !c.is_control()).collect();
            let detail = format!("{text:?} is no ticket; name one by its id, number or reference");
            Ok(Err(FieldError::new(field, detail)))
        }
        Err(problem) => Err(problem),
    }
}

/// The rules say that `field` names nothing; it stands in the path, so nothing is there.
fn missing(problem: Problem, field: &str, what: &str) -> Problem {
    match problem.errors.iter().any(|error| error.field == field) {
        true => Problem::not_found(what),
        false => problem,
    }
}

/// An id for examples, told apart by its end.
const fn example_id(end: u128) -> Uuid {
    Uuid::from_u128(0x0192_f0c4_0000_7000_8000_0000_0000_0000 | end)
}
