//! The ticket list: one wide row per ticket.

mod query;

pub use query::{TicketPage, TicketQuery, TicketRow, TicketSort};
