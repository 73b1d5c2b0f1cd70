//! What a browser brings back from a provider (OpenID Connect Core 1.0, 3.1.2.5; RFC 9207).

use super::binding;
use super::failure::{Failure, Reason};
use crate::auth::cookie_named;
use crate::problem::{Kind, Problem};
use oidc::Options;
use poem::Request;
use serde::Deserialize;

/// What stands in the address, and what the browser kept.
#[derive(Clone)]
pub(super) struct Returned {
    pub state: String,
    code: Option<String>,
    rest: Rest,
    /// What the browser that left was given; nothing in another one.
    pub binding: String,
}

/// What the document leaves to the standard. Whatever else a provider adds is passed over, as the
/// standard asks.
#[derive(Clone, Debug, Default, Deserialize)]
struct Rest {
    /// Known otherwise; here so that there is one of it.
    #[serde(rename = "state")]
    _state: Option<String>,
    #[serde(rename = "code")]
    _code: Option<String>,
    /// Why the provider confirmed nobody.
    error: Option<String>,
    /// Who says so.
    iss: Option<String>,
}

impl Returned {
    /// Fails when the state is missing, or something is there twice.
    pub fn of(
        request: &Request,
        public_url: &str,
        (state, code): (Option<String>, Option<String>),
    ) -> Result<Self, Failure> {
        let rest = request.params::<Rest>();
        let rest = rest.map_err(|_| {
            let detail = "The provider's answer cannot be read. Sign in again.";
            Problem::new(Kind::Malformed, detail).because(Reason::Unreadable)
        })?;
        let state = state.filter(|state| !state.is_empty());
        let missing = "is missing: come here from a provider, by way of start";
        Ok(Self {
            state: state.ok_or_else(|| unreadable("state", missing))?,
            code: code.filter(|code| !code.is_empty()),
            rest,
            binding: cookie_named(request, binding::name(public_url))
                .unwrap_or_default()
                .to_owned(),
        })
    }

    /// The code, unless the provider says that it confirms nobody, or it is another's answer.
    pub fn code_of(&self, provider: &Options) -> Result<&str, Failure> {
        let name = &provider.name;
        if self
            .rest
            .iss
            .as_ref()
            .is_some_and(|iss| *iss != provider.issuer)
        {
            let detail = format!("This answer is not {name}'s. Sign in again.");
            return Err(Problem::new(Kind::Forbidden, detail).because(Reason::Foreign));
        }
        if let Some(error) = &self.rest.error {
            return Err(declined(name, error));
        }
        let missing = "is missing: the provider gave none; sign in again";
        let code = self.code.as_deref();
        code.ok_or_else(|| unreadable("code", missing))
    }
}

fn unreadable(name: &str, missing: &str) -> Failure {
    Problem::parameter(name, missing).because(Reason::Unreadable)
}

/// What an error of RFC 6749, 4.1.2.1 means to whoever sees it.
fn declined(name: &str, error: &str) -> Failure {
    match error {
        "access_denied" => {
            let detail = format!(
                "You were not let in at {name}, or did not go on there. Sign in again, or ask the \
                 administrator of {name} to let you use this service."
            );
            Problem::new(Kind::Forbidden, detail).because(Reason::Declined)
        }
        "temporarily_unavailable" | "server_error" => {
            let detail = format!("{name} has trouble just now. Try again in a moment.");
            Problem::unavailable(&detail, &"the provider says so").because(Reason::Troubled)
        }
        _ => {
            let fits = |c: &char| c.is_ascii_alphanumeric() || *c == '_';
            let error: String = error.chars().filter(fits).take(50).collect();
            let detail = format!(
                "{name} confirmed nobody and says {error}. Sign in again; if that does not help, \
                 tell your administrator."
            );
            Problem::new(Kind::Forbidden, detail).because(Reason::Nobody(error))
        }
    }
}
