//! How much was waiting at each of many moments.

use super::past::{PastQuery, READ, is_impossible};
use super::select;
use super::spans::is_shown;
use crate::analytics::Analytics;
use crate::projection::Projection;
use crate::select::{EARLIEST, Select};
use crate::{ReadError, ReadModels};
use jiff::Timestamp;
use std::sync::Arc;
use tokio_postgres::types::Type;

/// Which tickets are counted at which moments.
#[derive(Clone, Debug)]
pub struct BacklogQuery {
    /// The filters; its moment and order do not matter. What waits is told by its statuses.
    pub tickets: PastQuery,
    /// Ascending.
    pub moments: Vec<Timestamp>,
}

impl ReadModels {
    /// How many tickets the query finds as of each moment: what [`ReadModels::count_past_tickets`]
    /// would say to each. Where nothing is asked but statuses, steps between them tell it, and
    /// states that of the few tickets that lists ever left out.
    pub async fn backlog(&self, query: &BacklogQuery) -> Result<Vec<i64>, ReadError> {
        if query.moments.is_empty() || is_impossible(&query.tickets) {
            return Ok(vec![0; query.moments.len()]);
        }
        if !query.tickets.asks_statuses_alone() {
            return self.looked_back(query, false).await;
        }
        let steps = self.stepped_back(&query.tickets, &query.moments);
        let (steps, veiled) = tokio::try_join!(steps, self.looked_back(query, true))?;
        Ok(steps.iter().zip(veiled).map(|(a, b)| a + b).collect())
    }

    /// The same from one look at when states began and ended; of the `veiled` ones alone, or of all.
    async fn looked_back(&self, query: &BacklogQuery, veiled: bool) -> Result<Vec<i64>, ReadError> {
        let read: Vec<_> = READ.iter().copied().chain([Analytics::NAME]).collect();
        let read = if veiled { &read[..] } else { &READ[..] };
        let rows = self.joined(read, |s| changes(query, s)).await?;
        let mut waiting = 0;
        let mut counts = vec![0; query.moments.len()];
        let mut rows = rows.iter().peekable();
        for (at, count) in counts.iter_mut().enumerate() {
            let at = i32::try_from(at).unwrap_or(i32::MAX);
            while let Some(row) = rows.next_if(|row| row.get::<_, i32>(0) <= at) {
                waiting += row.get::<_, i64>(1);
            }
            *count = waiting;
        }
        Ok(counts)
    }
}

/// By how much the count changed up to each moment, since the one before it; states that began
/// after the last moment are not looked at.
fn changes(query: &BacklogQuery, schemas: &[Arc<str>]) -> Select {
    let moments: Vec<_> = query.moments.iter().map(|at| *at.max(&EARLIEST)).collect();
    let first = moments.first().copied().unwrap_or(EARLIEST);
    let last = moments.last().copied().unwrap_or(EARLIEST);
    let analytics = schemas.get(READ.len());
    // those that lists ever left out are few, and found by their ids
    let by_span = analytics.is_none() && is_shown(&query.tickets);
    let time = by_span.then_some([first, last]);
    let mut select = select::from(&query.tickets, schemas, "i.from_at, i.to_at", (time, false));
    select.what(&query.tickets);
    let last = select.param(last, Type::TIMESTAMPTZ);
    select.and(&format!("i.from_at <= {last}"));
    let first = select.param(first, Type::TIMESTAMPTZ);
    select.and(&format!("i.to_at > {first}"));
    select.and("i.from_at < i.to_at");
    if let Some(analytics) = analytics {
        let veiled = format!("SELECT a.id FROM {analytics}.analytics_tickets a WHERE a.veiled");
        select.and(&format!("i.ticket IN ({veiled})"));
    }
    let moments = select.param(moments, Type::TIMESTAMPTZ_ARRAY);
    // a state is there from the first moment that is not before its beginning
    let bucket = |at: &str| format!("width_bucket({at} - interval '1 microsecond', {moments})");
    select.sql = format!(
        "WITH states AS (\n{}\n)
SELECT {} AS moment, sum(c.by)::int8
FROM (SELECT from_at AS at, 1 AS by FROM states UNION ALL SELECT to_at, -1 FROM states) c
WHERE c.at <= {last}
GROUP BY 1
ORDER BY 1",
        select.sql,
        bucket("c.at"),
    );
    select.whole = true;
    select
}
