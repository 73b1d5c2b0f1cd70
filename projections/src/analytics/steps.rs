//! How many tickets had certain statuses at each of many moments, from how many have them now and
//! the steps that they took since.

use super::lives::Lives;
use super::write::STATUS;
use super::{Analytics, trends};
use crate::projection::Projection;
use crate::select::{EARLIEST, Select};
use crate::{PastQuery, ReadError, ReadModels, TicketQuery};
use jiff::Timestamp;
use std::sync::Arc;
use tokio_postgres::types::Type;

impl ReadModels {
    /// The statuses are those that the query asks for; only its reach matters besides. Tickets that
    /// lists left out at any time are left out.
    pub(crate) async fn stepped_back(
        &self,
        query: &PastQuery,
        moments: &[Timestamp],
    ) -> Result<Vec<i64>, ReadError> {
        let all = TicketQuery {
            reach: query.reach.clone(),
            ..TicketQuery::default()
        };
        let now = TicketQuery {
            status: query.status.clone(),
            not_status: query.not_status.clone(),
            ..all.clone()
        };
        let veiled = |select: &mut Select, others: &[Arc<str>]| {
            let schema = &others[0];
            select.sql = format!(
                "SELECT count(*)\nFROM {schema}.analytics_tickets a
JOIN (\n{}\n) f ON f.id = a.id\nWHERE a.veiled",
                select.sql
            );
        };
        let columns = |_: &str| "t.id".to_owned();
        let others = [Analytics::NAME];
        let (now, veiled, rows) = tokio::try_join!(
            self.count_tickets(&now),
            self.charted(&now, columns, &others, veiled),
            self.lived(&all, |s, lives| stepped(s, lives, (query, moments))),
        )?;
        let mut waiting = now - veiled.first().map_or(0, |row| row.get::<_, i64>(0));
        let mut counts = vec![0; moments.len()];
        let mut rows = rows.iter().rev().peekable();
        for (at, count) in counts.iter_mut().enumerate().rev() {
            let after = i32::try_from(at + 1).unwrap_or(i32::MAX);
            while let Some(row) = rows.next_if(|row| row.get::<_, i32>(0) >= after) {
                waiting -= row.get::<_, i64>(1);
            }
            *count = waiting;
        }
        Ok(counts)
    }
}

/// By how much steps changed the count after each moment, up to the next.
fn stepped(select: &mut Select, lives: &Lives<'_>, (query, since): (&PastQuery, &[Timestamp])) {
    let first = since.first().copied().unwrap_or(EARLIEST);
    let first = select.param(first.max(EARLIEST), Type::TIMESTAMPTZ);
    let moments: Vec<_> = since.iter().map(|at| *at.max(&EARLIEST)).collect();
    let moments = select.param(moments, Type::TIMESTAMPTZ_ARRAY);
    let is = match query.status.is_empty() {
        true => None,
        false => Some(trends::statuses(select, &query.status)),
    };
    let is_not = trends::statuses(select, &query.not_status);
    let waits = |value: &str| {
        let one = is.as_ref().map(|is| format!("{value} = ANY ({is}) AND "));
        let one = one.unwrap_or_default();
        // before the first status there was none, which is not all that are not to be either
        format!("({value} IS NOT NULL AND {one}{value} <> ALL ({is_not}))")
    };
    let (after, before) = (waits("s.value"), waits("s.before"));
    let (with, stays) = (lives.with(), lives.from("stays", "s", select));
    // what happened at a moment is there at it
    select.sql = format!(
        "{with}steps AS (
    SELECT s.at, CASE WHEN {after} THEN 1 ELSE -1 END AS by
    {stays}
      AND s.kind = '{STATUS}'
      AND s.at > {first}
      AND NOT s.veiled
      AND {after} <> {before}
)
SELECT width_bucket(s.at - interval '1 microsecond', {moments}), sum(s.by)::int8
FROM steps s
GROUP BY 1
ORDER BY 1"
    );
}
