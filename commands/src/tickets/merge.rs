//! Merging tickets, and taking it back. Nothing is copied, so nothing is lost on the way back.

use super::{Outcome, Tx, decide, open, other, wrong};
use crate::CommandError;
use domain::TicketId;
use domain::ticket::{Details, Participant, Ticket, TicketCommand};
use eventstore::Work;

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
        open(&*tx.load::<Ticket>(self.into.0).await?)?;
        if self.tickets.is_empty() {
            return Err(wrong("ticket_ids", "must name at least one ticket"));
        }
        for id in &self.tickets {
            if *id == self.into {
                return Err(wrong("ticket_ids", "must be other tickets"));
            }
            let source = other(tx, *id, "ticket_ids").await?;
            let cc = brought(open(&source)?);
            let ticket = self.into;
            decide(tx, *id, &[TicketCommand::MergeInto { ticket }], vec![]).await?;
            let absorb = TicketCommand::Absorb { ticket: *id, cc };
            decide(tx, self.into, &[absorb], vec![]).await?;
        }
        Ok(())
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
