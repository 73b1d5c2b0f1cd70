//! `run.json`: how other commands and tests find the running instance of a data directory.

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use serde::{Deserialize, Serialize};

use super::{EmbeddedError, Postgres, Server, home};

/// A running instance. It holds passwords, so its file is closed to other accounts.
#[derive(Clone, Serialize, Deserialize)]
pub struct Running {
    /// The docket process.
    pub pid: u32,
    pub database_url: String,
    pub nats_url: String,
    /// Where the API listens; none until it is known, and for commands that serve no API.
    #[serde(default)]
    pub listen: Option<SocketAddr>,
    /// None when the database is not the private one.
    #[serde(default)]
    pub postgres_pid: Option<u32>,
    #[serde(default)]
    pub nats_pid: Option<u32>,
}

impl std::fmt::Debug for Running {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Running")
            .field("pid", &self.pid)
            .field("listen", &self.listen)
            .field("postgres_pid", &self.postgres_pid)
            .field("nats_pid", &self.nats_pid)
            .finish_non_exhaustive()
    }
}

/// The record file of this process.
#[derive(Debug)]
pub(super) struct Record {
    path: PathBuf,
    running: Mutex<Running>,
}

impl Record {
    pub fn new(data_dir: &Path, database_url: String, nats_url: String) -> Self {
        Self {
            path: path(data_dir),
            running: Mutex::new(Running {
                pid: std::process::id(),
                database_url,
                nats_url,
                listen: None,
                postgres_pid: None,
                nats_pid: None,
            }),
        }
    }

    pub fn current(&self) -> Running {
        self.running
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    pub fn set_pid(&self, server: &str, pid: Option<u32>) -> Result<(), EmbeddedError> {
        self.change(|running| match server == Postgres::NAME {
            true => running.postgres_pid = pid,
            false => running.nats_pid = pid,
        })
    }

    pub fn set_listen(&self, listen: SocketAddr) -> Result<(), EmbeddedError> {
        self.change(|running| running.listen = Some(listen))
    }

    pub fn remove(&self) {
        let _ = std::fs::remove_file(&self.path);
    }

    fn change(&self, change: impl FnOnce(&mut Running)) -> Result<(), EmbeddedError> {
        let mut running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        change(&mut running);
        let text = serde_json::to_string_pretty(&*running)
            .map_err(std::io::Error::from)
            .map_err(EmbeddedError::io("write", &self.path))?;
        home::write_private(&self.path, &text)
    }
}

/// What the last instance wrote, whether or not it still runs.
pub(super) fn last(data_dir: &Path) -> Option<Running> {
    let text = std::fs::read(path(data_dir)).ok()?;
    serde_json::from_slice(&text).ok()
}

fn path(data_dir: &Path) -> PathBuf {
    data_dir.join("run.json")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_record_is_read_back_and_shows_no_password_in_logs() {
        let folder = tempfile::tempdir().unwrap();
        let url = "postgres://docket:pw-1@127.0.0.1:1/docket".to_owned();
        let record = Record::new(folder.path(), url.clone(), "nats://x:pw-2@h:2".to_owned());
        record.set_pid(Postgres::NAME, Some(7)).unwrap();
        record.set_pid("nats-server", Some(8)).unwrap();

        let read = last(folder.path()).unwrap();

        assert_eq!(read.database_url, url);
        assert_eq!((read.postgres_pid, read.nats_pid), (Some(7), Some(8)));
        assert!(!format!("{read:?}").contains("pw-"));
        record.remove();
        assert!(last(folder.path()).is_none());
    }
}
