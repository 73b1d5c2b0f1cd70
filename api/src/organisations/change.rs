//! Making and changing organisations.

use super::view::Organisation;
use crate::answer::{Changed, Created};
use crate::problem::Problem;
use crate::request::{Body, Writer, present};
use bytes::Bytes;
use domain::OrganisationId;
use domain::organisation::{self, Details, DetailsChange, OrganisationCommand};
use poem_openapi::Object;
use poem_openapi::types::Example;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// An organisation to be made.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(example)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewOrganisation {
    pub name: String,
    /// Mail domains, each of one organisation alone: new customers with such an address belong
    /// here.
    #[oai(default)]
    #[serde(default)]
    pub domains: Vec<String>,
    /// For the staff alone.
    #[oai(default)]
    #[serde(default)]
    pub notes: String,
    /// Whether its customers see each other's tickets, where the workspace's portal allows it.
    #[oai(default)]
    #[serde(default)]
    pub shares_tickets: bool,
}

/// What shall be different of an organisation.
#[derive(Debug, Default, Object, Serialize, Deserialize)]
#[oai(example)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct OrganisationPatch {
    #[serde(deserialize_with = "present")]
    #[oai(skip_serializing_if_is_none)]
    pub name: Option<String>,
    /// All domains: others are given up.
    #[serde(deserialize_with = "present")]
    #[oai(skip_serializing_if_is_none)]
    pub domains: Option<Vec<String>>,
    #[serde(deserialize_with = "present")]
    #[oai(skip_serializing_if_is_none)]
    pub notes: Option<String>,
    #[serde(deserialize_with = "present")]
    #[oai(skip_serializing_if_is_none)]
    pub shares_tickets: Option<bool>,
}

pub(super) async fn create(
    writer: &Writer,
    body: Body<NewOrganisation>,
) -> Result<Created<Organisation>, Problem> {
    let command = OrganisationCommand::Create(Box::new(body.value.into()));
    let executed = writer
        .create::<organisation::Organisation>(Uuid::now_v7(), command, &body.bytes)
        .await?;
    let id = OrganisationId(executed.stream_id);
    let view = Organisation::of(id, &executed.loaded, 0)?;
    Ok(Created::after(&executed, &view)?.at(&format!("/api/v1/organisations/{id}")))
}

/// Runs one command. How many customers there are is told as far as the list knows by now.
pub(super) async fn run(
    writer: &Writer,
    id: OrganisationId,
    command: OrganisationCommand,
    body: &Bytes,
) -> Result<Changed<Organisation>, Problem> {
    let executed = writer
        .execute::<organisation::Organisation>(id.0, vec![command], body)
        .await?;
    let customers = writer.state.app.read.customers_in(id).await?;
    let view = Organisation::of(id, &executed.loaded, customers)?;
    Changed::after(&executed, &view)
}

impl From<NewOrganisation> for Details {
    fn from(new: NewOrganisation) -> Self {
        Self {
            name: new.name,
            domains: new.domains,
            notes: new.notes,
            shares_tickets: new.shares_tickets,
        }
    }
}

impl From<OrganisationPatch> for DetailsChange {
    fn from(patch: OrganisationPatch) -> Self {
        Self {
            name: patch.name,
            domains: patch.domains,
            notes: patch.notes,
            shares_tickets: patch.shares_tickets,
        }
    }
}

impl Example for NewOrganisation {
    fn example() -> Self {
        Self {
            name: "Acme".to_owned(),
            domains: vec!["acme.example".to_owned()],
            notes: String::new(),
            shares_tickets: false,
        }
    }
}

impl Example for OrganisationPatch {
    fn example() -> Self {
        let domains = ["acme.example", "acme.test"];
        Self {
            domains: Some(domains.map(str::to_owned).to_vec()),
            ..Self::default()
        }
    }
}
