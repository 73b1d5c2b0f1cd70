//! Writers of tables, one for each format.

mod csv;
mod ndjson;
mod parquet;

use crate::table::{Cell, Column};
use crate::{AnalysisError, Format};
use std::io::Write;

/// A table that is being written.
pub(crate) trait Sheet: Send {
    /// One cell for each column, in their order.
    fn row(&mut self, row: &[Cell]) -> Result<(), AnalysisError>;

    /// Writes what is left. Without it the file is not whole.
    fn finish(self: Box<Self>) -> Result<(), AnalysisError>;
}

/// Begins a table.
pub(crate) fn open(
    format: Format,
    columns: Vec<Column>,
    out: Box<dyn Write + Send>,
) -> Result<Box<dyn Sheet>, AnalysisError> {
    Ok(match format {
        Format::Parquet => Box::new(parquet::Parquet::begin(&columns, out)?),
        Format::Csv => Box::new(csv::Csv::begin(&columns, out)?),
        Format::Ndjson | Format::Xes => Box::new(ndjson::Ndjson::begin(columns, out)),
    })
}
