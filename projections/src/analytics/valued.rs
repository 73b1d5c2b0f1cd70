//! Tickets divided by the values of a custom field.

use super::groups::{GroupCount, Groups};
use crate::projection::Projection;
use crate::select::Select;
use crate::tickets::{Divided, Tickets, items};
use crate::{ReadError, ReadModels, TicketQuery};
use domain::FieldId;
use std::sync::Arc;
use tokio_postgres::Row;

impl ReadModels {
    /// Told by the counts of the list, if they know it.
    pub(super) async fn valued_groups(
        &self,
        query: &TicketQuery,
        (id, path): (FieldId, bool),
        limit: u16,
    ) -> Result<Groups, ReadError> {
        let of = Divided::Field { id, path };
        let chart = |select: &mut Select, _: &[Arc<str>]| {
            select.sql = counted(&select.sql, limit);
        };
        match self.divided(query, of, &[], chart).await? {
            Some(rows) => Ok(groups(&rows, self.count_tickets(query).await?, limit)),
            None => self.read_groups(query, (id, path), limit).await,
        }
    }

    /// The values of all tickets that have the field are read at once: looking up those of each
    /// ticket would take ten times as long.
    async fn read_groups(
        &self,
        query: &TicketQuery,
        field: (FieldId, bool),
        limit: u16,
    ) -> Result<Groups, ReadError> {
        let id = |_: &str| "t.id".to_owned();
        let chart = |select: &mut Select, others: &[Arc<str>]| {
            select.sql = divided(&select.sql, &others[0], field, limit);
        };
        let valued = self.charted(query, id, &[Tickets::NAME], chart);
        let (rows, tickets) = tokio::try_join!(valued, self.count_tickets(query))?;
        Ok(groups(&rows, tickets, limit))
    }
}

/// The groups of those with a value, and that of the others.
fn groups(rows: &[Row], tickets: i64, limit: u16) -> Groups {
    let items = rows.iter().map(|row| GroupCount {
        key: row.get(0),
        tickets: row.get(1),
    });
    let mut items: Vec<_> = items.collect();
    let (with, mut groups) = rows.first().map_or((0, 0), |row| (row.get(2), row.get(3)));
    let without = (tickets - with).max(0);
    if without > 0 {
        let place = items.partition_point(|group| group.tickets >= without);
        let (key, tickets) = (None, without);
        items.insert(place, GroupCount { key, tickets });
        items.truncate(usize::from(limit));
        groups += 1;
    }
    Groups {
        tickets,
        groups,
        items,
    }
}

/// Of groups of which that without a key has all with a value.
fn counted(groups: &str, limit: u16) -> String {
    format!(
        "WITH groups AS (\n{groups}\n)
SELECT g.key, g.tickets,
       coalesce((SELECT w.tickets FROM groups w WHERE w.key IS NULL), 0), count(*) OVER ()
FROM groups g
WHERE g.key IS NOT NULL
ORDER BY g.tickets DESC, g.key
LIMIT {limit}"
    )
}

fn divided(found: &str, schema: &str, (field, path): (FieldId, bool), limit: u16) -> String {
    let items = items(path);
    format!(
        "WITH groups AS (
    SELECT x.item AS key, count(*) AS tickets, count(*) FILTER (WHERE x.nr = 1) AS firsts
    FROM {schema}.ticket_fields h
    CROSS JOIN LATERAL (SELECT h.fields -> '{field}') v(value)
    CROSS JOIN LATERAL ({items}) x(item, nr)
    WHERE v.value IS NOT NULL
      AND h.id IN (\n{found}\n)
    GROUP BY 1
)
SELECT g.key, g.tickets, (sum(g.firsts) OVER ())::int8, count(*) OVER ()
FROM groups g
ORDER BY g.tickets DESC, g.key
LIMIT {limit}"
    )
}
