//! What keeps the parts from running.

use crate::bootstrap::BootstrapError;
use crate::sign_in::SignInError;
use eventstore::{MigrateError, StoreError};
use projections::ReadError;

/// Why the parts could not run.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    #[error("{0} is not set")]
    NotSet(&'static str),
    #[error("the database cannot be brought up to date: {0}")]
    Migrate(#[from] MigrateError),
    #[error("the read models' database cannot be brought up to date: {0}")]
    MigrateRead(MigrateError),
    #[error(transparent)]
    Attachments(#[from] attachments::OpenError),
    #[error("attachments cannot be cleaned up: {0}")]
    Sweep(#[from] attachments::SweepError),
    #[error("deliveries cannot be written to {0}: {1}; set DOCKET_OUTBOX_FOLDER")]
    OutboxFolder(std::path::PathBuf, std::io::Error),
    #[error(transparent)]
    SignIn(#[from] SignInError),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Read(#[from] ReadError),
    #[error(transparent)]
    Bootstrap(#[from] BootstrapError),
    #[error("NATS cannot be used: {0}")]
    Nats(#[from] async_nats::ConnectError),
    #[error("cannot listen on {0}: {1}; choose another with --listen")]
    Listen(std::net::SocketAddr, std::io::Error),
    #[error("serving HTTP failed: {0}")]
    Http(#[from] api::ServeError),
    #[error("the CAPTCHA's provider cannot be asked: {0}")]
    Captcha(#[from] outgoing::OutgoingError),
    #[error("metrics cannot be recorded: {0}")]
    Metrics(#[from] metrics_exporter_prometheus::BuildError),
}

impl ServeError {
    /// Whether waiting for the database may help.
    pub(super) fn may_pass(&self) -> bool {
        matches!(
            self,
            Self::Migrate(MigrateError::Connect(_)) | Self::MigrateRead(MigrateError::Connect(_))
        )
    }
}
