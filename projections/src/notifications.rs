//! What concerns a member of what happens on tickets: what their bell tells.

mod draft;
mod list;
mod tables;
mod write;

pub use list::{NotificationPage, NotificationQuery, NotificationRow, ReadMarks};

use crate::projection::{ApplyError, Phase, Projection};
use deadpool_postgres::Transaction;
use domain::{Aggregate, Recorded, ticket::Ticket};
use draft::Drafts;
use std::sync::Arc;

/// One row for each event and whoever it concerns. Whether they may still see the ticket, and what
/// it is called, is joined from the list of tickets.
#[derive(Debug)]
pub(crate) struct Notifications;

impl Projection for Notifications {
    const NAME: &'static str = "notifications";
    const VERSION: i32 = 2;
    const CATEGORIES: &'static [&'static str] = &[Ticket::CATEGORY];
    const BY_STREAM: bool = true;
    const TABLES: &'static str = tables::TABLES;
    const INDEXES: &'static str = tables::INDEXES;
    const ADDS_ROW: &'static [&'static str] = &["ticket.created"];
    const ROWS: &'static str = tables::ROWS;

    async fn apply(
        tx: &Transaction<'_>,
        events: &[Arc<Recorded>],
        _: Phase,
    ) -> Result<(), ApplyError> {
        let events: Vec<_> = events.iter().filter(|e| draft::tells(e)).collect();
        if events.is_empty() {
            return Ok(());
        }
        let mut drafts = Drafts::load(tx, &events).await?;
        for event in events {
            drafts.fold(event)?;
        }
        write::write(tx, &drafts).await?;
        Ok(())
    }
}

/// Why something concerns somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotificationKind {
    /// Somebody gave them the ticket.
    Assigned,
    /// A message calls upon them, or upon a department of theirs.
    Mentioned,
    /// The customer wrote on a ticket that they have or watch.
    CustomerMessage,
    /// One of the staff left a note on a ticket that they have or watch.
    Note,
    /// A clock of a ticket that they have reached a warning.
    SlaWarned,
    /// A clock of a ticket that they have reached its target with nothing done.
    SlaBreached,
    /// A rule tells them of the ticket.
    Rule,
}

impl NotificationKind {
    const ALL: [Self; 7] = [
        Self::Assigned,
        Self::Mentioned,
        Self::CustomerMessage,
        Self::Note,
        Self::SlaWarned,
        Self::SlaBreached,
        Self::Rule,
    ];

    /// The spelling of tables and answers.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Assigned => "assigned",
            Self::Mentioned => "mentioned",
            Self::CustomerMessage => "customer_message",
            Self::Note => "note",
            Self::SlaWarned => "sla_warned",
            Self::SlaBreached => "sla_breached",
            Self::Rule => "rule",
        }
    }

    fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}
