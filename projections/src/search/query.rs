//! What can be asked of search, and what it answers.

use super::syntax::SearchText;
use domain::access::Reach;
use domain::{
    CustomerId, DepartmentId, MemberId, MessageId, OrganisationId, PriorityId, StatusId, TicketId,
};
use jiff::Timestamp;
use std::collections::HashMap;

/// What is looked for, by whom. Deleted and merged tickets are never found.
#[derive(Clone, Debug, Default)]
pub struct SearchQuery {
    /// What is looked at, and counted, at all; by default nothing.
    pub reach: Reach,
    /// The tickets whose internal messages are looked at as well; by default none.
    pub internal: Reach,
    /// Whether names and addresses of customers are looked at.
    pub customers: bool,
    pub text: SearchText,
    /// Words of the text that may be numbers of tickets.
    pub numbers: HashMap<String, i64>,
    /// The only parts that are looked at.
    pub within: Option<SearchIn>,
    /// Who asked; nobody where `customers` is not set.
    pub from: Vec<SearchFrom>,
    pub filters: Vec<SearchFilter>,
    /// Most tickets on the page: 1 to 200; 0 means 20.
    pub limit: u16,
    /// From the page before, asked with everything else the same.
    pub cursor: Option<String>,
    /// Whether all tickets that are found are counted, however many there are.
    pub counts_all: bool,
    /// How many of the newest tickets that are found are ranked, and as many of those with all
    /// words in their subjects; 0 means 500.
    pub best: usize,
}

/// Words of the name or the address of whoever asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchFrom {
    pub text: String,
    /// Everybody else's tickets.
    pub excluded: bool,
}

/// Parts of tickets that a search keeps to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SearchIn {
    Subject,
    Description,
    /// Messages, those among the staff too where they may be read.
    Messages,
    /// Messages among the staff alone.
    Notes,
    /// Names of files.
    Files,
    Customer,
}

/// What a ticket must be besides.
#[derive(Clone, Debug, PartialEq)]
pub struct SearchFilter {
    pub of: SearchFilters,
    /// What it must not be.
    pub excluded: bool,
}

/// One of the values must hold.
#[derive(Clone, Debug, PartialEq)]
pub enum SearchFilters {
    Status(Vec<StatusId>),
    Priority(Vec<PriorityId>),
    Department(Vec<DepartmentId>),
    Assignee(Vec<MemberId>),
    Unassigned,
    Tag(Vec<String>),
    Customer(Vec<CustomerId>),
    Organisation(Vec<OrganisationId>),
    Number(Vec<i64>),
    /// Including the moment itself.
    CreatedFrom(Timestamp),
    CreatedTo(Timestamp),
}

/// A part of what was found, best first.
#[derive(Clone, Debug, PartialEq)]
pub struct SearchPage {
    pub items: Vec<SearchHit>,
    /// How many tickets are found: all of them, or at least so many.
    pub total: i64,
    pub total_is_exact: bool,
    /// Set when there are more; after the best thousand there are none.
    pub next_cursor: Option<String>,
    /// Words that were looked for as well, because few tickets were found.
    pub corrections: Vec<Correction>,
}

impl Default for SearchPage {
    /// Nothing is found.
    fn default() -> Self {
        Self {
            items: Vec::new(),
            total: 0,
            total_is_exact: true,
            next_cursor: None,
            corrections: Vec::new(),
        }
    }
}

/// A word and what it may have been meant to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    pub typed: String,
    pub meant: Vec<String>,
}

/// A ticket that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct SearchHit {
    pub ticket: TicketId,
    /// Comparable within one search alone.
    pub score: f64,
    /// The messages that were found, best first.
    pub messages: Vec<FoundMessage>,
}

/// A message that was found, or names of its files. Its words are in the log alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundMessage {
    pub message: MessageId,
    /// Where the log tells that it was posted.
    pub position: i64,
    /// Where the log tells how it reads now, when not as it was posted.
    pub edited: Option<i64>,
    pub internal: bool,
}
