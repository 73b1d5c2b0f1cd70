//! What was said on tickets, without the words: who said it to whom and when, and where the log
//! tells the rest. A redaction has nothing to take away here.

mod cursor;
mod draft;
mod list;
mod query;
mod tables;
mod write;

pub use query::{MessageOrder, MessagePage, MessageQuery, MessageRow, SaidBy};

use crate::projection::{ApplyError, Phase, Projection};
use deadpool_postgres::Transaction;
use domain::{Aggregate, Recorded, ticket::Ticket};
use draft::Drafts;
use std::sync::Arc;

/// All messages, each with who asks on its ticket. What else is told of a ticket is joined from
/// the list of tickets.
#[derive(Debug)]
pub(crate) struct Messages;

impl Projection for Messages {
    const NAME: &'static str = "messages";
    const VERSION: i32 = 1;
    const CATEGORIES: &'static [&'static str] = &[Ticket::CATEGORY];
    const BY_STREAM: bool = true;
    const TABLES: &'static str = tables::TABLES;
    const INDEXES: &'static str = tables::INDEXES;
    const ADDS_ROW: &'static [&'static str] = &["ticket.created", "ticket.message_posted"];
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
