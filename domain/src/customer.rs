//! Customers: the people who ask, known by their e-mail addresses.

mod check;
mod command;
mod contact;
mod decide;
mod event;
mod merge;
mod state;
#[cfg(test)]
mod tests;

pub use check::{email_key, phone_key};
pub use command::{CustomerCommand, CustomerError, ProfileChange};
pub use contact::Contact;
pub use event::{CustomerEvent, Profile};
pub use merge::{Merge, merge};
pub use state::Customer;
