//! The program's parts: command line, configuration, composition and embedded mode.

mod bootstrap;
pub mod cli;
pub mod config;
pub mod demo;
pub mod doctor;
pub mod embedded;
mod gauges;
pub mod import;
pub mod nats_auth;
pub mod serve;
pub mod sign_in;
