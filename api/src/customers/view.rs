//! A customer as the API shows them.

use crate::problem::Problem;
use crate::types::{Moment, Nullable};
use domain::CustomerId;
use domain::customer::{self, CustomerError, Profile};
use eventstore::Loaded;
use poem_openapi::Object;
use poem_openapi::types::Example;
use projections::CustomerRow;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A customer.
#[derive(Clone, Debug, Object, Serialize, Deserialize)]
#[oai(example)]
pub(crate) struct Customer {
    pub id: Uuid,
    pub name: Nullable<String>,
    /// The first is the primary one.
    pub emails: Vec<String>,
    pub phones: Vec<String>,
    pub organisation_id: Nullable<Uuid>,
    /// A BCP 47 tag.
    pub language: Nullable<String>,
    /// A name of the IANA database.
    pub time_zone: Nullable<String>,
    /// For the staff alone.
    pub notes: String,
    pub retired: bool,
    /// The customer who goes on for this one, after however many merges.
    pub merged_into: Nullable<Uuid>,
    /// Also the ETag.
    pub version: i32,
    pub created_at: Moment,
    pub updated_at: Moment,
}

/// A page of customers.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct CustomerList {
    pub items: Vec<Customer>,
    /// Send it as `cursor` for the next page; null on the last.
    pub next_cursor: Nullable<String>,
}

impl Customer {
    /// The customer as they were folded; not found when there is nobody.
    pub fn of(
        id: CustomerId,
        loaded: &Loaded<customer::Customer>,
        merged_into: Option<CustomerId>,
    ) -> Result<Self, Problem> {
        let profile = loaded.state.profile.as_deref();
        let profile = profile.ok_or(CustomerError::NotFound)?.clone();
        let row = CustomerRow {
            id,
            version: loaded.version,
            created_at: loaded.created_at,
            updated_at: loaded.updated_at,
            profile,
            retired: loaded.state.retired,
        };
        let merged_into = merged_into.map(|id| id.0).into();
        Ok(Self {
            merged_into,
            ..Self::from(row)
        })
    }
}

impl From<CustomerRow> for Customer {
    fn from(row: CustomerRow) -> Self {
        let Profile {
            name,
            emails,
            phones,
            organisation,
            language,
            time_zone,
            notes,
        } = row.profile;
        Self {
            id: row.id.0,
            name: name.into(),
            emails,
            phones,
            organisation_id: organisation.map(|id| id.0).into(),
            language: language.into(),
            time_zone: time_zone.into(),
            notes,
            retired: row.retired,
            merged_into: None.into(),
            version: row.version,
            created_at: row.created_at.into(),
            updated_at: row.updated_at.into(),
        }
    }
}

impl Example for Customer {
    fn example() -> Self {
        let at = Moment(jiff::Timestamp::constant(1_772_357_400, 0));
        Self {
            id: Uuid::from_u128(0x0192_0f0e_0000_7000_8000_0000_0000_00c1),
            name: Some("Dana Levi".to_owned()).into(),
            emails: vec!["dana@example.org".to_owned()],
            phones: vec!["+972 2 123 4567".to_owned()],
            organisation_id: None.into(),
            language: Some("he".to_owned()).into(),
            time_zone: Some("Asia/Jerusalem".to_owned()).into(),
            notes: String::new(),
            retired: false,
            merged_into: None.into(),
            version: 1,
            created_at: at,
            updated_at: at,
        }
    }
}
