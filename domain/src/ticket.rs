//! The ticket: what it is, what can be asked of it, what can happen to it.

mod check;
mod command;
mod decide;
mod event;
mod fields;
mod state;
#[cfg(test)]
pub(crate) mod tests;
mod whole;

pub use command::{CreateTicket, MessageEdit, NewMessage, TicketCommand, TicketError};
pub use event::{
    Channel, Created, Edited, Format, LinkKind, Mentions, MessageSource, Notified, Participant,
    Posted, Rating, Requester, RuleFired, SlaBreached, SlaEscalated, SlaMet, SlaWarned,
    TicketEvent, TicketSource, TimeEntry, Visibility,
};
pub use state::{AbsorbedTicket, ChecklistItem, Conversation, Details, Link, Said, Ticket};
pub use whole::{Surroundings, WholeTicket};
