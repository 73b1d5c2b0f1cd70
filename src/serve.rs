//! Composition: builds the parts that the roles name and runs them until told to stop.

use std::path::PathBuf;

use tokio_util::sync::CancellationToken;

use crate::config::Config;

/// This start made the data directory, so that there is something to tell the person in front of it.
#[derive(Clone, Debug)]
pub struct FirstRunNotice {
    pub data_dir: PathBuf,
}

/// Why the parts could not run.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    #[error("not built yet")]
    NotBuilt,
}

/// Runs the roles of `config` until `stop`.
pub async fn serve(
    _config: &Config,
    _first_run: Option<FirstRunNotice>,
    stop: CancellationToken,
) -> Result<(), ServeError> {
    stop.cancelled().await;
    Ok(())
}

/// Brings the schemas of the database up to date.
pub async fn migrate(_config: &Config) -> Result<(), ServeError> {
    Ok(())
}
