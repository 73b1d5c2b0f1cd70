//! Putting back what a bulk job did, as far as nobody has changed it since.

use super::part::{Ended, Part, Step};
use commands::tickets::PutBack;
use domain::bulk::{BulkFault, BulkOutcome, item_command, undo};
use domain::ticket::{Ticket, TicketError, TicketEvent};
use domain::{Access, BulkId, TicketId};
use eventstore::{Appended, Loaded, StoreError};
use std::collections::HashMap;
use std::sync::Arc;
use uuid::Uuid;

/// How often a ticket is looked at anew that changes under our hands.
const ATTEMPTS: usize = 5;

/// One ticket, and what is known of it beforehand.
#[derive(Clone, Debug)]
struct Changed {
    ticket: TicketId,
    /// What the job that is undone did to it.
    events: Vec<TicketEvent>,
    /// It was put back already, by this part before a restart.
    done: Option<Appended>,
}

impl Part {
    /// Puts back what the job `of` did to each of the tickets.
    pub async fn put_back(
        self,
        of: BulkId,
        tickets: &[TicketId],
    ) -> Result<Vec<BulkOutcome>, StoreError> {
        self.warm_up(tickets).await;
        let mut events = self.events_of(of, tickets).await?;
        let own: Vec<_> = tickets.iter().map(|t| item_command(self.id, *t)).collect();
        let mut done = self.store.commands_done(&own).await?;
        let changed = tickets.iter().zip(&own).map(|(ticket, own)| Changed {
            ticket: *ticket,
            events: events.remove(&ticket.0).unwrap_or_default(),
            done: done.remove(own),
        });
        let changed: Vec<_> = changed.collect();
        let part = Arc::new(self);
        let steps = part.each(changed.iter(), Self::put_back_one).await?;
        part.told(tickets, steps).await
    }

    /// What a job did to the tickets, by their ids.
    async fn events_of(
        &self,
        job: BulkId,
        tickets: &[TicketId],
    ) -> Result<HashMap<Uuid, Vec<TicketEvent>>, StoreError> {
        let ids: Vec<_> = tickets.iter().map(|t| item_command(job, *t)).collect();
        let done = self.store.commands_done(&ids).await?;
        let places = done
            .values()
            .flat_map(|d| d.first_position..=d.last_position);
        let places: Vec<_> = places.collect();
        let mut events: HashMap<Uuid, Vec<TicketEvent>> = HashMap::new();
        for event in self.store.read_at(&places).await? {
            // a turn is told of in the rotation too
            if done.values().any(|done| done.stream_id == event.stream_id) {
                events
                    .entry(event.stream_id)
                    .or_default()
                    .push(event.decode()?);
            }
        }
        Ok(events)
    }

    async fn put_back_one(self: Arc<Self>, changed: Changed) -> Result<Step, StoreError> {
        for _ in 0..ATTEMPTS {
            let before = self.before(&changed).await?;
            let catalog = self.catalog.now();
            let access = Access::of(&self.actor, &catalog);
            if changed.done.is_none() && access.seen(&before.state).is_none() {
                return Ok(Step::Known(BulkOutcome::from(&TicketError::NotFound)));
            }
            let undoing = undo(&changed.events, &before.state);
            if undoing.commands.is_empty() {
                return Ok(Step::Known(nothing_to_do(&undoing.kept)));
            }
            let ticket = changed.ticket;
            let work = PutBack {
                ticket,
                commands: &undoing.commands,
            };
            let expected = (ticket, Some(before.version));
            match self.command(expected, &catalog, &work).await? {
                Ended::Done => return Ok(Step::Done(undoing.kept)),
                Ended::Refused(outcome) => return Ok(Step::Known(outcome)),
                Ended::Stale => {}
            }
        }
        Err(StoreError::Busy)
    }

    /// The ticket as it stood before this part put it back, or as it stands.
    async fn before(&self, changed: &Changed) -> Result<Arc<Loaded<Ticket>>, StoreError> {
        let id = changed.ticket.0;
        let Some(done) = &changed.done else {
            return self.store.load(id).await;
        };
        let events = done.last_position - done.first_position + 1;
        let version = i64::from(done.version) - events;
        let version = i32::try_from(version).unwrap_or_default();
        Ok(Arc::new(self.store.load_at(id, version).await?))
    }
}

fn nothing_to_do(kept: &[String]) -> BulkOutcome {
    match kept {
        [] => BulkOutcome::Unchanged {},
        kept => BulkOutcome::refused(BulkFault::Conflict, kept.join(" ")),
    }
}
