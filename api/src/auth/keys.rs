//! Keys that were looked up a moment ago, so that a busy caller costs no query.

use super::API_KEY;
use super::session::Recent;
use crate::problem::Problem;
use eventstore::{Credential, EventStore};
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How exactly it is known when a key was last used.
const NOTED: SignedDuration = SignedDuration::from_mins(1);

/// How long a revoked key may still be taken for a good one.
const FRESH: Duration = Duration::from_secs(1);
/// Most keys remembered at once.
const CAPACITY: usize = 10_000;

/// The same for who looks every so often by themselves, so that both together stay below a
/// second.
const LOOKED_AT: Duration = Duration::from_millis(250);

/// Keys that were looked up a moment ago, by the hash of their secret. Unknown ones are looked up
/// each time.
#[derive(Debug)]
pub(crate) struct KeyCache {
    known: Mutex<HashMap<[u8; 32], (Instant, Credential)>>,
    good: Recent<[u8; 32], ()>,
}

impl Default for KeyCache {
    fn default() -> Self {
        Self {
            known: Mutex::default(),
            good: Recent::within(LOOKED_AT),
        }
    }
}

impl KeyCache {
    /// Whether a secret that was found before still is good, as known a moment ago.
    pub async fn is_good(&self, store: &EventStore, known: &Credential) -> Result<bool, Problem> {
        if self.good.get(&known.hash).is_some() {
            return Ok(true);
        }
        let good = store.is_good(API_KEY, known).await?;
        if good {
            self.good.put(known.hash, ());
        }
        Ok(good)
    }

    /// Whom the secret stands for, as known at most a second ago.
    pub async fn find(
        &self,
        store: &EventStore,
        secret: &str,
    ) -> Result<Option<Credential>, Problem> {
        let hash: [u8; 32] = Sha256::digest(secret.as_bytes()).into();
        if let Some(known) = self.fresh(&hash) {
            return Ok(Some(known));
        }
        let found = store.credential(API_KEY, secret).await?;
        if let Some(credential) = found {
            self.remember(hash, credential);
            note_use(store, secret, &credential);
        }
        Ok(found)
    }

    fn fresh(&self, hash: &[u8; 32]) -> Option<Credential> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let (since, credential) = known.get(hash)?;
        (since.elapsed() < FRESH).then_some(*credential)
    }

    fn remember(&self, hash: [u8; 32], credential: Credential) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= CAPACITY {
            known.retain(|_, (since, _)| since.elapsed() < FRESH);
        }
        if known.len() < CAPACITY {
            known.insert(hash, (Instant::now(), credential));
        }
    }
}

/// Notes that the secret was used, beside the request and not within it.
fn note_use(store: &EventStore, secret: &str, credential: &Credential) {
    let noted = credential.last_used_at;
    if noted.is_some_and(|at| Timestamp::now().duration_since(at) < NOTED) {
        return;
    }
    let (store, secret) = (store.clone(), secret.to_owned());
    tokio::spawn(async move {
        if let Err(error) = store.secret_was_used(API_KEY, &secret).await {
            tracing::debug!(%error, "the use of a key was not noted");
        }
    });
}
