//! How many tickets there are of which kind, and how many came and went.

use super::trends::flows;
use crate::{ReadError, ReadModels, TicketGroup, TicketQuery};
use domain::StatusId;
use jiff::Timestamp;
use std::collections::BTreeMap;
use uuid::Uuid;

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
    /// Those that were created in the time.
    pub created: i64,
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
    /// Those that were due before now; none in a status that is done.
    pub overdue: i64,
}

/// Of each status.
type Counts = BTreeMap<Option<Uuid>, i64>;

impl ReadModels {
    /// Counts all tickets that the query finds.
    pub async fn summary(&self, query: &SummaryQuery) -> Result<Summary, ReadError> {
        let moments = [query.from, query.to];
        let (created, unassigned) = (query.created(), query.unassigned());
        let overdue = query.overdue();
        let (all, unassigned, overdue, created, flows) = tokio::try_join!(
            self.by_status(Some(&query.tickets)),
            self.by_status(unassigned.as_ref()),
            self.by_status(Some(&overdue)),
            self.count_tickets(&created),
            flows(self, &query.tickets, &moments, &query.done),
        )?;
        let of = |counts: &Counts, status| counts.get(&status).copied().unwrap_or_default();
        let statuses = all.iter().filter_map(|(status, tickets)| {
            Some(StatusCount {
                status: StatusId((*status)?),
                tickets: *tickets,
                unassigned: of(&unassigned, *status),
                overdue: of(&overdue, *status),
            })
        });
        let within = flows.first();
        Ok(Summary {
            statuses: statuses.collect(),
            created,
            resolved: within.map_or(0, |flow| flow.resolved),
            reopened: within.map_or(0, |flow| flow.reopened),
        })
    }

    async fn by_status(&self, query: Option<&TicketQuery>) -> Result<Counts, ReadError> {
        match query {
            Some(query) => {
                let counts = self.count_tickets_by(query, TicketGroup::Status).await?;
                Ok(counts.into_iter().collect())
            }
            None => Ok(Counts::new()),
        }
    }
}

impl SummaryQuery {
    fn created(&self) -> TicketQuery {
        let tickets = &self.tickets;
        TicketQuery {
            created_from: tickets.created_from.max(Some(self.from)),
            created_to: Some(tickets.created_to.map_or(self.to, |to| to.min(self.to))),
            ..tickets.clone()
        }
    }

    /// None where nobody's are asked for anyhow.
    fn unassigned(&self) -> Option<TicketQuery> {
        let asked = self.tickets.unassigned != Some(false);
        asked.then(|| TicketQuery {
            unassigned: Some(true),
            ..self.tickets.clone()
        })
    }

    fn overdue(&self) -> TicketQuery {
        let mut tickets = self.tickets.clone();
        tickets.due_to = Some(tickets.due_to.map_or(self.now, |to| to.min(self.now)));
        tickets.not_status.extend(&self.done);
        tickets
    }
}
