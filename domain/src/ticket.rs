//! The ticket: what it is, what can be asked of it, what can happen to it.

mod check;
mod command;
mod decide;
mod event;
mod state;
#[cfg(test)]
mod tests;

pub use command::{CreateTicket, TicketCommand, TicketError};
pub use event::{Channel, Created, Requester, TicketEvent, Visibility};
pub use state::{Details, Ticket};
