//! All tickets that a query of the past finds, to be counted together with what else is known.

use super::past::{PastQuery, READ, is_impossible};
use super::select;
use crate::select::Select;
use crate::{ReadError, ReadModels};
use std::sync::Arc;
use tokio_postgres::Row;

impl ReadModels {
    /// Asks about the tickets that the query finds, all at once: `i` as they were, `t` as they are.
    /// `chart` makes of that statement what is asked, given the schemas of the `others`. Nothing is
    /// asked where nothing can be found.
    pub(crate) async fn past_charted(
        &self,
        query: &PastQuery,
        columns: &str,
        others: &[&'static str],
        chart: impl Fn(&mut Select, &[Arc<str>]),
    ) -> Result<Vec<Row>, ReadError> {
        if is_impossible(query) {
            return Ok(Vec::new());
        }
        let read: Vec<_> = READ.iter().chain(others).copied().collect();
        self.joined(&read, |schemas| {
            let mut select = select::filtered(query, schemas, columns);
            chart(&mut select, &schemas[READ.len()..]);
            select.whole = true;
            select
        })
        .await
    }
}
