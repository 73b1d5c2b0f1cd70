//! All tickets that a query finds, to be counted together with what else is known of them.

use super::{TicketQuery, list, select};
use crate::select::Select;
use crate::{ReadError, ReadModels};
use domain::access::Keys;
use std::sync::Arc;
use tokio_postgres::Row;

impl ReadModels {
    /// Asks about the tickets `t` that the query finds, all at once. `columns` says what is looked
    /// at of each, given the schema of the list; `chart` makes of that statement what is asked,
    /// given the schemas of the `others`. Nothing is asked where nothing can be found.
    pub(crate) async fn charted(
        &self,
        query: &TicketQuery,
        columns: impl Fn(&str) -> String,
        others: &[&'static str],
        chart: impl Fn(&mut Select, &[Arc<str>]),
    ) -> Result<Vec<Row>, ReadError> {
        if list::is_impossible(query) {
            return Ok(Vec::new());
        }
        let Some(query) = &self.narrowed(query).await? else {
            return Ok(Vec::new());
        };
        let sooner = match &query.reach.keys {
            Keys::AnyOf(keys) => self.shares().await?.reads_sooner(&query.status, keys),
            Keys::Every => false,
        };
        let mut read = list::read_by(query).to_vec();
        let own = read.len();
        read.extend(others);
        self.joined(&read, |schemas| {
            let (own, others) = schemas.split_at(own);
            let places = list::places(query, own);
            let mut select = select::counted(query, places, (&columns(places.tickets), sooner));
            chart(&mut select, others);
            select.by_value = true; // few or many are found
            select.whole = true;
            select
        })
        .await
    }
}
