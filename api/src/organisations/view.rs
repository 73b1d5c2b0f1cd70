//! An organisation as the API shows it.

use crate::problem::Problem;
use crate::types::{Moment, Nullable};
use domain::OrganisationId;
use domain::organisation::{self, OrganisationError};
use eventstore::Loaded;
use poem_openapi::Object;
use poem_openapi::types::Example;
use projections::OrganisationRow;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// An organisation of customers.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(example)]
pub(crate) struct Organisation {
    pub id: Uuid,
    pub name: String,
    /// Mail domains: new customers with such an address belong here.
    pub domains: Vec<String>,
    /// For the staff alone.
    pub notes: String,
    /// Whether its customers see each other's tickets, where the workspace's portal allows it.
    pub shares_tickets: bool,
    pub retired: bool,
    /// How many customers are in it, retired and merged ones not counted.
    pub customers: i64,
    /// Also the ETag.
    pub version: i32,
    pub created_at: Moment,
    pub updated_at: Moment,
}

/// A page of organisations, by name.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct OrganisationList {
    pub items: Vec<Organisation>,
    /// Send it as `cursor` for the next page; null on the last.
    pub next_cursor: Nullable<String>,
}

impl Organisation {
    /// The organisation as it was folded; not found when nothing had happened yet.
    pub fn of(
        id: OrganisationId,
        loaded: &Loaded<organisation::Organisation>,
        customers: i64,
    ) -> Result<Self, Problem> {
        let details = loaded.state.details.as_deref();
        let row = OrganisationRow {
            id,
            version: loaded.version,
            created_at: loaded.created_at,
            updated_at: loaded.updated_at,
            details: details.ok_or(OrganisationError::NotFound)?.clone(),
            retired: loaded.state.retired,
            customers,
        };
        Ok(row.into())
    }
}

impl From<OrganisationRow> for Organisation {
    fn from(row: OrganisationRow) -> Self {
        Self {
            id: row.id.0,
            name: row.details.name,
            domains: row.details.domains,
            notes: row.details.notes,
            shares_tickets: row.details.shares_tickets,
            retired: row.retired,
            customers: row.customers,
            version: row.version,
            created_at: row.created_at.into(),
            updated_at: row.updated_at.into(),
        }
    }
}

impl Example for Organisation {
    fn example() -> Self {
        let at = Moment(jiff::Timestamp::constant(1_772_357_400, 0));
        Self {
            id: Uuid::from_u128(0x0192_0f0e_0000_7000_8000_0000_0000_000a),
            name: "Acme".to_owned(),
            domains: vec!["acme.example".to_owned()],
            notes: String::new(),
            shares_tickets: false,
            retired: false,
            customers: 12,
            version: 1,
            created_at: at,
            updated_at: at,
        }
    }
}
