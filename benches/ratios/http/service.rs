//! The measured service: the program itself, as a process of its own.

use super::connection::{Connection, KEY, request, request_as};
use crate::setup::{Failure, Setup};
use std::net::SocketAddr;
use std::time::{Duration, Instant};
use tempfile::TempDir;
use tokio::process::{Child, Command};

/// How long it may take to come up, or to catch up.
const PATIENCE: Duration = Duration::from_secs(120);

/// An address that nobody listens on now.
fn free_address() -> std::io::Result<SocketAddr> {
    std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()
}

pub struct Service {
    child: Child,
    /// Where attachments lie; goes with this value.
    _files: TempDir,
    pub address: SocketAddr,
}

impl Service {
    /// Starts `docket serve` with all roles on `database_url` and waits until it is ready.
    pub async fn start(setup: &Setup, database_url: &str) -> Result<Self, Failure> {
        let address = free_address()?;
        let files = TempDir::new()?;
        let unique = format!("BENCH_{}", address.port());
        let child = Command::new(env!("CARGO_BIN_EXE_docket"))
            .args(["serve", "--listen", &address.to_string()])
            .env("DOCKET_DATABASE_URL", database_url)
            .env("DOCKET_NATS_URL", setup.nats_url())
            .env("DOCKET_STREAM", &unique)
            .env("DOCKET_SUBJECT_PREFIX", unique.to_lowercase())
            .env("DOCKET_BOOTSTRAP_API_KEY", KEY)
            .env("DOCKET_ATTACHMENTS_FOLDER", files.path())
            .env("DOCKET_LOG", "warn")
            .kill_on_drop(true)
            .spawn()?;
        let service = Self {
            child,
            _files: files,
            address,
        };
        service.wait_until_ready().await?;
        Ok(service)
    }

    async fn wait_until_ready(&self) -> Result<(), Failure> {
        let deadline = Instant::now() + PATIENCE;
        let mut tick = tokio::time::interval(Duration::from_millis(50));
        while Instant::now() < deadline {
            tick.tick().await;
            if let Ok(mut connection) = Connection::open(self.address).await {
                let answer = connection.ask(&request("GET", "/readyz", "")).await;
                if answer
                    .and_then(super::connection::Answer::expect_success)
                    .is_ok()
                {
                    return Ok(());
                }
            }
        }
        Err("the service does not get ready".into())
    }

    /// Waits until the ticket list has everything up to `position`, as seen with the first key.
    pub async fn wait_for_list(&self, position: i64) -> Result<(), Failure> {
        self.wait_for_list_as(KEY, position).await
    }

    /// The same as seen with another key: the first one is not made where there are members.
    pub async fn wait_for_list_as(&self, key: &str, position: i64) -> Result<(), Failure> {
        let deadline = Instant::now() + PATIENCE;
        let path = format!("/api/v1/tickets?limit=1&min_position={position}");
        let mut connection = Connection::open(self.address).await?;
        while Instant::now() < deadline {
            // answers 503 after 2 s while the list is behind
            if connection
                .ask(&request_as(key, "GET", &path, ""))
                .await?
                .expect_success()
                .is_ok()
            {
                return Ok(());
            }
        }
        Err("the list does not catch up".into())
    }

    /// Memory that the process has now.
    pub fn resident_mb(&self) -> Result<f64, Failure> {
        let pid = self.child.id().ok_or("the service ended")?;
        let status = std::fs::read_to_string(format!("/proc/{pid}/status"))?;
        let line = status
            .lines()
            .find_map(|l| l.strip_prefix("VmRSS:"))
            .ok_or("no VmRSS")?;
        Ok(line.trim().trim_end_matches(" kB").parse::<f64>()? / 1024.0)
    }

    pub async fn stop(mut self) -> Result<(), Failure> {
        self.child.kill().await?;
        Ok(())
    }
}
