//! `docket doctor`: checks everything that docket needs and says what to do.

mod machine;
mod nats;
mod postgres;

pub use machine::files_needed;

use crate::{
    cli::{CliError, say},
    config::Config,
    embedded::{Embedded, Running},
};

/// What was found, or what is wrong and what to do about it.
type Finding = Result<String, String>;

/// Prints one line per check; fails when one found a problem.
pub async fn run(config: &Config) -> Result<(), CliError> {
    let running = Embedded::running(&config.data_dir.0);
    let findings = examine(config, running.as_ref()).await;
    for (subject, finding) in &findings {
        match finding {
            Ok(text) => say(format!("ok       {subject:<12} {text}")),
            Err(text) => say(format!("problem  {subject:<12} {text}")),
        }?;
    }
    match findings
        .iter()
        .filter(|(_, finding)| finding.is_err())
        .count()
    {
        0 => Ok(()),
        problems => Err(CliError::Unwell(problems)),
    }
}

async fn examine(config: &Config, running: Option<&Running>) -> Vec<(&'static str, Finding)> {
    let data_dir = &config.data_dir.0;
    let database_url = config
        .database
        .url()
        .or(running.map(|running| running.database_url.as_str()));
    let nats = match (config.nats.url(), running) {
        (None, Some(running)) => {
            config
                .clone()
                .with_servers(&running.database_url, &running.nats_url)
                .nats
        }
        _ => config.nats.clone(),
    };
    let mut findings = match database_url {
        Some(url) => postgres::reachable(url).await,
        None => vec![("postgres", postgres::installed(data_dir))],
    };
    findings.push(match nats.url() {
        Some(_) => ("nats", nats::reachable(&nats).await),
        None => ("nats", nats::installed(data_dir)),
    });
    findings.extend([
        ("data dir", machine::data_dir(data_dir, running)),
        ("port", machine::port(config.http.listen, running)),
        ("disk", machine::disk(data_dir)),
        ("open files", machine::open_files(config.http.connections)),
    ]);
    findings
}
