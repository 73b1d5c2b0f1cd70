//! Says a query more narrowly before it is asked.

use super::lifted::lifted;
use super::{TicketQuery, Tickets};
use crate::projection::Projection;
use crate::select::Select;
use crate::{ReadError, ReadModels};
use domain::StatusId;

impl ReadModels {
    /// A query that finds the same tickets. Statuses that are not to be are turned into those that
    /// may be, by which an index finds the few that are open: `None` where there are none. A status
    /// that no ticket ever had until now is not known for as long as a request takes.
    pub(super) async fn narrowed(
        &self,
        query: &TicketQuery,
    ) -> Result<Option<TicketQuery>, ReadError> {
        let mut query = lifted(query);
        if query.not_status.is_empty() || query.include_deleted || query.include_merged {
            return Ok(Some(query)); // what is hidden is in no sum
        }
        let used = |schema: &str| {
            Select::new(format!(
                "SELECT DISTINCT c.status FROM {schema}.ticket_counts c"
            ))
        };
        let rows = self.rows(Tickets::NAME, used).await?;
        let wanted = |id: &StatusId| {
            !query.not_status.contains(id) && (query.status.is_empty() || query.status.contains(id))
        };
        let used = rows.iter().map(|row| StatusId(row.get(0)));
        let status: Vec<_> = used.filter(wanted).collect();
        if status.is_empty() {
            return Ok(None);
        }
        query.status = status;
        query.not_status = Vec::new();
        Ok(Some(query))
    }
}
