//! Why a read model could not be read or kept up.

use eventstore::{MigrateError, StoreError};

/// Why a read model could not be read or kept up.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    #[error("the read models cannot be reached: {0}")]
    Unavailable(String),
    #[error("read model {0} is being built; try again shortly")]
    Building(String),
    #[error("Postgres refused: {0}")]
    Refused(String),
    #[error("this cursor is broken or belongs to another list; begin again without one")]
    BadCursor,
    #[error("there is no projection {0}")]
    Unknown(String),
    #[error("projection {0} is being rebuilt already, by this or another process")]
    Busy(String),
    #[error("the build of {name} does not match the log: {reason}")]
    Mismatch { name: String, reason: String },
    #[error(
        "a replay cannot go into the schema {0:?}: take a name of up to 50 lower-case letters, digits \
         and underscores that is none of docket's or Postgres' own"
    )]
    BadSchema(String),
    #[error("the schema {0} was not made by a replay: take another name, or drop it yourself")]
    Taken(String),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Migrate(#[from] MigrateError),
}

impl ReadError {
    /// Whether trying again later may help.
    #[must_use]
    pub fn is_passing(&self) -> bool {
        match self {
            Self::Unavailable(_) | Self::Building(_) | Self::Busy(_) => true,
            Self::Store(error) => error.is_passing(),
            Self::Migrate(error) => matches!(error, MigrateError::Connect(_)),
            Self::Refused(_)
            | Self::BadCursor
            | Self::Unknown(_)
            | Self::Mismatch { .. }
            | Self::BadSchema(_)
            | Self::Taken(_) => false,
        }
    }
}

impl From<tokio_postgres::Error> for ReadError {
    fn from(error: tokio_postgres::Error) -> Self {
        let text = error
            .as_db_error()
            .map_or_else(|| error.to_string(), ToString::to_string);
        let passing = error.code().is_none_or(|code| {
            let class = &code.code()[..2];
            matches!(class, "08" | "40" | "53" | "55" | "57" | "58")
        });
        if passing {
            Self::Unavailable(text)
        } else {
            Self::Refused(text)
        }
    }
}

impl From<deadpool_postgres::PoolError> for ReadError {
    fn from(error: deadpool_postgres::PoolError) -> Self {
        Self::Unavailable(error.to_string())
    }
}
