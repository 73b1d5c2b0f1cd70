//! Why a request was not made, or not answered.

/// What is wrong with the address, or with what came back. Says nothing of how this network looks
/// from within.
#[derive(Debug, thiserror::Error)]
pub enum OutgoingError {
    #[error("is no address: {0}")]
    Url(#[from] url::ParseError),
    #[error("must begin with https:// or http://")]
    Scheme,
    #[error("must not hold a user or a password")]
    Credentials,
    #[error("port {0} is not for the web; use 80, 443, or 1024 and above")]
    Port(u16),
    #[error("names no host")]
    NoHost,
    #[error(
        "{host} is not on the public network; an operator can allow it with DOCKET_OUTGOING_ALLOW"
    )]
    Refused { host: String },
    #[error("{host} cannot be found: {source}")]
    NotFound {
        host: String,
        source: std::io::Error,
    },
    #[error("is redirected more than {0} times")]
    Redirects(usize),
    #[error("is redirected from https to http")]
    Downgrade,
    #[error("is redirected to nowhere")]
    NoLocation,
    #[error("answers with more than {0} bytes")]
    TooLarge(usize),
    #[error("takes longer than {0:?}")]
    TooSlow(std::time::Duration),
    /// Connecting, encrypting or reading failed.
    #[error("cannot be reached: {0}")]
    Failed(reqwest::Error),
    /// The client could not be made.
    #[error("no requests are possible: {0}")]
    Client(reqwest::Error),
}

impl OutgoingError {
    /// Whether it may go better later; else the address itself is at fault.
    #[must_use]
    pub fn may_pass(&self) -> bool {
        matches!(
            self,
            Self::NotFound { .. } | Self::TooSlow(_) | Self::Failed(_)
        )
    }

    /// Finds our own refusal below what the client says of it; addresses are left out, since they may
    /// hold secrets.
    pub(crate) fn of(error: reqwest::Error) -> Self {
        let mut source = std::error::Error::source(&error);
        while let Some(inner) = source {
            match inner.downcast_ref::<Self>() {
                Some(Self::Refused { host }) => return Self::Refused { host: host.clone() },
                Some(Self::NotFound { host, source }) => {
                    let (host, source) = (host.clone(), source.kind().into());
                    return Self::NotFound { host, source };
                }
                _ => source = inner.source(),
            }
        }
        Self::Failed(error.without_url())
    }
}
