//! How long what is promised may take, and for which tickets it is another time.

use super::ClockKind;
use crate::limits::Checks;
use crate::{Catalog, PriorityId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Shortest and longest target, in seconds.
pub(super) const SHORTEST: i64 = 60;
pub(super) const LONGEST: i64 = 5 * 366 * 24 * 60 * 60;

/// Seconds of business time; what is not there is not promised.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Targets {
    /// From the beginning until one of the staff writes to the customer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_response: Option<i64>,
    /// From a customer's message, once there was a first response, until the next one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_response: Option<i64>,
    /// From the beginning until it is resolved or closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resolution: Option<i64>,
}

/// Other targets for tickets of some priorities, by key of the priority.
pub type TargetsByPriority = BTreeMap<String, Targets>;

impl Targets {
    /// Seconds until this clock's target; the due date has a moment instead.
    #[must_use]
    pub fn of(&self, kind: ClockKind) -> Option<i64> {
        match kind {
            ClockKind::FirstResponse => self.first_response,
            ClockKind::NextResponse => self.next_response,
            ClockKind::Resolution => self.resolution,
            ClockKind::DueDate => None,
        }
    }

    /// These, and where they promise nothing, the others.
    #[must_use]
    pub fn or(&self, others: &Self) -> Self {
        Self {
            first_response: self.first_response.or(others.first_response),
            next_response: self.next_response.or(others.next_response),
            resolution: self.resolution.or(others.resolution),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Checks what stands below the field `at`.
    pub(super) fn check(&self, at: &str, checks: &mut Checks) {
        let all = [
            ("first_response", self.first_response),
            ("next_response", self.next_response),
            ("resolution", self.resolution),
        ];
        let wrong = |seconds: &i64| !(SHORTEST..=LONGEST).contains(seconds);
        for (name, _) in all.iter().filter(|(_, t)| t.as_ref().is_some_and(wrong)) {
            let detail = format!("must be {SHORTEST} to {LONGEST} seconds of business time");
            checks.fail(&format!("{at}.{name}"), detail);
        }
    }
}

/// Checks the targets of priorities that stand below the field `at`.
pub(super) fn check_by_priority(
    targets: &TargetsByPriority,
    at: &str,
    checks: &mut Checks,
    catalog: &Catalog,
) {
    checks.items(at, targets.len());
    for (key, targets) in targets {
        let at = format!("{at}.{}", crate::field::echo(key));
        if catalog
            .priorities
            .get(PriorityId::from_key(key).0)
            .is_none()
        {
            let known = catalog.priorities.iter().filter_map(|e| e.active());
            let known: Vec<_> = known.map(|priority| priority.key.as_str()).collect();
            let detail = format!("there is no such priority; use one of {}", known.join(", "));
            checks.fail(&at, detail);
        }
        targets.check(&at, checks);
    }
}
