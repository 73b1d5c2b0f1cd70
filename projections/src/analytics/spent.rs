//! How long tickets were in each status, and with each department.

use super::Analytics;
use super::write::{DEPARTMENT, STATUS};
use crate::projection::Projection;
use crate::select::{EARLIEST, Select};
use crate::{ReadError, ReadModels, TicketQuery};
use jiff::Timestamp;
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
        let columns = |_: &str| "t.id".to_owned();
        let others = [Analytics::NAME];
        let rows = self
            .charted(&query.tickets, columns, &others, |s, o| {
                added(s, &o[0], query);
            })
            .await?;
        let times = rows.iter().map(|row| SpentTime {
            value: row.get(0),
            tickets: row.get(1),
            seconds: row.get(2),
        });
        Ok(times.collect())
    }
}

fn added(select: &mut Select, schema: &str, query: &SpentQuery) {
    let mut moment = |at: Timestamp| select.param(at.max(EARLIEST), Type::TIMESTAMPTZ);
    let (from, to) = (moment(query.from), moment(query.to));
    let kind = match query.by {
        Spent::Status => STATUS,
        Spent::Department => DEPARTMENT,
    };
    select.sql = format!(
        "SELECT s.value, count(DISTINCT s.ticket),
       sum(extract(epoch FROM least(s.until, {to}) - greatest(s.at, {from})))::float8
FROM (\n{}\n) f
JOIN {schema}.stays s ON s.ticket = f.id
WHERE s.kind = '{kind}'
  AND s.at < {to}
  AND s.until > {from}
  AND s.until > s.at
GROUP BY 1
ORDER BY 3 DESC, 1",
        select.sql
    );
}
