//! Checks of the machine: data directory, port, disk and limits.

use std::{
    net::{SocketAddr, TcpListener},
    path::{Path, PathBuf},
};

use rustix::process::{Resource, getrlimit};

use super::Finding;
use crate::embedded::Running;

const LEAST_FREE: u64 = 1024 * MIB;
const MIB: u64 = 1024 * 1024;
/// Of files, log and databases, beside one for each connection.
const OTHER_FILES: u64 = 512;

pub(super) fn data_dir(data_dir: &Path, running: Option<&Running>) -> Finding {
    if let Some(running) = running {
        return Ok(format!(
            "{} is in use by docket, process {}",
            data_dir.display(),
            running.pid
        ));
    }
    let place = nearest(data_dir);
    tempfile_in(&place).map_err(|error| {
        format!(
            "cannot write to {}: {error}; choose another with --data-dir, or change its owner",
            place.display()
        )
    })?;
    Ok(format!("{} can be written", data_dir.display()))
}

pub(super) fn port(listen: SocketAddr, running: Option<&Running>) -> Finding {
    if running.is_some_and(|running| running.listen == Some(listen)) {
        return Ok(format!("{listen} is answered by the docket that runs"));
    }
    match TcpListener::bind(listen) {
        Ok(_) => Ok(format!("{listen} is free")),
        Err(error) => Err(format!(
            "cannot listen on {listen}: {error}; choose another with --listen"
        )),
    }
}

pub(super) fn disk(data_dir: &Path) -> Finding {
    let place = nearest(data_dir);
    let status = rustix::fs::statvfs(&place)
        .map_err(|error| format!("cannot ask about {}: {error}", place.display()))?;
    let free = status.f_bavail.saturating_mul(status.f_frsize);
    let text = format!("{} MiB free at {}", free / MIB, place.display());
    match free >= LEAST_FREE {
        true => Ok(text),
        false => Err(format!(
            "{text}; make room for at least {} MiB",
            LEAST_FREE / MIB
        )),
    }
}

/// File descriptors for so many connections and everything else.
pub fn files_needed(connections: usize) -> u64 {
    u64::try_from(connections)
        .unwrap_or(u64::MAX)
        .saturating_add(OTHER_FILES)
}

/// The hard limit counts, as docket raises its own to it.
pub(super) fn open_files(connections: usize) -> Finding {
    let needed = files_needed(connections);
    match getrlimit(Resource::Nofile).maximum {
        None => Ok("no limit".to_owned()),
        Some(limit) if limit >= needed => Ok(format!("at most {limit}")),
        Some(limit) => Err(format!(
            "at most {limit}; allow {needed} or more with `ulimit -n` or LimitNOFILE, or lower \
            DOCKET_CONNECTIONS"
        )),
    }
}

/// The directory itself, or the closest one above it that exists.
fn nearest(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let found = path.ancestors().find(|folder| folder.is_dir());
    found.unwrap_or(Path::new("/")).to_owned()
}

fn tempfile_in(folder: &Path) -> std::io::Result<()> {
    let probe = folder.join(format!(".docket-probe-{}", std::process::id()));
    std::fs::write(&probe, b"")?;
    std::fs::remove_file(probe)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_that_is_taken_is_a_problem_with_a_remedy() {
        let taken = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = taken.local_addr().unwrap();
        let problem = port(address, None).unwrap_err();
        assert!(problem.contains("--listen"), "{problem}");
        drop(taken);
        assert!(port(address, None).is_ok());
    }

    #[test]
    fn a_data_directory_that_is_not_there_yet_is_judged_by_the_one_above() {
        let folder = tempfile::tempdir().unwrap();
        assert!(data_dir(&folder.path().join("a/b"), None).is_ok());
        assert!(disk(&folder.path().join("a/b")).is_ok());
    }
}
