//! Why mail could not be written, kept or sent.

/// Why mail could not be written, kept or sent.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// An address that no server would take.
    #[error("this is no mail address: {0}")]
    Address(#[from] lettre::address::AddressError),
    #[error("the letter cannot be written: {0}")]
    Letter(#[from] lettre::error::Error),
    #[error("the letter's template is broken: {0}")]
    Template(#[from] minijinja::Error),
    #[error("the mail server: {0}")]
    Smtp(#[from] lettre::transport::smtp::Error),
    #[error("{0}: {1}")]
    File(std::path::PathBuf, std::io::Error),
    /// It was sealed with another key, or is damaged.
    #[error("the letter cannot be unsealed; was the secret key changed?")]
    Sealed,
    #[error("the letter cannot be read: {0}")]
    Unreadable(#[from] serde_json::Error),
    #[error("Postgres: {0}")]
    Postgres(#[from] tokio_postgres::Error),
    #[error("Postgres cannot be reached: {0}")]
    Pool(#[from] deadpool_postgres::PoolError),
    #[error("no connections can be made: {0}")]
    Build(#[from] deadpool_postgres::BuildError),
}

impl MailError {
    /// Whether sending the same letter again can never help. A server that does not let us in is
    /// another matter: somebody will set its password right.
    pub(crate) fn is_final(&self) -> bool {
        match self {
            Self::Smtp(error) => error.status().is_some_and(|code| {
                let code = u16::from(code);
                (550..=554).contains(&code)
            }),
            Self::Address(_) | Self::Letter(_) | Self::Sealed | Self::Unreadable(_) => true,
            _ => false,
        }
    }
}
