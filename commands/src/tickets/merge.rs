//! Merging tickets, and taking it back. Nothing is copied, so nothing is lost on the way back.

use super::{Outcome, Tx, decide, open, other, seen, wrong};
use crate::CommandError;
use domain::ticket::{Details, Participant, Ticket, TicketCommand, TicketError};
use domain::{FieldError, TicketId};
use eventstore::{ExecuteError, Work};

/// The field that names the tickets to be merged.
const FIELD: &str = "ticket_ids";

/// Makes tickets parts of another one, which shows their conversations from now on.
#[derive(Clone, Debug)]
pub struct MergeTickets {
    pub into: TicketId,
    pub tickets: Vec<TicketId>,
}

impl Work for MergeTickets {
    type Primary = Ticket;
    type Error = CommandError;

    async fn run(&self, tx: &mut Tx<'_>) -> Outcome<()> {
        open(&*seen(tx, self.into).await?)?;
        let (mut faults, mut absorbed) = (Vec::new(), Vec::new());
        if self.tickets.is_empty() {
            faults.push(fault("must name at least one ticket"));
        }
        for id in &self.tickets {
            let outcome = self.merge(tx, *id).await;
            absorbed.extend(gathered(outcome, *id, &mut faults)?);
        }
        decide(tx, self.into, &absorbed, faults).await?;
        Ok(())
    }
}

impl MergeTickets {
    /// The other side of the merge of one ticket.
    async fn merge(&self, tx: &mut Tx<'_>, id: TicketId) -> Outcome<TicketCommand> {
        let ticket = self.into;
        if id == ticket {
            return Err(wrong(FIELD, "cannot be merged into itself"));
        }
        let now = seen(tx, id).await?;
        if now.state.details.as_deref().and_then(|t| t.merged_into) == Some(ticket) {
            return Ok(TicketCommand::Absorb {
                ticket: id,
                cc: vec![],
            }); // it is so already
        }
        let source = other(tx, id, FIELD).await?;
        let cc = brought(open(&source)?);
        decide(tx, id, &[TicketCommand::MergeInto { ticket }], vec![]).await?;
        Ok(TicketCommand::Absorb { ticket: id, cc })
    }
}

fn fault(detail: impl Into<String>) -> FieldError {
    FieldError::new(FIELD, detail)
}

/// Puts aside what is wrong with one of the tickets, so that all of them are told at once.
fn gathered(
    outcome: Outcome<TicketCommand>,
    id: TicketId,
    faults: &mut Vec<FieldError>,
) -> Outcome<Option<TicketCommand>> {
    match outcome {
        Ok(command) => Ok(Some(command)),
        Err(ExecuteError::Refused(CommandError::Ticket(TicketError::Invalid(wrong)))) => {
            let told = wrong
                .into_iter()
                .map(|e| match e.detail.contains(&id.to_string()) {
                    true => fault(e.detail),
                    false => fault(format!("{id} {}", e.detail)),
                });
            faults.extend(told);
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

/// Who hears of the ticket: whoever asked, and who had copies.
fn brought(ticket: &Details) -> Vec<Participant> {
    let asked = ticket.customer.map(Participant::Customer);
    let mut cc: Vec<_> = asked.into_iter().collect();
    cc.extend(ticket.cc.iter().filter(|who| Some(**who) != asked));
    cc
}

/// Lets a merged ticket stand for itself again, as it was.
#[derive(Clone, Copy, Debug)]
pub struct UnmergeTicket {
    pub ticket: TicketId,
}

impl Work for UnmergeTicket {
    type Primary = Ticket;
    type Error = CommandError;

    async fn run(&self, tx: &mut Tx<'_>) -> Outcome<()> {
        let ticket = self.ticket;
        let now = tx.load::<Ticket>(ticket.0).await?;
        let into = now.state.details.as_deref().and_then(|t| t.merged_into);
        decide(tx, ticket, &[TicketCommand::Unmerge], vec![]).await?;
        if let Some(into) = into {
            decide(tx, into, &[TicketCommand::Release { ticket }], vec![]).await?;
        }
        Ok(())
    }
}
