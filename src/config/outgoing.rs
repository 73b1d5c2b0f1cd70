//! Where requests of this service may go: webhooks, identity providers.

use outgoing::Allow;
use serde::{Deserialize, Deserializer, de::Error};

/// Requests to addresses that people name.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Outgoing {
    /// Networks and hosts that may be asked although they are not public, with commas between.
    /// `DOCKET_OUTGOING_ALLOW`, none.
    #[serde(deserialize_with = "checked")]
    pub(super) allow: String,
}

impl Outgoing {
    /// What is allowed beyond the public network.
    pub fn allow(&self) -> Allow {
        self.allow.parse().unwrap_or_default() // it was read once already
    }
}

fn checked<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let text = String::deserialize(deserializer)?;
    text.parse::<Allow>().map_err(D::Error::custom)?;
    Ok(text)
}
