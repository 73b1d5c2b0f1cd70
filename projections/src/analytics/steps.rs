//! How many tickets had certain statuses at each of many moments, from how many have them now and
//! the steps that they took since.

use super::Analytics;
use super::turns::TurnsQuery;
use crate::projection::Projection;
use crate::select::Select;
use crate::{PastQuery, ReadError, ReadModels, TicketQuery};
use domain::StatusId;
use jiff::{SignedDuration, Timestamp};
use std::sync::Arc;
use uuid::Uuid;

const MICROSECOND: SignedDuration = SignedDuration::from_micros(1);

impl ReadModels {
    /// The statuses are those that the query asks for; only its reach matters besides. Tickets that
    /// lists left out at any time are left out.
    pub(crate) async fn stepped_back(
        &self,
        query: &PastQuery,
        moments: &[Timestamp],
    ) -> Result<Vec<i64>, ReadError> {
        let all = TicketQuery {
            reach: query.reach.clone(),
            ..TicketQuery::default()
        };
        let now = TicketQuery {
            status: query.status.clone(),
            not_status: query.not_status.clone(),
            ..all.clone()
        };
        let veiled = |select: &mut Select, others: &[Arc<str>]| {
            let schema = &others[0];
            select.sql = format!(
                "SELECT count(*)\nFROM {schema}.analytics_tickets a
JOIN (\n{}\n) f ON f.id = a.id\nWHERE a.veiled",
                select.sql
            );
        };
        let columns = |_: &str| "t.id".to_owned();
        let others = [Analytics::NAME];
        // what happened at a moment is there at it
        let after = moments.iter().map(|at| at.saturating_add(MICROSECOND));
        let after: Vec<_> = after.collect::<Result<_, _>>().unwrap_or_default();
        let turns = TurnsQuery {
            tickets: &all,
            moments: &after,
            unveiled: true,
        };
        let (waiting, veiled, turns) = tokio::try_join!(
            self.count_tickets(&now),
            self.charted(&now, columns, &others, veiled),
            self.turns(turns),
        )?;
        let mut waiting = waiting - veiled.first().map_or(0, |row| row.get::<_, i64>(0));
        let steps = turns.sums(moments.len(), |before, value| {
            i64::from(waits(query, value)) - i64::from(waits(query, before))
        });
        let mut counts = vec![0; moments.len()];
        for (count, step) in counts.iter_mut().zip(steps).rev() {
            waiting -= step;
            *count = waiting;
        }
        Ok(counts)
    }
}

/// Before its first status a ticket had none, which is not all that are not to be either.
fn waits(query: &PastQuery, status: Option<Uuid>) -> bool {
    let one = |id| query.status.is_empty() || query.status.contains(&id);
    let is = |id| one(id) && !query.not_status.contains(&id);
    status.is_some_and(|id| is(StatusId(id)))
}
