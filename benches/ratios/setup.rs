//! The private servers that everything is measured on.

use eventstore::{EventStore, StoreOptions};
use std::time::Duration;
use tokio_postgres::{Client, NoTls};

/// Anything that keeps the benchmark from running.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;

/// A Postgres and a nats-server of our own, with fsync on; `make bench` starts them.
pub struct Setup {
    postgres: String,
    nats: String,
    pub rounds: usize,
    /// How long each single figure is measured.
    pub span: Duration,
}

impl Setup {
    pub async fn start() -> Result<Self, Failure> {
        let (postgres, nats) = (
            given("DOCKET_TEST_DATABASE_URL")?,
            given("DOCKET_TEST_NATS_URL")?,
        );
        let fsync: String = client(&postgres)
            .await?
            .query_one("SHOW fsync", &[])
            .await?
            .get(0);
        if fsync != "on" {
            return Err("this Postgres does not wait for the disk; run `make bench`".into());
        }
        let rounds = number("DOCKET_BENCH_ROUNDS", 5) as usize;
        let span = Duration::from_secs(number("DOCKET_BENCH_SECONDS", 4));
        Ok(Self {
            postgres,
            nats,
            rounds,
            span,
        })
    }

    pub fn nats_url(&self) -> &str {
        &self.nats
    }

    /// A new, migrated database; returns its URL.
    pub async fn database(&self, name: &str) -> Result<String, Failure> {
        let admin = client(&self.postgres).await?;
        admin
            .batch_execute(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
            .await?;
        admin
            .batch_execute(&format!("CREATE DATABASE {name}"))
            .await?;
        let url = with_database(&self.postgres, name);
        eventstore::migrate(&url).await?;
        projections::migrate(&url).await?;
        Ok(url)
    }

    /// Whether there is such a database.
    pub async fn is_there(&self, name: &str) -> Result<bool, Failure> {
        let admin = client(&self.postgres).await?;
        let there = "SELECT FROM pg_database WHERE datname = $1";
        Ok(admin.query_opt(there, &[&name]).await?.is_some())
    }

    pub fn url_of(&self, name: &str) -> String {
        with_database(&self.postgres, name)
    }

    /// A store on a new database, as the program has it: two writers.
    pub async fn store(&self, name: &str) -> Result<(EventStore, String), Failure> {
        let url = self.database(name).await?;
        Ok((
            EventStore::connect(StoreOptions::new(url.clone())).await?,
            url,
        ))
    }
}

/// A plain connection.
pub async fn client(url: &str) -> Result<Client, Failure> {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await?;
    tokio::spawn(connection);
    Ok(client)
}

/// The same server, another database.
fn with_database(url: &str, name: &str) -> String {
    let (base, query) = url
        .split_once('?')
        .map_or((url, None), |(b, q)| (b, Some(q)));
    let server = base.rsplit_once('/').map_or(base, |(server, _)| server);
    query.map_or(format!("{server}/{name}"), |q| {
        format!("{server}/{name}?{q}")
    })
}

pub fn number(variable: &str, usual: u64) -> u64 {
    std::env::var(variable)
        .ok()
        .and_then(|v| v.parse().ok())
        .unwrap_or(usual)
}

fn given(variable: &str) -> Result<String, Failure> {
    std::env::var(variable).map_err(|_| format!("{variable} is not set; run `make bench`").into())
}
