//! A macro applied to a ticket: what it says and does, in one append.

use super::{Outcome, Tx, decide, open, people, refused, seen};
use crate::CommandError;
use domain::customer::Customer;
use domain::ids::derived;
use domain::macros::{Applied, Macro, Words};
use domain::ticket::{Details, Ticket, TicketCommand, TicketError};
use domain::{Audience, MacroId, MemberId, Permission, TicketId};
use eventstore::Work;
use uuid::Uuid;

/// Applies a macro to a ticket in the name of a member.
#[derive(Clone, Copy, Debug)]
pub struct ApplyMacro {
    pub ticket: TicketId,
    pub macro_id: MacroId,
    pub member: MemberId,
    /// What the ids of its messages are derived from.
    pub seed: Uuid,
}

impl Work for ApplyMacro {
    type Primary = Ticket;
    type Error = CommandError;

    async fn run(&self, tx: &mut Tx<'_>) -> Outcome<()> {
        let now = seen(tx, self.ticket).await?;
        let details = open(&now)?;
        let words = self.words(tx, details).await?;
        let commands = self.commands(tx, details, &words).map_err(refused)?;
        let (mut resolved, mut wrong) = (Vec::with_capacity(commands.len()), Vec::new());
        for command in commands {
            resolved.push(people::resolve(tx, command, &mut wrong).await?);
        }
        decide(tx, self.ticket, &resolved, wrong).await?;
        Ok(())
    }
}

impl ApplyMacro {
    fn commands(
        &self,
        tx: &Tx<'_>,
        ticket: &Details,
        words: &Words,
    ) -> Result<Vec<TicketCommand>, TicketError> {
        let context = tx.context();
        let (version, found) = self.find(tx)?;
        let applied = Applied {
            id: self.macro_id,
            version,
            member: self.member,
            audience: &Audience::of(&context.actor, context.catalog),
            now: context.now,
            words,
            catalog: context.catalog,
        };
        let mut messages = 0;
        let message = || {
            messages += 1;
            derived("macro.message", &format!("{}/{messages}", self.seed))
        };
        let commands = found.commands(ticket, &applied, message);
        commands.map_err(TicketError::Invalid)
    }

    /// The macro in the version that is in use, if it may be applied.
    fn find<'a>(&self, tx: &Tx<'a>) -> Result<(i32, &'a Macro), TicketError> {
        let context = tx.context();
        let entry = context.catalog.macros.get(self.macro_id.0);
        let found = entry.and_then(|e| e.active().map(|found| (e.version, found)));
        let sees_all = context.access.allows(Permission::ChangeMacros);
        let seen = found.filter(|(_, m)| sees_all || m.is_for(&context.actor, context.catalog));
        let (version, found) = seen.ok_or_else(|| {
            let detail = format!("there is no macro {} in use", self.macro_id);
            TicketError::Invalid(vec![domain::FieldError::new("macro_id", detail)])
        })?;
        if found.may_apply(&context.actor, context.catalog) {
            return Ok((version, found));
        }
        Err(TicketError::Forbidden(
            "this macro is switched off or meant for others; ask an administrator",
        ))
    }

    async fn words(&self, tx: &mut Tx<'_>, ticket: &Details) -> Outcome<Words> {
        let catalog = tx.context().catalog;
        let member = catalog.member(self.member).map(|m| m.name.clone());
        Ok(Words {
            ticket_number: catalog.workspace().reference(ticket.number),
            ticket_subject: ticket.subject.clone(),
            customer_name: customer_name(tx, ticket).await?,
            member_name: member.unwrap_or_default(),
        })
    }
}

/// Empty when nobody knows it.
async fn customer_name(tx: &mut Tx<'_>, ticket: &Details) -> Outcome<String> {
    let told = ticket.requester.as_ref().and_then(|r| r.name.clone());
    let Some(id) = ticket.customer else {
        return Ok(told.unwrap_or_default());
    };
    let mut customer = tx.load::<Customer>(id.0).await?;
    while let Some(into) = customer.state.merged_into {
        customer = tx.load::<Customer>(into.0).await?; // merges never lead in a circle
    }
    let profile = customer.state.profile.as_deref();
    Ok(profile.and_then(|p| p.name.clone()).unwrap_or_default())
}
