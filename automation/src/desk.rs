//! What rules work with: the log, who has how much to do, what leaves the house, what failed.

use crate::assignment::loads::Loads;
use crate::failing::Failures;
use crate::outbox::Outbox;
use domain::automation::{Action, RuleAction};
use domain::rotation::candidates;
use domain::setting::Assignment;
use domain::ticket::{Ticket, TicketEvent};
use domain::{Catalog, MemberId, TicketId};
use eventstore::{EventStore, StoreError};
use jiff::Timestamp;
use std::collections::HashMap;

/// Events of one ticket read in one go.
const PAGE: usize = 200;

/// What rules work with.
#[derive(Clone, Debug)]
pub(crate) struct Desk {
    pub store: EventStore,
    pub loads: Loads,
    pub failures: Failures,
    pub outbox: Outbox,
}

impl Desk {
    /// What is put into the outbox wakes the worker of `outbox`. Fails when `database_url` is no URL.
    pub fn connect(
        store: &EventStore,
        database_url: &str,
        outbox: &Outbox,
    ) -> Result<Self, StoreError> {
        Ok(Self {
            store: store.clone(),
            loads: Loads::connect(database_url)?,
            failures: Failures::connect(database_url)?,
            outbox: outbox.beside(database_url)?,
        })
    }

    /// How many open tickets those have whose turn it may be; nobody is asked for in vain.
    pub async fn loads(
        &self,
        ticket: TicketId,
        action: &Action,
        catalog: &Catalog,
    ) -> Result<HashMap<MemberId, i64>, StoreError> {
        let Action::Own(RuleAction::AssignByTurn { how }) = action else {
            return Ok(HashMap::new());
        };
        let loaded = self.store.load::<Ticket>(ticket.0).await?;
        let department = loaded.state.details.as_ref().and_then(|d| d.department);
        let Some((id, known)) = department.and_then(|id| Some((id, catalog.department(id)?)))
        else {
            return Ok(HashMap::new());
        };
        let how = match how {
            Assignment::None => known.default_assignment,
            told => *told,
        };
        if how != Assignment::LeastLoaded {
            return Ok(HashMap::new());
        }
        let members = candidates(catalog, id, Timestamp::now());
        self.loads
            .catch_up(&self.store, self.store.known_head())
            .await?;
        self.loads.of(&members, catalog).await
    }

    /// Who had the ticket last and has it no more, where an action asks for them.
    pub async fn previous(
        &self,
        ticket: TicketId,
        action: &Action,
    ) -> Result<Option<MemberId>, StoreError> {
        if !matches!(action, Action::Own(RuleAction::AssignPrevious {})) {
            return Ok(None);
        }
        let (mut previous, mut after) = (None, 0);
        loop {
            let events = self.store.read_stream(ticket.0, after, PAGE).await?;
            for event in events.iter().filter(|e| e.name == "ticket.unassigned") {
                if let TicketEvent::Unassigned { member } = event.decode()? {
                    previous = Some(member);
                }
            }
            match events.last() {
                Some(last) if events.len() == PAGE => after = last.version,
                _ => return Ok(previous),
            }
        }
    }
}
