//! The portal: what customers may do there, and the form that anybody may fill in.

use crate::limits::Checks;
use serde::{Deserialize, Serialize};

/// Most web sites that may show the form.
const MAX_SITES: usize = 50;

/// What customers may do by themselves. Everything is off until somebody switches it on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default)]
pub struct CustomerPortal {
    /// Customers sign in by a mailed link and see their tickets.
    #[serde(skip_serializing_if = "is_no")]
    pub enabled: bool,
    /// Anybody may open a ticket through the public form.
    #[serde(skip_serializing_if = "is_no")]
    pub form: bool,
    /// Customers close their own tickets.
    #[serde(skip_serializing_if = "is_no")]
    pub may_close: bool,
    /// Customers see the tickets of their organisation, where it shares them.
    #[serde(skip_serializing_if = "is_no")]
    pub organisation_tickets: bool,
    /// Origins of the web sites that may show the form in a frame, e.g. `https://example.org`; an
    /// empty list lets all.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub form_sites: Vec<String>,
}

impl CustomerPortal {
    pub(super) fn is_untouched(&self) -> bool {
        *self == Self::default()
    }

    pub(super) fn check(&self, checks: &mut Checks) {
        if self.form_sites.len() > MAX_SITES {
            let detail = format!("must have at most {MAX_SITES} entries");
            checks.fail("portal.form_sites", detail);
        }
        for (index, site) in self.form_sites.iter().take(MAX_SITES).enumerate() {
            if !is_origin(site) {
                let detail = "must be an origin like https://example.org, without a path";
                checks.fail(&format!("portal.form_sites[{index}]"), detail);
            }
        }
    }
}

/// `https://host` or `http://host`, perhaps with a port: what a policy of browsers may name, and
/// nothing that would end it.
fn is_origin(text: &str) -> bool {
    let host = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));
    let Some(host) = host.filter(|_| text.len() <= 300) else {
        return false;
    };
    let (name, port) = host.split_once(':').unwrap_or((host, "443"));
    let label = |label: &str| {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        !label.is_empty() && label.chars().all(plain)
    };
    name.split('.').all(label) && port.parse::<u16>().is_ok_and(|port| port > 0)
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes a reference"
)]
fn is_no(yes: &bool) -> bool {
    !*yes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_is_an_origin_and_can_end_no_policy() {
        for site in [
            "https://example.org",
            "http://localhost:3000",
            "https://a-b.example",
        ] {
            assert!(is_origin(site), "{site}");
        }
        for other in [
            "example.org",
            "https://",
            "https://example.org/",
            "https://example.org/a",
            "https://*",
            "https://a b.org",
            "https://a.org;script-src",
            "https://a.org:0",
            "https://a.org:x",
            "https://u@a.org",
            "javascript:alert(1)",
        ] {
            assert!(!is_origin(other), "{other}");
        }
    }

    #[test]
    fn everything_is_off_and_unsaid_until_somebody_says_so() {
        let untouched = CustomerPortal::default();
        assert!(untouched.is_untouched());
        assert_eq!(serde_json::to_string(&untouched).unwrap(), "{}");
    }
}
