//! Why somebody does not come back from a provider with an identity.

use outgoing::OutgoingError;

/// Why somebody does not come back from a provider with an identity.
#[derive(Debug, thiserror::Error)]
pub enum OidcError {
    /// The provider cannot be asked, or does not answer as OpenID Connect says.
    #[error("{provider} does not answer as it should: {problem}")]
    Provider { provider: String, problem: String },
    /// The code or the token is not good, whoever made it so.
    #[error("{provider} did not confirm who this is: {problem}")]
    Refused { provider: String, problem: String },
    #[error("the system gives no random bytes: {0}")]
    Random(#[from] getrandom::Error),
    #[error("requests cannot be made: {0}")]
    Outgoing(#[from] OutgoingError),
}
