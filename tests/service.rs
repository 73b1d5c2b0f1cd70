//! The service from outside, on real Postgres and NATS.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test stops where something is not as it should be"
)]

mod analysts;
mod demo;
mod faults;
mod house;
mod http;
mod import;
mod log;
mod relay;
mod support;
