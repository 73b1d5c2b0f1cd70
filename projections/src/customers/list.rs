//! Customers as they are asked for.

use super::cursor::{Cursor, Place};
use super::draft::profile;
use super::words::find;
use super::{CustomerPage, CustomerQuery, CustomerRow, CustomerSort, CustomerSummary, Customers};
use crate::projection::Projection;
use crate::select::{Select, fetched};
use crate::{ReadError, ReadModels};
use domain::{CustomerId, OrganisationId};
use std::collections::HashMap;
use tokio_postgres::{Row, types::Type};
use uuid::Uuid;

const USUAL_LIMIT: u16 = 50;
const MOST: u16 = 1000;
/// Which column holds the sort name, behind the row itself.
const SORT_NAME: usize = 12;

impl ReadModels {
    /// A page of the list. Customers that change meanwhile neither repeat nor go missing on later
    /// pages, as long as the change does not move them in the chosen order.
    pub async fn customers(&self, query: &CustomerQuery) -> Result<CustomerPage, ReadError> {
        let limit = match query.limit {
            0 => USUAL_LIMIT,
            limit => limit.min(MOST),
        };
        let cursor = query.cursor.as_deref();
        let cursor = cursor.map(|c| read_cursor(c, query.sort)).transpose()?;
        let rows = self
            .rows(Customers::NAME, |schema| {
                page(query, schema, limit, cursor.as_ref())
            })
            .await?;
        let limit = usize::from(limit);
        let last = rows.get(limit).and(rows.get(limit - 1));
        Ok(CustomerPage {
            items: rows.iter().take(limit).map(customer).collect(),
            next_cursor: last.map(|row| cursor_after(row, query.sort)),
        })
    }

    /// The customers with these ids, by the ids that were asked for; who was merged is shown as
    /// whom they were merged into. Ids that nobody has are left out.
    pub async fn customer_summaries(
        &self,
        ids: &[CustomerId],
    ) -> Result<HashMap<CustomerId, CustomerSummary>, ReadError> {
        if ids.is_empty() {
            return Ok(HashMap::new());
        }
        let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
        let rows = self
            .rows(Customers::NAME, |schema| {
                let mut select = Select::new(SUMMARIES.replace("{schema}", schema));
                select.param(ids.clone(), Type::UUID_ARRAY);
                select
            })
            .await?;
        Ok(rows.iter().map(summary).collect())
    }

    /// Everybody who counts as this customer: themselves, and all who were merged into them.
    pub async fn customer_aliases(&self, id: CustomerId) -> Result<Vec<CustomerId>, ReadError> {
        let rows = self
            .rows(Customers::NAME, |schema| {
                let sql = format!("SELECT id FROM {schema}.customers WHERE merged_into = $1");
                let mut select = Select::new(sql);
                select.param(id.0, Type::UUID);
                select
            })
            .await?;
        let merged = rows.iter().map(|row| CustomerId(row.get(0)));
        Ok(std::iter::once(id).chain(merged).collect())
    }
}

fn page(query: &CustomerQuery, schema: &str, limit: u16, cursor: Option<&Cursor>) -> Select {
    let mut select = Select::new(format!(
        "SELECT {COLUMNS}\nFROM {schema}.customers c\nWHERE c.merged_into IS NULL"
    ));
    if !query.include_retired {
        select.and("NOT c.retired");
    }
    if let Some(id) = query.organisation {
        let id = select.param(id.0, Type::UUID);
        select.and(&format!("c.organisation = {id}"));
    }
    if let Some(text) = &query.text {
        find(&mut select, "c.search", text);
    }
    let (column, way, than) = match query.sort {
        CustomerSort::Name => ("c.sort_name", "ASC", ">"),
        CustomerSort::CreatedDesc => ("c.created_at", "DESC", "<"),
    };
    if let Some(cursor) = cursor {
        let place = match &cursor.place {
            Place::Name(name) => select.param(name.clone(), Type::TEXT),
            Place::At(at) => select.param(*at, Type::TIMESTAMPTZ),
        };
        let id = select.param(cursor.id, Type::UUID);
        select.and(&format!("({column}, c.id) {than} ({place}, {id})"));
    }
    let fetched = fetched(limit);
    select.sql += &format!("\nORDER BY {column} {way}, c.id {way}\nLIMIT {fetched}");
    select
}

fn letter(sort: CustomerSort) -> u8 {
    match sort {
        CustomerSort::Name => b'n',
        CustomerSort::CreatedDesc => b'c',
    }
}

fn read_cursor(text: &str, sort: CustomerSort) -> Result<Cursor, ReadError> {
    match sort {
        CustomerSort::Name => Cursor::read_name(text, letter(sort)),
        CustomerSort::CreatedDesc => Cursor::read_at(text, letter(sort)),
    }
}

fn cursor_after(row: &Row, sort: CustomerSort) -> String {
    let place = match sort {
        CustomerSort::Name => Place::Name(row.get(SORT_NAME)),
        CustomerSort::CreatedDesc => Place::At(row.get(2)),
    };
    let id = row.get(0);
    Cursor { place, id }.spell(letter(sort))
}

fn customer(row: &Row) -> CustomerRow {
    CustomerRow {
        id: CustomerId(row.get(0)),
        version: row.get(1),
        created_at: row.get(2),
        updated_at: row.get(3),
        profile: profile(row),
        retired: row.get(11),
    }
}

fn summary(row: &Row) -> (CustomerId, CustomerSummary) {
    let summary = CustomerSummary {
        id: CustomerId(row.get(1)),
        name: row.get(2),
        email: row.get(3),
        organisation: row.get::<_, Option<Uuid>>(4).map(OrganisationId),
    };
    (CustomerId(row.get(0)), summary)
}

const COLUMNS: &str = "c.id, c.version, c.created_at, c.updated_at, c.name, c.emails, c.phones,
       c.organisation, c.language, c.time_zone, c.notes, c.retired, c.sort_name";

const SUMMARIES: &str = "
SELECT a.id, t.id, t.name, t.emails[1], t.organisation
FROM {schema}.customers a
JOIN {schema}.customers t ON t.id = coalesce(a.merged_into, a.id)
WHERE a.id = ANY ($1)";
