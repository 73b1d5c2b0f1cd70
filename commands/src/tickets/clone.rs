//! A ticket made after the pattern of another one.

use super::{Outcome, Tx, decide, open};
use crate::CommandError;
use domain::TicketId;
use domain::ticket::{
    Channel, CreateTicket, Details, LinkKind, Ticket, TicketCommand, TicketSource,
};
use eventstore::Work;

/// Opens a copy of a ticket: what is asked, by whom and for what, but not what became of it.
#[derive(Clone, Debug)]
pub struct CloneTicket {
    pub id: TicketId,
    pub number: i64,
    pub from: TicketId,
    pub channel: Channel,
}

impl Work for CloneTicket {
    type Primary = Ticket;
    type Error = CommandError;

    async fn run(&self, tx: &mut Tx<'_>) -> Outcome<()> {
        let from = tx.load::<Ticket>(self.from.0).await?;
        let copy = self.copy(open(&from)?);
        tx.begin::<Ticket>(self.id.0);
        let create = TicketCommand::Create(Box::new(copy));
        decide(tx, self.id, &[create, related(self.from)], vec![]).await?;
        decide(tx, self.from, &[related(self.id)], vec![]).await?;
        Ok(())
    }
}

impl CloneTicket {
    fn copy(&self, from: &Details) -> CreateTicket {
        let fields = from.fields.iter();
        CreateTicket {
            number: self.number,
            subject: from.subject.clone(),
            description: from.description.clone(),
            requester: from.requester.clone(),
            customer: from.customer,
            organisation: from.organisation,
            cc: from.cc.clone(),
            watchers: from.watchers.clone(),
            priority: Some(from.priority),
            department: from.department,
            tags: from.tags.clone(),
            fields: fields.map(|(id, v)| (*id, Some(v.clone()))).collect(),
            files: from.files.clone(),
            channel: self.channel,
            source: Some(TicketSource::Clone { ticket: self.from }),
            ..CreateTicket::default()
        }
    }
}

pub(super) fn related(ticket: TicketId) -> TicketCommand {
    let kind = LinkKind::RelatesTo;
    TicketCommand::Link { kind, ticket }
}
