//! One JSON object per line.

use super::Sheet;
use crate::AnalysisError;
use crate::table::{Cell, Column, Kind};
use serde_json::Value;
use std::io::{BufWriter, Write};

/// Lines of JSON.
pub(super) struct Ndjson {
    columns: Vec<Column>,
    out: BufWriter<Box<dyn Write + Send>>,
}

impl Ndjson {
    pub(super) fn begin(columns: Vec<Column>, out: Box<dyn Write + Send>) -> Self {
        Self {
            columns,
            out: BufWriter::new(out),
        }
    }
}

impl Sheet for Ndjson {
    fn row(&mut self, row: &[Cell]) -> Result<(), AnalysisError> {
        for (at, (column, cell)) in self.columns.iter().zip(row).enumerate() {
            let before = if at == 0 { '{' } else { ',' };
            write!(self.out, "{before}\"{}\":", column.name)?;
            match cell {
                // what is stored is JSON already, and spelled on one line
                Cell::Text(json) if column.kind == Kind::Json => write!(self.out, "{json}")?,
                cell => write!(self.out, "{}", value(cell))?,
            }
        }
        Ok(self.out.write_all(b"}\n")?)
    }

    fn finish(mut self: Box<Self>) -> Result<(), AnalysisError> {
        Ok(self.out.flush()?)
    }
}

fn value(cell: &Cell) -> Value {
    match cell {
        Cell::Nothing => Value::Null,
        Cell::Truth(truth) => (*truth).into(),
        Cell::Whole(number) => (*number).into(),
        Cell::Moment(moment) => moment.to_string().into(),
        Cell::Text(text) => text.as_str().into(),
        Cell::Texts(texts) => texts.as_slice().into(),
    }
}
