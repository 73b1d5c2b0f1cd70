//! CSV as RFC 4180 has it, in UTF-8, every letter as it was written.

use super::Sheet;
use crate::AnalysisError;
use crate::table::{Cell, Column};
use std::io::Write;

/// A table with its head.
pub(super) struct Csv(csv::Writer<Box<dyn Write + Send>>);

impl Csv {
    pub(super) fn begin(
        columns: &[Column],
        out: Box<dyn Write + Send>,
    ) -> Result<Self, AnalysisError> {
        let mut writer = csv::Writer::from_writer(out);
        writer.write_record(columns.iter().map(|column| column.name))?;
        Ok(Self(writer))
    }
}

impl Sheet for Csv {
    fn row(&mut self, row: &[Cell]) -> Result<(), AnalysisError> {
        Ok(self.0.write_record(row.iter().map(spelled))?)
    }

    fn finish(mut self: Box<Self>) -> Result<(), AnalysisError> {
        Ok(self.0.flush()?)
    }
}

fn spelled(cell: &Cell) -> String {
    match cell {
        Cell::Nothing => String::new(),
        Cell::Truth(truth) => truth.to_string(),
        Cell::Whole(number) => number.to_string(),
        Cell::Moment(moment) => moment.to_string(),
        Cell::Text(text) => text.clone(),
        Cell::Texts(texts) => serde_json::Value::from(texts.as_slice()).to_string(),
    }
}
