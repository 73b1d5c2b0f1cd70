//! A ticket made after the pattern of another one.

use super::{Outcome, Tx, decide, expect, open, seen};
use crate::CommandError;
use domain::ticket::{
    Channel, CreateTicket, Details, LinkKind, Participant, Ticket, TicketCommand, TicketSource,
};
use domain::{Catalog, PriorityId, TicketId};
use eventstore::Work;

/// Opens a copy of a ticket: what is asked, by whom and for what, but not what became of it.
#[derive(Clone, Debug)]
pub struct CloneTicket {
    pub id: TicketId,
    pub number: i64,
    pub from: TicketId,
    /// From `If-Match`: the version that the ticket to copy must have.
    pub expected_version: Option<i32>,
    pub channel: Channel,
}

impl Work for CloneTicket {
    type Primary = Ticket;
    type Error = CommandError;

    async fn run(&self, tx: &mut Tx<'_>) -> Outcome<()> {
        let from = seen(tx, self.from).await?;
        expect(&from, self.expected_version)?;
        let catalog = tx.context().catalog;
        let copy = self.copy(&in_use(open(&from)?, catalog), catalog);
        tx.begin::<Ticket>(self.id.0);
        let create = TicketCommand::Create(Box::new(copy));
        // by itself first: without a ticket the rest would only be told that there is none
        decide(tx, self.id, &[create], vec![]).await?;
        // whoever may open a ticket after the pattern of one that they see may also say so on both
        tx.follow_up();
        decide(tx, self.id, &[related(self.from)], vec![]).await?;
        decide(tx, self.from, &[related(self.id)], vec![]).await?;
        Ok(())
    }
}

impl CloneTicket {
    fn copy(&self, from: &Details, catalog: &Catalog) -> CreateTicket {
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
            priority: priority(from, catalog),
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

/// A ticket as a pattern for others: without what was retired since.
pub(super) fn in_use(ticket: &Details, catalog: &Catalog) -> Details {
    let mut kept = ticket.clone();
    let serves = |who: &Participant| match who {
        Participant::Member(id) => catalog.member(*id).is_some(),
        Participant::Customer(_) => true,
    };
    kept.cc.retain(serves);
    kept.watchers.retain(serves);
    kept.department = kept
        .department
        .filter(|id| catalog.department(*id).is_some());
    kept.fields.retain(|id, _| catalog.field(*id).is_some());
    kept
}

/// A priority of another ticket, while it is in use.
pub(super) fn priority(ticket: &Details, catalog: &Catalog) -> Option<PriorityId> {
    let known = catalog.priority(ticket.priority);
    known.map(|_| ticket.priority)
}

pub(super) fn related(ticket: TicketId) -> TicketCommand {
    let kind = LinkKind::RelatesTo;
    TicketCommand::Link { kind, ticket }
}
