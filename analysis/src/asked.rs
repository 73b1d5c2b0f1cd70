//! What is asked for, and how it is written.

use crate::sheet::{self, Sheet};
use crate::words::{Spelling, Words};
use crate::{AnalysisError, Span, events, histories};
use eventstore::EventStore;
use std::collections::BTreeSet;
use std::io::Write;

/// What a file holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Table {
    /// One row for each event, in the order of the log.
    #[default]
    Events,
    /// One row for each ticket as it was at the end of the span, in the order in which they were
    /// opened.
    Tickets,
    /// One row for each stretch of time in which nothing that lists look at changed, ticket by
    /// ticket.
    Intervals,
}

/// How a file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Parquet,
    Ndjson,
    Csv,
    /// IEEE 1849, for process mining: each ticket is a case. Of events only.
    Xes,
}

/// One file.
#[derive(Clone, Debug)]
pub struct Asked {
    pub table: Table,
    pub format: Format,
    pub span: Span,
    /// Names of events, such as `ticket.assigned`; empty for all. Of events only.
    pub types: Vec<String>,
    /// Statuses, members and other settings by what they are called today instead of by id. XES
    /// always has words.
    pub decode: bool,
}

/// What was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Exported {
    /// Rows; of XES events.
    pub rows: u64,
    /// Of the names asked for, those of which there was no event.
    pub missing: Vec<String>,
}

/// What goes with an export while it is written.
pub(crate) struct Told<'a> {
    pub store: &'a EventStore,
    pub asked: &'a Asked,
    pub spelling: Spelling<'a>,
    /// Nothing after this position is looked at.
    pub last: i64,
    rows: u64,
    names: BTreeSet<String>,
    progress: &'a mut (dyn FnMut(i64, i64) + Send),
}

impl Told<'_> {
    /// Everything up to `position` was looked at.
    pub(crate) fn reached(&mut self, position: i64) {
        (self.progress)(position, self.last);
    }

    /// One more row, about an event of this name.
    pub(crate) fn wrote(&mut self, name: &str) {
        self.rows += 1;
        if !self.asked.types.is_empty() && !self.names.contains(name) {
            self.names.insert(name.to_owned());
        }
    }
}

/// Writes what is asked for, from a log that is read as it is now; what is appended meanwhile is
/// left out. `progress` is told how many positions are done, and of how many.
///
/// What was redacted since is not told. Memory does not grow with the log.
pub async fn export(
    store: &EventStore,
    asked: &Asked,
    out: Box<dyn Write + Send>,
    progress: &mut (dyn FnMut(i64, i64) + Send),
) -> Result<Exported, AnalysisError> {
    check(asked)?;
    let words = Words::read(store).await?;
    let spelling = Spelling {
        words: &words,
        decode: asked.decode || asked.format == Format::Xes,
    };
    let mut told = Told {
        store,
        asked,
        spelling,
        last: asked.span.last(store.head().await?),
        rows: 0,
        names: BTreeSet::new(),
        progress,
    };
    write(&mut told, out).await?;
    let missing = asked.types.iter().filter(|n| !told.names.contains(*n));
    Ok(Exported {
        rows: told.rows,
        missing: missing.cloned().collect(),
    })
}

fn check(asked: &Asked) -> Result<(), AnalysisError> {
    let mut problems: Vec<String> = asked.span.problem().into_iter().collect();
    if asked.table != Table::Events {
        if !asked.types.is_empty() {
            problems.push("--types chooses among events: leave it out of other tables".to_owned());
        }
        if asked.format == Format::Xes {
            problems.push("--format xes holds events: leave --table out".to_owned());
        }
    }
    match problems.is_empty() {
        true => Ok(()),
        false => Err(AnalysisError::Refused(problems)),
    }
}

async fn write(told: &mut Told<'_>, out: Box<dyn Write + Send>) -> Result<(), AnalysisError> {
    if told.asked.format == Format::Xes {
        return histories::write_cases(told, out).await;
    }
    let columns = match told.asked.table {
        Table::Events => events::columns(told.spelling.decode),
        Table::Tickets => histories::ticket_columns(),
        Table::Intervals => histories::interval_columns(),
    };
    let mut sheet: Box<dyn Sheet> = sheet::open(told.asked.format, columns, out)?;
    match told.asked.table {
        Table::Events => events::write(told, &mut *sheet).await?,
        Table::Tickets => histories::write_tickets(told, &mut *sheet).await?,
        Table::Intervals => histories::write_intervals(told, &mut *sheet).await?,
    }
    sheet.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_that_cannot_be_is_told_at_once() {
        let asked = Asked {
            table: Table::Tickets,
            format: Format::Xes,
            span: Span {
                from: "2".parse().ok(),
                to: "1".parse().ok(),
            },
            types: vec!["ticket.created".to_owned()],
            decode: false,
        };
        let told = check(&asked).unwrap_err().to_string();
        for option in ["--from", "--types", "--format"] {
            assert!(told.contains(option), "{option}: {told}");
        }
        let events = Asked {
            table: Table::Events,
            span: Span::default(),
            ..asked
        };
        assert!(check(&events).is_ok());
    }
}
