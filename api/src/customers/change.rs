//! Making, changing and merging customers: from what is wanted to the work that does it.

use super::lookup;
use super::view::Customer;
use crate::answer::{Changed, Created};
use crate::problem::Problem;
use crate::request::{Body, Writer, present};
use bytes::Bytes;
use commands::customers::{ChangeCustomer, CreateCustomer, MergeCustomers};
use domain::customer::{self, CustomerCommand, Profile, ProfileChange};
use domain::{CustomerId, OrganisationId};
use eventstore::Executed;
use poem_openapi::Object;
use poem_openapi::types::{Example, MaybeUndefined};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A customer to be made.
#[derive(Debug, Default, Object, Serialize, Deserialize)]
#[oai(example)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct NewCustomer {
    pub name: Option<String>,
    /// The first is the primary one. Each belongs to one customer alone, whatever its case.
    #[oai(default)]
    pub emails: Vec<String>,
    #[oai(default)]
    pub phones: Vec<String>,
    /// Found by the addresses' domains when it is left out; null for none.
    pub organisation_id: MaybeUndefined<Uuid>,
    /// A BCP 47 tag such as `en`, `ar` or `he-IL`.
    pub language: Option<String>,
    /// A name of the IANA database such as `Asia/Jerusalem`.
    pub time_zone: Option<String>,
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
    #[serde(skip_serializing_if = "MaybeUndefined::is_undefined")]
    pub name: MaybeUndefined<String>,
    /// All addresses: others are given up.
    #[serde(deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[oai(skip_serializing_if_is_none)]
    pub emails: Option<Vec<String>>,
    /// All phones: others are taken off.
    #[serde(deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[oai(skip_serializing_if_is_none)]
    pub phones: Option<Vec<String>>,
    pub organisation_id: MaybeUndefined<Uuid>,
    pub language: MaybeUndefined<String>,
    pub time_zone: MaybeUndefined<String>,
    #[serde(deserialize_with = "present")]
    #[oai(skip_serializing_if_is_none)]
    pub notes: Option<String>,
}

/// Whom a customer is merged into.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(example)]
#[serde(deny_unknown_fields)]
pub(crate) struct Target {
    /// The customer who goes on for both.
    pub into: Uuid,
}

pub(super) async fn create(
    writer: &Writer,
    body: Body<NewCustomer>,
) -> Result<Created<Customer>, Problem> {
    let id = CustomerId(Uuid::now_v7());
    let find_organisation = body.value.organisation_id.is_undefined();
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
    body: Body<Target>,
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
            name: new.name,
            emails: new.emails,
            phones: new.phones,
            organisation: new.organisation_id.take().map(OrganisationId),
            language: new.language,
            time_zone: new.time_zone,
            notes: new.notes,
        }
    }
}

impl From<CustomerPatch> for ProfileChange {
    fn from(patch: CustomerPatch) -> Self {
        Self {
            name: given(patch.name),
            emails: patch.emails,
            phones: patch.phones,
            organisation: given(patch.organisation_id).map(|id| id.map(OrganisationId)),
            language: given(patch.language),
            time_zone: given(patch.time_zone),
            notes: patch.notes,
        }
    }
}

fn given<T>(value: MaybeUndefined<T>) -> Option<Option<T>> {
    match value {
        MaybeUndefined::Undefined => None,
        MaybeUndefined::Null => Some(None),
        MaybeUndefined::Value(value) => Some(Some(value)),
    }
}

impl Example for NewCustomer {
    fn example() -> Self {
        Self {
            name: Some("Dana Levi".to_owned()),
            emails: vec!["dana@example.org".to_owned()],
            phones: vec!["+972 2 123 4567".to_owned()],
            language: Some("he".to_owned()),
            time_zone: Some("Asia/Jerusalem".to_owned()),
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

impl Example for Target {
    fn example() -> Self {
        let into = Uuid::from_u128(0x0192_0f0e_0000_7000_8000_0000_0000_00c2);
        Self { into }
    }
}
