//! What can be asked of messages, and what is answered.

use domain::access::Reach;
use domain::ticket::Visibility;
use domain::{CustomerId, MessageId, TicketId};
use jiff::Timestamp;

/// Which messages, in which order. Filters must all hold; those of deleted tickets are left out.
#[derive(Clone, Debug, Default)]
pub struct MessageQuery {
    /// The tickets whose messages are looked at at all; by default none.
    pub reach: Reach,
    /// Those of them whose internal messages are looked at as well; by default none.
    pub internal: Reach,
    /// Who asks on the tickets: one of these. A customer stands for themselves alone: those merged
    /// into them go along as [`crate::ReadModels::customer_aliases`] tells them.
    pub customer: Vec<CustomerId>,
    pub said_by: Option<SaidBy>,
    pub visibility: Option<Visibility>,
    pub order: MessageOrder,
    /// Most messages on the page: 1 to 1000; 0 means 50.
    pub limit: u16,
    /// A page ends early, after one message at least, rather than tell of more bytes of payloads; 0
    /// sets no bound.
    pub payload: usize,
    /// From the page before, asked with the same filters and order.
    pub cursor: Option<String>,
}

/// Whose words they are. Those of rules, of imports without a name and of Docket itself are
/// neither's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SaidBy {
    /// A customer's, by whomever they were recorded.
    Customer,
    /// Those of the staff.
    Staff,
}

/// In which order messages are listed: by when they were said, and by their place in the log where
/// that is equal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MessageOrder {
    #[default]
    NewestFirst,
    OldestFirst,
}

/// A part of the list.
#[derive(Clone, Debug, PartialEq)]
pub struct MessagePage {
    pub items: Vec<MessageRow>,
    /// Set when there are more.
    pub next_cursor: Option<String>,
}

/// One message of the list. Its words are in the log alone.
#[derive(Clone, Debug, PartialEq)]
pub struct MessageRow {
    pub message: MessageId,
    pub ticket: TicketId,
    pub number: i64,
    pub subject: String,
    /// When it was said; for one taken from another ticket, there.
    pub created_at: Timestamp,
    /// Where the log tells that it was posted.
    pub position: i64,
    pub edits: i32,
    /// Where the log tells how it reads now, when not as it was posted.
    pub edited: Option<i64>,
    /// Where the log tells that it became a ticket.
    pub split: Option<i64>,
    pub redacted: bool,
    /// Bytes of the payloads at `position` and `edited`.
    pub payload: i32,
}
