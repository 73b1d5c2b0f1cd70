//! How many tickets came and went in each of many stretches of time.

use super::lives::Lives;
use super::write::STATUS;
use crate::select::{EARLIEST, Select};
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
    pub resolved: i64,
    pub reopened: i64,
}

impl ReadModels {
    /// Counts all tickets that the query finds, by what became of them when. Everything that came
    /// and went adds up to the backlog, and the backlog of now is what a list finds.
    pub async fn trends(&self, query: &TrendsQuery) -> Result<Trends, ReadError> {
        let columns = |_: &str| "t.created_at".to_owned();
        let created = self.charted(&query.tickets, columns, &[], |s, _| created(s, query));
        let flows = flows(self, &query.tickets, &query.moments, &query.done);
        let mut waiting = query.tickets.clone();
        waiting.not_status.extend(&query.done);
        let waiting = self.count_tickets(&waiting);
        let (rows, flows, mut backlog) = tokio::try_join!(created, flows, waiting)?;
        let mut all = vec![Trend::default(); flows.len()];
        for row in &rows {
            all[bucket(row.get(0), &flows)].created = row.get(1);
        }
        for (trend, flow) in all.iter_mut().zip(flows).rev() {
            trend.resolved = flow.resolved;
            trend.reopened = flow.reopened;
            trend.backlog = backlog;
            backlog -= trend.created + trend.reopened - trend.resolved;
        }
        all.pop(); // what was after the last stretch
        all.remove(0); // what was before the first
        Ok(all)
    }
}

/// What happened to the statuses of the tickets: before the first moment, which is left out, from
/// each moment on, and from the last one on.
pub(super) async fn flows(
    read: &ReadModels,
    tickets: &TicketQuery,
    moments: &[Timestamp],
    done: &[StatusId],
) -> Result<Vec<Flow>, ReadError> {
    let rows = read
        .lived(tickets, |s, lives| flowed(s, lives, moments, done))
        .await?;
    let mut flows = vec![Flow::default(); moments.len() + 1];
    for row in &rows {
        let at = bucket(row.get(0), &flows);
        flows[at] = Flow {
            resolved: row.get(1),
            reopened: row.get(2),
        };
    }
    Ok(flows)
}

fn bucket<T>(number: i32, all: &[T]) -> usize {
    let last = all.len().saturating_sub(1);
    usize::try_from(number).unwrap_or_default().min(last)
}

fn created(select: &mut Select, query: &TrendsQuery) {
    let first = query.moments.first().copied().unwrap_or(EARLIEST);
    let first = select.param(first.max(EARLIEST), Type::TIMESTAMPTZ);
    let moments = moments(select, &query.moments);
    select.sql = format!(
        "SELECT width_bucket(f.created_at, {moments}), count(*)
FROM (\n{}\n) f
WHERE f.created_at >= {first}
GROUP BY 1",
        select.sql
    );
}

fn flowed(select: &mut Select, lives: &Lives<'_>, since: &[Timestamp], done: &[StatusId]) {
    let first = since.first().copied().unwrap_or(EARLIEST);
    let first = select.param(first.max(EARLIEST), Type::TIMESTAMPTZ);
    let moments = moments(select, since);
    let done = statuses(select, done);
    let (with, stays) = (lives.with(), lives.from("stays", "s", select));
    select.sql = format!(
        "{with}steps AS (
    SELECT s.at, s.value = ANY ({done}) AS done
    {stays}
      AND s.kind = '{STATUS}'
      AND s.at >= {first}
      AND (s.value = ANY ({done})) <> coalesce(s.before = ANY ({done}), false)
)
SELECT width_bucket(s.at, {moments}), count(*) FILTER (WHERE s.done),
       count(*) FILTER (WHERE NOT s.done)
FROM steps s
GROUP BY 1"
    );
}

fn moments(select: &mut Select, moments: &[Timestamp]) -> String {
    let moments: Vec<_> = moments.iter().map(|at| *at.max(&EARLIEST)).collect();
    select.param(moments, Type::TIMESTAMPTZ_ARRAY)
}

pub(super) fn statuses(select: &mut Select, ids: &[StatusId]) -> String {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    select.param(ids, Type::UUID_ARRAY)
}
