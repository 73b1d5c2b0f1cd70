//! `docket events`: takes the log out for analysts.

use std::{
    fs::File,
    io::{self, Write},
    path::{Path, PathBuf},
};

use analysis::{AnalysisError, Asked, Exported, Format, Moment, Span, Table, export};
use clap::{Args, Subcommand, ValueEnum};

use super::{CliError, projections::progress_bar};
use crate::{config::Config, serve};

/// What can be done with the log.
#[derive(Clone, Debug, Subcommand)]
pub enum EventsCommand {
    /// Write events, tickets or their intervals to a file, or an event log for process mining
    Export(Export),
}

/// A file to write.
#[derive(Clone, Debug, Args)]
pub struct Export {
    #[arg(long, value_enum)]
    format: FormatName,
    /// What the rows are
    #[arg(long, value_enum, default_value_t)]
    table: TableName,
    /// The first moment: a position, a day (its first moment in UTC) or a time [default: the beginning]
    #[arg(long, value_name = "MOMENT")]
    from: Option<Moment>,
    /// The last moment; tickets are written as they were then [default: now]
    #[arg(long, value_name = "MOMENT")]
    to: Option<Moment>,
    /// Only events of these names, separated by commas, such as ticket.created
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    types: Vec<String>,
    /// What statuses, members, departments and fields are called, instead of their ids
    #[arg(long)]
    decode: bool,
    /// Where to write; what stands there is replaced once all is written [default: standard output]
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum FormatName {
    /// Columns, compressed: for DuckDB, pandas, Spark
    Parquet,
    /// A JSON object per line
    Ndjson,
    Csv,
    /// Cases for process mining; a ticket is one
    Xes,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum TableName {
    /// One row per event
    #[default]
    Events,
    /// One row per ticket
    Tickets,
    /// One row per stretch of time in which nothing that lists look at changed
    Intervals,
}

pub(super) async fn run(config: &Config, command: EventsCommand) -> Result<(), CliError> {
    let EventsCommand::Export(wanted) = command;
    serve::migrate(config).await?;
    let store = serve::store(config).await?;
    let bar = progress_bar("events");
    let mut progress = |done: i64, all: i64| {
        bar.set_length(all.unsigned_abs());
        bar.set_position(done.unsigned_abs());
    };
    let asked = wanted.asked();
    let outcome = match &wanted.output {
        Some(path) => to_file(&store, &asked, path, &mut progress).await,
        None => export(&store, &asked, Box::new(io::stdout()), &mut progress).await,
    };
    bar.finish_and_clear();
    store.stop().await;
    match outcome {
        Ok(exported) => tell(&exported, wanted.output.as_deref()),
        // it has all that it wanted
        Err(error) if error.is_reader_gone() && wanted.output.is_none() => {}
        Err(error) => return Err(error.into()),
    }
    Ok(())
}

/// Under another name until it is whole.
async fn to_file(
    store: &eventstore::EventStore,
    asked: &Asked,
    path: &Path,
    progress: &mut (dyn FnMut(i64, i64) + Send),
) -> Result<Exported, AnalysisError> {
    let draft = Draft::beside(path);
    let file = File::create(&draft.0)?;
    let out: Box<dyn Write + Send> = Box::new(file.try_clone()?);
    let exported = export(store, asked, out, progress).await?;
    file.sync_all()?;
    std::fs::rename(&draft.0, path)?;
    Ok(exported)
}

fn tell(exported: &Exported, path: Option<&Path>) {
    for name in &exported.missing {
        eprintln!(
            "there is no event {name} in this span; `--types` names events as docs/events.md does"
        );
    }
    if let Some(path) = path {
        eprintln!("{}: {} rows", path.display(), exported.rows);
    }
}

/// A file that is removed unless it was renamed.
struct Draft(PathBuf);

impl Draft {
    fn beside(path: &Path) -> Self {
        let mut name = path.as_os_str().to_owned();
        name.push(format!(".{}.part", std::process::id()));
        Self(name.into())
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0); // where it was renamed there is none
    }
}

impl Export {
    fn asked(&self) -> Asked {
        Asked {
            table: match self.table {
                TableName::Events => Table::Events,
                TableName::Tickets => Table::Tickets,
                TableName::Intervals => Table::Intervals,
            },
            format: match self.format {
                FormatName::Parquet => Format::Parquet,
                FormatName::Ndjson => Format::Ndjson,
                FormatName::Csv => Format::Csv,
                FormatName::Xes => Format::Xes,
            },
            span: Span {
                from: self.from,
                to: self.to,
            },
            types: self.types.clone(),
            decode: self.decode,
        }
    }
}
