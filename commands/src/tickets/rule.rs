//! One action of a rule on the ticket that set it off.

use super::clone::{in_use, priority};
use super::macros::words;
use super::{ApplyMacro, AssignByTurn, Outcome, Tx, decide, open, people};
use crate::CommandError;
use domain::automation::{Action, LinkedTicket, RuleAction};
use domain::business::BusinessHours;
use domain::ids::derived;
use domain::macros::{MacroAction, Way, Words, say};
use domain::ticket::{CreateTicket, Details, Ticket, TicketCommand, Visibility};
use domain::{Audience, Catalog, MemberId, TicketId};
use eventstore::Work;
use jiff::{SignedDuration, Timestamp};
use std::collections::HashMap;
use uuid::Uuid;

/// Does what a rule does to tickets; nothing where its action is none to a ticket.
#[derive(Clone, Debug)]
pub struct RuleStep<'a> {
    pub ticket: TicketId,
    pub action: &'a Action,
    /// What the ids of messages and of tickets are derived from.
    pub seed: Uuid,
    /// When the rule was set off.
    pub at: Timestamp,
    /// Who had the ticket last.
    pub previous: Option<MemberId>,
    /// How many open tickets those have who have some, where turns depend on it.
    pub loads: HashMap<MemberId, i64>,
    /// Of a ticket that it opens.
    pub number: i64,
    /// What the ticket tells first.
    pub first: Option<TicketCommand>,
}

impl Work for RuleStep<'_> {
    type Primary = Ticket;
    type Error = CommandError;

    async fn run(&self, tx: &mut Tx<'_>) -> Outcome<()> {
        let now = tx.load::<Ticket>(self.ticket.0).await?;
        let details = open(&now)?;
        self.decide(tx, self.first.iter().cloned().collect())
            .await?;
        match self.action {
            Action::Common(action) => self.common(tx, details, action).await,
            Action::Own(RuleAction::Reply { body }) => {
                let words = words(tx, details, None).await?;
                let said = say(self.message(), Visibility::Public, words.fill(body));
                self.decide(tx, vec![said]).await
            }
            Action::Own(RuleAction::AssignByTurn { how }) => match details.department {
                Some(department) => {
                    let turn = AssignByTurn {
                        ticket: self.ticket,
                        department,
                        how: *how,
                        loads: self.loads.clone(),
                    };
                    turn.run(tx).await
                }
                None => Ok(()), // in no department it is nobody's turn
            },
            Action::Own(RuleAction::RunMacro { macro_id }) => {
                let apply = ApplyMacro {
                    ticket: self.ticket,
                    macro_id: *macro_id,
                    member: None,
                    seed: self.seed,
                };
                apply.run(tx).await
            }
            Action::Own(RuleAction::CreateLinked(linked)) => {
                self.open_linked(tx, details, linked).await
            }
            Action::Own(action) => {
                let catalog = tx.context().catalog;
                let commands = self.own(details, action, catalog);
                self.decide(tx, commands).await
            }
        }
    }
}

impl RuleStep<'_> {
    async fn common(&self, tx: &mut Tx<'_>, ticket: &Details, action: &MacroAction) -> Outcome<()> {
        let words = match action {
            MacroAction::AddNote { .. } => words(tx, ticket, None).await?,
            _ => Words::default(),
        };
        let context = tx.context();
        let way = Way {
            member: None,
            audience: &Audience::Everything,
            now: context.now,
            words: &words,
            catalog: context.catalog,
        };
        let mut wrong = Vec::new();
        let commands = action.commands(ticket, &way, &mut || self.message());
        let commands = commands.unwrap_or_else(|errors| {
            wrong = errors;
            Vec::new()
        });
        let mut resolved = Vec::with_capacity(commands.len());
        for command in commands {
            resolved.push(people::resolve(tx, command, &mut wrong).await?);
        }
        decide(tx, self.ticket, &resolved, wrong).await?;
        Ok(())
    }

    async fn decide(&self, tx: &mut Tx<'_>, commands: Vec<TicketCommand>) -> Outcome<()> {
        if !commands.is_empty() {
            decide(tx, self.ticket, &commands, vec![]).await?;
        }
        Ok(())
    }

    /// What needs nothing but the ticket.
    fn own(&self, ticket: &Details, action: &RuleAction, catalog: &Catalog) -> Vec<TicketCommand> {
        use TicketCommand as C;
        let command = match action {
            RuleAction::SetDueIn {
                seconds,
                business_time,
            } => Some(C::Schedule {
                due_at: self.later(*seconds, *business_time, ticket, catalog),
                window_from: ticket.window_from,
                window_to: ticket.window_to,
            }),
            RuleAction::ClearDue {} => Some(C::Schedule {
                due_at: None,
                window_from: ticket.window_from,
                window_to: ticket.window_to,
            }),
            RuleAction::AssignLead {} => {
                let department = ticket.department.and_then(|id| catalog.department(id));
                let lead = department.and_then(|department| department.lead);
                lead.map(|member| C::Assign { member })
            }
            RuleAction::AssignPrevious {} => {
                let serves = |member: &MemberId| catalog.member(*member).is_some();
                let previous = self.previous.filter(serves);
                previous.map(|member| C::Offer { member })
            }
            RuleAction::Unassign { member } => Some(C::Unassign { member: *member }),
            RuleAction::Watch { member } => Some(C::Watch {
                who: domain::ticket::Participant::Member(*member),
            }),
            _ => None,
        };
        command.into_iter().collect()
    }

    /// Where nothing says which hours count, all do.
    fn later(
        &self,
        seconds: i64,
        business_time: bool,
        ticket: &Details,
        catalog: &Catalog,
    ) -> Option<Timestamp> {
        let length = SignedDuration::from_secs(seconds);
        let hours = BusinessHours::of_ticket(ticket.department, catalog);
        match hours.filter(|_| business_time) {
            Some(hours) => hours.after(self.at, length),
            None => self.at.checked_add(length).ok(),
        }
    }

    async fn open_linked(
        &self,
        tx: &mut Tx<'_>,
        from: &Details,
        linked: &LinkedTicket,
    ) -> Outcome<()> {
        let words = words(tx, from, None).await?;
        let catalog = tx.context().catalog;
        let id = TicketId(derived("automation.ticket", &self.seed.to_string()));
        let create = self.linked(&in_use(from, catalog), linked, &words, catalog);
        tx.begin::<Ticket>(id.0);
        let create = TicketCommand::Create(Box::new(create));
        // by itself first: without a ticket the rest would only be told that there is none
        decide(tx, id, &[create], vec![]).await?;
        let link = |kind, ticket| TicketCommand::Link { kind, ticket };
        let there = link(linked.kind, self.ticket);
        decide(tx, id, &[there], vec![]).await?;
        let here = link(linked.kind.counterpart(), id);
        decide(tx, self.ticket, &[here], vec![]).await?;
        Ok(())
    }

    fn linked(
        &self,
        from: &Details,
        linked: &LinkedTicket,
        words: &Words,
        catalog: &Catalog,
    ) -> CreateTicket {
        CreateTicket {
            number: self.number,
            subject: words.fill(&linked.subject),
            description: words.fill(&linked.description),
            customer: from.customer,
            organisation: from.organisation,
            priority: priority(from, catalog),
            department: linked.department.or(from.department),
            channel: from.channel,
            ..CreateTicket::default()
        }
    }

    /// An action posts one message at most.
    fn message(&self) -> Uuid {
        derived("automation.message", &self.seed.to_string())
    }
}
