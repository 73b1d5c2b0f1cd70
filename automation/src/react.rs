//! What follows from one event: which rules match, and what becomes of each.

use crate::act::Run;
use crate::ask::{Person, asked};
use crate::cause::Cause;
use crate::chain::Chain;
use crate::desk::Desk;
use crate::reaction::Reaction;
use crate::rules::{Rules, settled};
use domain::automation::{Action, Matched, Occasion, Rule};
use domain::setting::SettingKind;
use domain::ticket::{Ticket, TicketEvent};
use domain::{ActorKind, Aggregate, Catalog, Recorded, RuleId};
use eventstore::{EventStore, Live, Loaded, StoreError};
use jiff::SignedDuration;

/// An event recorded so long after it happened is history that was brought in.
const HISTORY: SignedDuration = SignedDuration::from_hours(24);

/// Reacts to events. Holds nothing that a second delivery would not find again in the log.
#[derive(Clone, Debug)]
pub(crate) struct Reactor {
    pub(crate) desk: Desk,
    pub(crate) catalog: Live<Catalog>,
}

impl Reaction for Reactor {
    const CHECKPOINT: &'static str = crate::CHECKPOINT;
    const CATEGORIES: &'static [&'static str] = &[Ticket::CATEGORY, Rule::CATEGORY];
    type State = Rules;

    fn store(&self) -> &EventStore {
        &self.desk.store
    }

    async fn begin(&self, position: i64) -> Result<Rules, StoreError> {
        self.desk.failures.look_anew();
        Rules::as_of(&self.desk.store, &self.catalog, position).await
    }

    async fn take(&self, rules: &mut Rules, event: &Recorded) -> Result<(), StoreError> {
        rules.apply(event);
        Ok(())
    }

    /// Tickets are none of each other's business; the rules that they meet are.
    fn is_taken_beside(event: &Recorded) -> bool {
        event.category == Ticket::CATEGORY
    }

    async fn take_beside(&self, rules: &Rules, event: &Recorded) -> Result<(), StoreError> {
        self.react(rules, event).await
    }
}

/// A rule that matches, and what its condition found.
type Match<'a> = (RuleId, i32, &'a Rule, Vec<Matched>);

impl Reactor {
    /// Carries out whatever `rules` ask after `event`. Once this returns `Ok`, all of it is in the
    /// log; after an error it may be called again, and does only what is missing.
    pub(crate) async fn react(&self, rules: &Rules, event: &Recorded) -> Result<(), StoreError> {
        let candidates = rules.set_off_by(event);
        if candidates.is_empty() || is_history(event) {
            return Ok(());
        }
        let catalog = settled(&self.catalog, event.position).await?;
        let matching = self.matching(candidates, event, &catalog).await?;
        if matching.is_empty() {
            return Ok(());
        }
        let chain = Chain::read(&self.desk.store, event).await?;
        for (id, version, rule, matched) in matching {
            let run = Run {
                desk: &self.desk,
                catalog: &catalog,
                cause: Cause::event(event, version),
                id,
                version,
                rule,
                matched,
                is_new: false,
            };
            run.finish(chain.verdict(id)).await?;
        }
        Ok(())
    }

    /// The candidates that match, up to the first that lets no later one run.
    async fn matching<'a>(
        &self,
        candidates: Vec<(RuleId, i32, &'a Rule)>,
        event: &Recorded,
        catalog: &Catalog,
    ) -> Result<Vec<Match<'a>>, StoreError> {
        let mut ticket = self.ticket_before(event).await?;
        let before = ticket.state.details.clone();
        ticket.apply(event)?;
        let happened: TicketEvent = event.decode()?;
        let occasion = Occasion {
            event: Some((&event.name, &happened)),
            by: event.actor,
            at: event.occurred_at,
            before: before.as_deref(),
        };
        let all: Vec<_> = candidates.iter().map(|(_, _, rule)| *rule).collect();
        let store = &self.desk.store;
        let person = Person::of(store, &all, &ticket.state, event.position).await?;
        let mut matching = Vec::new();
        let Some(asked) = asked(&ticket, &occasion, &person, catalog) else {
            return Ok(matching);
        };
        for (id, version, rule) in candidates {
            let Some(matched) = rule.when.ready(catalog).found(&asked) else {
                continue;
            };
            matching.push((id, version, rule, matched));
            if rule.stop || rule.actions.iter().any(Action::suppresses_others) {
                break;
            }
        }
        Ok(matching)
    }

    async fn ticket_before(&self, event: &Recorded) -> Result<Loaded<Ticket>, StoreError> {
        match event.version {
            1 => Ok(Loaded::default()), // the first event is all there is to fold
            version => self.desk.store.load_at(event.stream_id, version - 1).await,
        }
    }
}

/// Automation acts on what happens, not on what is told of the past.
pub(crate) fn is_history(event: &Recorded) -> bool {
    let late = event.recorded_at.duration_since(event.occurred_at);
    event.actor.kind == ActorKind::Import || late > HISTORY
}
