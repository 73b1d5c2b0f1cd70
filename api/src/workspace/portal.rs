//! What the workspace says of the portal.

use crate::request::present;
use domain::setting::CustomerPortal;
use poem_openapi::Object;
use serde::{Deserialize, Serialize};

/// What customers may do by themselves.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct PortalSettings {
    /// Customers sign in by a mailed link and see their tickets.
    pub enabled: bool,
    /// Anybody may open a ticket through the public form.
    pub form: bool,
    /// Customers close their own tickets.
    pub may_close: bool,
    /// Customers see the tickets of their organisation, where it shares them.
    pub organisation_tickets: bool,
    /// Origins of the web sites that may show the form in a frame; an empty list lets all.
    pub form_sites: Vec<String>,
}

/// What shall be different.
#[derive(Debug, Default, Object, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct PortalPatch {
    #[serde(deserialize_with = "present")]
    pub enabled: Option<bool>,
    #[serde(deserialize_with = "present")]
    pub form: Option<bool>,
    #[serde(deserialize_with = "present")]
    pub may_close: Option<bool>,
    #[serde(deserialize_with = "present")]
    pub organisation_tickets: Option<bool>,
    /// All of them, e.g. `https://example.org`: others are given up.
    #[serde(deserialize_with = "present")]
    pub form_sites: Option<Vec<String>>,
}

impl PortalPatch {
    pub fn applied_to(&self, now: &CustomerPortal) -> CustomerPortal {
        let sites = self.form_sites.as_ref();
        CustomerPortal {
            enabled: self.enabled.unwrap_or(now.enabled),
            form: self.form.unwrap_or(now.form),
            may_close: self.may_close.unwrap_or(now.may_close),
            organisation_tickets: self
                .organisation_tickets
                .unwrap_or(now.organisation_tickets),
            form_sites: sites.unwrap_or(&now.form_sites).clone(),
        }
    }
}

impl From<&CustomerPortal> for PortalSettings {
    fn from(portal: &CustomerPortal) -> Self {
        Self {
            enabled: portal.enabled,
            form: portal.form,
            may_close: portal.may_close,
            organisation_tickets: portal.organisation_tickets,
            form_sites: portal.form_sites.clone(),
        }
    }
}
