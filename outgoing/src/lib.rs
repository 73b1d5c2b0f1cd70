//! Requests to addresses that people name: webhooks, identity providers. Each address is checked
//! where it is connected to, so that nobody has this service ask what only it can reach.

mod address;
mod allow;
mod error;
mod outgoing;
mod resolver;
mod target;

pub use address::is_public;
pub use allow::{Allow, AllowError};
pub use error::OutgoingError;
pub use outgoing::{Limits, Outgoing};
pub use resolver::{Lookup, Resolver, SystemResolver};
pub use target::Target;
