//! `docket projections`: looks after the read models.

use std::collections::BTreeSet;

use eventstore::EventStore;
use indicatif::{ProgressBar, ProgressStyle};
use projections::{ReadModels, Runner};

use super::{CliError, ProjectionsCommand, say};
use crate::{config::Config, serve};

pub(super) async fn run(config: &Config, command: ProjectionsCommand) -> Result<(), CliError> {
    serve::migrate(config).await?;
    let store = serve::store(config).await?;
    let read = serve::read_models(config).await?;
    let outcome = match command {
        ProjectionsCommand::List => list(&store, &read).await,
        ProjectionsCommand::Rebuild { name } => rebuild(&store, &read, &name).await,
        ProjectionsCommand::Retry => retry(&store, &read).await,
    };
    store.stop().await;
    outcome
}

async fn list(store: &EventStore, read: &ReadModels) -> Result<(), CliError> {
    let head = store.head().await?;
    say(format_args!(
        "{:<24} {:>7} {:<10} {:>12} {:>10} {:>7}",
        "name", "version", "state", "position", "behind", "parked"
    ))?;
    for build in read.projections().await? {
        say(format_args!(
            "{:<24} {:>7} {:<10} {:>12} {:>10} {:>7}",
            build.name,
            build.version,
            build.state.as_str(),
            build.position,
            (head - build.position).max(0),
            build.parked,
        ))?;
    }
    for event in read.parked(None).await? {
        say(format_args!(
            "parked in {}: {} at {} of stream {}, tried {} times: {}",
            event.projection,
            event.name,
            event.position,
            event.stream_id,
            event.attempts,
            event.error,
        ))?;
    }
    Ok(())
}

async fn rebuild(store: &EventStore, read: &ReadModels, name: &str) -> Result<(), CliError> {
    let bar = progress_bar("events");
    let shown = bar.clone();
    let progress = move |done: i64, all: i64| {
        shown.set_length(all.unsigned_abs());
        shown.set_position(done.unsigned_abs());
    };
    Runner::rebuild(store, read, name, progress).await?;
    bar.finish_and_clear();
    say(format_args!("{name} was built anew and serves"))
}

async fn retry(store: &EventStore, read: &ReadModels) -> Result<(), CliError> {
    let parked = read.parked(None).await?;
    let names: BTreeSet<String> = parked.into_iter().map(|event| event.projection).collect();
    if names.is_empty() {
        say("nothing is parked")?;
    }
    for name in names {
        let applied = Runner::retry_parked(store, read, &name).await?;
        say(format_args!("{name}: {applied} applied"))?;
    }
    Ok(())
}

/// Shown on a terminal only.
pub(super) fn progress_bar(unit: &'static str) -> ProgressBar {
    let look =
        format!("{{wide_bar}} {{human_pos}} of {{human_len}} {unit}, {{per_sec}}, {{eta}} left");
    let style =
        ProgressStyle::with_template(&look).unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(0).with_style(style)
}
