//! Trying rules on tickets of the past: what would have set them off. Nothing is done.

use super::{Matched, Moments, Occasion, Ready, Rule, RuleTicket, Timer};
use crate::event::{DecodeError, Recorded};
use crate::setting::StatusCategory;
use crate::ticket::{Details, Surroundings, Ticket, TicketEvent};
use crate::{Actor, ActorKind, Aggregate, Catalog, RuleId};
use jiff::Timestamp;
use std::collections::HashSet;
use uuid::Uuid;

mod timed;

/// A rule to try, and the one in whose place it would stand.
#[derive(Clone, Debug)]
pub struct Trialled {
    pub rule: Rule,
    pub instead_of: Option<RuleId>,
}

/// When what sets rules off must have happened: from the first moment on, before the second.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    pub from: Timestamp,
    pub to: Timestamp,
}

impl Window {
    fn has(self, at: Timestamp) -> bool {
        (self.from..self.to).contains(&at)
    }
}

/// A rule that would have been set off, or one that was.
#[derive(Clone, Debug, PartialEq)]
pub struct Firing {
    /// Place of the rule among those that are tried.
    pub rule: usize,
    pub at: Timestamp,
    /// The event, or `timer`.
    pub on: String,
    pub matched: Vec<Matched>,
    /// The rule in whose place it stands really fired.
    pub real: bool,
}

/// Rules to try on one ticket after the other. Tickets are taken as they were: what the rules would
/// have changed is not followed up.
#[derive(Debug)]
pub struct RuleTrial<'a> {
    catalog: &'a Catalog,
    window: Window,
    /// In the order in which they run, each with its place among those given.
    rules: Vec<(usize, &'a Trialled, Ready<'a>)>,
}

/// One ticket on its way through its events.
struct Walk<'t> {
    trial: &'t RuleTrial<'t>,
    ticket: Ticket,
    moments: Moments,
    version: i32,
    created_at: Timestamp,
    updated_at: Timestamp,
    /// The chains in which each rule had its turn.
    ran: HashSet<(usize, Uuid)>,
    /// The moments that set each rule off.
    fired: HashSet<(usize, Timestamp)>,
    firings: Vec<Firing>,
}

impl<'a> RuleTrial<'a> {
    #[must_use]
    pub fn new(rules: &'a [Trialled], window: Window, catalog: &'a Catalog) -> Self {
        let ready = |rule: &'a Trialled| rule.rule.when.ready(catalog);
        let all = rules.iter().enumerate();
        let mut rules: Vec<_> = all
            .map(|(place, rule)| (place, rule, ready(rule)))
            .collect();
        rules.sort_by_key(|(place, rule, _)| (rule.rule.position, *place));
        Self {
            catalog,
            window,
            rules,
        }
    }

    /// What would have set the rules off in a ticket's life, and what did set those off in whose
    /// place they stand, by time. `story` is all that happened to the ticket, oldest first.
    pub fn firings(&self, story: &[Recorded], now: Timestamp) -> Result<Vec<Firing>, DecodeError> {
        let mut walk = Walk::new(self);
        for event in story {
            walk.take(event)?;
        }
        walk.pass(now);
        let mut firings = walk.firings;
        firings.sort_by_key(|firing| firing.at);
        Ok(firings)
    }
}

impl<'t> Walk<'t> {
    fn new(trial: &'t RuleTrial<'t>) -> Self {
        Self {
            trial,
            ticket: Ticket::default(),
            moments: Moments::default(),
            version: 0,
            created_at: Timestamp::UNIX_EPOCH,
            updated_at: Timestamp::UNIX_EPOCH,
            ran: HashSet::new(),
            fired: HashSet::new(),
            firings: Vec::new(),
        }
    }

    fn take(&mut self, recorded: &Recorded) -> Result<(), DecodeError> {
        let event: TicketEvent = recorded.decode()?;
        self.pass(recorded.occurred_at);
        let wanted = self.trial.window.has(recorded.occurred_at);
        let concerned = wanted && self.concerns(&recorded.name);
        let before = concerned.then(|| self.ticket.details.clone()).flatten();
        self.ticket.evolve(&event, &recorded.happened());
        if self.version == 0 {
            self.created_at = recorded.occurred_at;
        }
        (self.version, self.updated_at) = (recorded.version, recorded.occurred_at);
        if let Some(details) = self.ticket.details.as_deref() {
            self.moments.see(&event, &recorded.happened(), details);
        }
        if let TicketEvent::RuleFired(fired) = &event
            && wanted
        {
            self.really_fired(
                fired.rule,
                fired.due_at.unwrap_or(recorded.occurred_at),
                &fired.on,
            );
        }
        if concerned {
            self.react(recorded, &event, before.as_deref());
        }
        Ok(())
    }

    fn concerns(&self, name: &str) -> bool {
        let rules = self.trial.rules.iter();
        rules
            .flat_map(|(_, tried, _)| &tried.rule.on)
            .any(|on| on == name)
    }

    fn really_fired(&mut self, id: RuleId, at: Timestamp, on: &str) {
        for (place, tried, _) in &self.trial.rules {
            if tried.instead_of == Some(id) {
                self.firings.push(Firing {
                    rule: *place,
                    at,
                    on: on.to_owned(),
                    matched: Vec::new(),
                    real: true,
                });
            }
        }
    }

    fn react(&mut self, recorded: &Recorded, event: &TicketEvent, before: Option<&Details>) {
        let Some(details) = self.ticket.details.as_deref() else {
            return;
        };
        let occasion = Occasion {
            event: Some((&recorded.name, event)),
            by: recorded.actor,
            at: recorded.occurred_at,
            before,
        };
        let asked = RuleTicket::new(details, self.around(), &occasion, self.trial.catalog);
        let mut found = Vec::new();
        for (place, tried, ready) in &self.trial.rules {
            let meant = tried.rule.on.contains(&recorded.name);
            if !meant || is_its_own(tried, &recorded.actor) {
                continue;
            }
            let Some(matched) = ready.found(&asked) else {
                continue;
            };
            found.push((*place, matched));
            let suppresses = tried
                .rule
                .actions
                .iter()
                .any(super::Action::suppresses_others);
            if tried.rule.stop || suppresses {
                break;
            }
        }
        for (rule, matched) in found {
            if self.ran.insert((rule, recorded.correlation_id)) {
                self.firings.push(Firing {
                    rule,
                    at: recorded.occurred_at,
                    on: recorded.name.clone(),
                    matched,
                    real: false,
                });
            }
        }
    }

    fn around(&self) -> Surroundings<'static> {
        Surroundings {
            version: self.version,
            created_at: self.created_at,
            updated_at: self.updated_at,
            deleted: self.ticket.deleted,
            emails: &[],
            language: None,
            open_children: 0,
            sla: crate::sla::Standing::default(),
        }
    }

    fn is_closed(&self, ticket: &Details) -> bool {
        let status = self.trial.catalog.statuses.get(ticket.status.0);
        let status = status.and_then(|entry| entry.setting.value.as_ref());
        status.is_some_and(|status| status.category == StatusCategory::Closed)
    }
}

/// Rules are not set off by what they did themselves.
fn is_its_own(tried: &Trialled, actor: &Actor) -> bool {
    let rule = actor.id.filter(|_| actor.kind == ActorKind::Rule);
    rule.is_some() && rule == tried.instead_of.map(|id| id.0)
}
