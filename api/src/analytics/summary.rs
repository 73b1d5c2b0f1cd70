//! The numbers at a glance.

use super::asked::{self, Range};
use crate::answer::Shown;
use crate::problem::Problem;
use crate::request::Reader;
use crate::tickets::Wrong;
use crate::types::Moment;
use domain::setting::StatusCategory as C;
use poem_openapi::Object;
use poem_openapi::types::Example;
use projections::{StatusCount, Summary, SummaryQuery};
use serde::{Deserialize, Serialize};

/// How many tickets there are now, and how many came and went in a time.
#[derive(Debug, Default, Object, Serialize, Deserialize)]
#[oai(example)]
pub(crate) struct TicketSummary {
    /// All of them, whatever their status.
    pub tickets: i64,
    /// In a status of the category `new` or `open`: the staff has to do something.
    pub open: i64,
    /// In a status of the category `pending` or `on_hold`: somebody else has to.
    pub pending: i64,
    /// Neither resolved nor closed: `open` and `pending` together.
    pub backlog: i64,
    /// Of the backlog, those that nobody is assigned to.
    pub unassigned: i64,
    /// Of the backlog, those that were due before now.
    pub overdue: i64,
    /// Where the time of the numbers below begins.
    pub from: Option<Moment>,
    /// Where it ends; excluded.
    pub to: Option<Moment>,
    /// Tickets that were created in that time.
    pub created: i64,
    /// How often a ticket was resolved or closed then that was neither before.
    pub resolved: i64,
    /// How often a ticket that was resolved or closed was neither any more.
    pub reopened: i64,
}

pub(super) async fn summary(
    reader: &Reader,
    range: Range,
    parameters: Vec<(String, String)>,
) -> Result<Shown<TicketSummary>, Problem> {
    let mut wrong = Wrong::default();
    range.check(&mut wrong);
    let tickets = asked::tickets(reader, parameters, None, wrong).await?;
    let mut shown = TicketSummary {
        from: Some(range.from.into()),
        to: Some(range.to.into()),
        ..TicketSummary::default()
    };
    if let Some(tickets) = tickets {
        reader.wait_for("analytics").await?;
        let query = SummaryQuery {
            tickets,
            from: range.from,
            to: range.to,
            now: range.now,
            done: asked::done(reader),
        };
        let found = reader.state.app.read.summary(&query).await?;
        shown.count(reader, &found);
    }
    Shown::new(&shown)
}

impl TicketSummary {
    fn count(&mut self, reader: &Reader, found: &Summary) {
        self.created = found.created;
        self.resolved = found.resolved;
        self.reopened = found.reopened;
        for count in &found.statuses {
            let known = reader.catalog.statuses.get(count.status.0);
            let status = known.and_then(|entry| entry.setting.value.as_ref());
            // of a status of which nothing is known, nothing says that it is done
            self.add(status.map_or(C::Open, |status| status.category), count);
        }
    }

    fn add(&mut self, category: C, count: &StatusCount) {
        self.tickets += count.tickets;
        match category {
            C::New | C::Open => self.open += count.tickets,
            C::Pending | C::OnHold => self.pending += count.tickets,
            C::Resolved | C::Closed => return,
        }
        self.backlog += count.tickets;
        self.unassigned += count.unassigned;
        self.overdue += count.overdue;
    }
}

impl Example for TicketSummary {
    fn example() -> Self {
        Self {
            tickets: 1280,
            open: 96,
            pending: 41,
            backlog: 137,
            unassigned: 12,
            overdue: 7,
            from: "2026-02-01T00:00:00Z".parse().ok(),
            to: "2026-03-01T00:00:00Z".parse().ok(),
            created: 310,
            resolved: 296,
            reopened: 9,
        }
    }
}
