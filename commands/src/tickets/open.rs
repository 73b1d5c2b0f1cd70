//! Opening a ticket, with whoever asks and what they sent.

use super::{Asking, Outcome, Tx, decide, files, people};
use crate::CommandError;
use domain::ticket::{CreateTicket, Ticket, TicketCommand};
use domain::{AttachmentId, FieldError, TicketId};
use eventstore::Work;

/// Opens a ticket; a requester who is not known yet is made in the same append.
#[derive(Clone, Debug)]
pub struct OpenTicket {
    pub id: TicketId,
    /// `customer`, `organisation` and `files` come from the fields below.
    pub new: CreateTicket,
    pub asking: Option<Asking>,
    pub attachments: Vec<AttachmentId>,
    /// What is known to be wrong already, told together with what the rules refuse.
    pub wrong: Vec<FieldError>,
}

impl Work for OpenTicket {
    type Primary = Ticket;
    type Error = CommandError;

    async fn run(&self, tx: &mut Tx<'_>) -> Outcome<()> {
        let (mut new, mut wrong) = (self.new.clone(), self.wrong.clone());
        let asking = self.asking.clone();
        (new.customer, new.organisation) = people::requester(tx, asking, &mut wrong).await?;
        people::participants(tx, &mut new.cc, "cc", &mut wrong).await?;
        people::participants(tx, &mut new.watchers, "watchers", &mut wrong).await?;
        people::fields(tx, &mut new.fields, &mut wrong).await?;
        new.files = files::find(tx, &self.attachments, &mut wrong).await?;
        tx.begin::<Ticket>(self.id.0);
        let command = TicketCommand::Create(Box::new(new));
        decide(tx, self.id, &[command], wrong).await?;
        Ok(())
    }
}
