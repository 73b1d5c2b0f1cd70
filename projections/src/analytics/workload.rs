//! Who has how much to do.

use crate::select::{EARLIEST, Select};
use crate::{ReadError, ReadModels, TicketQuery};
use domain::{MemberId, PriorityId};
use jiff::Timestamp;
use tokio_postgres::types::Type;
use uuid::Uuid;

/// Which tickets; that they are not done, their filters say.
#[derive(Clone, Debug)]
pub struct WorkloadQuery {
    pub tickets: TicketQuery,
    /// By which a ticket is overdue.
    pub now: Timestamp,
    /// Before which one is due soon.
    pub soon: Timestamp,
}

/// What one member has of one priority.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Work {
    /// `None` for tickets that nobody is assigned to.
    pub member: Option<MemberId>,
    pub priority: PriorityId,
    pub tickets: i64,
    pub overdue: i64,
    /// Due from now on and before soon.
    pub due_soon: i64,
}

impl ReadModels {
    /// Divides all tickets that the query finds by who is assigned: a ticket counts for each.
    pub async fn workload(&self, query: &WorkloadQuery) -> Result<Vec<Work>, ReadError> {
        let columns = |_: &str| "t.assignees, t.priority, t.due_at".to_owned();
        let rows = self
            .charted(&query.tickets, columns, &[], |s, _| divided(s, query))
            .await?;
        let work = rows.iter().map(|row| Work {
            member: row.get::<_, Option<Uuid>>(0).map(MemberId),
            priority: PriorityId(row.get(1)),
            tickets: row.get(2),
            overdue: row.get(3),
            due_soon: row.get(4),
        });
        Ok(work.collect())
    }

    /// How many of the tickets that the query finds are due from each moment on and before the
    /// next; ascending, one less than there are moments.
    pub async fn due(
        &self,
        tickets: &TicketQuery,
        moments: &[Timestamp],
    ) -> Result<Vec<i64>, ReadError> {
        let columns = |_: &str| "t.due_at".to_owned();
        let rows = self
            .charted(tickets, columns, &[], |s, _| due(s, moments))
            .await?;
        let mut counts = vec![0; moments.len() + 1];
        for row in &rows {
            let at = usize::try_from(row.get::<_, i32>(0)).unwrap_or_default();
            counts[at] = row.get(1);
        }
        counts.pop(); // what is due after the last moment
        counts.remove(0); // what was due before the first
        Ok(counts)
    }
}

fn divided(select: &mut Select, query: &WorkloadQuery) {
    let mut moment = |at: Timestamp| select.param(at.max(EARLIEST), Type::TIMESTAMPTZ);
    let (now, soon) = (moment(query.now), moment(query.soon));
    select.sql = format!(
        "SELECT m.member, f.priority, count(*), count(*) FILTER (WHERE f.due_at < {now}),
       count(*) FILTER (WHERE f.due_at >= {now} AND f.due_at < {soon})
FROM (\n{}\n) f
CROSS JOIN LATERAL unnest(CASE f.assignees WHEN '{{}}' THEN '{{NULL}}' ELSE f.assignees END)
     m(member)
GROUP BY 1, 2
ORDER BY 1, 2",
        select.sql
    );
}

fn due(select: &mut Select, moments: &[Timestamp]) {
    let moments: Vec<_> = moments.iter().map(|at| *at.max(&EARLIEST)).collect();
    let moments = select.param(moments, Type::TIMESTAMPTZ_ARRAY);
    select.sql = format!(
        "SELECT width_bucket(f.due_at, {moments}), count(*)
FROM (\n{}\n) f
WHERE f.due_at IS NOT NULL
GROUP BY 1",
        select.sql
    );
}
