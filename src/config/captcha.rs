//! A puzzle in front of the public form, which a provider sets and checks.

use api::{Captcha as Check, CaptchaOptions};
use outgoing::{Limits, OutgoingError};
use poem::http::Uri;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use std::time::Duration;

use super::Outgoing;

/// Whoever fills in a form waits for this.
const PATIENCE: Duration = Duration::from_secs(5);

/// A CAPTCHA: all of these, or none.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Captcha {
    /// Where answers are checked, in the way of Turnstile, hCaptcha and reCAPTCHA.
    /// `DOCKET_CAPTCHA_VERIFY_URL`; unset, there is no CAPTCHA.
    verify_url: Option<String>,
    /// By which the provider knows this installation. `DOCKET_CAPTCHA_SECRET`.
    secret: Option<SecretString>,
    /// By which the provider's script knows it. `DOCKET_CAPTCHA_SITE_KEY`.
    site_key: Option<String>,
    /// The provider's script. `DOCKET_CAPTCHA_SCRIPT`.
    script: Option<String>,
    /// Origins that the script needs besides its own, with commas between. `DOCKET_CAPTCHA_ORIGINS`.
    origins: String,
}

impl Captcha {
    /// What checks answers, where there is a CAPTCHA.
    pub fn check_by(&self, outgoing: &Outgoing) -> Result<Option<Check>, OutgoingError> {
        let Some(options) = self.options() else {
            return Ok(None);
        };
        let limits = Limits {
            connect: PATIENCE,
            whole: PATIENCE,
            ..Limits::default()
        };
        let outgoing = outgoing::Outgoing::try_new(outgoing.allow(), limits)?;
        Ok(Some(Check::new(options, outgoing)))
    }

    /// Key and problem of what the types cannot say.
    pub(super) fn check(&self) -> Result<(), (&'static str, String)> {
        let parts = [
            ("captcha.verify_url", self.verify_url.is_some()),
            ("captcha.secret", self.secret.is_some()),
            ("captcha.site_key", self.site_key.is_some()),
            ("captcha.script", self.script.is_some()),
        ];
        let given = |(_, given): &(&str, bool)| *given;
        if parts.iter().any(given)
            && let Some((key, _)) = parts.into_iter().find(|part| !given(part))
        {
            let problem = "is needed too: verify_url, secret, site_key and script go together";
            return Err((key, problem.to_owned()));
        }
        let urls = [
            ("captcha.verify_url", self.verify_url.as_deref()),
            ("captcha.script", self.script.as_deref()),
        ];
        let origins = self
            .listed()
            .map(|origin| ("captcha.origins", Some(origin)));
        for (key, url) in urls.into_iter().chain(origins) {
            if let Some(url) = url.filter(|url| origin(url).is_none()) {
                return Err((
                    key,
                    format!("\"{url}\" must begin with https:// or http://"),
                ));
            }
        }
        Ok(())
    }

    pub(super) fn effective(&self) -> Vec<(&'static str, String)> {
        let at = self.verify_url.clone().unwrap_or("none".to_owned());
        vec![("captcha", at)]
    }

    fn options(&self) -> Option<CaptchaOptions> {
        let script = self.script.clone()?;
        let own = origin(&script)?;
        let others = self.listed().filter_map(origin);
        Some(CaptchaOptions {
            verify_url: self.verify_url.clone()?,
            secret: self.secret.as_ref()?.expose_secret().to_owned(),
            site_key: self.site_key.clone()?,
            origins: [own].into_iter().chain(others).collect(),
            script,
        })
    }

    fn listed(&self) -> impl Iterator<Item = &str> {
        let entries = self.origins.split(',').map(str::trim);
        entries.filter(|entry| !entry.is_empty())
    }
}

/// Scheme, host and port, which a policy for browsers is made of: nothing that could end it.
fn origin(url: &str) -> Option<String> {
    let uri: Uri = url.parse().ok()?;
    let scheme = uri.scheme_str().filter(|s| ["http", "https"].contains(s))?;
    let place = uri.authority()?.as_str();
    let fits = |c: char| c.is_ascii_alphanumeric() || ".-:*[]".contains(c);
    place
        .chars()
        .all(fits)
        .then(|| format!("{scheme}://{place}"))
}
