//! How long people stay signed in, which passwords are taken, and the key that seals secrets.

use std::path::{Path, PathBuf};

use accounts::{Breached, Lifetime, Vault, VaultError};
use jiff::SignedDuration;
use secrecy::SecretString;
use serde::Deserialize;

/// Names of numbers in this section.
pub(super) const NUMBERS: [&str; 2] = ["sign_in.idle_hours", "sign_in.longest_days"];

/// Signing in.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SignIn {
    /// A session ends after this without a request. `DOCKET_SESSION_IDLE_HOURS`, 24.
    idle_hours: u16,
    /// And after this whatever happens. `DOCKET_SESSION_LONGEST_DAYS`, 30.
    longest_days: u16,
    /// Passwords that are refused: a file of one a line, plain or as SHA-1. `DOCKET_BREACHED_PASSWORDS`.
    breached_passwords: Option<PathBuf>,
    /// Seals second factors and letters that wait; the same for all processes, at least 32 characters.
    /// `DOCKET_SECRET_KEY`; unset, one is made and kept in `secret.key` in the data directory.
    secret_key: Option<SecretString>,
}

impl SignIn {
    /// How long sessions last.
    pub fn lifetime(&self) -> Lifetime {
        Lifetime {
            idle: SignedDuration::from_hours(self.idle_hours.into()),
            longest: SignedDuration::from_hours(24 * i64::from(self.longest_days)),
        }
    }

    /// What seals secrets; made where none was chosen.
    pub fn vault(&self, data_dir: &Path) -> Result<Vault, VaultError> {
        match &self.secret_key {
            Some(key) => Vault::of(key),
            None => Vault::in_file(&data_dir.join("secret.key")),
        }
    }

    /// Passwords that are known to have leaked.
    pub fn breached(&self) -> Result<Breached, (PathBuf, std::io::Error)> {
        match &self.breached_passwords {
            None => Ok(Breached::default()),
            Some(file) => Breached::read(file).map_err(|error| (file.clone(), error)),
        }
    }

    /// Key and problem of what the types cannot say.
    pub(super) fn check(&self) -> Result<(), (&'static str, String)> {
        let numbers = [
            ("sign_in.idle_hours", self.idle_hours),
            ("sign_in.longest_days", self.longest_days),
        ];
        if let Some((key, _)) = numbers.into_iter().find(|(_, number)| *number == 0) {
            return Err((key, "must be at least 1".to_owned()));
        }
        match self.secret_key.as_ref().map(Vault::of) {
            Some(Err(error)) => Err(("sign_in.secret_key", error.to_string())),
            _ => Ok(()),
        }
    }

    pub(super) fn effective(&self) -> Vec<(&'static str, String)> {
        vec![
            ("session_idle_hours", self.idle_hours.to_string()),
            ("session_longest_days", self.longest_days.to_string()),
        ]
    }
}

impl Default for SignIn {
    fn default() -> Self {
        Self {
            idle_hours: 24,
            longest_days: 30,
            breached_passwords: None,
            secret_key: None,
        }
    }
}
