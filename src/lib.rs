//! The program's parts: command line, configuration, composition and embedded mode.

pub mod cli;
pub mod config;
pub mod doctor;
pub mod embedded;
pub mod import;
pub mod serve;
