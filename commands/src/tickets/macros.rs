//! A macro applied to a ticket: what it says and does, in one append.

use super::{Outcome, Tx, decide, open, people, refused, seen};
use crate::CommandError;
use domain::customer::Customer;
use domain::ids::derived;
use domain::macros::{Applied, Macro, Way, Words};
use domain::ticket::{Details, Ticket, TicketCommand, TicketError};
use domain::{ActorKind, Audience, MacroId, MemberId, Permission, TicketId};
use eventstore::Work;
use uuid::Uuid;

/// Applies a macro to a ticket in the name of a member.
#[derive(Clone, Copy, Debug)]
pub struct ApplyMacro {
    pub ticket: TicketId,
    pub macro_id: MacroId,
    /// None where a rule applies it.
    pub member: Option<MemberId>,
    /// What the ids of its messages are derived from.
    pub seed: Uuid,
}

impl Work for ApplyMacro {
    type Primary = Ticket;
    type Error = CommandError;

    async fn run(&self, tx: &mut Tx<'_>) -> Outcome<()> {
        let now = seen(tx, self.ticket).await?;
        let details = open(&now)?;
        let words = words(tx, details, self.member).await?;
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
            way: Way {
                member: self.member,
                audience: &Audience::of(&context.actor, context.catalog),
                now: context.now,
                words,
                catalog: context.catalog,
            },
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
        let by_rule = found.active && context.actor.kind == ActorKind::Rule;
        if by_rule || found.may_apply(&context.actor, context.catalog) {
            return Ok((version, found));
        }
        Err(TicketError::Forbidden(
            "this macro is switched off or meant for others; ask an administrator",
        ))
    }
}

/// The words for a ticket's placeholders; of the member who speaks, where one does.
pub(super) async fn words(
    tx: &mut Tx<'_>,
    ticket: &Details,
    member: Option<MemberId>,
) -> Outcome<Words> {
    let catalog = tx.context().catalog;
    let member = member
        .and_then(|id| catalog.member(id))
        .map(|m| m.name.clone());
    Ok(Words {
        ticket_number: catalog.workspace().reference(ticket.number),
        ticket_subject: ticket.subject.clone(),
        customer_name: customer_name(tx, ticket).await?,
        member_name: member.unwrap_or_default(),
    })
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
