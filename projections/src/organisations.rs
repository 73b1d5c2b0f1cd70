//! Organisations as they are asked for, with how many customers each has.

use crate::customers::{Cursor, Customers, Place, find, organisation_details};
use crate::projection::Projection;
use crate::select::{Select, fetched};
use crate::{ReadError, ReadModels};
use domain::OrganisationId;
use domain::organisation::Details;
use jiff::Timestamp;
use tokio_postgres::{Row, types::Type};

const USUAL_LIMIT: u16 = 50;
const MOST: u16 = 1000;
/// What cursors of this list begin with.
const LIST: u8 = b'o';

/// Which organisations; they are listed by name.
#[derive(Clone, Debug, Default)]
pub struct OrganisationQuery {
    /// Every word is found in the name or a domain; case, vowel points and spelling variants do
    /// not matter.
    pub text: Option<String>,
    pub include_retired: bool,
    /// Most organisations on the page: 1 to 1000; 0 means 50.
    pub limit: u16,
    /// From the page before, asked with the same filters.
    pub cursor: Option<String>,
}

/// A part of the list.
#[derive(Clone, Debug, PartialEq)]
pub struct OrganisationPage {
    pub items: Vec<OrganisationRow>,
    /// Set when there are more.
    pub next_cursor: Option<String>,
}

/// One organisation of the list.
#[derive(Clone, Debug, PartialEq)]
pub struct OrganisationRow {
    pub id: OrganisationId,
    pub version: i32,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub details: Details,
    pub retired: bool,
    /// Customers in it who were neither retired nor merged.
    pub customers: i64,
}

impl ReadModels {
    /// A page of the list.
    pub async fn organisations(
        &self,
        query: &OrganisationQuery,
    ) -> Result<OrganisationPage, ReadError> {
        let limit = match query.limit {
            0 => USUAL_LIMIT,
            limit => limit.min(MOST),
        };
        let cursor = query.cursor.as_deref();
        let cursor = cursor.map(|c| Cursor::read_name(c, LIST)).transpose()?;
        let rows = self
            .rows(Customers::NAME, |schema| {
                page(query, schema, limit, cursor.as_ref())
            })
            .await?;
        let limit = usize::from(limit);
        let last = rows.get(limit).and(rows.get(limit - 1));
        Ok(OrganisationPage {
            items: rows.iter().take(limit).map(organisation).collect(),
            next_cursor: last.map(cursor_after),
        })
    }

    /// How many customers are in an organisation and were neither retired nor merged.
    pub async fn customers_in(&self, id: OrganisationId) -> Result<i64, ReadError> {
        let rows = self
            .rows(Customers::NAME, |schema| {
                let mut select = Select::new(format!("SELECT {}", count(schema, "$1")));
                select.param(id.0, Type::UUID);
                select
            })
            .await?;
        Ok(rows.first().map_or(0, |row| row.get(0)))
    }
}

fn page(query: &OrganisationQuery, schema: &str, limit: u16, cursor: Option<&Cursor>) -> Select {
    let count = count(schema, "o.id");
    let mut select = Select::new(format!(
        "SELECT {COLUMNS},\n       {count}\nFROM {schema}.organisations o\nWHERE true"
    ));
    if !query.include_retired {
        select.and("NOT o.retired");
    }
    if let Some(text) = &query.text {
        find(&mut select, "o.search", text);
    }
    if let Some(Cursor {
        place: Place::Name(name),
        id,
    }) = cursor
    {
        let name = select.param(name.clone(), Type::TEXT);
        let id = select.param(*id, Type::UUID);
        select.and(&format!("(o.sort_name, o.id) > ({name}, {id})"));
    }
    let fetched = fetched(limit);
    select.sql += &format!("\nORDER BY o.sort_name, o.id\nLIMIT {fetched}");
    select
}

fn count(schema: &str, organisation: &str) -> String {
    COUNT
        .replace("{schema}", schema)
        .replace("{organisation}", organisation)
}

fn organisation(row: &Row) -> OrganisationRow {
    OrganisationRow {
        id: OrganisationId(row.get(0)),
        version: row.get(1),
        created_at: row.get(2),
        updated_at: row.get(3),
        details: organisation_details(row),
        retired: row.get(8),
        customers: row.get(10),
    }
}

fn cursor_after(row: &Row) -> String {
    let (place, id) = (Place::Name(row.get(9)), row.get(0));
    Cursor { place, id }.spell(LIST)
}

const COLUMNS: &str = "o.id, o.version, o.created_at, o.updated_at, o.name, o.domains, o.notes,
       o.shares, o.retired, o.sort_name";

const COUNT: &str = "(SELECT count(*)
        FROM {schema}.customers c
        WHERE c.organisation = {organisation}
          AND c.merged_into IS NULL
          AND NOT c.retired)";
