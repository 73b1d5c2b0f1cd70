//! The read models from their callers' side, on a real Postgres.

mod any;
mod list;
mod oracle;
mod parking;
mod rebuild;
mod runners;
mod world;
