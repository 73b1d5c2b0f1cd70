//! What is promised on tickets, made ready to be asked of many of them.

use super::fold::Fold;
use super::hours::Calendars;
use super::openness::{Openness, Story};
use super::plan::Plan;
use super::term::Term;
use super::{PolicyHistory, PolicyVersion, SlaPolicy, TicketSla};
use crate::Catalog;
use crate::field::{self, Sheet};
use crate::setting::StatusCategory;
use crate::ticket::Details;
use jiff::Timestamp;

/// What is promised on tickets, made ready to be asked of many of them.
///
/// Policies are those of their times; what calendars, statuses and fields mean is as the catalog
/// has them now.
#[derive(Clone, Debug)]
pub struct SlaRules<'a> {
    catalog: &'a Catalog,
    policies: &'a PolicyHistory,
    calendars: Calendars,
}

impl<'a> SlaRules<'a> {
    /// With the policies as they were saved.
    #[must_use]
    pub fn of(catalog: &'a Catalog) -> Self {
        Self::with(catalog, &catalog.sla_history)
    }

    /// With other policies, to see what would become of tickets by them.
    #[must_use]
    pub fn with(catalog: &'a Catalog, policies: &'a PolicyHistory) -> Self {
        Self {
            catalog,
            policies,
            calendars: Calendars::of(catalog),
        }
    }

    /// How the clocks of a ticket stand at `now`. Its events, oldest first, must be those up to
    /// then. Empty where there was no ticket yet.
    #[must_use]
    pub fn clocks(&self, story: Story<'_>, now: Timestamp) -> TicketSla {
        let Some(openness) = Openness::of(story, self.catalog) else {
            return TicketSla::default();
        };
        let plan = Plan::of(self.policies, &openness, now);
        let mut fold = Fold::new(self, plan, openness.created_at);
        for (event, happened) in story {
            fold.apply(event, happened);
        }
        fold.shown(now)
    }

    /// What holds for a ticket: the first of the policies that matches it.
    pub(super) fn term<'r>(
        &'r self,
        policies: &[&'r PolicyVersion],
        details: &Details,
    ) -> Option<Term<'r>> {
        let mut known = policies
            .iter()
            .filter_map(|v| Some((*v, v.policy.as_ref()?)));
        let (version, policy) = known.find(|(_, policy)| self.matches(policy, details))?;
        let priority = self.catalog.priority_key(details.priority);
        let own = policy.by_priority.get(&priority);
        Some(Term {
            version,
            policy,
            hours: self.calendars.chosen(policy.calendar, details.department),
            targets: own.map_or(policy.targets, |own| own.or(&policy.targets)),
            due_at: details.due_at,
        })
    }

    /// What the ticket's status means.
    pub(super) fn category(&self, details: &Details) -> Option<StatusCategory> {
        let entry = self.catalog.statuses.get(details.status.0);
        let status = entry.and_then(|entry| entry.setting.value.as_ref());
        status.map(|status| status.category)
    }

    fn matches(&self, policy: &SlaPolicy, details: &Details) -> bool {
        let facts = details.facts(self.catalog);
        let sheet = Sheet {
            facts: &facts,
            values: &details.fields,
            form: None,
        };
        let condition = policy.condition.as_ref();
        condition.is_none_or(|condition| field::holds(condition, &sheet, self.catalog))
    }
}
