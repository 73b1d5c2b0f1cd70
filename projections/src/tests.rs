//! The read models from their callers' side, on a real Postgres.

mod analytics;
mod any;
mod bulk;
mod conditions;
mod contents;
mod customers;
mod list;
mod messages;
mod narrow;
mod notifications;
mod oracle;
mod parking;
mod past;
mod people;
mod reach;
pub(crate) mod rebuild;
mod rebuilt;
mod replayed;
mod runners;
mod scan;
mod search;
mod standings;
mod tags;
mod told;
pub(crate) mod world;
