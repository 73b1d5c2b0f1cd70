//! Bulk jobs: each event of a job sets off its next part, and a part ends with such an event.
//!
//! So jobs take turns, a restart goes on where the log ends, and nothing but the log is kept. What a
//! part does to a ticket has an id of its own: done again, it changes nothing.

use crate::assignment::loads::Loads;
use crate::reaction::Reaction;
use crate::rules::settled;
use domain::bulk::{Bulk, BulkCommand, BulkError, Job, Progress};
use domain::ids::derived;
use domain::{Actor, Aggregate, BulkId, Catalog, Recorded};
use eventstore::{EventStore, Execute, ExecuteError, Live, StoreError};
use jiff::Timestamp;
use part::Part;

mod part;
mod put_back;

/// Tickets of one part: so many are at stake when a job is cancelled, or begun again.
const PART: usize = 250;

/// Carries jobs out.
#[derive(Debug)]
pub(crate) struct Carrying {
    store: EventStore,
    catalog: Live<Catalog>,
    loads: Loads,
}

impl Reaction for Carrying {
    const CHECKPOINT: &'static str = "bulk";
    const CATEGORIES: &'static [&'static str] = &[Bulk::CATEGORY];
    type State = ();

    fn first(_: i64) -> i64 {
        0 // a job that was asked for before anybody was there to do it still waits
    }

    fn store(&self) -> &EventStore {
        &self.store
    }

    async fn begin(&self, _: i64) -> Result<(), StoreError> {
        Ok(())
    }

    async fn take(&self, (): &mut (), event: &Recorded) -> Result<(), StoreError> {
        let id = event.stream_id;
        let loaded = self.store.load_since::<Bulk>(id, event.position).await?;
        let Some(job) = loaded.state.job.as_deref() else {
            return Ok(());
        };
        if loaded.version > event.version {
            return Ok(()); // what came after it sets the next part off
        }
        match job.progress() {
            Progress::Waiting | Progress::Running => self.carry_on(job, event).await,
            Progress::Cancelling => self.tell(event, job.done, BulkCommand::Finish).await,
            Progress::Cancelled | Progress::Finished => Ok(()),
        }
    }
}

impl Carrying {
    /// Fails when `database_url` is no URL.
    pub(crate) fn connect(
        store: &EventStore,
        catalog: &Live<Catalog>,
        database_url: &str,
    ) -> Result<Self, StoreError> {
        Ok(Self {
            store: store.clone(),
            catalog: catalog.clone(),
            loads: Loads::connect(database_url)?,
        })
    }

    /// Sees to the next tickets, and tells how it went.
    async fn carry_on(&self, job: &Job, event: &Recorded) -> Result<(), StoreError> {
        settled(&self.catalog, event.position).await?;
        let next = job.tickets.iter().skip(job.done as usize);
        let tickets: Vec<_> = next.take(PART).copied().collect();
        let part = Part {
            store: self.store.clone(),
            catalog: self.catalog.clone(),
            loads: self.loads.clone(),
            id: BulkId(event.stream_id),
            actor: job.asked_by,
            cause: event.id,
            actions: job.actions.clone(),
        };
        let outcomes = match job.undoes {
            None => part.carry_out(&tickets).await?,
            Some(of) => part.put_back(of, &tickets).await?,
        };
        metrics::counter!("docket_bulk_tickets_total").increment(outcomes.len() as u64);
        let from = job.done;
        let carried = BulkCommand::CarryOut { from, outcomes };
        self.tell(event, from, carried).await
    }

    /// Telling the same again changes nothing: the rules of jobs see to that.
    async fn tell(
        &self,
        event: &Recorded,
        from: u32,
        command: BulkCommand,
    ) -> Result<(), StoreError> {
        let (id, now, catalog) = (event.stream_id, Timestamp::now(), self.catalog.now());
        let mut request = Execute::<Bulk>::new(id, command, Actor::SYSTEM, &catalog, now);
        request.command_id = derived("bulk.part", &format!("{id}/{from}/{}", event.version));
        request.causation_id = Some(event.id);
        request.correlation_id = Some(event.correlation_id);
        settle(self.store.execute(request).await)
    }
}

/// Tells what is final from what may pass.
fn settle<T>(told: Result<T, ExecuteError<BulkError>>) -> Result<(), StoreError> {
    match told {
        Ok(_) | Err(ExecuteError::KeyReused) => Ok(()),
        Err(ExecuteError::Refused(error)) => {
            tracing::error!(%error, "how a bulk job goes cannot be told");
            Ok(())
        }
        Err(ExecuteError::Store(error)) => Err(error),
        Err(ExecuteError::Conflict | ExecuteError::VersionMismatch { .. }) => Err(StoreError::Busy),
    }
}
