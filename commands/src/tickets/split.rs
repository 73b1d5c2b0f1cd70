//! A message that becomes a ticket of its own.

use super::clone::{in_use, priority, related};
use super::{Outcome, Tx, decide, expect, open, seen, wrong};
use crate::CommandError;
use domain::attachment::File;
use domain::ticket::{
    CreateTicket, Details, Format, Mentions, MessageSource, NewMessage, Said, Ticket,
    TicketCommand, TicketSource,
};
use domain::{Catalog, MessageId, TicketId};
use eventstore::Work;
use jiff::Timestamp;

/// Opens a ticket that begins with a message of another one, which keeps it.
#[derive(Clone, Debug)]
pub struct SplitMessage {
    pub id: TicketId,
    pub number: i64,
    pub subject: String,
    pub from: TicketId,
    /// From `If-Match`: the version that the ticket to split must have.
    pub expected_version: Option<i32>,
    pub message: MessageId,
    /// Id of the message on the new ticket.
    pub new_message: MessageId,
    /// What the message says now.
    pub body: String,
    pub format: Format,
    pub files: Vec<File>,
    /// When it was said.
    pub at: Timestamp,
}

impl Work for SplitMessage {
    type Primary = Ticket;
    type Error = CommandError;

    async fn run(&self, tx: &mut Tx<'_>) -> Outcome<()> {
        let from = seen(tx, self.from).await?;
        expect(&from, self.expected_version)?;
        let details = open(&from)?;
        let said = tx.context().access.message(self.message, details);
        let said = said.filter(|said| !said.redacted);
        let said = said.ok_or_else(|| wrong("message_id", "names no message of this ticket"))?;
        let create =
            TicketCommand::Create(Box::new(self.ticket(details, said, tx.context().catalog)));
        let post = TicketCommand::PostMessage(Box::new(self.first(said)));
        tx.begin::<Ticket>(self.id.0);
        // by itself first: without a ticket the rest would only be told that there is none
        decide(tx, self.id, &[create], vec![]).await?;
        decide(tx, self.id, &[post, related(self.from)], vec![]).await?;
        let (message, to) = (self.message, self.id);
        let noted = TicketCommand::SplitMessage { message, to };
        decide(tx, self.from, &[noted, related(self.id)], vec![]).await?;
        Ok(())
    }
}

impl SplitMessage {
    /// Whoever said it asks now; what the staff said is asked for by whom the ticket was.
    fn ticket(&self, from: &Details, said: &Said, catalog: &Catalog) -> CreateTicket {
        let from = in_use(from, catalog);
        let fields = from.fields.iter();
        let customer = said.customer.or(from.customer);
        let same = customer == from.customer;
        CreateTicket {
            number: self.number,
            subject: self.subject.clone(),
            customer,
            organisation: from.organisation.filter(|_| same),
            priority: priority(&from, catalog),
            department: from.department,
            fields: fields.map(|(id, v)| (*id, Some(v.clone()))).collect(),
            channel: from.channel,
            source: Some(TicketSource::Split {
                ticket: self.from,
                message: self.message,
            }),
            ..CreateTicket::default()
        }
    }

    fn first(&self, said: &Said) -> NewMessage {
        NewMessage {
            message: self.new_message,
            visibility: said.visibility,
            body: self.body.clone(),
            format: self.format,
            reply_to: None,
            mentions: Mentions::default(),
            files: self.files.clone(),
            customer: said.customer,
            source: Some(MessageSource {
                ticket: self.from,
                message: self.message,
                author: said.by,
                at: self.at,
            }),
        }
    }
}
