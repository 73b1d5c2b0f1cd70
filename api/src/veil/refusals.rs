//! What a refusal tells of other tickets, as far as those are within reach.

use crate::problem::{Kind, Problem};
use crate::request::Reader;
use crate::tickets::seen;
use domain::TicketId;
use eventstore::ExecuteError;
use uuid::Uuid;

/// Names the ticket that another one goes on as a part of.
const MERGED_INTO: &str = "merged_into";

impl Reader {
    /// The outcome of a command: a refusal does not name a ticket that is out of reach.
    pub async fn told<T, E>(&self, outcome: Result<T, ExecuteError<E>>) -> Result<T, Problem>
    where
        E: std::error::Error,
        ExecuteError<E>: Into<Problem>,
    {
        match outcome {
            Ok(done) => Ok(done),
            Err(error) => Err(self.veiled(error.into()).await),
        }
    }

    async fn veiled(&self, problem: Problem) -> Problem {
        let named = problem.errors.iter().find(|e| e.field == MERGED_INTO);
        let Some(id) = named.and_then(|e| Uuid::parse_str(&e.detail).ok()) else {
            return problem;
        };
        match seen(self, [TicketId(id)]).await {
            Ok(tickets) if tickets.contains_key(&id) => problem,
            _ => {
                let detail = "The ticket goes on as a part of one that you may not see; ask \
                              somebody who may to take the merge back.";
                Problem::new(Kind::Conflict, detail)
            }
        }
    }
}
