//! Trying rules on tickets of the past before they are saved.

use super::simulated::{RuleSimulation, Seen};
use super::view::NewRule;
use crate::problem::Problem;
use crate::request::Reader;
use crate::types::Moment;
use domain::automation::{RuleTrial, Trialled, Window};
use domain::limits::{Checks, LIST_ITEMS};
use domain::setting::SettingKind;
use domain::{Context, FieldError, Permission, Recorded, RuleId, TicketId};
use eventstore::{EventStore, StoreError};
use futures_util::{StreamExt as _, TryStreamExt as _};
use jiff::{SignedDuration, Timestamp};
use poem_openapi::Object;
use poem_openapi::types::Example;
use projections::TicketQuery;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use uuid::Uuid;

/// Most rules of one simulation.
const RULES: usize = 100;
/// Most tickets of one simulation.
const MOST: usize = 200_000;
/// Tickets of which the events are held at once.
const PAGE: usize = 200;
/// Pages that are read while one is looked at.
const AHEAD: usize = 2;
/// Longest time of a simulation: two years.
const LONGEST: SignedDuration = SignedDuration::from_hours(2 * 366 * 24);

/// Rules to try, and on which time.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(example)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewRuleSimulation {
    /// The rules as they would be saved, 1 to 100; whether they are active is of no account.
    pub rules: Vec<TriedRule>,
    /// What set them off happened at or after.
    pub from: Moment,
    /// What set them off happened before; now unless told. At a time to come: what timers would do if
    /// nothing happens before.
    #[serde(default)]
    pub to: Option<Moment>,
}

/// A rule to try.
#[derive(Debug, Object, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TriedRule {
    pub rule: NewRule,
    /// Id of the rule that it would replace: it is told against what that one did.
    #[serde(default)]
    pub instead_of: Option<Uuid>,
}

impl NewRuleSimulation {
    /// Nothing is recorded, and nothing leaves the house.
    pub async fn run(&self, reader: &Reader) -> Result<RuleSimulation, Problem> {
        let tried = self.drafts(reader)?;
        let window = self.window()?;
        let trial = RuleTrial::new(&tried, window, &reader.catalog);
        reader.wait_for_tickets_at(reader.min_position).await?;
        let read = &reader.state.app.read;
        let ids = read.found_tickets(&self.query(reader), MOST + 1).await?;
        if ids.len() > MOST {
            let detail = format!("takes in more than {MOST} tickets; try a shorter time");
            return Err(Problem::field("from", detail));
        }
        let mut told = RuleSimulation::new(&tried, ids.len());
        let mut seen: Vec<Seen> = tried.iter().map(|_| Seen::default()).collect();
        let mut pages = Vec::with_capacity(ids.len() / PAGE + 1);
        for page in ids.chunks(PAGE) {
            pages.push(events(reader.state.app.store.clone(), page.to_vec()));
        }
        let mut pages = futures_util::stream::iter(pages).buffered(AHEAD);
        while let Some(events) = pages.try_next().await? {
            told.events += events.len();
            for (id, story) in by_stream(events) {
                let firings = trial.firings(&story, window.to);
                let firings = firings.map_err(|error| Problem::internal(&error))?;
                told.add(TicketId(id), &story, firings, &mut seen);
            }
        }
        told.count(&seen);
        Ok(told)
    }

    fn window(&self) -> Result<Window, Problem> {
        let to = self.to.map_or_else(Timestamp::now, |to| to.0);
        let window = Window {
            from: self.from.0,
            to,
        };
        if window.from >= to {
            return Err(Problem::field("to", "must lie after from"));
        }
        if to.duration_since(window.from) > LONGEST {
            return Err(Problem::field(
                "from",
                "must lie two years before to at most",
            ));
        }
        Ok(window)
    }

    /// The rules as they would be saved: everything that is wrong is told, as saving would tell it.
    fn drafts(&self, reader: &Reader) -> Result<Vec<Trialled>, Problem> {
        if self.rules.is_empty() || self.rules.len() > RULES {
            let detail = format!("must be a list of 1 to {RULES} rules");
            return Err(Problem::field("rules", detail));
        }
        let (mut drafts, mut errors) = (Vec::new(), Vec::new());
        for (index, tried) in self.rules.iter().enumerate() {
            let at = format!("rules[{index}]");
            match tried.read(&at, reader) {
                Ok(draft) => drafts.push(draft),
                Err(wrong) => errors.extend(wrong),
            }
        }
        errors.truncate(LIST_ITEMS);
        match errors.is_empty() {
            true => Ok(drafts),
            false => Err(Problem::fields(errors)),
        }
    }

    /// What happened within the time happened to tickets that were there and were changed since.
    fn query(&self, reader: &Reader) -> TicketQuery {
        TicketQuery {
            reach: reader.access.reach(Permission::ReadTickets),
            created_to: self.to.map(|to| to.0),
            ..TicketQuery::default()
        }
    }
}

impl TriedRule {
    fn read(&self, at: &str, reader: &Reader) -> Result<Trialled, Vec<FieldError>> {
        let placed = |wrong: Vec<FieldError>| -> Vec<FieldError> {
            let place = |e: FieldError| FieldError::new(format!("{at}.rule.{}", e.field), e.detail);
            wrong.into_iter().map(place).collect()
        };
        let rule = self.rule.to_rule(reader);
        let rule = rule.map_err(|problem| placed(problem.errors))?;
        let mut checks = Checks::default();
        let context = Context {
            now: Timestamp::now(),
            actor: reader.principal.actor(),
            access: &reader.access,
            catalog: &reader.catalog,
        };
        rule.check(&mut checks, &context);
        checks.finish().map_err(placed)?;
        let known = |id: &Uuid| reader.catalog.rules.get(*id).is_some();
        if self.instead_of.as_ref().is_some_and(|id| !known(id)) {
            let detail = "there is no such rule; leave it out to try one more";
            return Err(vec![FieldError::new(format!("{at}.instead_of"), detail)]);
        }
        Ok(Trialled {
            rule,
            instead_of: self.instead_of.map(RuleId),
        })
    }
}

async fn events(store: EventStore, ids: Vec<TicketId>) -> Result<Vec<Recorded>, StoreError> {
    let streams: Vec<_> = ids.iter().map(|id| id.0).collect();
    store.read_streams(&streams).await
}

/// The events of each ticket, in their order.
fn by_stream(events: Vec<Recorded>) -> HashMap<Uuid, Vec<Recorded>> {
    let mut stories: HashMap<Uuid, Vec<Recorded>> = HashMap::new();
    for event in events {
        stories.entry(event.stream_id).or_default().push(event);
    }
    stories
}

impl Example for NewRuleSimulation {
    fn example() -> Self {
        Self {
            rules: vec![TriedRule {
                rule: NewRule::example(),
                instead_of: None,
            }],
            from: Moment(Timestamp::constant(1_767_225_600, 0)),
            to: None,
        }
    }
}
