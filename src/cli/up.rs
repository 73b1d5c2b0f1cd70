//! `docket up` and `docket serve`: run until a signal, then stop in order.

use std::time::Duration;

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use tokio_util::sync::CancellationToken;
use tracing::{debug, info, warn};

use super::{CliError, servers, signals::stop_on_signal};
use crate::{
    config::{Config, ConfigError},
    doctor::files_needed,
    embedded::{Embedded, free_port},
    serve::{self, FirstRunNotice},
};

/// What docket's own parts get of the ten seconds in which everything has stopped.
const DRAIN: Duration = Duration::from_secs(4);

pub(super) async fn up(mut config: Config) -> Result<(), CliError> {
    let stop = stop_on_signal()?;
    if config.http.listen.port() == 0 {
        config.http.listen.set_port(free_port()?);
    }
    let given = servers::given(&config);
    let embedded = tokio::select! {
        started = Embedded::start_missing(&config.data_dir.0, given) => started?,
        () = stop.cancelled() => return Ok(()),
    };
    let config = config.with_servers(embedded.database_url(), embedded.nats_url());
    let first_run = embedded.first_start().then(|| FirstRunNotice {
        data_dir: embedded.data_dir().to_owned(),
    });
    let outcome = match embedded.set_listen(config.http.listen) {
        Ok(()) => run_parts(&config, first_run, stop).await,
        Err(error) => Err(error.into()),
    };
    embedded.stop().await;
    info!("stopped");
    outcome
}

pub(super) async fn serve(config: Config) -> Result<(), CliError> {
    require(config.database.url(), "DOCKET_DATABASE_URL")?;
    require(config.nats.url(), "DOCKET_NATS_URL")?;
    let stop = stop_on_signal()?;
    run_parts(&config, None, stop).await
}

fn require(value: Option<&str>, needed: &'static str) -> Result<(), ConfigError> {
    let remedy = "`docket serve` needs it; `docket up` brings its own servers";
    value
        .map(drop)
        .ok_or(ConfigError::Missing { needed, remedy })
}

async fn run_parts(
    config: &Config,
    first_run: Option<FirstRunNotice>,
    stop: CancellationToken,
) -> Result<(), CliError> {
    raise_file_limit(config.http.connections);
    show(config);
    let overdue = async {
        stop.cancelled().await;
        tokio::time::sleep(DRAIN).await;
    };
    tokio::select! {
        outcome = serve::serve(config, first_run, stop.clone()) => Ok(outcome?),
        () = overdue => {
            warn!("what is still open after {DRAIN:?} is cut off");
            Ok(())
        }
    }
}

fn show(config: &Config) {
    let values: Vec<String> = config
        .effective()
        .into_iter()
        .map(|(name, value)| format!("{name}=\"{value}\""))
        .collect();
    let version = env!("CARGO_PKG_VERSION");
    info!("docket {version} starts with {}", values.join(" "));
}

/// Each client is a file; when they run out, accepting fails over and over.
fn raise_file_limit(connections: usize) {
    let limit = getrlimit(Resource::Nofile);
    let raised = Rlimit {
        current: limit.maximum,
        maximum: limit.maximum,
    };
    if let Err(error) = setrlimit(Resource::Nofile, raised) {
        debug!("the limit of open files stays as it is: {error}");
    }
    let (limit, needed) = (limit.maximum.unwrap_or(u64::MAX), files_needed(connections));
    if limit < needed {
        warn!("{limit} open files are too few for {connections} connections: allow {needed}");
    }
}
