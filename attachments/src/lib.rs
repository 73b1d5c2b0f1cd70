//! Files that people attach: content-addressed storage, thumbnails, and the cleaner of what nobody uses.
//!
//! Content lies under its SHA-256, in a folder or in an S3 bucket. Which attachment has which content,
//! and where it is attached, is told by the log alone.

mod error;
mod keys;
mod migrate;
mod options;
mod places;
mod read;
mod receive;
mod sniff;
mod space;
mod store;
mod sweep;
mod tables;
#[cfg(test)]
mod tests;
mod thumbnail;
mod worker;

pub use error::{FileError, OpenError, SweepError};
pub use migrate::migrate;
pub use options::{Limits, Location, S3, StoreOptions};
pub use receive::{Staged, Stored};
pub use store::Store;
pub use sweep::{Sweeper, Swept};
pub use thumbnail::{Thumbnail, can_have_thumbnail};
pub use worker::{Worker, WorkerOptions};
