//! A part of a bulk job: some tickets, several at a time, each by itself.

use crate::assignment::loads::Loads;
use commands::CommandError;
use commands::tickets::{BulkStep, refusal};
use domain::bulk::{BulkAction, BulkFault, BulkOutcome, item_command};
use domain::rotation::candidates;
use domain::setting::Assignment;
use domain::ticket::Ticket;
use domain::{Actor, ActorKind, BulkId, Catalog, DepartmentId, MemberId, TicketId};
use eventstore::{EventStore, ExecuteError, Live, StoreError, Transact, Work};
use jiff::Timestamp;
use std::collections::HashMap;
use std::sync::Arc;
use tokio::task::JoinSet;
use uuid::Uuid;

/// Tickets seen to at the same time: enough to fill the log's batches, few enough to leave room for
/// people who wait.
const AT_ONCE: usize = 64;

/// What is done, in whose name.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub store: EventStore,
    pub catalog: Live<Catalog>,
    pub loads: Loads,
    pub id: BulkId,
    /// Who asked for it: decisions ask what they may at that moment.
    pub actor: Actor,
    /// The event that set it off.
    pub cause: Uuid,
    pub actions: Vec<BulkAction>,
}

/// What became of one ticket.
#[derive(Debug)]
pub(super) enum Step {
    /// The log has it. What could not be done besides, in sentences.
    Done(Vec<String>),
    Known(BulkOutcome),
}

/// How a command to one ticket ended, but for failures that pass.
pub(super) enum Ended {
    Done,
    Refused(BulkOutcome),
    /// The ticket is not in the version that was expected.
    Stale,
}

impl Part {
    /// Does the job's actions to each of the tickets.
    pub async fn carry_out(self, tickets: &[TicketId]) -> Result<Vec<BulkOutcome>, StoreError> {
        self.warm_up(tickets).await;
        let part = Arc::new(self);
        let steps = part.each(tickets.iter(), Self::act).await?;
        part.told(tickets, steps).await
    }

    /// One look at the log for all of them; without it each is looked for by itself.
    pub(super) async fn warm_up(&self, tickets: &[TicketId]) {
        let ids: Vec<_> = tickets.iter().map(|ticket| ticket.0).collect();
        let since = self.store.known_head();
        if let Err(error) = self.store.load_all::<Ticket>(&ids, since).await {
            tracing::debug!(%error, "the tickets of a bulk job cannot be read together");
        }
    }

    /// Works on all items, [`AT_ONCE`] at a time; the results are in the items' order.
    pub(super) async fn each<'a, T, F>(
        self: &Arc<Self>,
        items: impl Iterator<Item = &'a T> + Send,
        work: impl Fn(Arc<Self>, T) -> F + Send + Sync,
    ) -> Result<Vec<Step>, StoreError>
    where
        T: Clone + Send + Sync + 'static,
        F: Future<Output = Result<Step, StoreError>> + Send + 'static,
    {
        let placed = |place, item: &T| {
            let work = work(self.clone(), item.clone());
            async move { (place, work.await) }
        };
        let mut waiting = items.enumerate();
        let (mut running, mut done) = (JoinSet::new(), Vec::new());
        for (place, item) in waiting.by_ref().take(self.at_once()) {
            running.spawn(placed(place, item));
        }
        while let Some(ended) = running.join_next().await {
            let broken = |error| StoreError::Unavailable(format!("a step broke off: {error}"));
            let (place, step) = ended.map_err(broken)?;
            done.push((place, step?));
            if let Some((place, item)) = waiting.next() {
                running.spawn(placed(place, item));
            }
        }
        done.sort_by_key(|(place, _)| *place);
        Ok(done.into_iter().map(|(_, step)| step).collect())
    }

    /// Turns are taken one after the other: they all change the department's rotation.
    fn at_once(&self) -> usize {
        match self.gives_out() {
            true => 1,
            false => AT_ONCE,
        }
    }

    fn gives_out(&self) -> bool {
        self.actions.contains(&BulkAction::AssignByTurn {})
    }

    async fn act(self: Arc<Self>, ticket: TicketId) -> Result<Step, StoreError> {
        let catalog = self.catalog.now();
        let member = self
            .actor
            .id
            .filter(|_| self.actor.kind == ActorKind::Member);
        let work = BulkStep {
            ticket,
            actions: &self.actions,
            member: member.map(MemberId),
            seed: item_command(self.id, ticket),
            loads: self.loads(ticket, &catalog).await?,
        };
        match self.command((ticket, None), &catalog, &work).await? {
            Ended::Done => Ok(Step::Done(vec![])),
            Ended::Refused(outcome) => Ok(Step::Known(outcome)),
            Ended::Stale => Err(StoreError::Busy), // no version was expected
        }
    }

    /// Issues the job's command to one ticket. Issued again, it changes nothing.
    pub(super) async fn command<W>(
        &self,
        (ticket, expected_version): (TicketId, Option<i32>),
        catalog: &Catalog,
        work: &W,
    ) -> Result<Ended, StoreError>
    where
        W: Work<Primary = Ticket, Error = CommandError>,
    {
        let request = Transact {
            command_id: item_command(self.id, ticket),
            causation_id: Some(self.cause),
            correlation_id: Some(self.id.0),
            expected_version,
            remember: Some(ticket.0.as_bytes().to_vec()),
            ..Transact::new(ticket.0, self.actor, catalog, Timestamp::now())
        };
        ended(self.store.transact(request, work).await)
    }

    /// How many open tickets everybody has whose turn it may be; nobody is asked for in vain.
    async fn loads(
        &self,
        ticket: TicketId,
        catalog: &Catalog,
    ) -> Result<HashMap<MemberId, i64>, StoreError> {
        if !self.gives_out() {
            return Ok(HashMap::new());
        }
        let Some(department) = self.department(ticket).await? else {
            return Ok(HashMap::new());
        };
        let known = catalog.department(department);
        if known.is_none_or(|known| known.default_assignment != Assignment::LeastLoaded) {
            return Ok(HashMap::new());
        }
        let members = candidates(catalog, department, Timestamp::now());
        self.loads
            .catch_up(&self.store, self.store.known_head())
            .await?;
        self.loads.of(&members, catalog).await
    }

    /// Where the ticket will be once the other actions are done.
    async fn department(&self, ticket: TicketId) -> Result<Option<DepartmentId>, StoreError> {
        let routed = self.actions.iter().rev().find_map(|action| match action {
            BulkAction::Route { department, .. } => Some(*department),
            _ => None,
        });
        if let Some(department) = routed {
            return Ok(department);
        }
        let loaded = self.store.load::<Ticket>(ticket.0).await?;
        Ok(loaded.state.details.as_ref().and_then(|d| d.department))
    }

    /// What the steps came to: the log tells which of them changed anything.
    pub(super) async fn told(
        &self,
        tickets: &[TicketId],
        steps: Vec<Step>,
    ) -> Result<Vec<BulkOutcome>, StoreError> {
        let id = |ticket: &TicketId| item_command(self.id, *ticket);
        let ids: Vec<_> = tickets.iter().map(id).collect();
        let done = self.store.commands_done(&ids).await?;
        let outcomes = ids.iter().zip(steps).map(|(id, step)| match step {
            Step::Known(outcome) => outcome,
            Step::Done(kept) => match done.get(id).is_some_and(|done| done.has_events()) {
                false => BulkOutcome::Unchanged {},
                true if kept.is_empty() => BulkOutcome::Changed {},
                true => BulkOutcome::partly(kept.join(" ")),
            },
        });
        Ok(outcomes.collect())
    }
}

/// Tells what is final from what may pass.
fn ended<T>(outcome: Result<T, ExecuteError<CommandError>>) -> Result<Ended, StoreError> {
    let refused = |fault, why: &dyn std::fmt::Display| {
        Ok(Ended::Refused(BulkOutcome::refused(fault, why.to_string())))
    };
    match outcome {
        // the fingerprint is the ticket's id: no other command has this one's
        Ok(_) | Err(ExecuteError::KeyReused) => Ok(Ended::Done),
        Err(ExecuteError::Refused(error)) => Ok(Ended::Refused(refusal(&error))),
        Err(ExecuteError::Store(StoreError::Append(error))) => refused(BulkFault::Invalid, &error),
        Err(ExecuteError::Store(error @ (StoreError::Decode(_) | StoreError::Actor(_)))) => {
            tracing::error!(%error, "a ticket of a bulk job cannot be read");
            refused(
                BulkFault::Conflict,
                &"the ticket cannot be read; tell your operator",
            )
        }
        Err(ExecuteError::Store(error)) => Err(error),
        Err(ExecuteError::VersionMismatch { .. }) => Ok(Ended::Stale),
        Err(ExecuteError::Conflict) => Err(StoreError::Busy),
    }
}
