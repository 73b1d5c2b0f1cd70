//! Reactions to what the log tells: rules and timers that issue commands, tickets that are given out
//! by turns, bulk jobs that are carried out, clocks of service levels that are told of, and the outbox
//! for what leaves the house. Reads no read model.

mod act;
mod ask;
mod assignment;
mod bulk;
mod cause;
mod chain;
mod clocks;
mod deadlines;
mod desk;
mod failing;
mod letters;
mod migrate;
mod outbox;
mod place;
mod pool;
mod react;
mod reaction;
mod rules;
mod timers;
mod worker;

#[cfg(test)]
mod tests;

pub use migrate::migrate;
pub use outbox::{
    Delivery, DeliveryCursor, DeliveryPage, DeliveryQuery, FileSink, NewDelivery, Outbox,
    OutboxWorker, Sink, SinkError,
};
pub use worker::Worker;

/// Name of the checkpoint of the rules.
pub const CHECKPOINT: &str = "automation";
