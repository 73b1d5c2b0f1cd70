//! Which lists and charts an event changes, for somebody who may see them.

use crate::veil::Sight;
use domain::access::Reach;
use domain::ticket::{Details, Ticket};
use domain::{Access, Permission, Recorded};
use eventstore::{EventStore, StoreError};
use poem_openapi::types::Example;
use poem_openapi::{Enum, Object};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use uuid::Uuid;

/// Lists and charts that are not what they were.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(example)]
pub(crate) struct Changes {
    /// Send it as `min_position` when you ask again.
    pub position: i64,
    pub changed: Vec<What>,
}

/// A list, or the charts of one address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Enum)]
#[serde(rename_all = "snake_case")]
#[oai(rename = "Changed", rename_all = "snake_case")]
pub(crate) enum What {
    /// `/tickets`, and everything else that shows tickets.
    Tickets,
    Calendar,
    Summary,
    Trends,
    Distribution,
    Performance,
    Durations,
    Arrivals,
    Backlog,
    Workload,
    Forecast,
}

const EVERYTHING: &[What] = &[
    What::Tickets,
    What::Calendar,
    What::Summary,
    What::Trends,
    What::Distribution,
    What::Performance,
    What::Durations,
    What::Arrivals,
    What::Backlog,
    What::Workload,
    What::Forecast,
];

/// Somebody who looks.
pub(super) struct Eye<'a> {
    pub store: &'a EventStore,
    pub access: &'a Access,
    pub sight: Sight<'a>,
}

impl Changes {
    pub fn new(position: i64, changed: &BTreeSet<What>) -> Self {
        Self {
            position,
            changed: changed.iter().copied().collect(),
        }
    }
}

impl Eye<'_> {
    /// What the events change of what may be seen: those of tickets that are within reach, or were
    /// before the event took them out of it. Tickets are looked at as they are with everything up
    /// to `since` at least, which must be committed.
    pub async fn changed(
        &self,
        events: &[Arc<Recorded>],
        since: i64,
    ) -> Result<BTreeSet<What>, StoreError> {
        let mut changed = BTreeSet::new();
        let (tickets, settings): (Vec<_>, Vec<_>) =
            events.iter().partition(|event| event.category == "ticket");
        if !settings.is_empty() {
            changed.extend(EVERYTHING); // what is in which status, and what it is called
        }
        let reaches = [Permission::ReadTickets, Permission::ReadAnalytics];
        let reaches = reaches.map(|permission| self.access.reach(permission));
        let ids: BTreeSet<Uuid> = tickets.iter().map(|event| event.stream_id).collect();
        let ids: Vec<_> = ids.into_iter().collect();
        let now = self.store.load_all::<Ticket>(&ids, since).await?;
        let now: BTreeMap<_, _> = now.into_iter().collect();
        for event in tickets {
            let told = what(&event.name);
            if told.iter().all(|what| changed.contains(what)) {
                continue;
            }
            let ticket = now.get(&event.stream_id);
            let details = ticket.and_then(|loaded| loaded.state.details.as_deref());
            let seen = match details {
                Some(details) if covered(&reaches, details) => self.sight.sees_of(details, event),
                _ => self.was_covered(&reaches, event).await?,
            };
            if seen {
                changed.extend(told);
            }
        }
        Ok(changed)
    }

    /// Whether the ticket was within reach before the event.
    async fn was_covered(&self, reaches: &[Reach], event: &Recorded) -> Result<bool, StoreError> {
        let before = event.version - 1;
        let before = self
            .store
            .load_at::<Ticket>(event.stream_id, before)
            .await?;
        let details = before.state.details.as_deref();
        let details = details.filter(|details| covered(reaches, details));
        Ok(details.is_some_and(|details| self.sight.sees_of(details, event)))
    }
}

fn covered(reaches: &[Reach], ticket: &Details) -> bool {
    reaches.iter().all(|reach| reach.covers(ticket))
}

/// What an event of this name changes: whatever lists filter by changes every chart that is
/// filtered so.
fn what(name: &str) -> &'static [What] {
    match name {
        "ticket.message_posted" => &[What::Tickets, What::Performance],
        "ticket.message_edited"
        | "ticket.message_redacted"
        | "ticket.message_split"
        | "ticket.file_attached"
        | "ticket.file_detached"
        | "ticket.linked"
        | "ticket.unlinked"
        | "ticket.time_logged"
        | "ticket.time_entry_removed"
        | "ticket.checklist_item_added"
        | "ticket.checklist_item_reworded"
        | "ticket.checklist_item_checked"
        | "ticket.checklist_item_unchecked"
        | "ticket.checklist_item_removed"
        | "ticket.checklist_reordered"
        | "ticket.rated" => &[What::Tickets],
        "ticket.macro_applied"
        | "ticket.activity_recorded"
        | "ticket.notified"
        | "ticket.automation_stopped" => &[],
        _ => EVERYTHING,
    }
}

impl Example for Changes {
    fn example() -> Self {
        Self {
            position: 1841,
            changed: vec![What::Tickets, What::Performance],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_changes_no_backlog_and_a_status_changes_all() {
        assert!(!what("ticket.message_posted").contains(&What::Backlog));
        assert_eq!(what("ticket.status_changed"), EVERYTHING);
        assert_eq!(what("ticket.time_logged"), [What::Tickets]);
    }
}
