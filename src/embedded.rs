//! Embedded mode: a private Postgres cluster and nats-server that live and die with this process.
//!
//! Everything is in one data directory: `postgres/`, `nats/`, their logs, `lock` (held while an instance runs)
//! and `run.json` (how to reach it). Where only root can enter that directory, the servers' files are
//! below `/var/lib/docket` and `cluster` is a link to them.

mod account;
mod cluster;
mod error;
mod home;
mod nats;
mod port;
mod postgres;
mod process;
mod programs;
mod record;
mod supervisor;

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::Arc,
};

pub(crate) use self::postgres::random_word;
pub use self::{error::EmbeddedError, record::Running};
use self::{
    home::Home,
    nats::Nats,
    postgres::Postgres,
    record::Record,
    supervisor::{Server, Supervised},
};
pub(crate) use self::{
    port::free_port,
    programs::{Found, parse_version, version_text},
};

/// Servers that are there already and are used instead of private ones.
#[derive(Clone, Default)]
pub struct Given {
    pub database_url: Option<String>,
    pub nats_url: Option<String>,
}

impl std::fmt::Debug for Given {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Given").finish_non_exhaustive()
    }
}

/// The private servers of one data directory, running.
///
/// A server that dies is started again on the same port. Dropping this without [`Embedded::stop`] kills the
/// servers, which is as safe as a crash.
#[derive(Debug)]
pub struct Embedded {
    home: Arc<Home>,
    record: Arc<Record>,
    running: Running,
    first_start: bool,
    nats: Option<Supervised>,
    postgres: Option<Supervised>,
}

impl Embedded {
    /// Starts both servers; returns when they answer.
    ///
    /// Ends what an earlier run on the directory left behind. Refused while another process uses the directory.
    pub async fn start(data_dir: &Path) -> Result<Self, EmbeddedError> {
        Self::start_missing(data_dir, Given::default()).await
    }

    /// Starts the servers that are not given.
    pub async fn start_missing(data_dir: &Path, given: Given) -> Result<Self, EmbeddedError> {
        let home = Arc::new(Home::open(data_dir).await?);
        let parts = Parts::prepare(&home, &given).await?;
        let record = Record::new(
            &home.data_dir,
            parts.database_url(given.database_url),
            parts.nats_url(given.nats_url),
        );
        let mut embedded = Self {
            running: record.current(),
            record: Arc::new(record),
            home,
            first_start: parts.first_start,
            nats: None,
            postgres: None,
        };
        match embedded.start_servers(parts).await {
            Ok(()) => Ok(embedded),
            Err(error) => {
                embedded.stop().await;
                Err(error)
            }
        }
    }

    /// The instance that runs on `data_dir` now, started by whichever process.
    pub fn running(data_dir: &Path) -> Option<Running> {
        home::is_held(data_dir)
            .then(|| record::last(data_dir))
            .flatten()
    }

    /// Whether `data_dir` has a cluster of its own, running or not.
    pub fn exists(data_dir: &Path) -> bool {
        data_dir.join("postgres/PG_VERSION").exists() || data_dir.join("cluster").exists()
    }

    pub fn database_url(&self) -> &str {
        &self.running.database_url
    }

    pub fn nats_url(&self) -> &str {
        &self.running.nats_url
    }

    /// Whether this start made the database cluster.
    pub fn first_start(&self) -> bool {
        self.first_start
    }

    /// The data directory, absolute.
    pub fn data_dir(&self) -> &Path {
        &self.home.data_dir
    }

    /// Tells other processes, through `run.json`, where the API listens.
    pub fn set_listen(&self, listen: SocketAddr) -> Result<(), EmbeddedError> {
        self.record.set_listen(listen)
    }

    /// Stops nats-server, then Postgres, within six seconds; returns when both have ended.
    pub async fn stop(self) {
        for server in [self.nats, self.postgres].into_iter().flatten() {
            server.stop().await;
        }
        self.record.remove();
    }

    async fn start_servers(&mut self, parts: Parts) -> Result<(), EmbeddedError> {
        if let Some(postgres) = parts.postgres {
            let started = Supervised::start(postgres.clone(), Arc::clone(&self.record)).await?;
            self.postgres = Some(started);
            postgres.prepare_database().await?;
        }
        if let Some(nats) = parts.nats {
            self.nats = Some(Supervised::start(nats, Arc::clone(&self.record)).await?);
        }
        Ok(())
    }
}

/// The servers that are to be started.
struct Parts {
    postgres: Option<Postgres>,
    nats: Option<Nats>,
    first_start: bool,
}

impl Parts {
    /// NATS first, as Postgres makes its cluster here: nothing is made while a program is missing.
    async fn prepare(home: &Arc<Home>, given: &Given) -> Result<Self, EmbeddedError> {
        let last = record::last(&home.data_dir);
        let mut parts = Self {
            postgres: None,
            nats: None,
            first_start: false,
        };
        if given.nats_url.is_none() {
            let pid = last.as_ref().and_then(|last| last.nats_pid);
            parts.nats = Some(Nats::prepare(home, pid).await?);
        }
        if given.database_url.is_none() {
            let pid = last.and_then(|last| last.postgres_pid);
            let (postgres, made) = Postgres::prepare(home, pid).await?;
            parts.postgres = Some(postgres);
            parts.first_start = made;
        }
        Ok(parts)
    }

    fn database_url(&self, given: Option<String>) -> String {
        let own = || self.postgres.as_ref().map(Postgres::url);
        given.or_else(own).unwrap_or_default()
    }

    fn nats_url(&self, given: Option<String>) -> String {
        let own = || self.nats.as_ref().map(Nats::url);
        given.or_else(own).unwrap_or_default()
    }
}

/// The Postgres that would be started for `data_dir`.
pub(crate) fn postgres_program(data_dir: &Path) -> Result<Found, EmbeddedError> {
    let cluster = cluster_of(data_dir);
    postgres::find_program(&cluster, account::Account::for_servers(&cluster)?)
}

/// The nats-server that would be started for `data_dir`.
pub(crate) fn nats_program(data_dir: &Path) -> Result<Found, EmbeddedError> {
    programs::nats_server(account::Account::for_servers(&cluster_of(data_dir))?)
}

fn cluster_of(data_dir: &Path) -> PathBuf {
    let elsewhere = data_dir.join("cluster").canonicalize();
    elsewhere
        .unwrap_or_else(|_| data_dir.to_owned())
        .join("postgres")
}

#[cfg(test)]
mod tests;
