//! Why a file for analysts was not written, or not all of it.

use domain::DecodeError;
use eventstore::StoreError;
use parquet::errors::ParquetError;
use std::io;

/// Why a file for analysts was not written, or not all of it.
#[derive(Debug, thiserror::Error)]
pub enum AnalysisError {
    /// Nothing was written: what was asked for cannot be, all of it told at once.
    #[error("{}", .0.join("\n"))]
    Refused(Vec<String>),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Decode(#[from] DecodeError),
    #[error("the file cannot be written: {0}")]
    Write(#[from] io::Error),
    #[error("the file cannot be written: {0}")]
    Parquet(#[from] ParquetError),
}

impl AnalysisError {
    /// Whether whoever reads what is written went away, as `head` does when it has enough.
    #[must_use]
    pub fn is_reader_gone(&self) -> bool {
        let cause = match self {
            Self::Write(error) => Some(error),
            Self::Parquet(ParquetError::External(error)) => error.downcast_ref(),
            _ => None,
        };
        cause.is_some_and(|error: &io::Error| error.kind() == io::ErrorKind::BrokenPipe)
    }
}

impl From<csv::Error> for AnalysisError {
    fn from(error: csv::Error) -> Self {
        Self::Write(error.into())
    }
}
