//! How often tickets came from which status into which, in each of many stretches of time.
//!
//! Whole hours are told by the sums of their day. Hours in which a stretch begins are read stay by
//! stay, and so is whatever is asked beyond what stays are marked with.

use super::Analytics;
use super::lives::{Lives, asked_of_marks};
use super::write::STATUS;
use crate::projection::Projection;
use crate::select::{EARLIEST, Select};
use crate::tickets::{Tickets, is_impossible};
use crate::{ReadError, ReadModels, TicketQuery};
use domain::access::Keys;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use std::collections::{BTreeSet, HashMap};
use tokio_postgres::Row;
use tokio_postgres::types::Type;
use uuid::Uuid;

const HOUR: i64 = 3_600_000_000;

/// What is asked.
#[derive(Clone, Copy)]
pub(super) struct TurnsQuery<'a> {
    pub tickets: &'a TicketQuery,
    /// Ascending: where each stretch begins; the last one goes on without end.
    pub moments: &'a [Timestamp],
    /// Whether tickets that lists ever left out are left out.
    pub unveiled: bool,
}

/// How often, by stretch, by the status before and by that after. The first status of a ticket has
/// none before.
#[derive(Debug, Default)]
pub(super) struct Turns(HashMap<(usize, Option<Uuid>, Option<Uuid>), i64>);

impl Turns {
    /// Of each stretch: the sum of what `by` makes of a turn.
    pub fn sums(
        &self,
        stretches: usize,
        by: impl Fn(Option<Uuid>, Option<Uuid>) -> i64,
    ) -> Vec<i64> {
        let mut sums = vec![0; stretches];
        for ((stretch, before, value), times) in &self.0 {
            if let Some(sum) = sums.get_mut(*stretch) {
                *sum += by(*before, *value) * times;
            }
        }
        sums
    }

    fn add(&mut self, stretch: usize, of: &Row, times: i64) {
        let key = (stretch, of.get("before"), of.get("value"));
        *self.0.entry(key).or_default() += times;
    }

    /// What the hours of a day tell, but for those that are read stay by stay.
    fn add_hours(&mut self, row: &Row, split: &BTreeSet<Timestamp>, moments: &[Timestamp]) {
        let day: Date = row.get("day");
        let Ok(midnight) = day.to_zoned(TimeZone::UTC) else {
            return;
        };
        let hours: Vec<i32> = row.get("hours");
        for (hour, times) in (0..).zip(hours).filter(|(_, times)| *times != 0) {
            let at = midnight.timestamp() + SignedDuration::from_hours(hour);
            if !split.contains(&at) {
                self.add_stretch(moments.partition_point(|m| *m <= at), row, times.into());
            }
        }
    }

    /// Stretches are numbered from one; zero is what was before the first.
    fn add_stretch(&mut self, number: usize, row: &Row, times: i64) {
        if let Some(stretch) = number.checked_sub(1) {
            self.add(stretch, row, times);
        }
    }
}

impl ReadModels {
    /// Counts what became of all tickets that the query finds.
    pub(super) async fn turns(&self, query: TurnsQuery<'_>) -> Result<Turns, ReadError> {
        let mut turns = Turns::default();
        if !query.tickets.asks_marks_alone() {
            let rows = self.lived(query.tickets, |s, lives| told(s, lives, query));
            for row in &rows.await? {
                turns.add_stretch(number(row), row, row.get("times"));
            }
            return Ok(turns);
        }
        if is_impossible(query.tickets) {
            return Ok(turns);
        }
        let split = split(query.moments);
        let rows = self.joined(&[Tickets::NAME, Analytics::NAME], |schemas| {
            let mut select = Select::new(String::new());
            select.hours_and_stays(query, (&schemas[0], &schemas[1]), &split);
            select.by_value = true; // few or many are within reach
            select.whole = true;
            select
        });
        for row in &rows.await? {
            match row.get::<_, Option<i64>>("times") {
                Some(times) => turns.add_stretch(number(row), row, times),
                None => turns.add_hours(row, &split, query.moments),
            }
        }
        Ok(turns)
    }
}

fn number(row: &Row) -> usize {
    usize::try_from(row.get::<_, i32>("stretch")).unwrap_or_default()
}

/// The hours in which a stretch begins, but not with them.
fn split(moments: &[Timestamp]) -> BTreeSet<Timestamp> {
    let within = moments.iter().filter_map(|at| {
        let micros = at.max(&EARLIEST).as_microsecond();
        let hour = micros.div_euclid(HOUR) * HOUR;
        (hour != micros).then(|| Timestamp::from_microsecond(hour).ok())?
    });
    within.collect()
}

/// Stay by stay, of the tickets that were found.
fn told(select: &mut Select, lives: &Lives<'_>, query: TurnsQuery<'_>) {
    let (with, stays) = (lives.with(), lives.from("stays", "s", select));
    let counted = select.counted(query, &stays);
    select.sql = format!("{with}turns AS (\n{counted}\n)\nSELECT * FROM turns");
}

impl Select {
    /// The days, and the stays that they do not tell of.
    fn hours_and_stays(
        &mut self,
        query: TurnsQuery<'_>,
        (list, schema): (&str, &str),
        split: &BTreeSet<Timestamp>,
    ) {
        let mut parts = vec![self.days(query, schema)];
        let owned = match &query.tickets.reach.keys {
            Keys::Every => String::new(),
            Keys::AnyOf(keys) => format!("\n      AND {}", self.owned("s", keys)),
        };
        if !split.is_empty() {
            let hours: Vec<_> = split.iter().copied().collect();
            let hours = self.param(hours, Type::TIMESTAMPTZ_ARRAY);
            let marked = asked_of_marks(query.tickets, "s", self);
            // hour by hour: Postgres would compare each stay since the first with all hours
            let stays = format!(
                "FROM unnest({hours}) x(hour)
    CROSS JOIN LATERAL (
        SELECT s.*
        FROM {schema}.stays s
        WHERE s.kind = '{STATUS}' AND s.at >= x.hour AND s.at < x.hour + interval '1 hour'
        OFFSET 0
    ) s
    WHERE NOT s.hidden{marked}{owned}"
            );
            parts.push(self.counted(query, &stays));
        }
        if let Keys::AnyOf(keys) = &query.tickets.reach.keys {
            let (owned, stray) = (self.owned("s", keys), self.stray(keys, list));
            let marked = asked_of_marks(query.tickets, "s", self);
            let stays = format!(
                "FROM {schema}.stays s
    WHERE NOT s.hidden{marked}
      AND s.ticket IN ({stray})
      AND ({owned}) IS NOT TRUE"
            );
            parts.push(self.counted(query, &stays));
        }
        self.sql = parts.join("\nUNION ALL\n");
    }

    fn days(&mut self, query: TurnsQuery<'_>, schema: &str) -> String {
        let first = query.moments.first().copied().unwrap_or(EARLIEST);
        let first = first.max(EARLIEST).to_zoned(TimeZone::UTC).date();
        let first = self.param(first, Type::DATE);
        let marked = asked_of_marks(query.tickets, "d", self);
        let all = match query.tickets.priority.is_empty() {
            true => "IS NULL",
            false => "IS NOT NULL",
        };
        let unveiled = if query.unveiled {
            "\n  AND NOT d.veiled"
        } else {
            ""
        };
        let owned = match &query.tickets.reach.keys {
            Keys::Every => String::new(),
            Keys::AnyOf(keys) => format!("\n  AND {}", self.owned("d", keys)),
        };
        format!(
            "SELECT d.before, d.value, d.day, d.hours, NULL::int AS stretch, NULL::int8 AS times
FROM {schema}.status_days d
WHERE d.day >= {first}
  AND d.priority {all}{marked}{unveiled}{owned}"
        )
    }

    /// The same of stays, given where they are found.
    fn counted(&mut self, query: TurnsQuery<'_>, stays: &str) -> String {
        let moments: Vec<_> = query.moments.iter().map(|at| *at.max(&EARLIEST)).collect();
        let first = moments.first().copied().unwrap_or(EARLIEST);
        let first = self.param(first, Type::TIMESTAMPTZ);
        let moments = self.param(moments, Type::TIMESTAMPTZ_ARRAY);
        let unveiled = if query.unveiled {
            "\n      AND NOT s.veiled"
        } else {
            ""
        };
        format!(
            "SELECT s.before, s.value, NULL::date, NULL::int[], width_bucket(s.at, {moments}) AS stretch,
       count(*) AS times
    {stays}
      AND s.kind = '{STATUS}'
      AND s.at >= {first}{unveiled}
    GROUP BY 1, 2, 5"
        )
    }
}
