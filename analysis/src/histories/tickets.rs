//! The table of tickets: each as it was at the end of the span, with what its history adds up to.

use super::{Listener, state, tell};
use crate::AnalysisError;
use crate::asked::Told;
use crate::sheet::Sheet;
use crate::table::{Cell, Column, Kind, column};
use domain::ticket::{Details, Ticket, TicketEvent, Visibility};
use domain::{Aggregate, Recorded};
use jiff::Timestamp;

const OWN: [Column; 8] = [
    column("id", Kind::Text),
    column("number", Kind::Whole),
    column("subject", Kind::Text),
    column("channel", Kind::Text),
    column("version", Kind::Whole),
    column("position", Kind::Whole),
    column("created_at", Kind::Moment),
    column("updated_at", Kind::Moment),
];

/// What the history adds up to. `resolved_at` is empty while something is still to be done.
const SUMS: [Column; 9] = [
    column("first_assigned_at", Kind::Moment),
    column("first_response_at", Kind::Moment),
    column("first_resolved_at", Kind::Moment),
    column("resolved_at", Kind::Moment),
    column("reopened", Kind::Whole),
    column("customer_messages", Kind::Whole),
    column("staff_messages", Kind::Whole),
    column("internal_notes", Kind::Whole),
    column("minutes", Kind::Whole),
];

/// The columns of the table.
pub(crate) fn columns() -> Vec<Column> {
    let own = OWN.into_iter().chain(state::COLUMNS);
    own.chain(SUMS).collect()
}

/// Writes every ticket that was opened within the span.
pub(crate) async fn write(told: &mut Told<'_>, sheet: &mut dyn Sheet) -> Result<(), AnalysisError> {
    let mut tickets = Tickets {
        sheet,
        ticket: Ticket::default(),
        life: None,
    };
    tell(told, &mut tickets).await
}

/// One ticket while its events are told.
struct Tickets<'a> {
    sheet: &'a mut dyn Sheet,
    ticket: Ticket,
    life: Option<Life>,
}

/// What is known besides the ticket itself.
struct Life {
    id: String,
    version: i32,
    position: i64,
    created_at: Timestamp,
    updated_at: Timestamp,
    first_assigned_at: Option<Timestamp>,
    first_resolved_at: Option<Timestamp>,
    resolved_at: Option<Timestamp>,
    reopened: i64,
}

impl Listener for Tickets<'_> {
    fn wants(&self, created: &Recorded, told: &Told<'_>) -> bool {
        let span = told.asked.span;
        span.has_begun(created) && !span.is_over(created)
    }

    fn hear(&mut self, event: &Recorded, told: &mut Told<'_>) -> Result<(), AnalysisError> {
        let payload: TicketEvent = event.decode()?;
        self.ticket.evolve(&payload, &event.happened());
        let life = self.life.get_or_insert_with(|| Life::of(event));
        if let Some(details) = self.ticket.details.as_deref() {
            let category = told.spelling.words.category(details.status);
            let done = category.is_some_and(|category| category.is_done());
            life.live(event, !details.assignees.is_empty(), done);
        }
        Ok(())
    }

    fn end(&mut self, told: &mut Told<'_>) -> Result<(), AnalysisError> {
        let ticket = std::mem::take(&mut self.ticket);
        let (Some(life), Some(details)) = (self.life.take(), ticket.details.as_deref()) else {
            return Ok(());
        };
        let mut row = own(&life, details);
        row.extend(state::cells(&ticket, details, told.spelling));
        row.extend(sums(&life, details));
        told.wrote("");
        self.sheet.row(&row)
    }
}

impl Life {
    fn of(first: &Recorded) -> Self {
        Self {
            id: first.stream_id.to_string(),
            version: first.version,
            position: first.position,
            created_at: first.occurred_at,
            updated_at: first.occurred_at,
            first_assigned_at: None,
            first_resolved_at: None,
            resolved_at: None,
            reopened: 0,
        }
    }

    /// After an event somebody is assigned or not, and the work is done or not.
    fn live(&mut self, event: &Recorded, assigned: bool, done: bool) {
        let at = event.occurred_at;
        (self.version, self.position, self.updated_at) = (event.version, event.position, at);
        if assigned {
            self.first_assigned_at.get_or_insert(at);
        }
        match (self.resolved_at, done) {
            (None, true) => {
                self.first_resolved_at.get_or_insert(at);
                self.resolved_at = Some(at);
            }
            (Some(_), false) => {
                self.resolved_at = None;
                self.reopened += 1;
            }
            _ => {}
        }
    }
}

fn own(life: &Life, details: &Details) -> Vec<Cell> {
    vec![
        life.id.as_str().into(),
        details.number.into(),
        details.subject.as_str().into(),
        details.channel.as_str().into(),
        i64::from(life.version).into(),
        life.position.into(),
        life.created_at.into(),
        life.updated_at.into(),
    ]
}

fn sums(life: &Life, details: &Details) -> Vec<Cell> {
    let said = &details.conversation.said;
    let count = |n: usize| Cell::Whole(i64::try_from(n).unwrap_or(i64::MAX));
    let customers = said.iter().filter(|s| s.customer.is_some()).count();
    let internal = said
        .iter()
        .filter(|s| s.visibility == Visibility::Internal)
        .count();
    let minutes = details
        .time
        .iter()
        .map(|entry| i64::from(entry.minutes))
        .sum::<i64>();
    vec![
        life.first_assigned_at.into(),
        details.conversation.first_response_at.into(),
        life.first_resolved_at.into(),
        life.resolved_at.into(),
        life.reopened.into(),
        count(customers),
        count(said.len() - customers - internal),
        count(internal),
        minutes.into(),
    ]
}
