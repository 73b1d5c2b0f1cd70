//! The read models from their callers' side, on a real Postgres.

mod list;
mod parking;
mod rebuild;
mod runners;
mod world;
