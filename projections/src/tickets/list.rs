//! The ticket list as it is asked for.

use super::cursor::Cursor;
use super::lifted::lifted;
use super::select::{self, Places};
use super::{TicketGroup, TicketPage, TicketQuery, TicketRow, TicketSort, Tickets};
use crate::customers::Customers;
use crate::projection::Projection;
use crate::select::Select;
use crate::{ReadError, ReadModels};
use domain::TicketId;
use domain::access::Reach;
use std::collections::HashMap;
use std::sync::Arc;
use tokio_postgres::Row;
use tokio_postgres::types::Type;
use uuid::Uuid;

const USUAL_LIMIT: u16 = 50;
const MOST: u16 = 1000;

impl ReadModels {
    /// A page of the list. Tickets that change meanwhile neither repeat nor go missing on later
    /// pages, as long as the change does not move them in the chosen order.
    pub async fn tickets(&self, query: &TicketQuery) -> Result<TicketPage, ReadError> {
        let limit = match query.limit {
            0 => USUAL_LIMIT,
            limit => limit.min(MOST),
        };
        let cursor = (query.cursor.as_deref())
            .map(|c| Cursor::read(c, query.sort))
            .transpose()?;
        if is_impossible(query) {
            return Ok(TicketPage::default());
        }
        let Some(query) = &self.narrowed(query).await? else {
            return Ok(TicketPage::default());
        };
        let shares = match select::Way::is_chosen(query) {
            true => self.shares().await?,
            false => Arc::default(),
        };
        let mut rows = self
            .asked(query, |places| {
                select::page(query, places, limit, cursor.as_ref(), &shares)
            })
            .await?;
        let limit = usize::from(limit);
        let more = rows.len() > limit;
        rows.truncate(limit);
        Ok(page(rows, more, query.sort, cursor.as_ref()))
    }

    /// The ticket with this number, if it is within reach, deleted or not. One that is not is
    /// looked for in vain just as one that is not there.
    pub async fn ticket_id(
        &self,
        number: i64,
        reach: &Reach,
    ) -> Result<Option<TicketId>, ReadError> {
        let numbered = |schema: &str| {
            let mut select = Select::new(format!("SELECT t.id FROM {schema}.tickets t\nWHERE "));
            let number = select.param(number, Type::INT8);
            select.sql += &format!("t.number = {number}");
            select.within_reach(reach);
            select
        };
        let rows = self.rows(Tickets::NAME, numbered).await?;
        Ok(rows.first().map(|row| TicketId(row.get(0))))
    }

    /// The tickets with these numbers, as far as they are within reach, deleted or not.
    pub async fn ticket_ids(
        &self,
        numbers: &[i64],
        reach: &Reach,
    ) -> Result<HashMap<i64, TicketId>, ReadError> {
        let numbered = |schema: &str| {
            let sql = format!("SELECT t.number, t.id FROM {schema}.tickets t\nWHERE ");
            let mut select = Select::new(sql);
            let numbers = select.param(numbers.to_vec(), Type::INT8_ARRAY);
            select.sql += &format!("t.number = ANY({numbers})");
            select.within_reach(reach);
            select
        };
        let rows = self.rows(Tickets::NAME, numbered).await?;
        let known = rows.iter().map(|row| (row.get(0), TicketId(row.get(1))));
        Ok(known.collect())
    }

    /// The first `most` tickets that the query finds on all its pages.
    pub async fn found_tickets(
        &self,
        query: &TicketQuery,
        most: usize,
    ) -> Result<Vec<TicketId>, ReadError> {
        if is_impossible(query) {
            return Ok(Vec::new());
        }
        let shares = self.shares().await?;
        let ids = |places: Places<'_>| select::ids(query, places, &shares, most);
        let rows = self.asked(query, ids).await?;
        Ok(rows.iter().map(|row| TicketId(row.get(0))).collect())
    }

    /// How many tickets the query finds on all its pages.
    pub async fn count_tickets(&self, query: &TicketQuery) -> Result<i64, ReadError> {
        if is_impossible(query) {
            return Ok(0);
        }
        let Some(query) = &self.counted(query, None).await? else {
            return Ok(0);
        };
        let rows = self
            .asked(query, |places| select::count(query, places))
            .await?;
        Ok(rows.first().map_or(0, |row| row.get(0)))
    }

    /// How many tickets the query finds in each group, on all its pages; none is where a ticket
    /// has no such setting.
    pub async fn count_tickets_by(
        &self,
        query: &TicketQuery,
        group: TicketGroup,
    ) -> Result<Vec<(Option<Uuid>, i64)>, ReadError> {
        if is_impossible(query) {
            return Ok(Vec::new());
        }
        let Some(query) = &self.counted(query, Some(group)).await? else {
            return Ok(Vec::new());
        };
        let rows = self
            .asked(query, |places| select::count_by(query, group, places))
            .await?;
        Ok(rows.iter().map(|row| (row.get(0), row.get(1))).collect())
    }

    /// The query as narrow as it is worth while for a count: sums know what is not to be.
    async fn counted(
        &self,
        query: &TicketQuery,
        group: Option<TicketGroup>,
    ) -> Result<Option<TicketQuery>, ReadError> {
        let lifted = lifted(query);
        match select::is_told(&lifted, group) {
            true => Ok(Some(lifted)),
            false => self.narrowed(query).await,
        }
    }

    /// Asks the tables that the query needs, wherever they stand now.
    async fn asked(
        &self,
        query: &TicketQuery,
        select: impl Fn(Places<'_>) -> Select,
    ) -> Result<Vec<Row>, ReadError> {
        self.joined(read_by(query), |schemas| select(places(query, schemas)))
            .await
    }
}

/// The projections that the query needs.
pub(super) fn read_by(query: &TicketQuery) -> &'static [&'static str] {
    match query.asks_customers() {
        true => &[Tickets::NAME, Customers::NAME],
        false => &[Tickets::NAME],
    }
}

/// Where these stand, in the same order.
pub(super) fn places<'a>(query: &TicketQuery, schemas: &'a [Arc<str>]) -> Places<'a> {
    Places {
        tickets: &schemas[0],
        customers: schemas.get(1).map_or("", |schema| schema),
        narrow: !query.include_deleted && !query.include_merged,
    }
}

/// `rows` as they were found from the cursor on; `more` tells whether others follow in that
/// direction. In the other one lies where the cursor came from.
fn page(mut rows: Vec<Row>, more: bool, sort: TicketSort, from: Option<&Cursor>) -> TicketPage {
    let backwards = from.is_some_and(|cursor| cursor.backwards);
    if backwards {
        rows.reverse();
    }
    let edge =
        |row: Option<&Row>, back: bool| row.map(|row| Cursor::at(row, sort, back).spell(sort));
    let (before, after) = match backwards {
        true => (more, true),
        false => (from.is_some(), more),
    };
    TicketPage {
        items: rows.iter().map(TicketRow::read).collect(),
        next_cursor: edge(rows.last().filter(|_| after), false),
        prev_cursor: edge(rows.first().filter(|_| before), true),
    }
}

/// Nothing is within nobody's reach. No tag and no value has a NUL, and Postgres would refuse to
/// look for one.
pub(crate) fn is_impossible(query: &TicketQuery) -> bool {
    query.reach.is_nothing()
        || query.also.as_ref().is_some_and(Reach::is_nothing)
        || query.tag.iter().any(|tag| tag.contains('\0'))
        || query.fields.iter().any(|f| f.possible().next().is_none())
}
