//! Connections to the tables of automation.

use deadpool_postgres::{Manager, ManagerConfig, Pool, RecyclingMethod, Runtime};
use eventstore::StoreError;
use std::time::Duration;
use tokio_postgres::NoTls;

/// One worker asks one thing at a time; another process may do so meanwhile.
const CONNECTIONS: usize = 2;
const PATIENCE: Duration = Duration::from_secs(10);

/// Connections that Postgres knows by this name. Fails when `url` is no URL.
pub(crate) fn connect(url: &str, name: &str) -> Result<Pool, StoreError> {
    let mut config: tokio_postgres::Config = url.parse()?;
    config.application_name(name);
    let recycling = ManagerConfig {
        recycling_method: RecyclingMethod::Fast,
    };
    Pool::builder(Manager::from_config(config, NoTls, recycling))
        .max_size(CONNECTIONS)
        .runtime(Runtime::Tokio1)
        .wait_timeout(Some(PATIENCE))
        .create_timeout(Some(PATIENCE))
        .build()
        .map_err(|error| StoreError::Unavailable(error.to_string()))
}
