//! How a command other than `up` finds Postgres and NATS.

use crate::{
    cli::CliError,
    config::{Config, ConfigError},
    embedded::{Embedded, Given},
};

/// What must be given back when the command is done.
#[derive(Debug)]
pub(super) struct Servers(Option<Embedded>);

impl Servers {
    pub async fn release(self) {
        if let Some(embedded) = self.0 {
            embedded.stop().await;
        }
    }
}

/// Those of the configuration; else those of the instance that runs on the data directory; else the
/// directory's own, started for as long as the command takes.
pub(super) async fn reach(config: Config) -> Result<(Config, Servers), CliError> {
    let given = given(&config);
    if let (Some(_), Some(_)) = (&given.database_url, &given.nats_url) {
        return Ok((config, Servers(None)));
    }
    let data_dir = config.data_dir.0.clone();
    if let Some(running) = Embedded::running(&data_dir) {
        let database_url = given.database_url.unwrap_or(running.database_url);
        let nats_url = given.nats_url.unwrap_or(running.nats_url);
        return Ok((config.with_servers(&database_url, &nats_url), Servers(None)));
    }
    if given.database_url.is_none() && !Embedded::exists(&data_dir) {
        return Err(nothing_there().into());
    }
    let embedded = Embedded::start_missing(&data_dir, given).await?;
    let config = config.with_servers(embedded.database_url(), embedded.nats_url());
    Ok((config, Servers(Some(embedded))))
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
