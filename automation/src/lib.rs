//! Reactions to what the log tells: rules that issue commands, and tickets that are given out by
//! turns. Reads no read model.

mod act;
mod assignment;
mod chain;
mod migrate;
mod place;
mod react;
mod reaction;
mod rules;
mod worker;

#[cfg(test)]
mod tests;

pub use migrate::migrate;
pub use worker::Worker;

/// Name of the checkpoint of the rules.
pub const CHECKPOINT: &str = "automation";
