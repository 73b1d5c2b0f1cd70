//! What follows from one event: which rules match, and what becomes of each.

use crate::act::Run;
use crate::chain::Chain;
use crate::reaction::Reaction;
use crate::rules::{Rules, settled};
use domain::automation::Rule;
use domain::setting::SettingKind;
use domain::ticket::Ticket;
use domain::{ActorKind, Aggregate, Catalog, Recorded, RuleId};
use eventstore::{EventStore, Live, Loaded, StoreError};
use jiff::SignedDuration;

/// An event recorded so long after it happened is history that was brought in.
const HISTORY: SignedDuration = SignedDuration::from_hours(24);

/// Reacts to events. Holds nothing that a second delivery would not find again in the log.
#[derive(Clone, Debug)]
pub(crate) struct Reactor {
    pub(crate) store: EventStore,
    pub(crate) catalog: Live<Catalog>,
}

impl Reaction for Reactor {
    const CHECKPOINT: &'static str = crate::CHECKPOINT;
    const CATEGORIES: &'static [&'static str] = &[Ticket::CATEGORY, Rule::CATEGORY];
    type State = Rules;

    fn store(&self) -> &EventStore {
        &self.store
    }

    async fn begin(&self, position: i64) -> Result<Rules, StoreError> {
        Rules::as_of(&self.store, &self.catalog, position).await
    }

    async fn take(&self, rules: &mut Rules, event: &Recorded) -> Result<(), StoreError> {
        if event.category == Rule::CATEGORY {
            rules.apply(event);
            return Ok(());
        }
        self.react(rules, event).await
    }
}

impl Reactor {
    /// Carries out whatever `rules` ask after `event`. Once this returns `Ok`, all of it is in the
    /// log; after an error it may be called again, and does only what is missing.
    pub(crate) async fn react(&self, rules: &Rules, event: &Recorded) -> Result<(), StoreError> {
        let candidates = rules.set_off_by(event);
        if candidates.is_empty() || is_history(event) {
            return Ok(());
        }
        let ticket = self.ticket_after(event).await?;
        let matching = matching(candidates, &ticket);
        if matching.is_empty() {
            return Ok(());
        }
        let catalog = settled(&self.catalog, event.position).await?;
        let chain = Chain::read(&self.store, event).await?;
        for (id, version, rule) in matching {
            let run = Run {
                store: &self.store,
                catalog: &catalog,
                event,
                id,
                version,
                rule,
            };
            run.finish(chain.verdict(id)).await?;
        }
        Ok(())
    }

    async fn ticket_after(&self, event: &Recorded) -> Result<Ticket, StoreError> {
        let mut loaded = Loaded::<Ticket>::default();
        if event.version == 1 {
            loaded.apply(event)?; // the first event is all there is to fold
        } else {
            loaded = self.store.load_at(event.stream_id, event.version).await?;
        }
        Ok(loaded.state)
    }
}

/// Automation acts on what happens, not on what is told of the past.
pub(crate) fn is_history(event: &Recorded) -> bool {
    let late = event.recorded_at.duration_since(event.occurred_at);
    event.actor.kind == ActorKind::Import || late > HISTORY
}

/// The candidates that match, up to the first that lets no later one run.
fn matching<'a>(
    candidates: Vec<(RuleId, i32, &'a Rule)>,
    ticket: &Ticket,
) -> Vec<(RuleId, i32, &'a Rule)> {
    let mut matching: Vec<_> = (candidates.into_iter())
        .filter(|(_, _, rule)| rule.when.matches(ticket))
        .collect();
    if let Some(last) = matching.iter().position(|(_, _, rule)| rule.stop) {
        matching.truncate(last + 1);
    }
    matching
}
