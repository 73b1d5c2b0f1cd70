//! How many tickets there are of which kind, and how many came and went.

use super::trends::flows;
use crate::select::{EARLIEST, Select};
use crate::{ReadError, ReadModels, TicketQuery};
use domain::StatusId;
use jiff::Timestamp;
use tokio_postgres::types::Type;

/// Which tickets, and in which time they came and went.
#[derive(Clone, Debug)]
pub struct SummaryQuery {
    pub tickets: TicketQuery,
    /// Including the moment itself.
    pub from: Timestamp,
    /// Excluded.
    pub to: Timestamp,
    /// By which a ticket is overdue.
    pub now: Timestamp,
    /// The statuses of tickets that nobody waits for.
    pub done: Vec<StatusId>,
}

/// What there is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    pub statuses: Vec<StatusCount>,
    pub resolved: i64,
    pub reopened: i64,
}

/// Tickets that are in one status now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusCount {
    pub status: StatusId,
    pub tickets: i64,
    /// Those without assignees.
    pub unassigned: i64,
    /// Those that were due before now, whether they are done or not.
    pub overdue: i64,
    /// Those that were created in the time.
    pub created: i64,
}

impl ReadModels {
    /// Counts all tickets that the query finds.
    pub async fn summary(&self, query: &SummaryQuery) -> Result<Summary, ReadError> {
        let columns = |_: &str| {
            "t.status, t.assignees = '{}' AS unassigned, t.due_at, t.created_at".to_owned()
        };
        let statuses = self.charted(&query.tickets, columns, &[], |s, _| by_status(s, query));
        let moments = [query.from, query.to];
        let flows = flows(self, &query.tickets, &moments, &query.done);
        let (statuses, flows) = tokio::try_join!(statuses, flows)?;
        let statuses = statuses.iter().map(|row| StatusCount {
            status: StatusId(row.get(0)),
            tickets: row.get(1),
            unassigned: row.get(2),
            overdue: row.get(3),
            created: row.get(4),
        });
        let within = flows.get(1);
        Ok(Summary {
            statuses: statuses.collect(),
            resolved: within.map_or(0, |flow| flow.resolved),
            reopened: within.map_or(0, |flow| flow.reopened),
        })
    }
}

fn by_status(select: &mut Select, query: &SummaryQuery) {
    let mut moment = |at: Timestamp| select.param(at.max(EARLIEST), Type::TIMESTAMPTZ);
    let (now, from, to) = (moment(query.now), moment(query.from), moment(query.to));
    select.sql = format!(
        "SELECT f.status, count(*), count(*) FILTER (WHERE f.unassigned),
       count(*) FILTER (WHERE f.due_at < {now}),
       count(*) FILTER (WHERE f.created_at >= {from} AND f.created_at < {to})
FROM (\n{}\n) f
GROUP BY 1",
        select.sql
    );
}
