//! Facts about customers.

use crate::event::{DecodeError, EncodedEvent, EventPayload, decode_tagged, encode_tagged};
use crate::{CustomerId, OrganisationId};
use serde::{Deserialize, Serialize};

/// Facts about one customer. Kept for ever: variants and fields are only added.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "type", content = "data")]
pub enum CustomerEvent {
    /// A customer became known.
    #[serde(rename = "customer.created")]
    Created(Box<Profile>),
    /// They go by another name.
    #[serde(rename = "customer.renamed")]
    Renamed {
        from: Option<String>,
        to: Option<String>,
    },
    /// The first is the primary one.
    #[serde(rename = "customer.emails_changed")]
    EmailsChanged { from: Vec<String>, to: Vec<String> },
    /// They are reached under other numbers.
    #[serde(rename = "customer.phones_changed")]
    PhonesChanged { from: Vec<String>, to: Vec<String> },
    /// They belong to another organisation, or to none.
    #[serde(rename = "customer.organisation_changed")]
    OrganisationChanged {
        from: Option<OrganisationId>,
        to: Option<OrganisationId>,
    },
    /// They read another language.
    #[serde(rename = "customer.language_changed")]
    LanguageChanged {
        from: Option<String>,
        to: Option<String>,
    },
    /// They live in another time zone.
    #[serde(rename = "customer.time_zone_changed")]
    TimeZoneChanged {
        from: Option<String>,
        to: Option<String>,
    },
    /// What the staff noted of them reads otherwise.
    #[serde(rename = "customer.notes_changed")]
    NotesChanged { from: String, to: String },
    /// This customer turned out to be another one, who goes on for both.
    #[serde(rename = "customer.merged")]
    Merged { into: CustomerId },
    /// Another customer turned out to be this one: what of theirs was new here.
    #[serde(rename = "customer.absorbed")]
    Absorbed {
        customer: CustomerId,
        gained: Box<Profile>,
    },
    /// They are not to be chosen any more; their tickets keep them.
    #[serde(rename = "customer.retired")]
    Retired {},
    /// They can be chosen again.
    #[serde(rename = "customer.restored")]
    Restored {},
}

impl EventPayload for CustomerEvent {
    fn encode(&self) -> EncodedEvent {
        encode_tagged(self)
    }

    fn decode(name: &str, schema: i16, data: &str) -> Result<Self, DecodeError> {
        decode_tagged(name, schema, data)
    }
}

/// Who a customer is, as far as is known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Profile {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// As they were spelled; the first is the primary one. Each belongs to one customer alone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub emails: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub phones: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<OrganisationId>,
    /// A BCP 47 tag.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// A name of the IANA database.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
    /// For the staff alone.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub notes: String,
}
