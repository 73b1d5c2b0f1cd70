//! A ticket as the condition of a rule is asked of it: with what set the rule off.

use super::{Matched, matched};
use crate::business::BusinessHours;
use crate::condition::{Condition, EventPath, Facts, Path, TIMER, Value, Viewpoint};
use crate::field::{self, Sheet};
use crate::ticket::{Details, Said, Surroundings, TicketEvent, Visibility, WholeTicket};
use crate::{Actor, ActorKind, Catalog, Happened, locale};
use jiff::Timestamp;
use jiff::tz::TimeZone;

/// What sets a rule off.
#[derive(Clone, Debug)]
pub struct Occasion<'a> {
    /// The event; none where a moment has come.
    pub event: Option<(&'a str, &'a TicketEvent)>,
    pub by: Actor,
    pub at: Timestamp,
    /// The ticket before the event; none where that is its first.
    pub before: Option<&'a Details>,
}

/// A ticket and what sets a rule off, to be asked.
pub struct RuleTicket<'a> {
    whole: WholeTicket<'a>,
    details: &'a Details,
    occasion: &'a Occasion<'a>,
    catalog: &'a Catalog,
    changed: Vec<String>,
}

impl std::fmt::Debug for RuleTicket<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RuleTicket")
            .field("occasion", self.occasion)
            .finish_non_exhaustive()
    }
}

impl<'a> RuleTicket<'a> {
    #[must_use]
    pub fn new(
        details: &'a Details,
        around: Surroundings<'a>,
        occasion: &'a Occasion<'a>,
        catalog: &'a Catalog,
    ) -> Self {
        let changed = occasion.before.map(|before| changed(before, details));
        Self {
            whole: WholeTicket::new(details, around, catalog),
            details,
            occasion,
            catalog,
            changed: changed.unwrap_or_default(),
        }
    }

    /// Whether a settled condition holds: see [`Condition::settled`]. What is hidden on the ticket
    /// is taken for missing.
    #[must_use]
    pub fn is(&self, condition: &Condition) -> bool {
        let sheet = Sheet {
            facts: self,
            values: &self.details.fields,
            form: None,
        };
        field::holds(condition, &sheet, self.catalog)
    }

    /// The values that a settled condition asks about, where it holds.
    #[must_use]
    pub fn found(&self, condition: &Condition) -> Option<Vec<Matched>> {
        self.is(condition)
            .then(|| matched(condition, self, self.catalog))
    }

    /// Nobody asks, at the moment of the occasion; days begin where the workspace's calendar is,
    /// else in UTC.
    #[must_use]
    pub fn viewpoint(&self) -> Viewpoint {
        let calendar = self.catalog.default_calendar();
        let zone = calendar.and_then(|calendar| locale::time_zone(&calendar.time_zone));
        Viewpoint::new(self.occasion.at, zone.unwrap_or(TimeZone::UTC), None)
    }

    fn of_event(&self, path: EventPath) -> Value<'_> {
        let text = |text: Option<&'static str>| text.map_or(Value::Missing, Value::Text);
        match path {
            EventPath::Name => Value::Text(self.occasion.event.map_or(TIMER, |(name, _)| name)),
            EventPath::ActorKind => Value::Text(self.occasion.by.kind.as_str()),
            EventPath::Actor => self.occasion.by.id.map_or(Value::Missing, Value::Id),
            EventPath::Changed => Value::Texts(&self.changed),
            EventPath::InHours => Value::Yes(self.in_hours()),
            EventPath::Visibility => text(self.message().map(|(_, said)| visibility(&said))),
            EventPath::Author => text(self.message().map(|(_, said)| author(&said))),
            EventPath::Body => match self.message() {
                Some((body, _)) => Value::Text(body),
                None => Value::Missing,
            },
            EventPath::Clock => text(self.sla().map(|(clock, _)| clock)),
            EventPath::Percent => match self.sla() {
                Some((_, Some(percent))) => Value::Number(f64::from(percent)),
                _ => Value::Missing,
            },
        }
    }

    /// Where nothing says which hours count, all do.
    fn in_hours(&self) -> bool {
        let hours = BusinessHours::of_ticket(self.details.department, self.catalog);
        hours.is_none_or(|hours| hours.is_open(self.occasion.at))
    }

    fn message(&self) -> Option<(&'a str, Said)> {
        match self.occasion.event {
            Some((_, TicketEvent::MessagePosted(posted))) => {
                let happened = Happened {
                    at: self.occasion.at,
                    actor: self.occasion.by,
                };
                Some((posted.body.as_str(), Said::of(posted, &happened)))
            }
            _ => None,
        }
    }

    fn sla(&self) -> Option<(&'static str, Option<u8>)> {
        match self.occasion.event {
            Some((_, TicketEvent::SlaWarned(told))) => Some((told.clock.as_str(), told.percent)),
            Some((_, TicketEvent::SlaBreached(told))) => Some((told.clock.as_str(), None)),
            _ => None,
        }
    }
}

impl Facts for RuleTicket<'_> {
    fn value(&self, path: &Path) -> Value<'_> {
        match path {
            Path::Event(path) => self.of_event(*path),
            Path::Before(path) => match self.occasion.before {
                Some(before) => before.facts(self.catalog).lasting(path),
                None => Value::Missing,
            },
            _ => self.whole.value(path),
        }
    }
}

fn visibility(said: &Said) -> &'static str {
    match said.visibility {
        Visibility::Public => "public",
        Visibility::Internal => "internal",
    }
}

fn author(said: &Said) -> &'static str {
    match (said.customer, said.by.kind) {
        (Some(_), _) | (None, ActorKind::Customer | ActorKind::Visitor) => "customer",
        (None, ActorKind::Rule | ActorKind::System) => "automation",
        (None, ActorKind::Member | ActorKind::ApiKey | ActorKind::Import) => "staff",
    }
}

/// Spellings of the paths whose values differ.
fn changed(before: &Details, after: &Details) -> Vec<String> {
    let own = [
        ("status", before.status != after.status),
        ("priority", before.priority != after.priority),
        ("department_id", before.department != after.department),
        ("assignee_ids", before.assignees != after.assignees),
        ("tags", before.tags != after.tags),
        ("subject", before.subject != after.subject),
        ("description", before.description != after.description),
        ("requester_id", before.customer != after.customer),
        ("organisation_id", before.organisation != after.organisation),
        ("due_at", before.due_at != after.due_at),
    ];
    let own = own.into_iter().filter(|(_, differs)| *differs);
    own.map(|(name, _)| name.to_owned()).collect()
}
