//! The same lengths of time, measured by business calendars.

use super::{Durations, Performance, PerformanceQuery, range, solved};
use crate::analytics::lives::Lives;
use crate::analytics::trends::statuses;
use crate::select::Select;
use crate::{ReadError, ReadModels};
use domain::DepartmentId;
use domain::business::BusinessMeter;
use jiff::Timestamp;
use tokio_postgres::Row;
use uuid::Uuid;

impl ReadModels {
    /// As [`ReadModels::performance`], in business time: of each ticket by the calendar of the
    /// department that it has now. The meter reaches to the query's end.
    ///
    /// Lengths come packed, one row for each kind and department: sixteen bytes for each of them.
    pub async fn business_performance(
        &self,
        query: &PerformanceQuery,
        mut meter: BusinessMeter,
    ) -> Result<Performance, ReadError> {
        let packed = self.lived(&query.tickets, |s, lives| packed(s, lives, query));
        let (packed, (resolved, reopened)) =
            tokio::try_join!(packed, self.resolved_and_reopened(query))?;
        let mut lengths = [const { Vec::new() }; 3];
        for row in &packed {
            let kind = usize::try_from(row.get::<_, i32>(0)).unwrap_or_default();
            measure(row, &mut meter, &mut lengths[kind]);
        }
        let [first, next, solved] = lengths.map(|all| Durations::of(all, &query.bounds));
        Ok(Performance {
            first_response: first,
            next_response: next,
            resolution: solved,
            resolved,
            reopened,
        })
    }
}

/// The seconds of each length of a row of [`packed`].
fn measure(row: &Row, meter: &mut BusinessMeter, seconds: &mut Vec<i64>) {
    let department = row.get::<_, Option<Uuid>>(1).map(DepartmentId);
    let (since, at): (Vec<Timestamp>, Vec<Timestamp>) = (row.get(2), row.get(3));
    let lengths = since.into_iter().zip(at);
    seconds.extend(lengths.map(|length| meter.between(department, length).as_secs()));
}

impl Durations {
    /// Of lengths in seconds, as Postgres would measure them; `bounds` are in seconds, ascending.
    fn of(mut lengths: Vec<i64>, bounds: &[i64]) -> Self {
        let mut histogram = vec![0; bounds.len() + 1];
        if lengths.is_empty() {
            return Self {
                histogram,
                ..Self::default()
            };
        }
        lengths.sort_unstable();
        let mut sum = 0.0;
        for length in &lengths {
            histogram[bounds.partition_point(|bound| bound <= length)] += 1;
            sum += *length as f64;
        }
        Self {
            count: lengths.len() as i64,
            mean: sum / lengths.len() as f64,
            median: quantile(&lengths, 0.5),
            p90: quantile(&lengths, 0.9),
            histogram,
        }
    }
}

/// Between the two that are nearest, as `percentile_cont` does; of sorted lengths, not of none.
fn quantile(lengths: &[i64], quantile: f64) -> f64 {
    let place = quantile * (lengths.len() - 1) as f64;
    let (below, above) = (place.floor() as usize, place.ceil() as usize);
    let (low, high) = (lengths[below] as f64, lengths[above] as f64);
    low + (high - low) * (place - place.floor())
}

/// Both lists of a row are in the same order: one pass gathers them.
fn packed(select: &mut Select, lives: &Lives<'_>, query: &PerformanceQuery) {
    let (from, to) = range(select, query);
    let done = statuses(select, &query.done);
    let (with, solved) = (lives.with(), solved(lives.schema, [&from, &to, &done]));
    let responses = lives.from("responses", "r", select);
    let stays = lives.from("stays", "s", select);
    select.sql = format!(
        "{with}lengths AS (
    SELECT CASE WHEN r.first THEN 0 ELSE 1 END AS kind, r.department,
           r.at - r.seconds * interval '1 second' AS since, r.at
    {responses}
      AND r.at >= {from}
      AND r.at < {to}
    UNION ALL
    SELECT 2, s.department, s.created_at, s.at
    {stays}{solved}
)
SELECT l.kind, l.department, array_agg(l.since), array_agg(l.at)
FROM lengths l
GROUP BY 1, 2"
    );
}
