//! Commands that touch several streams at once: each is decided whole and appended whole.
//!
//! A command of one aggregate needs nothing of this: it goes through `EventStore::execute`.

mod bulk;
pub mod customers;
pub mod departments;
mod error;
pub mod tickets;

pub use bulk::UndoBulk;
pub use error::CommandError;
