//! The log: what is appended stays, in one order that every reader sees whole.

mod commands;
mod guards;
mod history;
mod migrations;
mod property;
mod readers;
mod scratch;
mod sequence_mutant;
mod writers;
