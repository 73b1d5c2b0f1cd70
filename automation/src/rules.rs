//! The rules exactly as they stood at one place in the log.
//!
//! Not "as they are now": an event that is delivered again must meet the same rules in the same
//! versions, or a rule that was saved in between would act on it a second time.

use domain::automation::Rule;
use domain::{Catalog, Recorded, RuleId};
use eventstore::{EventStore, Live, StoreError};
use std::time::Duration;

/// How long the catalog may take to have what the log has.
const PATIENCE: Duration = Duration::from_secs(2);

/// A catalog in which nothing but rules is folded, event by event as the worker comes along.
#[derive(Debug, Default)]
pub(crate) struct Rules(Catalog);

impl Rules {
    /// The rules after everything up to `position`.
    pub(crate) async fn as_of(
        store: &EventStore,
        catalog: &Live<Catalog>,
        position: i64,
    ) -> Result<Self, StoreError> {
        let known = settled(catalog, position).await?;
        let streams: Vec<_> = known.rules.iter().map(|entry| entry.id).collect();
        let mut rules = Self::default();
        for event in store.read_streams(&streams).await? {
            if event.position <= position {
                rules.apply(&event);
            }
        }
        Ok(rules)
    }

    /// Folds a rule's next event in. One that cannot be read leaves the rule as it was.
    pub(crate) fn apply(&mut self, event: &Recorded) {
        if let Err(error) = self.0.apply(event) {
            tracing::error!(%error, position = event.position, "a rule's event was passed over");
        }
    }

    /// The active rules that `event` sets off, in the order in which they run. A rule is never
    /// set off by what it did itself.
    pub(crate) fn set_off_by(&self, event: &Recorded) -> Vec<(RuleId, i32, &Rule)> {
        let mut rules = self.0.rules_on(&event.name);
        rules.retain(|(id, ..)| !crate::chain::acted(*id, &event.actor));
        rules
    }
}

/// The catalog once it has everything up to `position`.
pub(crate) async fn settled(
    catalog: &Live<Catalog>,
    position: i64,
) -> Result<std::sync::Arc<Catalog>, StoreError> {
    let late = || StoreError::Unavailable("the catalog is behind the log".to_owned());
    catalog.at_least(position, PATIENCE).await.ok_or_else(late)
}
