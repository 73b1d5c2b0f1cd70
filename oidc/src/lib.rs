//! Signing in by OpenID Connect: authorization code with PKCE, at any number of providers.
//!
//! What a flow needs to remember comes out of two random texts: the `state` goes through the provider
//! and back, the `binding` stays in the browser's cookie. Nonce and verifier are made of the binding, so
//! that whoever keeps flows keeps hashes of both texts and nothing that is worth stealing.

mod asking;
mod claims;
mod error;
mod flow;
mod options;
mod provider;

#[cfg(test)]
mod tests;

pub use claims::Identity;
pub use error::OidcError;
pub use flow::Flow;
pub use options::{Options, OptionsError};
pub use provider::Provider;
