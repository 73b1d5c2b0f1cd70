//! The relay: JetStream holds what the log holds, id by id, whatever happens to either.

mod agreement;
mod leadership;
mod readers;
mod repair;
mod without_nats;
