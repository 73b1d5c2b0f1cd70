//! Tickets that are due, or worked on, in a stretch of time.

use super::TicketQuery;
use crate::select::{EARLIEST, Select};
use crate::{ReadError, ReadModels};
use domain::{PriorityId, StatusId, TicketId};
use jiff::Timestamp;
use tokio_postgres::Row;
use tokio_postgres::types::Type;

/// A ticket with its dates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScheduledTicket {
    pub id: TicketId,
    pub number: i64,
    pub subject: String,
    pub status: StatusId,
    pub priority: PriorityId,
    pub due_at: Option<Timestamp>,
    pub window_from: Option<Timestamp>,
    pub window_to: Option<Timestamp>,
    pub updated_at: Timestamp,
}

impl ReadModels {
    /// The tickets among those that the query finds that are due from `from` on and before `to`, or
    /// whose window has a part of that time; the first of them first, at most `limit`. A window
    /// of which one end is open is that moment.
    pub async fn scheduled(
        &self,
        query: &TicketQuery,
        (from, to): (Timestamp, Timestamp),
        limit: u16,
    ) -> Result<Vec<ScheduledTicket>, ReadError> {
        let rows = self
            .charted(
                query,
                |_| COLUMNS.to_owned(),
                &[],
                |s, _| {
                    within(s, (from, to), limit);
                },
            )
            .await?;
        Ok(rows.iter().map(ScheduledTicket::read).collect())
    }
}

impl ScheduledTicket {
    fn read(row: &Row) -> Self {
        Self {
            id: TicketId(row.get(0)),
            number: row.get(1),
            subject: row.get(2),
            status: StatusId(row.get(3)),
            priority: PriorityId(row.get(4)),
            due_at: row.get(5),
            window_from: row.get(6),
            window_to: row.get(7),
            updated_at: row.get(8),
        }
    }
}

fn within(select: &mut Select, (from, to): (Timestamp, Timestamp), limit: u16) {
    let from = select.param(from.max(EARLIEST), Type::TIMESTAMPTZ);
    let to = select.param(to.max(EARLIEST), Type::TIMESTAMPTZ);
    select.sql = format!(
        "SELECT f.*
FROM (\n{}\n) f
WHERE (f.due_at >= {from} AND f.due_at < {to})
   OR (coalesce(f.window_from, f.window_to) < {to}
       AND coalesce(f.window_to, f.window_from) >= {from})
ORDER BY least(f.due_at, f.window_from, f.window_to), f.id
LIMIT {limit}",
        select.sql
    );
}

const COLUMNS: &str = "t.id, t.number, t.subject, t.status, t.priority, t.due_at, t.window_from,
       t.window_to, t.updated_at";
