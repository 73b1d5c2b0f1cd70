//! Mail that goes out: letters in the language of whoever reads them, an outbox, SMTP or files.
//!
//! A letter is put into the outbox in the transaction that it is told of, and sent from there until
//! it went or is of no use any more. What it says is sealed at rest and erased afterwards.

mod error;
mod letter;
mod migrate;
mod outbox;
mod place;
mod seal;
mod templates;
#[cfg(test)]
mod tests;
mod worker;

pub use error::MailError;
pub use letter::{Letter, Recipient};
pub use migrate::migrate;
pub use outbox::{Outbox, Posting};
pub use place::{Mailer, Place, Smtp};
pub use seal::Seal;
pub use templates::{Template, Values};
pub use worker::Worker;
