//! Makes a new Postgres cluster with `initdb`, whole or not at all.

use std::{
    io::Write,
    path::{Path, PathBuf},
};

use tokio::process::Command;
use tracing::info;

use super::{
    EmbeddedError,
    error::LogTail,
    home::{self, Home},
    supervisor::as_account,
};

/// Character classes of Unicode where the system has them (C alone knows no letters beyond ASCII, so that
/// case folding and trigrams fail for all other scripts); sorting stays by bytes, which indexes like best.
const CTYPES: [&str; 3] = ["C.UTF-8", "en_US.UTF-8", "C"];

/// The server's configuration besides its memory; the operator may edit the cluster's `postgresql.conf`.
const SETTINGS: &str = "
# Set by docket when it made this cluster. Port, address and socket directory are given at each start.
fsync = on
synchronous_commit = on
full_page_writes = on
wal_compression = on
wal_buffers = 16MB
max_connections = 100
# Few, spread checkpoints: each makes the pages that follow it dearer to write.
max_wal_size = 4GB
checkpoint_timeout = 15min
checkpoint_completion_target = 0.9
random_page_cost = 1.1
# Compiling a plan costs more than any of docket's queries.
jit = off
timezone = 'UTC'
log_timezone = 'UTC'
log_line_prefix = '%m [%p] %a '
log_checkpoints = off
";

/// The superuser's and docket's password, beside the cluster.
pub(super) fn password_file(home: &Home) -> PathBuf {
    home.root.join("postgres.password")
}

/// Makes it under another name and renames it, so that a cluster that exists is complete.
pub(super) async fn make(
    home: &Home,
    cluster: &Path,
    programs: &Path,
    superuser: &str,
) -> Result<(), EmbeddedError> {
    info!("making a Postgres cluster in {}", cluster.display());
    let mut outcome = Ok(());
    for ctype in CTYPES {
        outcome = try_make(home, &programs.join("initdb"), superuser, ctype).await;
        if outcome.is_ok() {
            break;
        }
    }
    outcome?;
    let draft = draft(home);
    std::fs::OpenOptions::new()
        .append(true)
        .open(draft.join("postgresql.conf"))
        .and_then(|mut file| write!(file, "{SETTINGS}{}", remembering(memory_mb())))
        .map_err(EmbeddedError::io("configure the cluster in", &draft))?;
    std::fs::rename(&draft, cluster).map_err(EmbeddedError::io("make the cluster", cluster))
}

async fn try_make(
    home: &Home,
    initdb: &Path,
    superuser: &str,
    ctype: &str,
) -> Result<(), EmbeddedError> {
    let draft = draft(home);
    if draft.exists() {
        std::fs::remove_dir_all(&draft).map_err(EmbeddedError::io("remove", &draft))?;
    }
    home.directory("postgres.new")?;
    let mut command = Command::new(initdb);
    command
        .arg("--pgdata")
        .arg(&draft)
        .arg("--pwfile")
        .arg(password_file(home))
        .args(["--username", superuser, "--auth", "scram-sha-256"])
        .args(["--encoding", "UTF8", "--locale", "C", "--lc-ctype", ctype])
        .args(["--data-checksums", "--no-instructions"])
        .kill_on_drop(true);
    let output = as_account(&mut command, home.account)
        .output()
        .await
        .map_err(EmbeddedError::io("start", initdb))?;
    let log = home.log("initdb");
    let said = [output.stdout, output.stderr].concat();
    home::write_private(&log, &String::from_utf8_lossy(&said))?;
    match output.status.success() {
        true => Ok(()),
        false => Err(EmbeddedError::Exited {
            program: "initdb",
            status: output.status,
            log: LogTail::read(log),
        }),
    }
}

/// An eighth of the machine's memory for pages, which docket itself and others on it can spare, and
/// what the system may keep of them besides.
fn remembering(memory: Option<u64>) -> String {
    let memory = memory.unwrap_or_default();
    let shared = (memory / 8).clamp(128, 4096);
    let cached = (memory / 2).max(512);
    format!("shared_buffers = {shared}MB\neffective_cache_size = {cached}MB\n")
}

/// The machine's memory, where the system tells it.
fn memory_mb() -> Option<u64> {
    let told = std::fs::read_to_string("/proc/meminfo").ok()?;
    let line = told
        .lines()
        .find_map(|line| line.strip_prefix("MemTotal:"))?;
    let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes / 1024)
}

fn draft(home: &Home) -> PathBuf {
    home.root.join("postgres.new")
}

#[cfg(test)]
mod tests {
    use super::remembering;

    #[test]
    fn a_cluster_takes_an_eighth_of_the_memory_within_bounds() {
        let shared = |memory| remembering(memory).lines().next().map(str::to_owned);
        assert_eq!(shared(Some(16_384)).unwrap(), "shared_buffers = 2048MB");
        assert_eq!(shared(Some(512)).unwrap(), "shared_buffers = 128MB");
        assert_eq!(shared(Some(1 << 20)).unwrap(), "shared_buffers = 4096MB");
        assert_eq!(shared(None).unwrap(), "shared_buffers = 128MB");
    }
}
