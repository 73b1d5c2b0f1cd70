//! Reactions to what the log tells: rules that issue commands. Reads no read model.

mod act;
mod chain;
mod place;
mod react;
mod rules;
mod worker;

#[cfg(test)]
mod tests;

pub use worker::{CHECKPOINT, Worker};
