//! Facts about organisations.

use crate::event::{DecodeError, EncodedEvent, EventPayload, decode_tagged, encode_tagged};
use serde::{Deserialize, Serialize};

/// Facts about one organisation. Kept for ever: variants and fields are only added.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "type", content = "data")]
pub enum OrganisationEvent {
    /// An organisation became known.
    #[serde(rename = "organisation.created")]
    Created(Box<Details>),
    /// It goes by another name.
    #[serde(rename = "organisation.renamed")]
    Renamed { from: String, to: String },
    /// Mail from other domains counts as its own.
    #[serde(rename = "organisation.domains_changed")]
    DomainsChanged { from: Vec<String>, to: Vec<String> },
    /// What the staff noted of it reads otherwise.
    #[serde(rename = "organisation.notes_changed")]
    NotesChanged { from: String, to: String },
    /// Its customers see each other's tickets from now on, or no more.
    #[serde(rename = "organisation.sharing_changed")]
    SharingChanged { shared: bool },
    /// It is not to be chosen any more; its customers keep it.
    #[serde(rename = "organisation.retired")]
    Retired {},
    /// It can be chosen again.
    #[serde(rename = "organisation.restored")]
    Restored {},
}

impl EventPayload for OrganisationEvent {
    fn encode(&self) -> EncodedEvent {
        encode_tagged(self)
    }

    fn decode(name: &str, schema: i16, data: &str) -> Result<Self, DecodeError> {
        decode_tagged(name, schema, data)
    }
}

/// What is known of an organisation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Details {
    pub name: String,
    /// Mail domains in lower case: new customers with such an address belong here. Each belongs
    /// to one organisation alone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub domains: Vec<String>,
    /// For the staff alone.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub notes: String,
    /// Whether its customers see each other's tickets, where the portal allows it.
    #[serde(default, skip_serializing_if = "is_no")]
    pub shares_tickets: bool,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes a reference"
)]
fn is_no(yes: &bool) -> bool {
    !*yes
}
