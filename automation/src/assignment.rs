//! Default assignment: a ticket that comes in without anybody to do it goes to whose turn it is.

use crate::react::is_history;
use crate::reaction::Reaction;
use crate::rules::settled;
use commands::CommandError;
use commands::tickets::AssignByTurn;
use domain::ids::derived;
use domain::rotation::candidates;
use domain::setting::Assignment;
use domain::ticket::{Ticket, TicketEvent};
use domain::{Actor, Aggregate, Catalog, DepartmentId, MemberId, Recorded, TicketId};
use eventstore::{EventStore, ExecuteError, Live, StoreError, Transact};
use jiff::Timestamp;
use loads::Loads;
use std::collections::HashMap;
use tokio::sync::watch;

pub(crate) mod loads;

/// The events after which a ticket may be in want of somebody.
const COMES_IN: [&str; 2] = ["ticket.created", "ticket.routed"];

/// Gives tickets out. What it decides is one append with the ticket's stream and the rotation's,
/// under an id that is derived from the event: no redelivery and no second worker changes it.
#[derive(Debug)]
pub(crate) struct Assigning {
    store: EventStore,
    catalog: Live<Catalog>,
    loads: Loads,
    /// How far the rules are: they go first.
    rules: watch::Receiver<i64>,
}

impl Reaction for Assigning {
    const CHECKPOINT: &'static str = "assignment";
    const CATEGORIES: &'static [&'static str] = &[Ticket::CATEGORY];
    type State = ();

    fn store(&self) -> &EventStore {
        &self.store
    }

    async fn begin(&self, _: i64) -> Result<(), StoreError> {
        Ok(())
    }

    async fn take(&self, (): &mut (), event: &Recorded) -> Result<(), StoreError> {
        if !COMES_IN.contains(&event.name.as_str()) || is_history(event) {
            return Ok(());
        }
        let Some(department) = wanting(event)? else {
            return Ok(());
        };
        let catalog = settled(&self.catalog, event.position).await?;
        let known = catalog.department(department);
        match known.map_or(Assignment::None, |d| d.default_assignment) {
            Assignment::None => Ok(()),
            how => self.assign(event, (department, how), &catalog).await,
        }
    }
}

/// The department in which a ticket may be without anybody, after this event.
fn wanting(event: &Recorded) -> Result<Option<DepartmentId>, StoreError> {
    Ok(match event.decode::<TicketEvent>()? {
        TicketEvent::Created(created) if created.assignees.is_empty() => created.department,
        TicketEvent::Routed { to, .. } => to,
        _ => None,
    })
}

impl Assigning {
    /// Fails when `database_url` is no URL.
    pub(crate) fn connect(
        store: &EventStore,
        catalog: &Live<Catalog>,
        database_url: &str,
        rules: watch::Receiver<i64>,
    ) -> Result<Self, StoreError> {
        Ok(Self {
            store: store.clone(),
            catalog: catalog.clone(),
            loads: Loads::connect(database_url)?,
            rules,
        })
    }

    #[cfg(test)]
    pub(crate) fn tables(&self) -> &Loads {
        &self.loads
    }

    async fn assign(
        &self,
        event: &Recorded,
        (department, how): (DepartmentId, Assignment),
        catalog: &Catalog,
    ) -> Result<(), StoreError> {
        // without rules in this process there is nobody to wait for
        let _ = self.rules.clone().wait_for(|p| *p >= event.position).await;
        let now = Timestamp::now();
        let loads = match how {
            Assignment::LeastLoaded => {
                let members = candidates(catalog, department, now);
                self.loads(event, &members, catalog).await?
            }
            Assignment::None | Assignment::RoundRobin => HashMap::new(),
        };
        let work = AssignByTurn {
            ticket: TicketId(event.stream_id),
            department,
            how,
            loads,
        };
        let request = Transact {
            command_id: derived("automation.assignment", &event.id.to_string()),
            causation_id: Some(event.id),
            correlation_id: Some(event.correlation_id),
            remember: Some(event.id.as_bytes().to_vec()),
            ..Transact::new(event.stream_id, Actor::SYSTEM, catalog, now)
        };
        settle(event, self.store.transact(request, &work).await)
    }

    /// How many open tickets the members have: with all that is in the log, own effects too.
    async fn loads(
        &self,
        event: &Recorded,
        members: &[MemberId],
        catalog: &Catalog,
    ) -> Result<HashMap<MemberId, i64>, StoreError> {
        let newest = self.store.known_head().max(event.position);
        self.loads.catch_up(&self.store, newest).await?;
        self.loads.of(members, catalog).await
    }
}

/// Tells what is final from what may pass.
fn settle<T>(
    event: &Recorded,
    outcome: Result<T, ExecuteError<CommandError>>,
) -> Result<(), StoreError> {
    match outcome {
        Ok(_) | Err(ExecuteError::KeyReused) => Ok(()),
        Err(ExecuteError::Refused(error)) => {
            let ticket = event.stream_id;
            tracing::warn!(%error, %ticket, "a ticket could not be given to anybody");
            Ok(())
        }
        Err(ExecuteError::Store(StoreError::Append(error))) => {
            tracing::error!(%error, "a turn could not be recorded");
            Ok(())
        }
        Err(ExecuteError::Store(error)) => Err(error),
        Err(ExecuteError::Conflict | ExecuteError::VersionMismatch { .. }) => Err(StoreError::Busy),
    }
}
