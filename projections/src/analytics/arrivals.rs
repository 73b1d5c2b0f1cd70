//! When tickets come in.

use crate::select::{EARLIEST, Select};
use crate::{ReadError, ReadModels, TicketQuery};
use jiff::Timestamp;
use tokio_postgres::types::Type;

/// Every time zone of today begins its hours at a quarter of an hour of UTC.
const QUARTER: i64 = 900;

impl ReadModels {
    /// How many of the tickets that the query finds were created from one moment on and before
    /// another, by the quarters of hours in which they were; those without any are left out.
    pub async fn arrivals(
        &self,
        tickets: &TicketQuery,
        from: Timestamp,
        to: Timestamp,
    ) -> Result<Vec<(Timestamp, i64)>, ReadError> {
        let columns = |_: &str| "t.created_at".to_owned();
        let rows = self
            .charted(tickets, columns, &[], |s, _| by_quarter(s, from, to))
            .await?;
        let counted = rows.iter().map(|row| {
            let at = Timestamp::from_second(row.get::<_, i64>(0) * QUARTER);
            (at.unwrap_or(EARLIEST), row.get(1))
        });
        Ok(counted.collect())
    }
}

fn by_quarter(select: &mut Select, from: Timestamp, to: Timestamp) {
    let from = select.param(from.max(EARLIEST), Type::TIMESTAMPTZ);
    let to = select.param(to.max(EARLIEST), Type::TIMESTAMPTZ);
    select.sql = format!(
        "SELECT floor(date_part('epoch', f.created_at) / {QUARTER})::int8, count(*)
FROM (\n{}\n) f
WHERE f.created_at >= {from}
  AND f.created_at < {to}
GROUP BY 1
ORDER BY 1",
        select.sql
    );
}
