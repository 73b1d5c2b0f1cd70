//! Rules: when something happened, or a moment has come, and the ticket looks so, then do this.

use crate::aggregate::Context;
use crate::event::to_json;
use crate::limits::{Checks, NAME_CHARS};
use crate::setting::SettingKind;
use crate::ticket::TicketEvent;
use crate::{Catalog, RuleId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

mod action;
mod built_in;
mod check;
mod matched;
mod moments;
mod occasion;
#[cfg(test)]
mod tests;
mod timer;
mod trial;
mod when;

pub use action::{Action, LinkedTicket, Recipient, RuleAction};
pub use matched::{Matched, matched};
pub use moments::{Moment, Moments};
pub use occasion::{Occasion, RuleTicket};
pub use timer::{Schedule, Timer};
pub use trial::{Firing, RuleTrial, Trialled, Window};
pub use when::{Lists, Ready, When};

/// Most rules that one cause may set off, one after the other.
pub const MAX_CHAIN: usize = 10;
/// So many tickets in a row on which a rule fails until it is parked.
pub const MAX_FAILURES: i64 = 10;

/// One automation rule. Its version is its stream's version.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Rule {
    pub name: String,
    /// Rules run in this order, lowest first.
    pub position: i32,
    /// Names of the events that set it off; none where a timer does.
    #[serde(default)]
    pub on: Vec<String>,
    /// The moment that sets it off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub timer: Option<Timer>,
    pub when: When,
    #[serde(rename = "do")]
    pub actions: Vec<Action>,
    /// Later rules do not run for the same event after this one has matched.
    #[serde(default)]
    pub stop: bool,
    pub active: bool,
    /// It was switched off because it kept failing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parked: Option<Parked>,
}

/// Why a rule does not run although nobody switched it off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Parked {
    pub since: Timestamp,
    pub reason: String,
}

impl Rule {
    /// Whether it runs at all.
    #[must_use]
    pub fn runs(&self) -> bool {
        self.active && self.parked.is_none()
    }

    fn check_triggers(&self, checks: &mut Checks) {
        match (&self.timer, self.on.is_empty()) {
            (None, true) => checks.fail("on", "must name at least one event, e.g. ticket.created"),
            (Some(_), false) => {
                checks.fail(
                    "timer",
                    "goes without events; leave on empty, or make two rules",
                );
            }
            (Some(timer), true) => timer.check(checks),
            (None, false) => {}
        }
        checks.items("on", self.on.len());
        for name in &self.on {
            if !TicketEvent::TRIGGERS.contains(&name.as_str()) {
                let known = TicketEvent::TRIGGERS.join(", ");
                let detail = format!("there is no event {name}; use one of {known}");
                checks.fail("on", detail);
            }
        }
    }
}

impl Catalog {
    /// The running rules set off by events of this name, in the order in which they run.
    #[must_use]
    pub fn rules_on(&self, event: &str) -> Vec<(RuleId, i32, &Rule)> {
        self.rules_that(|rule| rule.on.iter().any(|on| on == event))
    }

    /// The running rules that a moment sets off, in the order in which they run.
    #[must_use]
    pub fn timer_rules(&self) -> Vec<(RuleId, i32, &Rule)> {
        self.rules_that(|rule| rule.timer.is_some())
    }

    fn rules_that(&self, wanted: impl Fn(&Rule) -> bool) -> Vec<(RuleId, i32, &Rule)> {
        let mut rules: Vec<_> = (self.rules.iter())
            .filter_map(|e| e.active().map(|rule| (RuleId(e.id), e.version, rule)))
            .filter(|(_, _, rule)| rule.runs() && wanted(rule))
            .collect();
        rules.sort_by_key(|(id, _, rule)| (rule.position, *id));
        rules
    }
}

impl SettingKind for Rule {
    const CATEGORY: &'static str = "rule";
    const SAVED: &'static str = "rule.saved";
    const RETIRED: &'static str = "rule.retired";

    fn check(&self, checks: &mut Checks, context: &Context<'_>) {
        if self.parked.is_some() {
            return; // what it names is perhaps gone, which is why it was parked
        }
        checks.line("name", &self.name, NAME_CHARS);
        self.check_triggers(checks);
        self.when.check(checks, context.catalog);
        if self.actions.is_empty() {
            checks.fail("do", "must have at least one action");
        }
        checks.items("do", self.actions.len());
        check::actions(&self.actions, checks, context);
        checks.fits("do", to_json(self).len());
    }
}
