//! The peer: single-row INSERTs by pgbench into a table with a primary key and one jsonb column.

use crate::report::Report;
use crate::setup::{Failure, Setup, client};
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::time::{Duration, Instant};
use tokio::process::Command;

const CLIENTS: [u32; 4] = [1, 8, 32, 64];

/// One round: the disk's flush, and pgbench with each number of clients.
pub async fn round(setup: &Setup, report: &mut Report) -> Result<(), Failure> {
    report.add("disk fdatasync", "ms", flush_time()?.as_secs_f64() * 1000.0);
    let url = setup.database("peer").await?;
    let admin = client(&url).await?;
    admin.batch_execute(TABLE).await?;
    let folder = tempfile::tempdir()?;
    let script = folder.path().join("insert.sql");
    std::fs::write(&script, INSERT)?;
    for clients in CLIENTS {
        let rate = pgbench(&url, &script, clients, setup.span).await?;
        report.add(
            format!("pgbench insert {clients:>2} clients"),
            "rows/s",
            rate,
        );
    }
    Ok(())
}

async fn pgbench(
    url: &str,
    script: &std::path::Path,
    clients: u32,
    span: Duration,
) -> Result<f64, Failure> {
    let output = Command::new(program())
        .args(["--no-vacuum", "--protocol=prepared", "--jobs=2"])
        .arg(format!("--client={clients}"))
        .arg(format!("--time={}", span.as_secs().max(1)))
        .arg("--file")
        .arg(script)
        .arg(url)
        .output()
        .await?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let rate = text
        .lines()
        .find_map(|l| l.strip_prefix("tps = ")?.split(' ').next()?.parse().ok());
    rate.ok_or_else(|| {
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        format!("pgbench printed no rate: {text}{error}").into()
    })
}

/// pgbench lies beside the server's programs.
fn program() -> std::path::PathBuf {
    let given = std::env::var_os("DOCKET_POSTGRES_BIN").map(std::path::PathBuf::from);
    let usual = ["18", "17", "16", "15"].map(|v| format!("/usr/lib/postgresql/{v}/bin").into());
    let folders = given.into_iter().chain(usual);
    let found = folders
        .map(|folder| folder.join("pgbench"))
        .find(|program| program.exists());
    found.unwrap_or_else(|| "pgbench".into())
}

/// The median time that the disk takes to make a small write durable.
fn flush_time() -> Result<Duration, Failure> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("probe");
    let mut file = std::fs::OpenOptions::new()
        .create_new(true)
        .write(true)
        .mode(0o600)
        .open(path)?;
    let mut times = Vec::new();
    for _ in 0..200 {
        file.write_all(&[0; 8192])?;
        let start = Instant::now();
        file.sync_data()?;
        times.push(start.elapsed());
    }
    times.sort();
    Ok(times[times.len() / 2])
}

const TABLE: &str = "
CREATE TABLE peer (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, data jsonb NOT NULL)";

const INSERT: &str = r#"INSERT INTO peer (data) VALUES ('{"from": "0190a0c0-0000-7000-8000-000000000001", "to": "0190a0c0-0000-7000-8000-000000000002"}');
"#;
