//! What sets a rule off on a ticket: an event, or a moment that has come.

use domain::ids::derived;
use domain::{Recorded, RuleId, TicketId};
use jiff::Timestamp;
use uuid::Uuid;

/// Kinds of the commands of rules.
pub(crate) const FIRED: &str = "automation.fired";
pub(crate) const ACTION: &str = "automation.action";
pub(crate) const REFUSED: &str = "automation.refused";
pub(crate) const NOTIFIED: &str = "automation.notified";

/// What set a rule off.
#[derive(Clone, Debug)]
pub(crate) struct Cause {
    pub ticket: TicketId,
    /// What ids of commands are derived from, besides the rule: the same whenever it is told.
    pub key: String,
    /// The event; none where a moment has come.
    pub event: Option<Uuid>,
    /// The chain that its effects belong to.
    pub chain: Uuid,
    /// Name of the event, or `timer`.
    pub name: String,
    pub at: Timestamp,
    /// The moment that has come.
    pub due_at: Option<Timestamp>,
}

impl Cause {
    /// An event of a ticket, and the rule's version that it meets.
    pub fn event(event: &Recorded, version: i32) -> Self {
        Self {
            ticket: TicketId(event.stream_id),
            key: format!("{version}/{}", event.id),
            event: Some(event.id),
            chain: event.correlation_id,
            name: event.name.clone(),
            at: event.occurred_at,
            due_at: None,
        }
    }

    /// The id of a command that this leads a rule to.
    pub fn command_id(&self, rule: RuleId, kind: &str, index: usize) -> Uuid {
        derived(kind, &format!("{rule}/{}/{index}", self.key))
    }

    /// Ids of the commands by which a rule of so many actions comes to its end: the last action, or
    /// the word that one was refused.
    pub fn ends(&self, rule: RuleId, actions: usize) -> Vec<Uuid> {
        let refused = (0..actions).map(|index| self.command_id(rule, REFUSED, index));
        let last = actions.checked_sub(1);
        let last = last.map(|index| self.command_id(rule, ACTION, index));
        refused.chain(last).collect()
    }

    /// A moment at which a ticket sets a rule off. The version is no part of it: a rule that was
    /// saved while it fired fires no second time.
    pub fn moment(rule: RuleId, ticket: TicketId, at: Timestamp) -> Self {
        let key = format!("timer/{ticket}/{}", at.as_microsecond());
        Self {
            ticket,
            event: None,
            chain: derived("automation.chain", &format!("{rule}/{key}")),
            key,
            name: domain::condition::TIMER.to_owned(),
            at,
            due_at: Some(at),
        }
    }
}
