//! What a bulk job would do: each ticket's step is decided, and nothing is appended.

use super::view::BulkResult;
use crate::problem::Problem;
use crate::request::Reader;
use commands::tickets::{BulkStep, refusal};
use domain::TicketId;
use domain::bulk::{BulkOutcome, NewBulk, Tally};
use domain::ticket::Ticket;
use eventstore::{ExecuteError, Transact};
use jiff::Timestamp;
use poem_openapi::Object;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use uuid::Uuid;

/// Most tickets that are looked at.
const LOOKED_AT: usize = 200;

/// What a bulk job would do.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct BulkPreview {
    /// How many tickets are meant: what `expected` can be.
    pub total: u32,
    /// How many of them were looked at, the first ones; the three numbers after this one tell how
    /// it would go with those.
    pub looked_at: u32,
    pub changed: u32,
    /// They are so already.
    pub unchanged: u32,
    pub refused: u32,
    /// How it would go with each that was looked at, in order.
    pub results: Vec<BulkResult>,
}

impl BulkPreview {
    /// Decides the steps of the first tickets as they stand.
    pub async fn of(reader: &Reader, new: &NewBulk) -> Result<Self, Problem> {
        let first = &new.tickets[..new.tickets.len().min(LOOKED_AT)];
        warm_up(reader, first).await?;
        let (mut tally, mut went) = (Tally::default(), Vec::with_capacity(first.len()));
        for ticket in first {
            let outcome = rehearsed(reader, *ticket, new).await?;
            tally.count(&outcome);
            went.push((*ticket, outcome));
        }
        Ok(Self {
            total: new.tickets.len() as u32, // at most MOST_TICKETS
            looked_at: first.len() as u32,
            changed: tally.changed,
            unchanged: tally.unchanged,
            refused: tally.refused,
            results: BulkResult::told(reader, &went).await?,
        })
    }
}

/// One look at the log for all of them.
async fn warm_up(reader: &Reader, tickets: &[TicketId]) -> Result<(), Problem> {
    let store = &reader.state.app.store;
    let ids: Vec<Uuid> = tickets.iter().map(|ticket| ticket.0).collect();
    let since = store.known_head().max(reader.min_position);
    store.load_all::<Ticket>(&ids, since).await?;
    Ok(())
}

/// Whose turn it would be depends on who has how many by then, and is left open.
async fn rehearsed(
    reader: &Reader,
    ticket: TicketId,
    new: &NewBulk,
) -> Result<BulkOutcome, Problem> {
    let work = BulkStep {
        ticket,
        actions: &new.actions,
        member: reader.principal.member(),
        seed: Uuid::now_v7(),
        loads: HashMap::new(),
    };
    let (actor, catalog) = (reader.principal.actor(), &*reader.catalog);
    let request = Transact::new(ticket.0, actor, catalog, Timestamp::now());
    let store = &reader.state.app.store;
    Ok(match store.rehearse(&request, &work).await {
        Ok(true) => BulkOutcome::Changed {},
        Ok(false) => BulkOutcome::Unchanged {},
        Err(ExecuteError::Refused(error)) => refusal(&error),
        Err(error) => return Err(error.into()),
    })
}
