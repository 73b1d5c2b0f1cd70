//! How long tickets were in each status, and with each department.

mod business;

use super::lives::Lives;
use super::write::{DEPARTMENT, STATUS};
use crate::select::{EARLIEST, Select};
use crate::{ReadError, ReadModels, TicketGroup, TicketQuery};
use jiff::Timestamp;
use std::collections::BTreeMap;
use tokio_postgres::types::Type;
use uuid::Uuid;

/// Which tickets, and the time that is looked at.
#[derive(Clone, Debug)]
pub struct SpentQuery {
    pub tickets: TicketQuery,
    pub by: Spent,
    pub from: Timestamp,
    /// Not after now: nobody knows how long a ticket will stay.
    pub to: Timestamp,
}

/// What time is divided by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spent {
    Status,
    Department,
}

/// How long tickets had one value.
#[derive(Clone, Debug, PartialEq)]
pub struct SpentTime {
    /// A status or a department; `None` for tickets that no department had.
    pub value: Option<Uuid>,
    /// Tickets that had it at any moment.
    pub tickets: i64,
    /// All their time with it together, in seconds, as far as it lies within what is looked at.
    pub seconds: f64,
}

impl ReadModels {
    /// Adds up the time of all tickets that the query finds; the longest first.
    pub async fn spent(&self, query: &SpentQuery) -> Result<Vec<SpentTime>, ReadError> {
        if query.from >= query.to {
            return Ok(Vec::new());
        }
        let recent = self.lived(&query.tickets, |s, lives| recent(s, lives, query));
        let present = self.count_tickets_by(&query.tickets, query.by.group());
        let (recent, present) = tokio::try_join!(recent, present)?;
        let mut times = BTreeMap::new();
        for row in &recent {
            let time: (i64, f64, i64) = (row.get(1), row.get(2), row.get(3));
            times.insert(row.get::<_, Option<Uuid>>(0), time);
        }
        for (value, tickets) in present {
            let time = times.entry(value).or_default();
            // who has it now and did not get it since `from` had it all the time
            let all_along = (tickets - time.2).max(0);
            time.0 += all_along;
            time.1 += all_along as f64 * (query.to.duration_since(query.from)).as_secs_f64();
        }
        Ok(ordered(times))
    }
}

impl Spent {
    /// Of stays.
    fn kind(self) -> &'static str {
        match self {
            Self::Status => STATUS,
            Self::Department => DEPARTMENT,
        }
    }

    fn group(self) -> TicketGroup {
        match self {
            Self::Status => TicketGroup::Status,
            Self::Department => TicketGroup::Department,
        }
    }
}

/// The longest first.
fn ordered(times: BTreeMap<Option<Uuid>, (i64, f64, i64)>) -> Vec<SpentTime> {
    let times = times.into_iter().filter(|(_, (tickets, ..))| *tickets > 0);
    let times = times.map(|(value, (tickets, seconds, _))| SpentTime {
        value,
        tickets,
        seconds,
    });
    let mut times: Vec<_> = times.collect();
    times.sort_by(|a, b| b.seconds.total_cmp(&a.seconds));
    times
}

/// What began or ended since `from`: of each value the tickets that had it, their time, and how many
/// of them got it since and have it now.
fn recent(select: &mut Select, lives: &Lives<'_>, query: &SpentQuery) {
    let mut moment = |at: Timestamp| select.param(at.max(EARLIEST), Type::TIMESTAMPTZ);
    let (from, to) = (moment(query.from), moment(query.to));
    let kind = query.by.kind();
    let ended = lives.from("stays", "s", select);
    let begun = lives.from("stays", "s", select);
    let with = lives.with();
    select.sql = format!(
        "{with}recent AS (
    SELECT s.value, s.ticket, s.at, s.until
    {ended}
      AND s.kind = '{kind}'
      AND s.until < 'infinity'
      AND s.until > {from}
      AND s.until > s.at
      AND s.at < {to}
    UNION ALL
    SELECT s.value, s.ticket, s.at, s.until
    {begun}
      AND s.kind = '{kind}'
      AND s.until = 'infinity'
      AND s.at >= {from}
), of_each AS (
    SELECT s.value, s.ticket, bool_or(s.at < {to}) AS had,
           sum(date_part('epoch', least(s.until, {to}) - greatest(s.at, {from})))
               FILTER (WHERE s.at < {to}) AS seconds,
           bool_or(s.until = 'infinity') AS has
    FROM recent s
    GROUP BY 1, 2
)
SELECT e.value, count(*) FILTER (WHERE e.had), coalesce(sum(e.seconds), 0)::float8,
       count(*) FILTER (WHERE e.has)
FROM of_each e
GROUP BY 1"
    );
}
