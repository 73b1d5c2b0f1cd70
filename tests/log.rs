//! The log: what is appended stays, in one order that every reader sees whole.

mod commands;
mod guards;
mod history;
mod migrations;
mod old_catalogs;
mod old_customers;
mod property;
mod readers;
mod scratch;
mod sequence_mutant;
mod works;
mod writers;
