//! `docket nats-auth`: a nats-server configuration with a user for the service, and users for
//! integrators who may read what they were given and nothing else.
//!
//! Each integrator is an account of its own. Within one account, permissions would not do: a server
//! sends its answers wherever a request wants them, so whoever may ask for messages could have an
//! empty answer sent to `$JS.API.STREAM.DELETE.…`, and the stream would be gone. An answer that
//! leaves the account arrives in the integrator's own, where nothing listens.

mod layout;
mod password;
mod reader;

#[cfg(test)]
mod tests;

use std::{fs::OpenOptions, io::Write, os::unix::fs::OpenOptionsExt, path::Path};

use crate::config::Nats;

pub use self::reader::Reader;
use self::{layout::Layout, password::Password};

/// The service's user.
const SERVICE: &str = "docket";

/// Why there is no configuration.
#[derive(Debug, thiserror::Error)]
pub enum NatsAuthError {
    #[error("--reader {reader}: {problem}")]
    Reader { reader: String, problem: String },

    #[error("no password can be made: {0}")]
    Password(#[from] bcrypt::BcryptError),

    #[error("{file} cannot be written: {problem}; name a file that does not exist yet")]
    Secrets {
        file: String,
        problem: std::io::Error,
    },
}

/// A configuration, and the passwords that it holds only hashes of.
#[derive(Debug)]
pub struct NatsAuth {
    /// For nats-server.
    pub configuration: String,
    /// A line per user: name and password.
    pub secrets: String,
}

impl NatsAuth {
    /// Makes up a password for the service and for each of `readers`, given as `NAME` or
    /// `NAME=SUBJECT,SUBJECT`.
    pub fn try_new(nats: &Nats, readers: &[String]) -> Result<Self, NatsAuthError> {
        let readers = Reader::parse_all(readers, &nats.subject_prefix)?;
        let service = Password::try_new()?;
        let mut secrets = secret_line(SERVICE, &service);
        let mut layout = Layout::new(nats, &service);
        for reader in &readers {
            let password = Password::try_new()?;
            secrets.push_str(&secret_line(&reader.name, &password));
            layout.add(reader, &password);
        }
        Ok(Self {
            configuration: layout.text(),
            secrets,
        })
    }

    /// Writes the passwords to a new file that only its owner can read.
    pub fn write_secrets(&self, file: &Path) -> Result<(), NatsAuthError> {
        let mut options = OpenOptions::new();
        let opened = options.write(true).create_new(true).mode(0o600).open(file);
        let written = opened.and_then(|mut opened| opened.write_all(self.secrets.as_bytes()));
        written.map_err(|problem| NatsAuthError::Secrets {
            file: file.display().to_string(),
            problem,
        })
    }
}

fn secret_line(user: &str, password: &Password) -> String {
    format!("{user} {}\n", password.clear)
}
