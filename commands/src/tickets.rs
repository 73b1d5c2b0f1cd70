//! Commands on tickets that touch customers, files or other tickets besides.

mod assign;
mod bulk;
mod change;
mod clone;
mod files;
mod link;
mod macros;
mod merge;
mod open;
mod people;
mod redact;
mod rule;
mod split;

pub use assign::AssignByTurn;
pub use bulk::{BulkStep, PutBack, refusal};
pub use change::{ChangeTicket, Circle, Step};
pub use clone::CloneTicket;
pub use link::{LinkTickets, UnlinkTickets};
pub use macros::ApplyMacro;
pub use merge::{MergeTickets, UnmergeTicket};
pub use open::OpenTicket;
pub use people::Asking;
pub use redact::RedactMessage;
pub use rule::RuleStep;
pub use split::SplitMessage;

use crate::CommandError;
use domain::ticket::{Details, Ticket, TicketCommand, TicketError};
use domain::{Aggregate, FieldError, TicketId};
use eventstore::{ExecuteError, Loaded, Transaction};
use std::sync::Arc;

type Tx<'a> = Transaction<'a, CommandError>;
type Outcome<T> = Result<T, ExecuteError<CommandError>>;

/// Decides on one ticket and keeps the attachments' own streams in step. What the rules of tickets
/// cannot know is told in `wrong`, together with what they refuse.
async fn decide(
    tx: &mut Tx<'_>,
    id: TicketId,
    commands: &[TicketCommand],
    wrong: Vec<FieldError>,
) -> Outcome<Arc<Loaded<Ticket>>> {
    let before = tx.load::<Ticket>(id.0).await?;
    match tx.decide::<Ticket>(id.0, commands).await {
        Ok(after) if wrong.is_empty() => {
            files::follow(tx, id, &before.state, &after.state).await?;
            Ok(after)
        }
        Ok(_) => Err(refused(TicketError::Invalid(wrong))),
        Err(ExecuteError::Refused(CommandError::Ticket(TicketError::Invalid(mut fields)))) => {
            // one value that cannot be read makes others look wrong that are not
            let unread = |e: &FieldError| e.field.starts_with("fields.");
            if wrong.iter().any(unread) {
                fields.retain(|e| !unread(e));
            }
            let told = [wrong, fields].map(TicketError::Invalid);
            Err(refused(Ticket::together(told.into())))
        }
        Err(error) => Err(error),
    }
}

/// A ticket as whoever asks may see it: one that is out of reach is as one that is not there.
async fn seen(tx: &mut Tx<'_>, id: TicketId) -> Outcome<Arc<Loaded<Ticket>>> {
    let loaded = tx.load::<Ticket>(id.0).await?;
    match tx.context().access.seen(&loaded.state) {
        Some(_) => Ok(loaded),
        None => Ok(Arc::default()),
    }
}

/// Another ticket that a command names; a wrong `field` when it cannot be used.
async fn other(tx: &mut Tx<'_>, id: TicketId, field: &str) -> Outcome<Arc<Loaded<Ticket>>> {
    let loaded = seen(tx, id).await?;
    let detail = match loaded.state.open() {
        Ok(_) => return Ok(loaded),
        Err(TicketError::Merged { into }) if !seen(tx, into).await?.exists() => {
            format!("{id}: the ticket goes on as a part of one that you may not see")
        }
        Err(error) => format!("{id}: {error}"),
    };
    Err(wrong(field, detail))
}

fn open(ticket: &Loaded<Ticket>) -> Outcome<&Details> {
    ticket.state.open().map_err(refused)
}

/// Holds work that begins another stream to the version of the ticket that it begins with.
fn expect(ticket: &Loaded<Ticket>, expected: Option<i32>) -> Outcome<()> {
    let actual = ticket.version;
    match expected.filter(|expected| *expected != actual) {
        Some(expected) => Err(ExecuteError::VersionMismatch { expected, actual }),
        None => Ok(()),
    }
}

fn wrong(field: &str, detail: impl Into<String>) -> ExecuteError<CommandError> {
    refused(TicketError::Invalid(vec![FieldError::new(field, detail)]))
}

fn refused(error: TicketError) -> ExecuteError<CommandError> {
    ExecuteError::Refused(error.into())
}
