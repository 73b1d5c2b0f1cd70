//! Who is asking: an API key stands for a member in service.

mod keys;

pub(crate) use keys::KeyCache;

use crate::app::State;
use crate::problem::{Kind, Problem};
use domain::{Actor, Catalog, MemberId};
use eventstore::Credential;
use poem::Request;
use poem::http::header;
use poem_openapi::registry::{MetaSecurityScheme, Registry};

/// Under which kind API keys are kept in the log's credentials.
pub const API_KEY: &str = "api_key";

/// The security schemes' names in the document.
pub(crate) const SCHEMES: [&str; 2] = ["bearer", "x_api_key"];

/// A member who was recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Principal {
    pub member: MemberId,
    pub api_key: uuid::Uuid,
    pub administrator: bool,
}

impl Principal {
    /// How events name who caused them.
    pub fn actor(&self) -> Actor {
        let mut actor = Actor::member(self.member.0);
        actor.api_key = Some(self.api_key);
        actor
    }

    /// Refuses whoever is not an administrator.
    pub fn require_administrator(&self) -> Result<(), Problem> {
        if self.administrator {
            return Ok(());
        }
        let detail = "Only administrators may do this; ask one of them.";
        Err(Problem::new(Kind::Forbidden, detail))
    }
}

/// The key's credential; says the same for a key that is missing and one that is unknown.
pub(crate) async fn credential(state: &State, request: &Request) -> Result<Credential, Problem> {
    let secret = secret(request).ok_or_else(Problem::unauthenticated)?;
    let known = state.keys.find(&state.app.store, secret).await?;
    known.ok_or_else(Problem::unauthenticated)
}

/// The member whom the credential stands for, if still in service.
pub(crate) fn principal(credential: Credential, catalog: &Catalog) -> Result<Principal, Problem> {
    let member = MemberId(credential.owner);
    let in_service = catalog.member(member);
    Ok(Principal {
        member,
        api_key: credential.id,
        administrator: in_service
            .ok_or_else(Problem::unauthenticated)?
            .administrator,
    })
}

fn secret(request: &Request) -> Option<&str> {
    let bearer = request.header(header::AUTHORIZATION).and_then(bearer);
    bearer.or_else(|| request.header("X-API-Key").map(str::trim))
}

fn bearer(value: &str) -> Option<&str> {
    let (scheme, secret) = value.trim().split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| secret.trim())
}

pub(crate) fn register(registry: &mut Registry) {
    let scheme = |ty, description| MetaSecurityScheme {
        ty,
        description: Some(description),
        name: None,
        key_in: None,
        scheme: None,
        bearer_format: None,
        flows: None,
        openid_connect_url: None,
    };
    let bearer = MetaSecurityScheme {
        scheme: Some("bearer"),
        ..scheme("http", "An API key")
    };
    let header = MetaSecurityScheme {
        name: Some("X-API-Key"),
        key_in: Some("header"),
        ..scheme(
            "apiKey",
            "An API key, for clients that cannot set Authorization",
        )
    };
    registry.create_security_scheme(SCHEMES[0], bearer);
    registry.create_security_scheme(SCHEMES[1], header);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_taken_from_either_header() {
        let with = |name, value| Request::builder().header(name, value).finish();
        assert_eq!(secret(&with("Authorization", "Bearer abc")), Some("abc"));
        assert_eq!(secret(&with("authorization", "bearer  abc ")), Some("abc"));
        assert_eq!(secret(&with("X-API-Key", "abc")), Some("abc"));
        assert_eq!(secret(&with("Authorization", "Basic abc")), None);
        assert_eq!(secret(&with("Authorization", "abc")), None);
        assert_eq!(secret(&Request::default()), None);
    }
}
