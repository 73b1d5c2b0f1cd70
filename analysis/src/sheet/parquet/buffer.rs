//! The values of one column that wait for their row group.

use crate::table::{Cell, Kind};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::writer::SerializedColumnWriter;

/// Values with their levels, as Dremel has them: what is missing has a level and no value.
pub(super) struct Buffer {
    values: Values,
    /// 1 for a value, 0 for none.
    defined: Vec<i16>,
    /// Of a list: 0 where a row begins, 1 for what goes on.
    repeated: Vec<i16>,
}

enum Values {
    Truths(Vec<bool>),
    Wholes(Vec<i64>),
    Texts(Vec<ByteArray>),
}

impl Buffer {
    pub(super) fn new(kind: Kind) -> Self {
        let values = match kind {
            Kind::Truth => Values::Truths(Vec::new()),
            Kind::Whole | Kind::Moment => Values::Wholes(Vec::new()),
            Kind::Text | Kind::Json | Kind::Texts => Values::Texts(Vec::new()),
        };
        Self {
            values,
            defined: Vec::new(),
            repeated: Vec::new(),
        }
    }

    /// Adds a row's cell; how many bytes it takes. One of another kind than the column is nothing.
    pub(super) fn add(&mut self, cell: &Cell) -> usize {
        match (&mut self.values, cell) {
            (Values::Truths(truths), Cell::Truth(truth)) => truths.push(*truth),
            (Values::Wholes(wholes), Cell::Whole(whole)) => wholes.push(*whole),
            (Values::Wholes(wholes), Cell::Moment(at)) => wholes.push(at.as_microsecond()),
            (Values::Texts(texts), Cell::Text(text)) => texts.push(text.as_str().into()),
            (Values::Texts(values), Cell::Texts(texts)) if !texts.is_empty() => {
                values.extend(texts.iter().map(|text| text.as_str().into()));
                return self.list(texts);
            }
            _ => {
                self.level(0, 0);
                return 4;
            }
        }
        self.level(1, 0);
        match cell {
            Cell::Text(text) => text.len() + 36,
            _ => 12,
        }
    }

    fn list(&mut self, texts: &[String]) -> usize {
        for at in 0..texts.len() {
            self.level(1, i16::from(at > 0));
        }
        texts.iter().map(|text| text.len() + 36).sum()
    }

    fn level(&mut self, defined: i16, repeated: i16) {
        self.defined.push(defined);
        self.repeated.push(repeated);
    }

    /// Writes everything that waits.
    pub(super) fn write(
        &mut self,
        column: &mut SerializedColumnWriter<'_>,
    ) -> Result<(), ParquetError> {
        let (defined, repeated) = (Some(&*self.defined), Some(&*self.repeated));
        match &mut self.values {
            Values::Truths(values) => {
                let typed = column.typed::<BoolType>();
                typed.write_batch(values, defined, repeated)?;
                values.clear();
            }
            Values::Wholes(values) => {
                let typed = column.typed::<Int64Type>();
                typed.write_batch(values, defined, repeated)?;
                values.clear();
            }
            Values::Texts(values) => {
                let typed = column.typed::<ByteArrayType>();
                typed.write_batch(values, defined, repeated)?;
                values.clear();
            }
        }
        self.defined.clear();
        self.repeated.clear();
        Ok(())
    }
}
