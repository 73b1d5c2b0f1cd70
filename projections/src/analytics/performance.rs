//! How long customers waited for answers and for solutions, and how often a solution was none.

mod lengths;

use super::lives::Lives;
use super::trends::statuses;
use super::write::STATUS;
use crate::select::{EARLIEST, Select};
use crate::{ReadError, ReadModels, TicketQuery};
use domain::StatusId;
use jiff::Timestamp;
use tokio_postgres::Row;
use tokio_postgres::types::Type;

/// Which tickets, and when what is measured came to its end.
#[derive(Clone, Debug)]
pub struct PerformanceQuery {
    pub tickets: TicketQuery,
    /// Including the moment itself.
    pub from: Timestamp,
    /// Excluded.
    pub to: Timestamp,
    /// The statuses of tickets that nobody waits for.
    pub done: Vec<StatusId>,
    /// In seconds, ascending: where each bar of a histogram but the first begins.
    pub bounds: Vec<i64>,
}

/// How long it took.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Performance {
    /// From a ticket's creation to the first public message of the staff.
    pub first_response: Durations,
    /// From a customer's message to the next public message of the staff, after the first one.
    pub next_response: Durations,
    /// From a ticket's creation to when it was last resolved, if it still is.
    pub resolution: Durations,
    /// Tickets that were resolved in that time.
    pub resolved: i64,
    /// Those of them that were waited for again at any time since.
    pub reopened: i64,
}

/// Many lengths of time, in seconds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Durations {
    pub count: i64,
    pub mean: f64,
    pub median: f64,
    /// Nine in ten are at most as long.
    pub p90: f64,
    /// How many are below the first bound, from each bound on to the next, and from the last on.
    pub histogram: Vec<i64>,
}

impl ReadModels {
    /// Measures all tickets that the query finds.
    pub async fn performance(&self, query: &PerformanceQuery) -> Result<Performance, ReadError> {
        let measured = self.lived(&query.tickets, |s, lives| measured(s, lives, query));
        let (measured, (resolved, reopened)) =
            tokio::try_join!(measured, self.resolved_and_reopened(query))?;
        let [first_response, next_response, resolution] =
            [0, 1, 2].map(|kind| durations(&measured, kind, query.bounds.len() + 1));
        Ok(Performance {
            first_response,
            next_response,
            resolution,
            resolved,
            reopened,
        })
    }

    async fn resolved_and_reopened(
        &self,
        query: &PerformanceQuery,
    ) -> Result<(i64, i64), ReadError> {
        let undone = self
            .lived(&query.tickets, |s, lives| undone(s, lives, query))
            .await?;
        let counts = undone.first().map(|row| (row.get(0), row.get(1)));
        Ok(counts.unwrap_or_default())
    }
}

/// What rows of [`measured`] tell of one kind.
fn durations(rows: &[Row], kind: i32, bars: usize) -> Durations {
    let mut durations = Durations {
        histogram: vec![0; bars],
        ..Durations::default()
    };
    for row in rows.iter().filter(|row| row.get::<_, i32>(0) == kind) {
        let count = row.get(2);
        match row.get::<_, Option<i32>>(1) {
            Some(bar) => durations.histogram[usize::try_from(bar).unwrap_or_default()] = count,
            None => {
                durations.count = count;
                durations.mean = row.get(3);
                durations.median = row.get(4);
                durations.p90 = row.get(5);
            }
        }
    }
    durations
}

fn measured(select: &mut Select, lives: &Lives<'_>, query: &PerformanceQuery) {
    let (from, to) = range(select, query);
    let done = statuses(select, &query.done);
    let bounds = select.param(query.bounds.clone(), Type::INT8_ARRAY);
    let (with, solved) = (lives.with(), solved(lives.schema, [&from, &to, &done]));
    let responses = lives.from("responses", "r", select);
    let stays = lives.from("stays", "s", select);
    select.sql = format!(
        "{with}lengths AS (
    SELECT CASE WHEN r.first THEN 0 ELSE 1 END AS kind, r.seconds
    {responses}
      AND r.at >= {from}
      AND r.at < {to}
    UNION ALL
    SELECT 2, floor(date_part('epoch', s.at - s.created_at))::int8
    {stays}{solved}
), kinds AS (
    SELECT l.kind, count(*) AS count, avg(l.seconds)::float8 AS mean,
           percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY l.seconds) AS least
    FROM lengths l
    GROUP BY 1
)
SELECT k.kind, NULL::int, k.count, k.mean, k.least[1], k.least[2]
FROM kinds k
UNION ALL
SELECT l.kind, width_bucket(l.seconds, {bounds}), count(*), NULL, NULL, NULL
FROM lengths l
GROUP BY 1, 2"
    );
}

/// What holds of the stay `s` with which a ticket was last resolved, if that was in the time and it
/// still is.
fn solved(schema: &str, [from, to, done]: [&str; 3]) -> String {
    format!(
        "
      AND s.kind = '{STATUS}'
      AND s.at >= {from}
      AND s.at < {to}
      AND s.value = ANY ({done})
      AND (s.before = ANY ({done})) IS NOT TRUE
      AND (s.until = 'infinity'
           OR NOT EXISTS (SELECT FROM {schema}.stays l
                          WHERE l.ticket = s.ticket AND l.kind = '{STATUS}' AND l.nr > s.nr
                            AND l.value <> ALL ({done})))"
    )
}

fn undone(select: &mut Select, lives: &Lives<'_>, query: &PerformanceQuery) {
    let (from, to) = range(select, query);
    let done = statuses(select, &query.done);
    let (with, schema) = (lives.with(), lives.schema);
    let stays = lives.from("stays", "s", select);
    select.sql = format!(
        "{with}resolved AS (
    SELECT s.ticket, min(s.nr) AS nr
    {stays}
      AND s.kind = '{STATUS}'
      AND s.at >= {from}
      AND s.at < {to}
      AND s.value = ANY ({done})
      AND (s.before = ANY ({done})) IS NOT TRUE
    GROUP BY 1
)
SELECT count(*), count(*) FILTER (
           WHERE EXISTS (SELECT FROM {schema}.stays l
                         WHERE l.ticket = r.ticket AND l.kind = '{STATUS}' AND l.nr > r.nr
                           AND l.value <> ALL ({done})))
FROM resolved r"
    );
}

fn range(select: &mut Select, query: &PerformanceQuery) -> (String, String) {
    let mut moment = |at: Timestamp| select.param(at.max(EARLIEST), Type::TIMESTAMPTZ);
    (moment(query.from), moment(query.to))
}
