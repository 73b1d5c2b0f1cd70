//! Imports the history of another system from a CSV event log.
//!
//! Everything is read, checked and decided before the first write. What was imported before is
//! recognised line by line, so that a run may be repeated, also after a crash or with a longer file.

mod bad_lines;
mod clock;
mod column;
mod decide;
mod fields;
mod line;
mod mapping;
mod people;
mod plan;
mod rehearsal;
mod report;
mod settings;
mod state;
mod table;
mod template;
mod write;

use std::{path::PathBuf, time::Instant};

use eventstore::{EventStore, StoreError};

pub(crate) use self::state::catalog;
pub use self::{
    bad_lines::BadLines,
    report::{Done, ImportReport, Made},
};
use self::{
    line::Lines, mapping::Mapping, plan::Plan, rehearsal::Rehearsal, settings::Wanted,
    state::State, table::Table, write::Writer,
};

/// What to import, and how to read it.
#[derive(Clone, Debug)]
pub struct ImportOptions {
    /// The CSV file; its first line names the columns.
    pub file: PathBuf,
    /// What its columns and activities mean; see `docs/import.md`.
    pub mapping: PathBuf,
    /// Read, check and decide everything, write nothing.
    pub dry_run: bool,
}

/// Why nothing, or not everything, was imported. Only after [`ImportError::Stopped`] may lines have been written.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    #[error("mapping {}: {detail}", file.display())]
    Mapping { file: PathBuf, detail: String },

    #[error("cannot read {}: {detail}", file.display())]
    File { file: PathBuf, detail: String },

    #[error("{}: {lines}", file.display())]
    BadLines { file: PathBuf, lines: BadLines },

    #[error("{0}; nothing was imported")]
    Store(#[from] StoreError),

    #[error(
        "the import stopped after {done} of {total} lines: {reason}; run it again to go on from there"
    )]
    Stopped {
        done: u64,
        total: u64,
        reason: String,
    },
}

/// Imports the file; `progress` is told lines done and lines in all.
///
/// The log's tables must be there. Several imports may run at once: each line is recorded once.
pub async fn import(
    store: &EventStore,
    options: &ImportOptions,
    progress: &(dyn Fn(u64, u64) + Sync),
) -> Result<ImportReport, ImportError> {
    let started = Instant::now();
    let mapping = Mapping::load(&options.mapping)?;
    let table = Table::read(&options.file, mapping.delimiter)?;
    let plan = Plan::new(&mapping, &table.header).map_err(|detail| ImportError::Mapping {
        file: options.mapping.clone(),
        detail,
    })?;
    let mut report = import_lines(store, options, &plan, &table, progress).await?;
    report.seconds = started.elapsed().as_secs_f64();
    Ok(report)
}

async fn import_lines(
    store: &EventStore,
    options: &ImportOptions,
    plan: &Plan<'_>,
    table: &Table,
    progress: &(dyn Fn(u64, u64) + Sync),
) -> Result<ImportReport, ImportError> {
    let lines = Lines::new(plan, table);
    let mut state = State::load(store, &lines).await?;
    fields::check(plan, &state.catalog).map_err(|detail| ImportError::Mapping {
        file: options.mapping.clone(),
        detail,
    })?;
    let pending = state.pending(&lines);
    let wanted = Wanted::new(plan, table, &pending, &state.catalog);
    state.look_up(store, &wanted.people()).await?;
    let missing = wanted.missing(&mut state);
    let rehearsal = Rehearsal::run(plan, table, &pending, &state);
    BadLines::none_of(
        [
            table.bad(),
            lines.bad(),
            wanted.bad(),
            missing.bad(),
            rehearsal.bad(),
        ],
        &options.file,
    )?;
    let skipped = (lines.all.len() - pending.len()) as u64;
    let mut report = ImportReport {
        file: options.file.clone(),
        dry_run: options.dry_run,
        lines: lines.all.len() as u64,
        made: missing.made(),
        done: rehearsal.done,
        seconds: 0.0,
    };
    if !options.dry_run {
        let writer = Writer {
            store,
            plan,
            table,
            pending: &pending,
            progress,
        };
        report.made = writer.make(&mut state, &wanted, missing).await?;
        report.done = writer.write(&mut state).await?;
    }
    report.done.skipped += skipped;
    Ok(report)
}
