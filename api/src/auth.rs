//! Who is asking: an API key stands for a member in service, or for an integration.

pub(crate) mod csrf;
pub(crate) mod customer;
mod keys;
mod session;

pub(crate) use keys::KeyCache;
use session::KnownSession;
pub(crate) use session::{SessionCache, cookie, cookie_named};

use crate::app::State;
use crate::problem::{Kind, Problem};
use accounts::PortalSession;
use domain::{Actor, ActorKind, ApiKeyId, Catalog, MemberId, SessionId};
use eventstore::Credential;
use jiff::Timestamp;
use poem::Request;
use poem::http::header;
use poem_openapi::registry::{MetaSecurityScheme, Registry};
use uuid::Uuid;

/// Under which kind API keys are kept in the log's credentials.
pub const API_KEY: &str = "api_key";

/// The security schemes' names in the document.
pub(crate) const SCHEMES: [&str; 3] = ["bearer", "x_api_key", "session"];

/// Whoever was recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Principal {
    actor: Actor,
    /// By what they were recognised.
    proof: Proof,
}

/// By what somebody is recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Proof {
    Key(Credential),
    Session(KnownSession),
    /// A customer's session, in the portal alone.
    Customer(PortalSession),
}

impl Proof {
    /// The position that must be known to tell whom it stands for.
    pub fn since(&self) -> Option<i64> {
        match self {
            Self::Key(credential) => credential.since,
            Self::Session(_) | Self::Customer(_) => None,
        }
    }
}

impl Principal {
    /// How events name who caused them.
    pub fn actor(&self) -> Actor {
        self.actor
    }

    /// The id that `me` stands for.
    pub fn me(&self) -> Uuid {
        self.actor.id.unwrap_or_default()
    }

    /// The member, by themselves or through their key; an integration is none.
    pub fn member(&self) -> Option<MemberId> {
        let id = self
            .actor
            .id
            .filter(|_| self.actor.kind == ActorKind::Member);
        id.map(MemberId)
    }

    /// The member; refuses integrations, which have nothing of their own.
    pub fn require_member(&self) -> Result<MemberId, Problem> {
        self.member().ok_or_else(|| {
            let detail = "Only members have this; an integration's key stands for nobody.";
            Problem::new(Kind::Forbidden, detail)
        })
    }

    /// Whether they would be recognised again now: what was begun for them long ago, such as a live
    /// stream, ends once they are not.
    pub fn is_still_good(&self, catalog: &Catalog) -> bool {
        principal(self.proof, catalog).is_ok_and(|now| now == *self)
    }

    /// Whether their session was not ended, or their key's secret replaced, meanwhile.
    pub async fn is_still_signed_in(&self, state: &State) -> bool {
        match self.proof {
            Proof::Key(known) => {
                let good = state.keys.is_good(&state.app.store, &known).await;
                good.unwrap_or(false)
            }
            Proof::Customer(_) => false, // nothing of the staff's is for them
            Proof::Session(session) => {
                let open = state.sessions.is_open(state, session.id).await;
                open.unwrap_or(false) // whoever cannot be recognised is nobody
            }
        }
    }

    /// The session through which they ask; none for whoever has a key.
    pub fn session(&self) -> Option<SessionId> {
        match self.proof {
            Proof::Session(session) => Some(session.id),
            Proof::Key(_) | Proof::Customer(_) => None,
        }
    }

    fn through(credential: Credential, owner: Option<MemberId>) -> Self {
        let key = ApiKeyId(credential.id);
        let mut actor = match owner {
            Some(member) => Actor::member(member.0),
            None => Actor::integration(key),
        };
        actor.api_key = owner.map(|_| key.0);
        let proof = Proof::Key(credential);
        Self { actor, proof }
    }
}

/// The key's credential or the cookie's session; says the same for one that is missing and one that
/// is unknown. Where there are both, the key counts.
pub(crate) async fn proof(state: &State, request: &Request) -> Result<Proof, Problem> {
    let known = match secret(request) {
        Some(secret) => {
            let known = state.keys.find(&state.app.store, secret).await?;
            known.map(Proof::Key)
        }
        None => {
            let known = session::session(state, request).await?;
            known.map(Proof::Session)
        }
    };
    known.ok_or_else(Problem::unauthenticated)
}

/// Whom the proof stands for: nobody once the member left.
pub(crate) fn principal(proof: Proof, catalog: &Catalog) -> Result<Principal, Problem> {
    match proof {
        Proof::Key(credential) => of_key(credential, catalog),
        Proof::Session(session) if catalog.member(session.member).is_some() => Ok(Principal {
            actor: Actor::member(session.member.0),
            proof,
        }),
        Proof::Session(_) | Proof::Customer(_) => Err(Problem::unauthenticated()),
    }
}

/// Whom the credential stands for: nobody once the key was retired or has expired, or its owner
/// left. A key of which no event tells was made before keys had any, and does all its owner may.
fn of_key(credential: Credential, catalog: &Catalog) -> Result<Principal, Problem> {
    let id = ApiKeyId(credential.id);
    if credential.has_expired(Timestamp::now()) {
        return Err(Problem::unauthenticated());
    }
    let owner = match catalog.api_keys.get(id.0) {
        None if credential.since.is_some() => return Err(Problem::unauthenticated()),
        None => Some(MemberId(credential.owner)),
        Some(entry) => {
            let good = entry
                .active()
                .filter(|key| !key.has_expired(Timestamp::now()));
            good.ok_or_else(Problem::unauthenticated)?.owner
        }
    };
    match owner {
        Some(member) if catalog.member(member).is_none() => Err(Problem::unauthenticated()),
        owner => Ok(Principal::through(credential, owner)),
    }
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
    let cookie = MetaSecurityScheme {
        name: Some("__Host-docket"),
        key_in: Some("cookie"),
        ..scheme(
            "apiKey",
            "The session of whoever signed in. What changes something needs the header \
             `X-Docket-CSRF: 1` too, from a page of this installation.",
        )
    };
    registry.create_security_scheme(SCHEMES[2], cookie);
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
