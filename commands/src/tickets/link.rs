//! Links between two tickets: both sides in one append.

use super::{Outcome, Tx, decide, open, other, refused, seen, wrong};
use crate::CommandError;
use domain::TicketId;
use domain::ticket::{LinkKind, Ticket, TicketCommand, TicketError};
use eventstore::{ExecuteError, Work};

/// Longest line of parents that is walked up.
const GENERATIONS: usize = 20;

/// Ties a ticket to another one.
#[derive(Clone, Copy, Debug)]
pub struct LinkTickets {
    pub ticket: TicketId,
    /// What the ticket is to the other.
    pub kind: LinkKind,
    pub other: TicketId,
}

impl Work for LinkTickets {
    type Primary = Ticket;
    type Error = CommandError;

    async fn run(&self, tx: &mut Tx<'_>) -> Outcome<()> {
        let Self {
            ticket,
            kind,
            other: to,
        } = *self;
        if ticket == to {
            return Err(wrong("ticket_id", "must be another ticket"));
        }
        open(&*seen(tx, ticket).await?)?;
        other(tx, to, "ticket_id").await?;
        match kind {
            LinkKind::ChildOf => check_line(tx, to, ticket).await?,
            LinkKind::ParentOf => check_line(tx, ticket, to).await?,
            _ => {}
        }
        let here = TicketCommand::Link { kind, ticket: to };
        decide(tx, ticket, &[here], vec![]).await?;
        let kind = kind.counterpart();
        let there = TicketCommand::Link { kind, ticket };
        let linked = decide(tx, to, &[there], vec![]).await;
        linked.map_err(on_the_other)?;
        Ok(())
    }
}

/// What the other ticket refuses is a fault of having chosen it.
fn on_the_other(error: ExecuteError<CommandError>) -> ExecuteError<CommandError> {
    let ExecuteError::Refused(CommandError::Ticket(TicketError::Invalid(mut wrong))) = error else {
        return error;
    };
    for fault in &mut wrong {
        "ticket_id".clone_into(&mut fault.field);
    }
    refused(TicketError::Invalid(wrong))
}

/// Nobody may be their own ancestor.
async fn check_line(tx: &mut Tx<'_>, parent: TicketId, child: TicketId) -> Outcome<()> {
    let mut at = Some(parent);
    for _ in 0..GENERATIONS {
        let Some(id) = at else {
            return Ok(());
        };
        if id == child {
            let detail = "is below this ticket already; a ticket cannot be its own ancestor";
            return Err(wrong("ticket_id", detail));
        }
        let loaded = tx.load::<Ticket>(id.0).await?;
        at = loaded.state.details.as_deref().and_then(|t| t.parent());
    }
    let detail = format!("would lie more than {GENERATIONS} generations deep");
    Err(wrong("ticket_id", detail))
}

/// Takes a link away, on both sides.
#[derive(Clone, Copy, Debug)]
pub struct UnlinkTickets {
    pub ticket: TicketId,
    pub kind: LinkKind,
    pub other: TicketId,
}

impl Work for UnlinkTickets {
    type Primary = Ticket;
    type Error = CommandError;

    async fn run(&self, tx: &mut Tx<'_>) -> Outcome<()> {
        let Self {
            ticket,
            kind,
            other: to,
        } = *self;
        let here = TicketCommand::Unlink { kind, ticket: to };
        decide(tx, ticket, &[here], vec![]).await?;
        // a deleted or merged ticket keeps its side: it is not to be changed
        if tx.load::<Ticket>(to.0).await?.state.open().is_ok() {
            let kind = kind.counterpart();
            let there = TicketCommand::Unlink { kind, ticket };
            decide(tx, to, &[there], vec![]).await?;
        }
        Ok(())
    }
}
