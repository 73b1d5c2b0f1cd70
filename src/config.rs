//! The configuration: one small struct per concern, read from a TOML file, the environment and flags, in rising rank.
//!
//! Every key of the file has one environment variable; `docket.example.toml` shows them all.

mod attachments;
mod captcha;
mod http;
mod mail;
mod nats;
mod oidc;
mod outbox;
mod outgoing;
mod rates;
mod roles;
mod sign_in;
mod sources;
mod variables;

use std::{num::NonZeroU16, path::PathBuf};

use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;

pub use self::{
    attachments::Attachments,
    captcha::Captcha,
    http::Http,
    mail::Mail,
    nats::Nats,
    oidc::Oidc,
    outbox::Outbox,
    outgoing::Outgoing,
    rates::Rates,
    roles::{Role, Roles},
    sign_in::SignIn,
    sources::{ConfigError, Flags},
};

/// All of it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    pub http: Http,
    /// How often somebody may ask.
    pub rates: Rates,
    /// Where requests of this service may go.
    pub outgoing: Outgoing,
    /// Stands in front of the public form.
    pub captcha: Captcha,
    pub database: Database,
    pub nats: Nats,
    /// Which parts run in this process. `DOCKET_ROLES`, all.
    pub roles: Roles,
    pub access: Access,
    pub sign_in: SignIn,
    /// Where else people sign in.
    pub oidc: Oidc,
    pub mail: Mail,
    /// Where deliveries go.
    pub outbox: Outbox,
    pub attachments: Attachments,
    pub log: Log,
    /// Where `docket up` keeps its servers and their data. `DOCKET_DATA_DIR`, `.docket`.
    pub data_dir: DataDir,
}

/// The Postgres that holds the log, and the one that holds the read models.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Database {
    /// `DOCKET_DATABASE_URL`; unset, `docket up` runs a Postgres of its own.
    url: Option<SecretString>,
    /// `DOCKET_READ_URL`; unset, the same database.
    read_url: Option<SecretString>,
    /// Connections that append at once. `DOCKET_WRITER_CONNECTIONS`, 2.
    pub writer_connections: NonZeroU16,
    /// Connections for everything else. `DOCKET_POOL_SIZE`, 16.
    pub pool_size: NonZeroU16,
}

/// Who may come in first.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Access {
    /// Becomes an administrator's API key at the first start. `DOCKET_BOOTSTRAP_API_KEY`; unset, one is made and printed once.
    pub bootstrap_api_key: Option<SecretString>,
}

/// What is logged.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Log {
    /// `DOCKET_LOG_FORMAT`, `text`.
    pub format: LogFormat,
    /// Levels as in `info,eventstore=debug`. `DOCKET_LOG`, `info`.
    pub filter: String,
}

/// How a line of the log looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    Text,
    Json,
}

/// The path of the data directory.
#[derive(Clone, Debug, Deserialize)]
#[serde(transparent)]
pub struct DataDir(pub PathBuf);

impl Config {
    /// Reads the file named by `DOCKET_CONFIG` (or `docket.toml` where there is one), the environment and `flags`.
    pub fn load(flags: &Flags) -> Result<Self, ConfigError> {
        sources::load(std::env::vars_os(), flags)
    }

    /// The same with these servers, as known once they run.
    pub fn with_servers(mut self, database_url: &str, nats_url: &str) -> Self {
        self.database.url = Some(database_url.into());
        self.nats.set_url(nats_url);
        self
    }

    /// What is in force, as name and text; secrets are left out.
    pub fn effective(&self) -> Vec<(&'static str, String)> {
        let Database {
            writer_connections,
            pool_size,
            ..
        } = &self.database;
        let mut values = self.http.effective();
        values.extend([
            ("rates", self.rates.to_string()),
            ("outgoing_allow", self.outgoing.allow.clone()),
            ("database", place(self.database.url())),
            ("read_database", place(self.database.read_url())),
            ("writer_connections", writer_connections.to_string()),
            ("pool_size", pool_size.to_string()),
            ("nats", self.nats.places()),
            ("stream", self.nats.stream.clone()),
            ("subject_prefix", self.nats.subject_prefix.clone()),
            ("attachments", self.attachments.place(&self.data_dir.0)),
            (
                "outbox",
                self.outbox.folder(&self.data_dir.0).display().to_string(),
            ),
            ("roles", self.roles.to_string()),
            ("data_dir", self.data_dir.0.display().to_string()),
        ]);
        values.extend(self.captcha.effective());
        values.extend(self.sign_in.effective());
        values.extend(self.oidc.effective());
        values.extend(self.mail.effective());
        values
    }
}

impl Config {
    /// Who is believed at the door, and how much is taken there.
    pub fn edge(&self) -> api::EdgeOptions {
        api::EdgeOptions {
            rates: self.rates.in_force(),
            ..self.http.edge()
        }
    }
}

impl Access {
    pub fn bootstrap_key(&self) -> Option<&str> {
        self.bootstrap_api_key
            .as_ref()
            .map(ExposeSecret::expose_secret)
    }
}

impl Database {
    pub fn url(&self) -> Option<&str> {
        self.url.as_ref().map(ExposeSecret::expose_secret)
    }

    /// Where the read models are: the log's database unless another is named.
    pub fn read_url(&self) -> Option<&str> {
        let own = self.read_url.as_ref().map(ExposeSecret::expose_secret);
        own.or_else(|| self.url())
    }
}

/// A connection string without its password.
fn place(url: Option<&str>) -> String {
    let Some(url) = url else {
        return "private".to_owned();
    };
    let Ok(config) = url.parse::<tokio_postgres::Config>() else {
        return "unreadable".to_owned();
    };
    let hosts: Vec<String> = config.get_hosts().iter().map(host_text).collect();
    let ports: Vec<String> = config.get_ports().iter().map(u16::to_string).collect();
    format!(
        "{} on {}:{} as {}",
        config.get_dbname().unwrap_or("the user's database"),
        hosts.join(","),
        ports.join(","),
        config.get_user().unwrap_or("the system's user"),
    )
}

fn host_text(host: &tokio_postgres::config::Host) -> String {
    match host {
        tokio_postgres::config::Host::Tcp(name) => name.clone(),
        tokio_postgres::config::Host::Unix(path) => path.display().to_string(),
    }
}

impl Default for Database {
    fn default() -> Self {
        const TWO: NonZeroU16 = NonZeroU16::MIN.saturating_add(1);
        const SIXTEEN: NonZeroU16 = NonZeroU16::MIN.saturating_add(15);
        Self {
            url: None,
            read_url: None,
            writer_connections: TWO,
            pool_size: SIXTEEN,
        }
    }
}

impl Default for Log {
    fn default() -> Self {
        Self {
            format: LogFormat::Text,
            filter: "info".to_owned(),
        }
    }
}

impl Default for DataDir {
    fn default() -> Self {
        Self(".docket".into())
    }
}
