//! What can go wrong with files.

use eventstore::StoreError;
use std::path::PathBuf;

/// Why the place for files cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error("the attachments' folder {0} cannot be used: {1}")]
    Folder(PathBuf, String),
    #[error("the attachments' bucket cannot be used: {0}")]
    Bucket(object_store::Error),
}

/// Why a file could not be taken or given.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    #[error("the file is larger than {most} bytes")]
    TooLarge { most: u64 },
    /// Storing it would leave less than the reserve.
    #[error("there is not enough free space for the file")]
    NoSpace,
    #[error("the file is empty")]
    Empty,
    /// Whoever sent it stopped half-way.
    #[error("the file broke off before its end: {0}")]
    BrokenOff(std::io::Error),
    /// The log knows it, the storage does not.
    #[error("the content is not in the storage")]
    Missing,
    #[error("the storage failed: {0}")]
    Storage(object_store::Error),
}

impl From<object_store::Error> for FileError {
    fn from(error: object_store::Error) -> Self {
        match error {
            object_store::Error::NotFound { .. } => Self::Missing,
            error => Self::Storage(error),
        }
    }
}

/// Why the cleaner stopped. Nothing is lost: the next round goes on.
#[derive(Debug, thiserror::Error)]
pub enum SweepError {
    #[error(transparent)]
    Log(#[from] StoreError),
    #[error(transparent)]
    File(#[from] FileError),
    #[error("the cleaner's tables cannot be used: {0}")]
    Tables(String),
    #[error(
        "the attachments' place belongs to another installation, so nothing is removed from it; \
         give each installation a folder or bucket prefix of its own"
    )]
    Foreign,
}

impl From<tokio_postgres::Error> for SweepError {
    fn from(error: tokio_postgres::Error) -> Self {
        Self::Tables(
            error
                .as_db_error()
                .map_or_else(|| error.to_string(), ToString::to_string),
        )
    }
}

impl From<deadpool_postgres::PoolError> for SweepError {
    fn from(error: deadpool_postgres::PoolError) -> Self {
        Self::Tables(error.to_string())
    }
}

impl From<object_store::Error> for SweepError {
    fn from(error: object_store::Error) -> Self {
        Self::File(error.into())
    }
}
