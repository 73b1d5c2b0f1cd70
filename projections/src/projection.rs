//! What a projection is to the runner: its tables, and how a batch of events changes them.

use deadpool_postgres::Transaction;
use domain::{DecodeError, Recorded};
use std::sync::Arc;

/// One read model. Its tables live in a schema of their own, the first on the search path of every
/// connection that is given to it, so its statements name tables alone.
pub(crate) trait Projection: Send + Sync + 'static {
    /// What people call it, also part of its schemas' names.
    const NAME: &'static str;
    /// Raised when the tables or their meaning change: a new build then replaces the old one.
    const VERSION: i32;
    /// Categories of the streams that it folds.
    const CATEGORIES: &'static [&'static str];
    /// Whether what one stream tells never depends on what another does. A build then takes stream
    /// after stream, whole, several at a time, and writes each row once.
    const BY_STREAM: bool = false;
    /// Those of the categories whose streams change rows that the others' streams add, in whatever
    /// order among themselves: a build by stream takes them once all others are there.
    const AFTERWARDS: &'static [&'static str] = &[];
    /// Whether its indexes take so long that what is built with it had better be applied meanwhile.
    const LONG_INDEX: bool = false;
    /// Makes the tables that the bulk of the events is applied to.
    const TABLES: &'static str;
    /// Makes what is better made once the bulk is there: derived tables, indexes, statistics.
    const INDEXES: &'static str;
    /// The events that add exactly one row each, and the count of those rows: how a build is
    /// checked.
    const ADDS_ROW: &'static [&'static str];
    const ROWS: &'static str;

    /// Applies events in the order of the log. What was applied before changes nothing.
    fn apply(
        tx: &Transaction<'_>,
        events: &[Arc<Recorded>],
        phase: Phase,
    ) -> impl Future<Output = Result<(), ApplyError>> + Send;
}

/// What the tables are in when events are applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Phase {
    /// [`Projection::TABLES`] alone are there.
    Bulk,
    /// [`Projection::INDEXES`] were made as well.
    Live,
}

/// Why events were not applied.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ApplyError {
    #[error(transparent)]
    Decode(#[from] DecodeError),
    #[error("event {version} of the stream came without those before it")]
    Gap { version: i32 },
    #[error("{}", in_words(.0))]
    Database(#[from] tokio_postgres::Error),
}

impl ApplyError {
    /// Whether an event is to blame, so that trying again in vain would hold up all others. A
    /// fault of the server, the tables or the program is not an event's: it must be put right.
    pub(crate) fn is_poison(&self) -> bool {
        match self {
            Self::Decode(_) | Self::Gap { .. } => true,
            Self::Database(error) => error
                .code()
                .is_some_and(|code| matches!(&code.code()[..2], "22" | "23" | "54")),
        }
    }
}

fn in_words(error: &tokio_postgres::Error) -> String {
    error
        .as_db_error()
        .map_or_else(|| error.to_string(), ToString::to_string)
}
