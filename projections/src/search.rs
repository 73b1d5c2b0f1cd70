//! Full-text search: what tickets and customers are found by, in forms that no longer tell how the
//! texts read, and who finds it.

mod best;
mod corrections;
mod cursor;
mod document;
mod draft;
mod forms;
mod gathered;
mod list;
mod marks;
mod near;
mod pairs;
mod people;
mod query;
mod rows;
mod score;
mod select;
mod shelves;
mod spelled;
mod syntax;
mod tables;
mod terms;
mod typed;
mod vector;
mod words;
mod write;

pub use marks::{Marker, Segment};
pub use query::{
    Correction, FoundMessage, SearchFilter, SearchFilters, SearchFrom, SearchHit, SearchIn,
    SearchPage, SearchQuery,
};
pub use syntax::{Atom as SearchAtom, SearchText, TypedFilter};
#[cfg(test)]
pub(crate) use terms::{Group, Term, Terms};
pub use typed::plain as plain_text;
#[cfg(test)]
pub(crate) use words::pieces;

use crate::projection::{ApplyError, Phase, Projection};
use deadpool_postgres::Transaction;
use domain::customer::Customer;
use domain::{Aggregate, Recorded, ticket::Ticket};
use draft::Drafts;
use people::People;
use std::sync::Arc;

/// The words of tickets and of customers. What else is told of a ticket, and who may see it, is
/// joined from the list of tickets.
#[derive(Debug)]
pub(crate) struct Searched;

impl Projection for Searched {
    const NAME: &'static str = "search";
    const VERSION: i32 = 2;
    const BY_STREAM: bool = true;
    const LONG_INDEX: bool = true;
    const CATEGORIES: &'static [&'static str] = &[Ticket::CATEGORY, Customer::CATEGORY];
    const TABLES: &'static str = tables::TABLES;
    const INDEXES: &'static str = tables::INDEXES;
    const ADDS_ROW: &'static [&'static str] = &["ticket.created", "customer.created"];
    const ROWS: &'static str = tables::ROWS;

    async fn apply(
        tx: &Transaction<'_>,
        events: &[Arc<Recorded>],
        phase: Phase,
    ) -> Result<(), ApplyError> {
        let told: Vec<_> = events.iter().filter(|e| draft::tells(e)).collect();
        if !told.is_empty() {
            let mut drafts = Drafts::load(tx, &told).await?;
            for event in told {
                drafts.fold(event)?;
            }
            write::write(tx, &drafts, phase).await?;
        }
        let of_people = |e: &&Arc<Recorded>| e.category == Customer::CATEGORY;
        let told: Vec<_> = events.iter().filter(of_people).collect();
        if !told.is_empty() {
            let mut people = People::load(tx, &told).await?;
            for event in told {
                people.fold(event)?;
            }
            people.write(tx).await?;
        }
        Ok(())
    }
}
