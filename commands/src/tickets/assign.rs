//! A ticket that nobody has goes to whose turn it is.

use super::{Outcome, Tx, decide};
use crate::CommandError;
use domain::rotation::{Rotation, RotationCommand, candidates};
use domain::setting::Assignment;
use domain::ticket::{Details, Ticket, TicketCommand};
use domain::{Catalog, DepartmentId, MemberId, TicketId};
use eventstore::Work;
use std::collections::HashMap;

/// Gives a ticket to a member of its department, as the department is set up to. Does nothing for
/// a ticket that somebody has, that is done with or that went on to another department, so it may
/// come late and more than once.
#[derive(Clone, Debug)]
pub struct AssignByTurn {
    pub ticket: TicketId,
    pub department: DepartmentId,
    /// As the department is set up where it says none.
    pub how: Assignment,
    /// How many open tickets those have who have some.
    pub loads: HashMap<MemberId, i64>,
}

impl Work for AssignByTurn {
    type Primary = Ticket;
    type Error = CommandError;

    async fn run(&self, tx: &mut Tx<'_>) -> Outcome<()> {
        let now = tx.load::<Ticket>(self.ticket.0).await?;
        let catalog = tx.context().catalog;
        if !now
            .state
            .open()
            .is_ok_and(|ticket| self.waits(ticket, catalog))
        {
            return Ok(());
        }
        let Some(member) = self.next(tx).await? else {
            return Ok(());
        };
        let offer = TicketCommand::Offer { member };
        decide(tx, self.ticket, &[offer], vec![]).await?;
        let ticket = self.ticket;
        let turn = RotationCommand::Turn { member, ticket };
        tx.decide::<Rotation>(Rotation::id(self.department), &[turn])
            .await?;
        Ok(())
    }
}

impl AssignByTurn {
    fn waits(&self, ticket: &Details, catalog: &Catalog) -> bool {
        let status = catalog.statuses.get(ticket.status.0);
        let status = status.and_then(|entry| entry.setting.value.as_ref());
        let done = status.is_some_and(|status| status.category.is_done());
        ticket.assignees.is_empty() && ticket.department == Some(self.department) && !done
    }

    async fn next(&self, tx: &mut Tx<'_>) -> Outcome<Option<MemberId>> {
        let context = tx.context();
        let department = context.catalog.department(self.department);
        let usual = department.map_or(Assignment::None, |d| d.default_assignment);
        let how = match self.how {
            Assignment::None => usual,
            told => told,
        };
        let rotation = tx.load::<Rotation>(Rotation::id(self.department)).await?;
        let there = candidates(context.catalog, self.department, context.now);
        Ok(rotation.state.next(how, &there, &self.loads))
    }
}
