//! A message that shall not be read any more.

use super::{Outcome, Tx, decide};
use crate::CommandError;
use domain::ticket::{Ticket, TicketCommand};
use domain::{MessageId, TicketId};
use eventstore::Work;

/// Takes a message's content away, its files included. Also on tickets that were deleted or merged,
/// whose conversations can still be read.
#[derive(Clone, Debug)]
pub struct RedactMessage {
    pub id: TicketId,
    pub message: MessageId,
    pub reason: String,
}

impl Work for RedactMessage {
    type Primary = Ticket;
    type Error = CommandError;

    async fn run(&self, tx: &mut Tx<'_>) -> Outcome<()> {
        let (message, reason) = (self.message, self.reason.clone());
        let redact = TicketCommand::RedactMessage { message, reason };
        decide(tx, self.id, &[redact], vec![]).await?;
        Ok(())
    }
}
