//! Tickets divided by the values of a custom field.

use super::groups::{Groups, items};
use crate::projection::Projection;
use crate::select::Select;
use crate::tickets::Tickets;
use crate::{ReadError, ReadModels, TicketQuery};
use domain::FieldId;
use std::sync::Arc;

impl ReadModels {
    /// The values of all tickets that have the field are read at once: looking up those of each
    /// ticket would take ten times as long.
    pub(super) async fn valued_groups(
        &self,
        query: &TicketQuery,
        field: (FieldId, bool),
        limit: u16,
    ) -> Result<Groups, ReadError> {
        let id = |_: &str| "t.id".to_owned();
        let chart = |select: &mut Select, others: &[Arc<str>]| {
            select.sql = divided(&select.sql, &others[0], field, limit);
        };
        let rows = self.charted(query, id, &[Tickets::NAME], chart).await?;
        Ok(Groups::read(&rows))
    }
}

fn divided(found: &str, schema: &str, (field, path): (FieldId, bool), limit: u16) -> String {
    let items = items(path);
    format!(
        "WITH found AS (\n{found}\n), each AS (
    SELECT x.item AS key, x.nr
    FROM found f
    JOIN {schema}.ticket_fields h ON h.id = f.id
    CROSS JOIN LATERAL (SELECT h.fields -> '{field}') v(value)
    CROSS JOIN LATERAL ({items}) x(item, nr)
    WHERE v.value IS NOT NULL
), groups AS (
    SELECT e.key, count(*) AS tickets
    FROM each e
    GROUP BY 1
    UNION ALL
    SELECT NULL, none.tickets
    FROM (SELECT (SELECT count(*) FROM found) - (SELECT count(*) FROM each e WHERE e.nr = 1)) none(tickets)
    WHERE none.tickets > 0
)
SELECT g.key, g.tickets, (SELECT count(*) FROM found), count(*) OVER ()
FROM groups g
ORDER BY g.tickets DESC, g.key
LIMIT {limit}"
    )
}
