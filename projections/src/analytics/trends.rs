//! How many tickets came and went in each of many stretches of time.

use super::turns::TurnsQuery;
use crate::select::Select;
use crate::{ReadError, ReadModels, TicketQuery};
use domain::StatusId;
use jiff::Timestamp;
use tokio_postgres::types::Type;
use uuid::Uuid;

/// Which tickets, and in which stretches of time.
#[derive(Clone, Debug)]
pub struct TrendsQuery {
    pub tickets: TicketQuery,
    /// Ascending, at least two: where each stretch begins, and where the last ends.
    pub moments: Vec<Timestamp>,
    /// The statuses of tickets that nobody waits for.
    pub done: Vec<StatusId>,
}

/// What happened in each stretch.
pub type Trends = Vec<Trend>;

/// What happened in one stretch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Trend {
    /// Tickets that were created.
    pub created: i64,
    /// How often one came into a status that is done, from one that is not or from nothing.
    pub resolved: i64,
    /// How often one came back from there.
    pub reopened: i64,
    /// Tickets that were not done at the end.
    pub backlog: i64,
}

/// What happened to statuses in one stretch.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Flow {
    pub created: i64,
    pub resolved: i64,
    pub reopened: i64,
}

impl ReadModels {
    /// Counts all tickets that the query finds, by what became of them when. Everything that came
    /// and went adds up to the backlog, and the backlog of now is what a list finds.
    pub async fn trends(&self, query: &TrendsQuery) -> Result<Trends, ReadError> {
        let flows = flows(self, &query.tickets, &query.moments, &query.done);
        let mut waiting = query.tickets.clone();
        waiting.not_status.extend(&query.done);
        let waiting = self.count_tickets(&waiting);
        let (flows, mut backlog) = tokio::try_join!(flows, waiting)?;
        let mut trends = Vec::with_capacity(flows.len());
        for flow in flows.iter().rev() {
            trends.push(Trend {
                created: flow.created,
                resolved: flow.resolved,
                reopened: flow.reopened,
                backlog,
            });
            backlog -= flow.created + flow.reopened - flow.resolved;
        }
        trends.reverse();
        trends.pop(); // what was after the last stretch
        Ok(trends)
    }
}

/// What happened to the statuses of the tickets from each moment on, up to the next.
pub(super) async fn flows(
    read: &ReadModels,
    tickets: &TicketQuery,
    moments: &[Timestamp],
    done: &[StatusId],
) -> Result<Vec<Flow>, ReadError> {
    let turns = read.turns(TurnsQuery {
        tickets,
        moments,
        unveiled: false,
    });
    let turns = turns.await?;
    let is_done = |status: Option<Uuid>| status.is_some_and(|id| done.contains(&StatusId(id)));
    let sums = |by: &dyn Fn(Option<Uuid>, Option<Uuid>) -> bool| {
        turns.sums(moments.len(), |before, value| by(before, value).into())
    };
    let created = sums(&|before, _| before.is_none());
    let resolved = sums(&|before, value| !is_done(before) && is_done(value));
    let reopened = sums(&|before, value| is_done(before) && !is_done(value));
    let all = created.into_iter().zip(resolved).zip(reopened);
    let flows = all.map(|((created, resolved), reopened)| Flow {
        created,
        resolved,
        reopened,
    });
    Ok(flows.collect())
}

pub(super) fn statuses(select: &mut Select, ids: &[StatusId]) -> String {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    select.param(ids, Type::UUID_ARRAY)
}
