//! Making, changing and merging customers: from what is wanted to the work that does it.

use super::lookup;
use super::view::Customer;
use crate::answer::{Changed, Created};
use crate::problem::Problem;
use crate::request::{Body, Writer, present};
use crate::types::Nullable;
use bytes::Bytes;
use commands::customers::{ChangeCustomer, CreateCustomer, MergeCustomers};
use domain::customer::{self, CustomerCommand, Profile, ProfileChange};
use domain::{CustomerId, OrganisationId};
use eventstore::Executed;
use poem_openapi::Object;
use poem_openapi::types::Example;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A customer to be made.
#[derive(Debug, Default, Object, Serialize, Deserialize)]
#[oai(example)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct NewCustomer {
    #[serde(deserialize_with = "present")]
    #[oai(skip_serializing_if_is_none)]
    pub name: Option<Nullable<String>>,
    /// The first is the primary one. Each belongs to one customer alone, whatever its case.
    #[oai(default)]
    pub emails: Vec<String>,
    #[oai(default)]
    pub phones: Vec<String>,
    /// Found by the addresses' domains when it is left out; null for none.
    #[serde(deserialize_with = "present")]
    #[oai(skip_serializing_if_is_none)]
    pub organisation_id: Option<Nullable<Uuid>>,
    /// A BCP 47 tag such as `en`, `ar` or `he-IL`.
    #[serde(deserialize_with = "present")]
    #[oai(skip_serializing_if_is_none)]
    pub language: Option<Nullable<String>>,
    /// A name of the IANA database such as `Asia/Jerusalem`.
    #[serde(deserialize_with = "present")]
    #[oai(skip_serializing_if_is_none)]
    pub time_zone: Option<Nullable<String>>,
    /// For the staff alone.
    #[oai(default)]
    pub notes: String,
}

/// What shall be different of a customer. What is left out stays as it is; null takes a value
/// away.
#[derive(Debug, Default, Object, Serialize, Deserialize)]
#[oai(example)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct CustomerPatch {
    #[serde(deserialize_with = "present")]
    #[oai(skip_serializing_if_is_none)]
    pub name: Option<Nullable<String>>,
    /// All addresses: others are given up.
    #[serde(deserialize_with = "present")]
    #[oai(skip_serializing_if_is_none)]
    pub emails: Option<Vec<String>>,
    /// All phones: others are taken off.
    #[serde(deserialize_with = "present")]
    #[oai(skip_serializing_if_is_none)]
    pub phones: Option<Vec<String>>,
    #[serde(deserialize_with = "present")]
    #[oai(skip_serializing_if_is_none)]
    pub organisation_id: Option<Nullable<Uuid>>,
    #[serde(deserialize_with = "present")]
    #[oai(skip_serializing_if_is_none)]
    pub language: Option<Nullable<String>>,
    #[serde(deserialize_with = "present")]
    #[oai(skip_serializing_if_is_none)]
    pub time_zone: Option<Nullable<String>>,
    #[serde(deserialize_with = "present")]
    #[oai(skip_serializing_if_is_none)]
    pub notes: Option<String>,
}

/// Whom a customer is merged into.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(example)]
#[serde(deny_unknown_fields)]
pub(crate) struct CustomerMerge {
    /// The customer who goes on for both.
    pub into: Uuid,
}

pub(super) async fn create(
    writer: &Writer,
    body: Body<NewCustomer>,
) -> Result<Created<Customer>, Problem> {
    let id = CustomerId(Uuid::now_v7());
    let find_organisation = body.value.organisation_id.is_none();
    let work = CreateCustomer {
        id,
        profile: body.value.into(),
        find_organisation,
    };
    let executed = writer.transact(id.0, &work, &body.bytes).await?;
    let id = CustomerId(executed.stream_id);
    let view = Customer::of(id, &executed.loaded, None)?;
    Ok(Created::after(&executed, &view)?.at(&format!("/api/v1/customers/{id}")))
}

pub(super) async fn change(
    writer: &Writer,
    id: CustomerId,
    body: Body<CustomerPatch>,
) -> Result<Changed<Customer>, Problem> {
    let change = body.value.into();
    let work = ChangeCustomer { id, change };
    let executed = writer.transact(id.0, &work, &body.bytes).await?;
    changed(writer, &executed).await
}

pub(super) async fn merge(
    writer: &Writer,
    customer: CustomerId,
    body: Body<CustomerMerge>,
) -> Result<Changed<Customer>, Problem> {
    let into = CustomerId(body.value.into);
    let work = MergeCustomers { customer, into };
    let executed = writer.transact(customer.0, &work, &body.bytes).await?;
    changed(writer, &executed).await
}

pub(super) async fn run(
    writer: &Writer,
    id: CustomerId,
    command: CustomerCommand,
) -> Result<Changed<Customer>, Problem> {
    let executed = writer.execute(id.0, vec![command], &Bytes::new()).await?;
    changed(writer, &executed).await
}

async fn changed(
    writer: &Writer,
    executed: &Executed<customer::Customer>,
) -> Result<Changed<Customer>, Problem> {
    let merged_into = lookup::last(writer, &executed.loaded).await?;
    let id = CustomerId(executed.stream_id);
    let view = Customer::of(id, &executed.loaded, merged_into)?;
    Changed::after(executed, &view)
}

impl From<NewCustomer> for Profile {
    fn from(new: NewCustomer) -> Self {
        Self {
            name: new.name.and_then(|n| n.0),
            emails: new.emails,
            phones: new.phones,
            organisation: new.organisation_id.and_then(|n| n.0).map(OrganisationId),
            language: new.language.and_then(|n| n.0),
            time_zone: new.time_zone.and_then(|n| n.0),
            notes: new.notes,
        }
    }
}

impl From<CustomerPatch> for ProfileChange {
    fn from(patch: CustomerPatch) -> Self {
        Self {
            name: patch.name.map(|n| n.0),
            emails: patch.emails,
            phones: patch.phones,
            organisation: patch.organisation_id.map(|n| n.0.map(OrganisationId)),
            language: patch.language.map(|n| n.0),
            time_zone: patch.time_zone.map(|n| n.0),
            notes: patch.notes,
        }
    }
}

impl Example for NewCustomer {
    fn example() -> Self {
        Self {
            name: Some(Some("Dana Levi".to_owned()).into()),
            emails: vec!["dana@example.org".to_owned()],
            phones: vec!["+972 2 123 4567".to_owned()],
            language: Some(Some("he".to_owned()).into()),
            time_zone: Some(Some("Asia/Jerusalem".to_owned()).into()),
            ..Self::default()
        }
    }
}

impl Example for CustomerPatch {
    fn example() -> Self {
        let emails = ["dana@example.org", "dana@home.example"];
        Self {
            emails: Some(emails.map(str::to_owned).to_vec()),
            ..Self::default()
        }
    }
}

impl Example for CustomerMerge {
    fn example() -> Self {
        let into = Uuid::from_u128(0x0192_0f0e_0000_7000_8000_0000_0000_00c2);
        Self { into }
    }
}
