//! Parquet: row group by row group, so that only one of them is in memory.

mod buffer;

use super::Sheet;
use crate::AnalysisError;
use crate::table::{Cell, Column, Kind};
use buffer::Buffer;
use parquet::basic::{Compression, LogicalType, Repetition, TimeUnit, Type as Physical};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::{Type, TypePtr};
use std::io::Write;
use std::sync::Arc;

/// A row group is written when it has so many rows, or takes so many bytes.
const ROWS: usize = 100_000;
const BYTES: usize = 16 * 1024 * 1024;

/// A file, and the rows that wait for their group to be full.
pub(super) struct Parquet {
    writer: SerializedFileWriter<Box<dyn Write + Send>>,
    waiting: Vec<Buffer>,
    rows: usize,
    bytes: usize,
}

impl Parquet {
    pub(super) fn begin(
        columns: &[Column],
        out: Box<dyn Write + Send>,
    ) -> Result<Self, AnalysisError> {
        let fields: Result<_, _> = columns.iter().map(field).collect();
        let schema = Type::group_type_builder("docket").with_fields(fields?);
        let properties = WriterProperties::builder().set_compression(Compression::SNAPPY);
        let schema = Arc::new(schema.build()?);
        let writer = SerializedFileWriter::new(out, schema, Arc::new(properties.build()))?;
        Ok(Self {
            writer,
            waiting: columns.iter().map(|c| Buffer::new(c.kind)).collect(),
            rows: 0,
            bytes: 0,
        })
    }

    fn write_group(&mut self) -> Result<(), AnalysisError> {
        let mut group = self.writer.next_row_group()?;
        for buffer in &mut self.waiting {
            if let Some(mut column) = group.next_column()? {
                buffer.write(&mut column)?;
                column.close()?;
            }
        }
        group.close()?;
        (self.rows, self.bytes) = (0, 0);
        Ok(())
    }
}

impl Sheet for Parquet {
    fn row(&mut self, row: &[Cell]) -> Result<(), AnalysisError> {
        for (buffer, cell) in self.waiting.iter_mut().zip(row) {
            self.bytes += buffer.add(cell);
        }
        self.rows += 1;
        match self.rows >= ROWS || self.bytes >= BYTES {
            true => self.write_group(),
            false => Ok(()),
        }
    }

    fn finish(mut self: Box<Self>) -> Result<(), AnalysisError> {
        if self.rows > 0 {
            self.write_group()?;
        }
        self.writer.finish()?;
        Ok(self.writer.inner_mut().flush()?)
    }
}

fn field(column: &Column) -> Result<TypePtr, ParquetError> {
    match column.kind {
        Kind::Truth => primitive(column.name, Physical::BOOLEAN, None),
        Kind::Whole => primitive(column.name, Physical::INT64, None),
        Kind::Moment => primitive(column.name, Physical::INT64, Some(moment())),
        Kind::Text | Kind::Json => primitive(column.name, Physical::BYTE_ARRAY, Some(TEXT)),
        Kind::Texts => list(column.name),
    }
}

fn primitive(
    name: &str,
    of: Physical,
    logical: Option<LogicalType>,
) -> Result<TypePtr, ParquetError> {
    let built = Type::primitive_type_builder(name, of)
        .with_repetition(Repetition::OPTIONAL)
        .with_logical_type(logical);
    built.build().map(Arc::new)
}

/// A list that is never missing, of texts that are never missing.
fn list(name: &str) -> Result<TypePtr, ParquetError> {
    let element = Type::primitive_type_builder("element", Physical::BYTE_ARRAY)
        .with_repetition(Repetition::REQUIRED)
        .with_logical_type(Some(TEXT));
    let list = Type::group_type_builder("list")
        .with_repetition(Repetition::REPEATED)
        .with_fields(vec![Arc::new(element.build()?)]);
    let outer = Type::group_type_builder(name)
        .with_repetition(Repetition::REQUIRED)
        .with_logical_type(Some(LogicalType::List))
        .with_fields(vec![Arc::new(list.build()?)]);
    outer.build().map(Arc::new)
}

/// In UTC.
fn moment() -> LogicalType {
    LogicalType::timestamp(true, TimeUnit::MICROS)
}

const TEXT: LogicalType = LogicalType::String;
