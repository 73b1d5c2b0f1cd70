//! Looking at tickets whose time has come, many at once.

use super::Clocks;
use super::told::{Looked, Telling};
use crate::deadlines::Deadline;
use domain::aggregate::Happened;
use domain::sla::{SlaRules, TicketStanding};
use domain::ticket::TicketEvent;
use domain::{Catalog, DecodeError, Recorded, TicketId};
use eventstore::{Outcome, StoreError};
use jiff::Timestamp;
use std::collections::HashMap;
use uuid::Uuid;

/// How often a ticket is looked at again because something happened to it meanwhile.
const ATTEMPTS: usize = 5;

/// A ticket's events, with how many there are.
type Story = Vec<(TicketEvent, Happened)>;

impl Clocks {
    /// Tells what the tickets' clocks have come to up to `until`, by time, and moves the deadlines.
    pub(super) async fn look_at(
        &self,
        due: &[Deadline],
        catalog: &Catalog,
        until: Timestamp,
    ) -> Result<(), StoreError> {
        if self.try_look_at(due, catalog, until).await? {
            return Ok(());
        }
        // whoever changed one of them must not hold the others up
        for one in due {
            let mut attempts = 1..=ATTEMPTS;
            while !self
                .try_look_at(std::slice::from_ref(one), catalog, until)
                .await?
            {
                attempts.next().ok_or(StoreError::Busy)?;
            }
        }
        Ok(())
    }

    /// `false` when something happened to one of the tickets meanwhile; then nothing was told.
    async fn try_look_at(
        &self,
        due: &[Deadline],
        catalog: &Catalog,
        until: Timestamp,
    ) -> Result<bool, StoreError> {
        let looked = self.looked(due, catalog).await?;
        let telling = Telling::of(&looked, catalog, until);
        let events = telling.events();
        if let Some(append) = telling.into_append()? {
            if let Outcome::Conflict { .. } = self.store.append(append).await? {
                return Ok(false);
            }
            metrics::counter!("docket_sla_told_total").increment(events);
        }
        let next: HashMap<_, _> = (looked.iter())
            .map(|looked| (looked.ticket, looked.next_moment(until)))
            .collect();
        let moved = due
            .iter()
            .map(|due| (due, next.get(&due.ticket).copied().flatten()));
        self.deadlines.settle(&moved.collect::<Vec<_>>()).await?;
        Ok(true)
    }

    /// How the tickets' clocks stand now. One whose events cannot be read is left out.
    async fn looked(&self, due: &[Deadline], catalog: &Catalog) -> Result<Vec<Looked>, StoreError> {
        let tickets: Vec<_> = due.iter().map(|due| due.ticket.0).collect();
        let since = self.store.known_head();
        let streams: Vec<_> = due
            .iter()
            .map(|due| TicketStanding::id(due.ticket))
            .collect();
        let mut standings = self
            .store
            .load_all::<TicketStanding>(&streams, since)
            .await?;
        let mut events: HashMap<Uuid, Vec<Recorded>> = HashMap::new();
        for event in self.store.read_streams(&tickets).await? {
            events.entry(event.stream_id).or_default().push(event);
        }
        let (rules, mut looked) = (SlaRules::of(catalog), Vec::new());
        for (id, events) in events {
            let ticket = TicketId(id);
            let story = match readable(&events) {
                Ok(story) => story,
                Err(error) => {
                    tracing::error!(%error, %ticket, "clocks of a ticket cannot be told");
                    self.deadlines.disarm(&id.to_string()).await?;
                    continue;
                }
            };
            let last = story.iter().map(|(_, happened)| happened.at).max();
            let now = last.max(Some(self.settled_moment())).max(newest(catalog));
            let now = now.unwrap_or_else(|| self.settled_moment());
            looked.push(Looked {
                ticket,
                version: events.last().map_or(0, |event| event.version),
                sla: rules.clocks(&story, now),
                standing: standings.remove(&TicketStanding::id(ticket)),
                story,
                now,
            });
        }
        Ok(looked)
    }
}

/// When a policy was changed last: what it says from then on is to be known at once.
fn newest(catalog: &Catalog) -> Option<Timestamp> {
    let versions = catalog.sla_history.policies().flatten();
    let newest = versions.map(|version| version.since).max();
    newest.filter(|since| *since <= Timestamp::now())
}

fn readable(events: &[Recorded]) -> Result<Story, DecodeError> {
    let read = |event: &Recorded| Ok((event.decode()?, event.happened()));
    events.iter().map(read).collect()
}
