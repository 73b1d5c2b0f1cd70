//! Sessions of browsers: the cookie, and what was found out about it a moment ago.

use crate::app::State;
use crate::auth::csrf;
use crate::problem::Problem;
use accounts::Session;
use domain::{MemberId, SessionId};
use poem::Request;
use poem::http::header;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How long a session that was revoked elsewhere may still be taken for a good one.
const FRESH: Duration = Duration::from_secs(1);
/// The same for who looks every so often by themselves, so that both together stay below a second.
const LOOKED_AT: Duration = Duration::from_millis(250);
/// Most sessions remembered at once.
const CAPACITY: usize = 10_000;

/// Name of the cookie where the installation is reached by https: browsers then take it from this
/// very host alone.
const SECURE_NAME: &str = "__Host-docket";
/// Its name by plain http, on one's own machine.
const PLAIN_NAME: &str = "docket";

/// A session, as much of it as a request needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct KnownSession {
    pub id: SessionId,
    pub member: MemberId,
}

/// Sessions that were looked up a moment ago. Ended ones are looked up each time.
#[derive(Debug)]
pub(crate) struct SessionCache {
    by_token: Recent<[u8; 32], KnownSession>,
    open: Recent<SessionId, ()>,
}

impl Default for SessionCache {
    fn default() -> Self {
        Self {
            by_token: Recent::within(FRESH),
            open: Recent::within(LOOKED_AT),
        }
    }
}

impl SessionCache {
    /// Whether the session still is, as known a moment ago.
    pub async fn is_open(&self, state: &State, id: SessionId) -> Result<bool, Problem> {
        if self.open.get(&id).is_some() {
            return Ok(true);
        }
        let open = state.app.accounts.sessions().is_open(id).await?;
        if open {
            self.open.put(id, ());
        }
        Ok(open)
    }

    /// After some were ended here: this process need not even wait for a second.
    pub fn forget(&self) {
        self.by_token.clear();
        self.open.clear();
    }

    async fn find(&self, state: &State, token: &str) -> Result<Option<KnownSession>, Problem> {
        let hash: [u8; 32] = Sha256::digest(token.as_bytes()).into();
        if let Some(known) = self.by_token.get(&hash) {
            return Ok(Some(known));
        }
        let found = state.app.accounts.sessions().find(token).await?;
        let found = found.map(|Session { id, member, .. }| KnownSession { id, member });
        if let Some(known) = found {
            self.by_token.put(hash, known);
        }
        Ok(found)
    }
}

/// The session that the request's cookie stands for; refuses what another site made a browser send.
pub(crate) async fn session(
    state: &State,
    request: &Request,
) -> Result<Option<KnownSession>, Problem> {
    let Some(token) = token(request, &state.app.public_url) else {
        return Ok(None);
    };
    let found = state.sessions.find(state, token).await?;
    if found.is_some() {
        csrf::check(request, &state.app.public_url)?;
    }
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

fn token<'a>(request: &'a Request, public_url: &str) -> Option<&'a str> {
    cookie_named(request, name(public_url))
}

/// What a cookie holds.
pub(crate) fn cookie_named<'a>(request: &'a Request, name: &str) -> Option<&'a str> {
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

/// What was found out a moment ago.
#[derive(Debug)]
pub(super) struct Recent<K, V> {
    fresh: Duration,
    known: Mutex<HashMap<K, (Instant, V)>>,
}

impl<K: Eq + Hash, V: Copy> Recent<K, V> {
    pub fn within(fresh: Duration) -> Self {
        let known = Mutex::default();
        Self { fresh, known }
    }

    pub fn get(&self, key: &K) -> Option<V> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let (since, value) = known.get(key)?;
        (since.elapsed() < self.fresh).then_some(*value)
    }

    pub fn put(&self, key: K, value: V) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= CAPACITY {
            known.retain(|_, (since, _)| since.elapsed() < self.fresh);
        }
        if known.len() < CAPACITY {
            known.insert(key, (Instant::now(), value));
        }
    }

    fn clear(&self) {
        self.known
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn over_https_the_cookie_is_the_host_s_alone() {
        let cookie = cookie("abc", 60, "https://desk.example.org");
        let expected = "__Host-docket=abc; Path=/; Max-Age=60; HttpOnly; SameSite=Lax; Secure";
        assert_eq!(cookie, expected);
    }

    #[test]
    fn the_token_is_found_among_other_cookies_by_its_whole_name() {
        let request = Request::builder()
            .header("Cookie", "xdocket=no; a=b")
            .header("Cookie", "docket=yes; __Host-docket=safe")
            .finish();
        assert_eq!(token(&request, "http://127.0.0.1:8080"), Some("yes"));
        assert_eq!(token(&request, "https://desk.example.org"), Some("safe"));
        assert_eq!(token(&Request::default(), "http://x"), None);
    }
}
