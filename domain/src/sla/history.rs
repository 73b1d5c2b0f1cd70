//! Every version of every policy, with the moment since which it holds.

use super::{Applies, SlaPolicy};
use crate::SlaPolicyId;
use crate::event::{DecodeError, Recorded};
use crate::setting::SettingEvent;
use jiff::Timestamp;
use std::collections::BTreeMap;

/// One version of a policy.
#[derive(Clone, Debug, PartialEq)]
pub struct PolicyVersion {
    pub id: SlaPolicyId,
    pub version: i32,
    /// When it was saved or retired.
    pub since: Timestamp,
    /// None once it was retired.
    pub policy: Option<SlaPolicy>,
}

/// Every version of every policy: the fold of their events.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PolicyHistory(BTreeMap<SlaPolicyId, Vec<PolicyVersion>>);

impl PolicyVersion {
    /// For which tickets it holds. A retired policy holds for none, from then on.
    #[must_use]
    pub fn applies(&self) -> Applies {
        let policy = self.policy.as_ref();
        policy.map_or(Applies::OpenFromNow, |policy| policy.applies)
    }
}

impl PolicyHistory {
    /// Adds what an event of a policy tells.
    pub fn apply(&mut self, recorded: &Recorded) -> Result<(), DecodeError> {
        let policy = match recorded.decode::<SettingEvent<SlaPolicy>>()? {
            SettingEvent::Saved(policy) => Some(policy),
            SettingEvent::Retired => None,
        };
        self.add(PolicyVersion {
            id: SlaPolicyId(recorded.stream_id),
            version: recorded.version,
            since: recorded.occurred_at,
            policy,
        });
        Ok(())
    }

    /// The same without one policy.
    pub(super) fn without(&self, id: SlaPolicyId) -> Self {
        let mut others = self.clone();
        others.0.remove(&id);
        others
    }

    /// Adds a version, which comes after all others of its policy.
    pub fn add(&mut self, version: PolicyVersion) {
        let versions = self.0.entry(version.id).or_default();
        // clocks of several machines may differ a little: versions follow each other all the same
        let since = versions
            .last()
            .map_or(version.since, |last| last.since.max(version.since));
        versions.push(PolicyVersion { since, ..version });
    }

    /// Whether there never was a policy.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The versions of each policy, oldest first.
    pub fn policies(&self) -> impl Iterator<Item = &[PolicyVersion]> {
        self.0.values().map(Vec::as_slice)
    }
}
