//! Checks of NATS: the program for a private one, or the servers that are configured.

use std::{path::Path, time::Duration};

use super::Finding;
use crate::{config::Nats, embedded};

/// The program for a private server.
pub(super) fn installed(data_dir: &Path) -> Finding {
    let found = embedded::nats_program(data_dir).map_err(|error| error.to_string())?;
    let version = embedded::version_text(found.version);
    Ok(format!("{version}, {}", found.path.display()))
}

/// Version and JetStream of the configured servers.
pub(super) async fn reachable(nats: &Nats) -> Finding {
    let servers = nats.servers().map_err(|error| error.to_string())?;
    let client = nats
        .options()
        .connection_timeout(Duration::from_secs(5))
        .connect(servers)
        .await
        .map_err(|error| {
            format!("does not answer: {error}; check DOCKET_NATS_URL, and that nats-server runs")
        })?;
    let version = client.server_info().version;
    if embedded::parse_version(&version).is_none_or(|version| version < (2, 10)) {
        return Err(format!(
            "is version {version}; install nats-server 2.10 or newer"
        ));
    }
    async_nats::jetstream::new(client)
        .query_account()
        .await
        .map_err(|error| {
            format!("JetStream does not answer: {error}; start nats-server with -js, and allow it for this account")
        })?;
    Ok(format!("{version}, reachable, with JetStream"))
}
