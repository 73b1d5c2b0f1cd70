//! Tickets' whole histories, one after the other in the order in which the tickets were opened.

mod cases;
mod intervals;
mod state;
mod tickets;
mod xml;

pub(crate) use cases::write as write_cases;
pub(crate) use intervals::{columns as interval_columns, write as write_intervals};
pub(crate) use tickets::{columns as ticket_columns, write as write_tickets};

use crate::AnalysisError;
use crate::asked::Told;
use crate::pages::{Pages, fitting};
use domain::Recorded;
use eventstore::EventFilter;
use uuid::Uuid;

/// Tickets whose events are read together.
const TOGETHER: usize = 200;

/// Whoever is told histories. Of each ticket: its beginning, every event up to the end of the span
/// in order, and that there are no more.
pub(crate) trait Listener: Send {
    /// Told of the event that opened a ticket; whether its history is wanted.
    fn wants(&self, created: &Recorded, told: &Told<'_>) -> bool;

    /// A ticket's next event; the first is the one that opened it.
    fn hear(&mut self, event: &Recorded, told: &mut Told<'_>) -> Result<(), AnalysisError>;

    /// The ticket has no more.
    fn end(&mut self, told: &mut Told<'_>) -> Result<(), AnalysisError>;
}

/// A ticket is as of a time what its first events make of it, up to the first that happened later.
pub(crate) async fn tell(
    told: &mut Told<'_>,
    listener: &mut impl Listener,
) -> Result<(), AnalysisError> {
    let filter = EventFilter {
        names: vec!["ticket.created".to_owned()],
        ..EventFilter::default()
    };
    let mut opened = Pages::new(told.store, filter, (0, told.last));
    while let Some(created) = opened.next().await? {
        let wanted = created.iter().filter(|e| listener.wants(e, told));
        let wanted: Vec<_> = wanted.map(|event| event.stream_id).collect();
        for together in wanted.chunks(TOGETHER) {
            tell_some(told, listener, together).await?;
        }
        if let Some(last) = created.last() {
            told.reached(last.position);
        }
    }
    told.reached(told.last);
    Ok(())
}

async fn tell_some(
    told: &mut Told<'_>,
    listener: &mut impl Listener,
    tickets: &[Uuid],
) -> Result<(), AnalysisError> {
    let (mut ids, mut version, mut size) = (tickets, 0, TOGETHER);
    let mut telling = Telling::default();
    loop {
        let events = told.store.read_in_turn(ids, version, size).await?;
        for event in &events {
            telling.event(event, told, listener)?;
        }
        let Some(last) = events.last().filter(|_| events.len() == size) else {
            return telling.end(told, listener);
        };
        let turn = ids.iter().position(|id| *id == last.stream_id);
        (ids, version) = (&ids[turn.unwrap_or_default()..], last.version);
        size = fitting(&events, size);
    }
}

/// Where the telling is.
#[derive(Default)]
struct Telling {
    ticket: Option<Uuid>,
    /// What else the ticket has lies after the span.
    over: bool,
}

impl Telling {
    fn event(
        &mut self,
        event: &Recorded,
        told: &mut Told<'_>,
        listener: &mut impl Listener,
    ) -> Result<(), AnalysisError> {
        if self.ticket != Some(event.stream_id) {
            self.end(told, listener)?;
            (self.ticket, self.over) = (Some(event.stream_id), false);
        }
        self.over |= event.position > told.last || told.asked.span.is_over(event);
        match self.over {
            true => Ok(()),
            false => listener.hear(event, told),
        }
    }

    fn end(
        &mut self,
        told: &mut Told<'_>,
        listener: &mut impl Listener,
    ) -> Result<(), AnalysisError> {
        match self.ticket.take() {
            Some(_) => listener.end(told),
            None => Ok(()),
        }
    }
}
