//! One ticket's share of a bulk job: all of the actions, in one append.

use super::{ApplyMacro, AssignByTurn, Outcome, Tx, decide, open, people, refused, seen, wrong};
use crate::CommandError;
use domain::bulk::{BulkAction, BulkFault, BulkOutcome};
use domain::setting::Assignment;
use domain::ticket::{Details, Ticket, TicketCommand, TicketError};
use domain::{Audience, MemberId, TicketId};
use eventstore::Work;
use std::collections::HashMap;
use uuid::Uuid;

/// Does to one ticket what a bulk job does to all of its tickets, in the name of whoever asked for
/// it, and as far as they may.
#[derive(Clone, Debug)]
pub struct BulkStep<'a> {
    pub ticket: TicketId,
    pub actions: &'a [BulkAction],
    /// Who applies macros.
    pub member: Option<MemberId>,
    /// What the ids of messages are derived from.
    pub seed: Uuid,
    /// How many open tickets those have who have some, where turns depend on it.
    pub loads: HashMap<MemberId, i64>,
}

/// Puts one ticket back to what it was: commands that hold for one version of it.
#[derive(Clone, Debug)]
pub struct PutBack<'a> {
    pub ticket: TicketId,
    pub commands: &'a [TicketCommand],
}

/// How it went with a ticket whose step was refused.
#[must_use]
pub fn refusal(error: &CommandError) -> BulkOutcome {
    match error {
        CommandError::Ticket(error) => BulkOutcome::from(error),
        other => BulkOutcome::refused(BulkFault::Invalid, other.to_string()),
    }
}

impl Work for BulkStep<'_> {
    type Primary = Ticket;
    type Error = CommandError;

    async fn run(&self, tx: &mut Tx<'_>) -> Outcome<()> {
        let now = seen(tx, self.ticket).await?;
        match self.actions {
            [BulkAction::ApplyMacro { macro_id }] => {
                let apply = ApplyMacro {
                    ticket: self.ticket,
                    macro_id: *macro_id,
                    member: Some(self.member.ok_or_else(|| refused(NOBODY))?),
                    seed: self.seed,
                };
                apply.run(tx).await
            }
            [BulkAction::Delete {}] => self.decide(tx, &[TicketCommand::Delete]).await,
            [BulkAction::Restore {}] => self.decide(tx, &[TicketCommand::Restore]).await,
            _ => self.change(tx, open(&now)?).await,
        }
    }
}

const NOBODY: TicketError = TicketError::Forbidden("macros are applied by members; sign in as one");

impl BulkStep<'_> {
    async fn decide(&self, tx: &mut Tx<'_>, commands: &[TicketCommand]) -> Outcome<()> {
        decide(tx, self.ticket, commands, vec![]).await.map(drop)
    }

    async fn change(&self, tx: &mut Tx<'_>, now: &Details) -> Outcome<()> {
        let context = tx.context();
        let audience = Audience::of(&context.actor, context.catalog);
        let (mut commands, mut wrong) = (Vec::new(), Vec::new());
        for action in self.actions {
            match action.commands(now, &audience, context.catalog) {
                Ok(more) => commands.extend(more),
                Err(errors) => wrong.extend(errors),
            }
        }
        let mut resolved = Vec::with_capacity(commands.len());
        for command in commands {
            resolved.push(people::resolve(tx, command, &mut wrong).await?);
        }
        decide(tx, self.ticket, &resolved, wrong).await?;
        match self.actions.contains(&BulkAction::AssignByTurn {}) {
            true => self.by_turn(tx).await,
            false => Ok(()),
        }
    }

    /// Once the other actions are done: they may have routed it, or taken it from everybody.
    async fn by_turn(&self, tx: &mut Tx<'_>) -> Outcome<()> {
        let now = tx.load::<Ticket>(self.ticket.0).await?;
        let details = open(&now)?;
        if !details.assignees.is_empty() {
            return Ok(());
        }
        let Some(department) = details.department else {
            let detail = "must be there: route it to a department that gives tickets out";
            return Err(wrong("department_id", detail));
        };
        let known = tx.context().catalog.department(department);
        if known.is_none_or(|known| known.default_assignment == Assignment::None) {
            let detail = "gives tickets to nobody by itself; set its default assignment, or name \
                          members";
            return Err(wrong("department_id", detail));
        }
        let turn = AssignByTurn {
            ticket: self.ticket,
            department,
            how: Assignment::None,
            loads: self.loads.clone(),
        };
        turn.run(tx).await
    }
}

impl Work for PutBack<'_> {
    type Primary = Ticket;
    type Error = CommandError;

    async fn run(&self, tx: &mut Tx<'_>) -> Outcome<()> {
        seen(tx, self.ticket).await?;
        decide(tx, self.ticket, self.commands, vec![])
            .await
            .map(drop)
    }
}
