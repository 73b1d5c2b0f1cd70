//! Why somebody does not get in, or cannot change how.

use crate::Denial;
use domain::FieldError;
use domain::account::AccountError;
use domain::setting::SettingError;
use eventstore::{ExecuteError, StoreError};
use mail::MailError;
use std::time::Duration;

/// Why somebody does not get in, or cannot change how.
#[derive(Debug, thiserror::Error)]
pub enum AccountsError {
    /// Says the same for an unknown address and a wrong password.
    #[error("the e-mail address or the password is wrong")]
    WrongCredentials,
    /// The password is right, and a code is needed too.
    #[error("a code of the authenticator is needed too")]
    TotpRequired,
    #[error("the code is wrong or was used before")]
    WrongCode,
    /// Too many failures; whoever asks may try again after this.
    #[error("too many failures; try again in {} s", .0.as_secs())]
    Delayed(Duration),
    #[error("invalid: {}", domain::aggregate::describe(.0))]
    Invalid(Vec<FieldError>),
    /// What is asked does not fit how things stand.
    #[error("{0}")]
    Conflict(&'static str),
    /// A provider confirmed who it is, and they do not come in.
    #[error(transparent)]
    Denied(#[from] Denial),
    /// What a provider's word would make of somebody, the rules refuse.
    #[error("a member cannot be as the provider says: {0}")]
    Unfit(SettingError),
    #[error("there is no such session")]
    NoSession,
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Mail(#[from] MailError),
    #[error("Postgres: {0}")]
    Postgres(#[from] tokio_postgres::Error),
    #[error("Postgres cannot be reached: {0}")]
    Pool(#[from] deadpool_postgres::PoolError),
    #[error("no connections can be made: {0}")]
    Build(#[from] deadpool_postgres::BuildError),
    /// A stored hash or secret that cannot be used.
    #[error("{0}")]
    Damaged(String),
    #[error("the command's key was used before for another request")]
    KeyReused,
}

impl AccountsError {
    /// One wrong field.
    #[must_use]
    pub fn field(name: &str, detail: &str) -> Self {
        Self::Invalid(vec![FieldError::new(name, detail)])
    }

    /// Whether trying again later may help.
    #[must_use]
    pub fn is_passing(&self) -> bool {
        match self {
            Self::Store(error) => error.is_passing(),
            Self::Pool(_) => true,
            Self::Postgres(error) => error.code().is_none(),
            _ => false,
        }
    }
}

impl From<ExecuteError<AccountError>> for AccountsError {
    fn from(error: ExecuteError<AccountError>) -> Self {
        match error {
            ExecuteError::Store(error) => Self::Store(error),
            ExecuteError::KeyReused => Self::KeyReused,
            _ => Self::Store(StoreError::Busy),
        }
    }
}
