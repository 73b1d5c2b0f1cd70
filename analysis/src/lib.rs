//! What analysts read, written straight from the log: events, tickets, what tickets were when, and
//! cases for process mining. Nothing here grows with the log but the file.

mod asked;
mod error;
mod events;
mod histories;
mod pages;
mod sheet;
mod span;
mod table;
mod words;

pub use asked::{Asked, Exported, Format, Table, export};
pub use error::AnalysisError;
pub use span::{BadMoment, Moment, Span};
