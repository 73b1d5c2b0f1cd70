//! SLA policies: a kind of setting that says what is promised on which tickets.

use super::targets::{LONGEST, SHORTEST, Targets, TargetsByPriority, check_by_priority};
use crate::aggregate::Context;
use crate::condition::{Condition, Usage};
use crate::limits::{Checks, NAME_CHARS};
use crate::setting::{Names, SettingKind, StatusCategory, check_names};
use crate::{CalendarId, Catalog, SlaPolicyId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Most warnings of one kind, and most steps after a breach.
const WARNINGS: usize = 10;
/// Longest time before a due date at which to warn, in seconds.
const BEFORE_DUE: i64 = 366 * 24 * 60 * 60;

/// What is promised on tickets that look so. Of several the first by position holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SlaPolicy {
    pub name: String,
    #[serde(default, skip_serializing_if = "Names::is_empty")]
    pub names: Names,
    /// The first that matches a ticket holds for it, lowest first.
    pub position: i32,
    pub active: bool,
    /// What a ticket must look like; without it every ticket will do.
    #[serde(default, rename = "match", skip_serializing_if = "Option::is_none")]
    pub condition: Option<Condition>,
    pub targets: Targets,
    /// Instead of `targets`, by key of the priority; what one leaves out is as in `targets`.
    #[serde(default, skip_serializing_if = "TargetsByPriority::is_empty")]
    pub by_priority: TargetsByPriority,
    #[serde(default, skip_serializing_if = "SlaCalendar::is_usual")]
    pub calendar: SlaCalendar,
    /// In statuses of these categories the clocks stand still.
    pub pause: Vec<StatusCategory>,
    /// Percentages of a target at which to warn, rising.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub warn_at: Vec<u8>,
    /// So many seconds before the due date to warn, falling.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub warn_before_due: Vec<i64>,
    /// So many seconds of business time after a breach the next step is to be taken, rising.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub escalate_after: Vec<i64>,
    /// For which tickets this version of the policy holds.
    #[serde(default, skip_serializing_if = "Applies::is_new")]
    pub applies: Applies,
}

/// Which hours count for a policy's clocks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum SlaCalendar {
    /// Those of the ticket's department, else of the workspace, else all.
    #[default]
    Department,
    /// Those of one calendar.
    Named { id: CalendarId },
    /// All.
    AlwaysOpen,
}

/// For which tickets a version of a policy holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Applies {
    /// Those created from then on; the others keep the version that they have.
    #[default]
    New,
    /// Open ones too, from then on: what has elapsed stays.
    OpenFromNow,
    /// Open ones too, as if it had held since they were created.
    OpenFromStart,
}

impl SlaPolicy {
    /// Categories in which clocks stand still unless told otherwise.
    pub const PAUSE: [StatusCategory; 1] = [StatusCategory::Pending];

    /// A policy for every ticket that promises nothing yet.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            names: Names::new(),
            position: 0,
            active: true,
            condition: None,
            targets: Targets::default(),
            by_priority: TargetsByPriority::new(),
            calendar: SlaCalendar::Department,
            pause: Self::PAUSE.to_vec(),
            warn_at: Vec::new(),
            warn_before_due: Vec::new(),
            escalate_after: Vec::new(),
            applies: Applies::New,
        }
    }

    fn check_pause(&self, checks: &mut Checks) {
        if self.pause.iter().any(|category| category.is_done()) {
            let detail = "must not name resolved or closed, which end the clocks; leave them out";
            checks.fail("pause", detail);
        }
        let running = |category| !self.pause.contains(&category);
        if ![StatusCategory::New, StatusCategory::Open]
            .into_iter()
            .any(running)
        {
            let detail = "must leave new or open out: with both the clocks would hardly ever run";
            checks.fail("pause", detail);
        }
        checks.items("pause", self.pause.len());
    }

    fn check_warnings(&self, checks: &mut Checks) {
        let rising = self.warn_at.windows(2).all(|pair| pair[0] < pair[1]);
        if !rising
            || self
                .warn_at
                .iter()
                .any(|percent| !(1..100).contains(percent))
        {
            checks.fail(
                "warn_at",
                "must be percentages from 1 to 99, rising, like [50, 75, 90]",
            );
        }
        let falling = self
            .warn_before_due
            .windows(2)
            .all(|pair| pair[0] > pair[1]);
        let sound = |seconds: &i64| (1..=BEFORE_DUE).contains(seconds);
        if !falling || !self.warn_before_due.iter().all(sound) {
            let detail = format!("must be 1 to {BEFORE_DUE} seconds, falling, like [86400, 3600]");
            checks.fail("warn_before_due", detail);
        }
        self.check_escalations(checks);
        for (field, count) in [
            ("warn_at", self.warn_at.len()),
            ("escalate_after", self.escalate_after.len()),
            ("warn_before_due", self.warn_before_due.len()),
        ] {
            if count > WARNINGS {
                checks.fail(field, format!("must have at most {WARNINGS} entries"));
            }
        }
    }

    fn check_escalations(&self, checks: &mut Checks) {
        let rising = self.escalate_after.windows(2).all(|pair| pair[0] < pair[1]);
        let sound = |seconds: &i64| (SHORTEST..=LONGEST).contains(seconds);
        if !rising || !self.escalate_after.iter().all(sound) {
            let detail =
                format!("must be {SHORTEST} to {LONGEST} seconds, rising, like [3600, 14400]");
            checks.fail("escalate_after", detail);
        }
    }

    fn check_targets(&self, checks: &mut Checks, catalog: &Catalog) {
        self.targets.check("targets", checks);
        check_by_priority(&self.by_priority, "by_priority", checks, catalog);
        let nothing = self.targets.is_empty() && self.by_priority.values().all(Targets::is_empty);
        if nothing && self.warn_before_due.is_empty() {
            let detail = "must promise something: give first_response, next_response or \
                          resolution, here or in by_priority, or warn_before_due";
            checks.fail("targets", detail);
        }
    }
}

impl SlaCalendar {
    fn is_usual(&self) -> bool {
        *self == Self::Department
    }
}

impl Applies {
    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "serde passes a reference"
    )]
    fn is_new(&self) -> bool {
        *self == Self::New
    }
}

impl SettingKind for SlaPolicy {
    const CATEGORY: &'static str = "sla_policy";
    const SAVED: &'static str = "sla_policy.saved";
    const RETIRED: &'static str = "sla_policy.retired";

    fn check(&self, checks: &mut Checks, context: &Context<'_>) {
        self.check_after(None, checks, context);
    }

    fn check_after(&self, before: Option<&Self>, checks: &mut Checks, context: &Context<'_>) {
        let catalog = context.catalog;
        checks.line("name", &self.name, NAME_CHARS);
        check_names(checks, "names", &self.names);
        if let Some(condition) = &self.condition {
            condition.check_for(&Usage::field_rules(catalog), "match", checks);
        }
        self.check_targets(checks, catalog);
        self.check_pause(checks);
        self.check_warnings(checks);
        let kept = before.is_some_and(|before| before.calendar == self.calendar);
        match self.calendar {
            SlaCalendar::Named { id } if !kept && catalog.calendar(id).is_none() => {
                checks.fail("calendar.id", format!("there is no calendar {id} in use"));
            }
            _ => {}
        }
    }
}

impl Catalog {
    /// Names of the active policies whose clocks go by this calendar.
    pub(crate) fn policies_by(&self, calendar: CalendarId) -> BTreeSet<String> {
        let policies = self.sla_policies.iter().filter_map(|e| e.active());
        let by_it = policies.filter(|p| p.calendar == SlaCalendar::Named { id: calendar });
        by_it.map(|policy| format!("{:?}", policy.name)).collect()
    }

    /// A policy that was not retired; it may be switched off.
    #[must_use]
    pub fn sla_policy(&self, id: SlaPolicyId) -> Option<&SlaPolicy> {
        self.sla_policies.get(id.0).and_then(|entry| entry.active())
    }
}
