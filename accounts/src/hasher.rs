//! Passwords as argon2id hashes, a few at a time.

use crate::AccountsError;
use crate::secret;
use argon2::password_hash::phc::PasswordHash;
use argon2::{Argon2, PasswordHasher, PasswordVerifier};
use std::sync::Arc;
use tokio::sync::Semaphore;
use unicode_normalization::UnicodeNormalization;

/// Hashes and verifies. Each takes 19 MiB and a core for tens of milliseconds, so that no more run
/// at once than there are cores; others wait.
#[derive(Clone, Debug)]
pub(crate) struct Hasher {
    turns: Arc<Semaphore>,
    /// Of a password that nobody knows, verified where there is none: that takes as long.
    nobody: Arc<str>,
}

impl Hasher {
    pub fn try_new() -> Result<Self, AccountsError> {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let unknown = secret::token()?;
        Ok(Self {
            turns: Arc::new(Semaphore::new(cores)),
            nobody: hash(&unknown)?.into(),
        })
    }

    /// As it is to be kept, in the PHC format.
    pub async fn hash(&self, password: &str) -> Result<String, AccountsError> {
        let password = normal(password);
        self.run(move || hash(&password)).await
    }

    /// Whether the password is the one that was hashed; without a hash never, and not sooner.
    pub async fn verify(&self, password: &str, hash: Option<&str>) -> Result<bool, AccountsError> {
        let (known, password) = (hash.is_some(), normal(password));
        let hash = hash.unwrap_or(&self.nobody).to_owned();
        let right = self.run(move || verify(&password, &hash)).await?;
        Ok(right && known)
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, AccountsError> + Send + 'static,
    ) -> Result<T, AccountsError> {
        let damaged = |error: &dyn std::fmt::Display| AccountsError::Damaged(error.to_string());
        let turn = self.turns.clone().acquire_owned().await;
        let turn = turn.map_err(|error| damaged(&error))?;
        let running = tokio::task::spawn_blocking(move || {
            let _turn = turn; // until it is done, even when nobody waits any more
            work()
        });
        running.await.map_err(|error| damaged(&error))?
    }
}

/// The same characters are the same password, however a keyboard composes them.
pub(crate) fn normal(password: &str) -> String {
    password.nfkc().collect()
}

fn hash(password: &str) -> Result<String, AccountsError> {
    let hashed = Argon2::default().hash_password(password.as_bytes());
    let hashed = hashed.map_err(|error| AccountsError::Damaged(error.to_string()))?;
    Ok(hashed.to_string())
}

fn verify(password: &str, hash: &str) -> Result<bool, AccountsError> {
    let damaged = |_| AccountsError::Damaged("a stored password hash cannot be read".to_owned());
    let hash = PasswordHash::new(hash).map_err(damaged)?;
    let verified = Argon2::default().verify_password(password.as_bytes(), &hash);
    Ok(verified.is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_is_known_again_however_it_is_composed() {
        let hasher = Hasher::try_new().unwrap();
        let hash = hasher.hash("pa\u{df}wort caf\u{e9} ﬁne").await.unwrap();
        assert!(
            hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
            "{hash}"
        );
        let verify = async |password: &str| hasher.verify(password, Some(&hash)).await.unwrap();
        assert!(verify("pa\u{df}wort cafe\u{301} fine").await);
        assert!(!verify("pa\u{df}wort cafe fine").await);
    }

    #[tokio::test]
    async fn without_a_hash_nothing_is_right() {
        let hasher = Hasher::try_new().unwrap();
        assert!(!hasher.verify("", None).await.unwrap());
    }
}
