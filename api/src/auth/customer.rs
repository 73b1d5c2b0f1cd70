//! Sessions of customers: a cookie of its own, which stands for nobody of the staff.

use super::{Principal, Proof, csrf};
use crate::app::State;
use crate::problem::Problem;
use accounts::PortalSession;
use domain::{Actor, CustomerId};
use poem::Request;
use poem::http::header;
use poem_openapi::registry::{MetaSecurityScheme, Registry};

/// The security scheme's name in the document.
pub(crate) const SCHEME: &str = "portal_session";

/// Name of the cookie where the installation is reached by https.
const SECURE_NAME: &str = "__Host-docket-portal";
/// Its name by plain http, on one's own machine.
const PLAIN_NAME: &str = "docket-portal";

/// The session that the request's cookie stands for; refuses what another site made a browser send.
pub(crate) async fn session(state: &State, request: &Request) -> Result<PortalSession, Problem> {
    let url = &state.app.public_url;
    let token = token(request, url).ok_or_else(Problem::signed_out)?;
    let found = state.app.accounts.portal().find(token).await?;
    let found = found.ok_or_else(Problem::signed_out)?;
    csrf::check(request, url)?;
    Ok(found)
}

/// The cookie that keeps a session's token, for as many seconds; for none it is dropped.
pub(crate) fn cookie(token: &str, seconds: i64, public_url: &str) -> String {
    let secure = if is_secure(public_url) {
        "; Secure"
    } else {
        ""
    };
    let name = name(public_url);
    format!("{name}={token}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}")
}

impl Principal {
    /// A customer in the portal, whatever record their session began with.
    pub(crate) fn customer(session: PortalSession, customer: CustomerId) -> Self {
        Self {
            actor: Actor::customer(customer),
            proof: Proof::Customer(session),
        }
    }
}

impl Problem {
    /// Nobody is signed in to the portal.
    fn signed_out() -> Self {
        let detail = "Sign in to the portal: ask for a link by POST /api/v1/portal/session_links.";
        Self::new(crate::problem::Kind::Unauthenticated, detail)
    }
}

fn token<'a>(request: &'a Request, public_url: &str) -> Option<&'a str> {
    let name = name(public_url);
    let cookies = request.headers().get_all(header::COOKIE).iter();
    let pairs = cookies.filter_map(|value| value.to_str().ok());
    let mut pairs = pairs.flat_map(|value| value.split(';'));
    pairs.find_map(|pair| {
        let (key, value) = pair.trim().split_once('=')?;
        (key == name).then_some(value)
    })
}

fn name(public_url: &str) -> &'static str {
    match is_secure(public_url) {
        true => SECURE_NAME,
        false => PLAIN_NAME,
    }
}

fn is_secure(public_url: &str) -> bool {
    public_url.starts_with("https://")
}

pub(crate) fn register(registry: &mut Registry) {
    let cookie = MetaSecurityScheme {
        ty: "apiKey",
        description: Some(
            "The session of a customer in the portal. What changes something needs the header \
             `X-Docket-CSRF: 1` too, from a page of this installation.",
        ),
        name: Some(SECURE_NAME),
        key_in: Some("cookie"),
        scheme: None,
        bearer_format: None,
        flows: None,
        openid_connect_url: None,
    };
    registry.create_security_scheme(SCHEME, cookie);
}
