//! Where NATS is, and what the stream and its subjects are called.

use std::num::NonZeroU8;

use async_nats::{ConnectOptions, ServerAddr};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;

/// The NATS servers and the stream that carries the events.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Nats {
    /// One or several, separated by commas, of one cluster. `DOCKET_NATS_URL`; unset, `docket up` runs a nats-server of its own.
    url: Option<SecretString>,
    /// The JetStream stream. `DOCKET_STREAM`, `DOCKET_EVENTS`.
    pub stream: String,
    /// What subjects begin with. `DOCKET_SUBJECT_PREFIX`, `docket.events`.
    pub subject_prefix: String,
    /// Copies of the stream that a cluster keeps. `DOCKET_NATS_REPLICAS`, 1.
    pub replicas: NonZeroU8,
}

impl Nats {
    pub fn url(&self) -> Option<&str> {
        self.url.as_ref().map(ExposeSecret::expose_secret)
    }

    pub(super) fn set_url(&mut self, url: &str) {
        self.url = Some(url.into());
    }

    /// Each address of the list; the client does not split it by itself.
    pub fn servers(&self) -> Result<Vec<ServerAddr>, std::io::Error> {
        self.url()
            .unwrap_or_default()
            .split(',')
            .map(str::trim)
            .filter(|url| !url.is_empty())
            .map(str::parse)
            .collect()
    }

    /// What requests of integrators to JetStream begin with: their clients' API prefix.
    pub fn reader_api(&self) -> String {
        format!("{}-api", self.subject_prefix)
    }

    /// How to sign in there.
    pub fn options(&self) -> ConnectOptions {
        let servers = self.servers().unwrap_or_default();
        eventstore::nats_login(&servers).name("docket")
    }

    /// The addresses without user and password.
    pub(super) fn places(&self) -> String {
        match (self.url(), self.servers()) {
            (None, _) => "private".to_owned(),
            (_, Err(_)) => "unreadable".to_owned(),
            (_, Ok(servers)) => {
                let places: Vec<String> = servers
                    .iter()
                    .map(|server| format!("{}:{}", server.host(), server.port()))
                    .collect();
                places.join(",")
            }
        }
    }
}

impl Default for Nats {
    fn default() -> Self {
        Self {
            url: None,
            stream: "DOCKET_EVENTS".to_owned(),
            subject_prefix: "docket.events".to_owned(),
            replicas: NonZeroU8::MIN,
        }
    }
}
