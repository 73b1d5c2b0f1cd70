//! How a command other than `up` finds Postgres and NATS.

use super::{CliError, signals};
use crate::{
    config::{Config, ConfigError},
    embedded::{Embedded, Given},
};

/// Runs `command` with the servers of the configuration; else with those of the instance that runs on the
/// data directory; else with the directory's own, started for as long as the command takes.
///
/// A signal ends the command, and the servers that were started for it.
pub(super) async fn with_servers(
    config: Config,
    command: impl AsyncFnOnce(&Config) -> Result<(), CliError>,
) -> Result<(), CliError> {
    let given = given(&config);
    let reachable = given.database_url.is_some()
        || Embedded::running(&config.data_dir.0).is_some()
        || Embedded::exists(&config.data_dir.0);
    if !reachable {
        return Err(nothing_there().into());
    }
    with_servers_or_new(config, command).await
}

/// The same; where there are none yet, the directory gets servers of its own, as by `docket up`.
pub(super) async fn with_servers_or_new(
    config: Config,
    command: impl AsyncFnOnce(&Config) -> Result<(), CliError>,
) -> Result<(), CliError> {
    let stop = signals::stop_on_signal()?;
    let (config, started) = tokio::select! {
        reached = reach(config) => reached?,
        () = stop.cancelled() => return Err(CliError::Interrupted),
    };
    let outcome = tokio::select! {
        outcome = command(&config) => outcome,
        () = stop.cancelled() => Err(CliError::Interrupted),
    };
    if let Some(embedded) = started {
        embedded.stop().await;
    }
    outcome
}

async fn reach(config: Config) -> Result<(Config, Option<Embedded>), CliError> {
    let given = given(&config);
    if given.database_url.is_some() && given.nats_url.is_some() {
        return Ok((config, None));
    }
    let data_dir = config.data_dir.0.clone();
    if let Some(running) = Embedded::running(&data_dir) {
        let database_url = given.database_url.unwrap_or(running.database_url);
        let nats_url = given.nats_url.unwrap_or(running.nats_url);
        return Ok((config.with_servers(&database_url, &nats_url), None));
    }
    let embedded = Embedded::start_missing(&data_dir, given).await?;
    let config = config.with_servers(embedded.database_url(), embedded.nats_url());
    Ok((config, Some(embedded)))
}

/// What the configuration names.
pub(super) fn given(config: &Config) -> Given {
    Given {
        database_url: config.database.url().map(str::to_owned),
        nats_url: config.nats.url().map(str::to_owned),
    }
}

fn nothing_there() -> ConfigError {
    ConfigError::Missing {
        needed: "DOCKET_DATABASE_URL",
        remedy: "set it, or name the directory of a `docket up` with --data-dir",
    }
}
