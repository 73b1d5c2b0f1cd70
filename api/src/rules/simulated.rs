//! What trying rules tells.

use crate::types::{Moment, RawJson};
use domain::automation::{Firing, Trialled};
use domain::{Recorded, TicketId};
use poem_openapi::Object;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Firings of one rule that are told one by one.
const TOLD: usize = 100;

/// What rules would have done, beside what was done.
#[derive(Debug, Default, Object, Serialize, Deserialize)]
pub(crate) struct RuleSimulation {
    /// How many tickets were looked at: those within the caller's reach that something happened to.
    pub tickets: usize,
    /// How many events they have.
    pub events: usize,
    /// In what this may differ from what would have happened; always the case, in sentences.
    pub approximations: Vec<String>,
    /// In the order in which they were given.
    pub rules: Vec<SimulatedRule>,
}

/// What one rule would have done.
#[derive(Debug, Default, Object, Serialize, Deserialize)]
pub(crate) struct SimulatedRule {
    pub name: String,
    /// How often it would have been set off.
    pub fired: usize,
    /// On how many tickets.
    pub tickets: usize,
    /// How often the rule that it would replace was set off.
    pub really_fired: usize,
    /// Tickets on which it would have been set off, and the other was not.
    pub new_tickets: usize,
    /// Tickets on which the other was set off, and it would not have been.
    pub lost_tickets: usize,
    /// The first 100 times that it would have been set off.
    pub firings: Vec<SimulatedFiring>,
}

/// A time that a rule would have been set off.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct SimulatedFiring {
    pub ticket_id: Uuid,
    pub number: i64,
    pub at: Moment,
    /// The event, or `timer`.
    pub on: String,
    /// The values that its condition asked about: objects of `path` and `value`.
    pub matched: Vec<RawJson>,
}

/// The tickets of one rule, as they are counted.
#[derive(Default)]
pub(super) struct Seen {
    tried: BTreeSet<TicketId>,
    real: BTreeSet<TicketId>,
}

impl RuleSimulation {
    pub fn new(tried: &[Trialled], tickets: usize) -> Self {
        let named = |tried: &Trialled| SimulatedRule {
            name: tried.rule.name.clone(),
            ..SimulatedRule::default()
        };
        Self {
            tickets,
            events: 0,
            approximations: APPROXIMATIONS.map(str::to_owned).to_vec(),
            rules: tried.iter().map(named).collect(),
        }
    }

    pub fn add(
        &mut self,
        id: TicketId,
        story: &[Recorded],
        firings: Vec<Firing>,
        seen: &mut [Seen],
    ) {
        for firing in firings {
            let (rule, seen) = (&mut self.rules[firing.rule], &mut seen[firing.rule]);
            if firing.real {
                rule.really_fired += 1;
                seen.real.insert(id);
                continue;
            }
            rule.fired += 1;
            seen.tried.insert(id);
            if rule.firings.len() < TOLD {
                rule.firings.push(SimulatedFiring::of(id, story, firing));
            }
        }
    }

    pub fn count(&mut self, seen: &[Seen]) {
        for (rule, seen) in self.rules.iter_mut().zip(seen) {
            rule.tickets = seen.tried.len();
            rule.new_tickets = seen.tried.difference(&seen.real).count();
            rule.lost_tickets = seen.real.difference(&seen.tried).count();
        }
    }
}

impl SimulatedFiring {
    fn of(id: TicketId, story: &[Recorded], firing: Firing) -> Self {
        let created = story.first().and_then(|event| event.decode().ok());
        let number = match created {
            Some(domain::ticket::TicketEvent::Created(created)) => created.number,
            _ => 0, // every ticket begins so
        };
        let json = |matched| serde_json::to_string(&matched).ok().map(RawJson::new);
        Self {
            ticket_id: id.0,
            number,
            at: firing.at.into(),
            on: firing.on,
            matched: firing.matched.into_iter().filter_map(json).collect(),
        }
    }
}

/// What trying cannot know.
const APPROXIMATIONS: [&str; 4] = [
    "Tickets are taken as they were: what the actions would have changed, and what people and other \
     rules would have done because of it, is not followed up.",
    "What statuses, fields, calendars and departments mean is what they mean today.",
    "Nothing is known of a customer's addresses and language: conditions that ask for them find none.",
    "History that was imported sets rules off here, although it never does in earnest.",
];
