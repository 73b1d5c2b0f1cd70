//! The same time, measured by business calendars.

use super::{SpentQuery, SpentTime, ordered};
use crate::analytics::lives::Lives;
use crate::select::{EARLIEST, Select};
use crate::{ReadError, ReadModels};
use domain::DepartmentId;
use domain::business::BusinessMeter;
use jiff::Timestamp;
use std::collections::BTreeMap;
use tokio_postgres::Row;
use tokio_postgres::types::Type;
use uuid::Uuid;

impl ReadModels {
    /// As [`ReadModels::spent`], in business time: of each ticket by the calendar of the department
    /// that it has now. The meter reaches to the query's end.
    ///
    /// Stays come packed, one row for each value and department: sixteen bytes for each of those
    /// that began or ended within the time, the others counted.
    pub async fn business_spent(
        &self,
        query: &SpentQuery,
        mut meter: BusinessMeter,
    ) -> Result<Vec<SpentTime>, ReadError> {
        if query.from >= query.to {
            return Ok(Vec::new());
        }
        let packed = self.lived(&query.tickets, |s, lives| packed(s, lives, query));
        let mut times = BTreeMap::new();
        for row in &packed.await? {
            let (tickets, seconds) = measured(row, query, &mut meter);
            let time: &mut (i64, f64, i64) = times.entry(row.get(0)).or_default();
            time.0 += tickets;
            time.1 += seconds;
        }
        Ok(ordered(times))
    }
}

/// How many tickets a row of [`packed`] tells of, and their seconds.
fn measured(row: &Row, query: &SpentQuery, meter: &mut BusinessMeter) -> (i64, f64) {
    let department = row.get::<_, Option<Uuid>>(1).map(DepartmentId);
    let (tickets, all_along): (i64, i64) = (row.get(2), row.get(3));
    let since: Option<Vec<Timestamp>> = row.get(4);
    let until: Option<Vec<Timestamp>> = row.get(5);
    let parts = since.into_iter().flatten().zip(until.into_iter().flatten());
    let mut seconds = |part| meter.between(department, part).as_secs_f64();
    let whole = all_along as f64 * seconds((query.from, query.to));
    (tickets + all_along, parts.map(seconds).sum::<f64>() + whole)
}

/// A ticket that had a value all along had no other then: it is counted once either way. Both lists
/// of a row are in the same order: one pass gathers them.
fn packed(select: &mut Select, lives: &Lives<'_>, query: &SpentQuery) {
    let mut moment = |at: Timestamp| select.param(at.max(EARLIEST), Type::TIMESTAMPTZ);
    let (from, to) = (moment(query.from), moment(query.to));
    let kind = query.by.kind();
    let ended = lives.from("stays", "s", select);
    let lasting = lives.from("stays", "s", select);
    let with = lives.with();
    select.sql = format!(
        "{with}parts AS (
    SELECT s.value, s.department, s.ticket, greatest(s.at, {from}) AS since,
           least(s.until, {to}) AS until
    {ended}
      AND s.kind = '{kind}'
      AND s.until < 'infinity'
      AND s.until > {from}
      AND s.until > s.at
      AND s.at < {to}
    UNION ALL
    SELECT s.value, s.department, s.ticket, greatest(s.at, {from}), {to}
    {lasting}
      AND s.kind = '{kind}'
      AND s.until = 'infinity'
      AND s.at < {to}
)
SELECT p.value, p.department,
       count(DISTINCT p.ticket) FILTER (WHERE p.since > {from} OR p.until < {to}),
       count(*) FILTER (WHERE p.since = {from} AND p.until = {to}),
       array_agg(p.since) FILTER (WHERE p.since > {from} OR p.until < {to}),
       array_agg(p.until) FILTER (WHERE p.since > {from} OR p.until < {to})
FROM parts p
GROUP BY 1, 2"
    );
}
