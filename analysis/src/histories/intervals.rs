//! The table of intervals: what each ticket was, from when until when.

use super::{Listener, state, tell};
use crate::asked::Told;
use crate::sheet::Sheet;
use crate::table::{Cell, Column, Kind, column};
use crate::words::Spelling;
use crate::{AnalysisError, Moment};
use domain::ticket::{Ticket, TicketEvent};
use domain::{Aggregate, Recorded};
use jiff::Timestamp;

/// A row holds from `from_at` until `to_at`, and by positions from `from_position` until
/// `to_position`, both ends excluded; the ends of what is true at the end of the span are empty.
const TIMES: [Column; 7] = [
    column("ticket", Kind::Text),
    column("number", Kind::Whole),
    column("created_at", Kind::Moment),
    column("from_position", Kind::Whole),
    column("to_position", Kind::Whole),
    column("from_at", Kind::Moment),
    column("to_at", Kind::Moment),
];

/// The columns of the table.
pub(crate) fn columns() -> Vec<Column> {
    TIMES.into_iter().chain(state::COLUMNS).collect()
}

/// Writes every interval that reaches into the span.
pub(crate) async fn write(told: &mut Told<'_>, sheet: &mut dyn Sheet) -> Result<(), AnalysisError> {
    let mut intervals = Intervals {
        sheet,
        ticket: Ticket::default(),
        created_at: Timestamp::UNIX_EPOCH,
        reached: Timestamp::MIN,
        present: None,
    };
    tell(told, &mut intervals).await
}

/// One ticket while its events are told.
struct Intervals<'a> {
    sheet: &'a mut dyn Sheet,
    ticket: Ticket,
    created_at: Timestamp,
    /// The latest moment that its events have reached: what was told late counts from then.
    reached: Timestamp,
    present: Option<Interval>,
}

/// What holds since an event.
struct Interval {
    ticket: String,
    number: i64,
    from_position: i64,
    from_at: Timestamp,
    /// With ids, by which it is compared.
    state: Vec<Cell>,
    shown: Vec<Cell>,
}

impl Listener for Intervals<'_> {
    fn wants(&self, created: &Recorded, told: &Told<'_>) -> bool {
        !told.asked.span.is_over(created)
    }

    fn hear(&mut self, event: &Recorded, told: &mut Told<'_>) -> Result<(), AnalysisError> {
        let payload: TicketEvent = event.decode()?;
        self.ticket.evolve(&payload, &event.happened());
        if self.present.is_none() {
            (self.created_at, self.reached) = (event.occurred_at, event.occurred_at);
        }
        self.reached = self.reached.max(event.occurred_at);
        let Some(begun) = self.begun(event, told.spelling) else {
            return Ok(());
        };
        match self.present.replace(begun) {
            Some(before) => self.row(before, Some((event.position, self.reached)), told),
            None => Ok(()),
        }
    }

    fn end(&mut self, told: &mut Told<'_>) -> Result<(), AnalysisError> {
        let last = self.present.take();
        self.ticket = Ticket::default();
        last.map_or(Ok(()), |last| self.row(last, None, told))
    }
}

impl Intervals<'_> {
    /// What holds from an event on, if anything is other than before.
    fn begun(&self, event: &Recorded, spelling: Spelling<'_>) -> Option<Interval> {
        let details = self.ticket.details.as_deref()?;
        let ids = Spelling {
            decode: false,
            ..spelling
        };
        let state = state::cells(&self.ticket, details, ids);
        if self
            .present
            .as_ref()
            .is_some_and(|present| present.state == state)
        {
            return None;
        }
        Some(Interval {
            ticket: event.stream_id.to_string(),
            number: details.number,
            from_position: event.position,
            from_at: self.reached,
            shown: state::cells(&self.ticket, details, spelling),
            state,
        })
    }

    fn row(
        &mut self,
        interval: Interval,
        end: Option<(i64, Timestamp)>,
        told: &mut Told<'_>,
    ) -> Result<(), AnalysisError> {
        let reaches = match (told.asked.span.from, end) {
            (None, _) | (_, None) => true,
            (Some(Moment::Position(from)), Some((to, _))) => to > from,
            (Some(Moment::Time(from)), Some((_, to))) => to > from,
        };
        if !reaches {
            return Ok(());
        }
        let (to_position, to_at) = end.unzip();
        let mut row = vec![
            interval.ticket.into(),
            interval.number.into(),
            self.created_at.into(),
            interval.from_position.into(),
            to_position.into(),
            interval.from_at.into(),
            to_at.into(),
        ];
        row.extend(interval.shown);
        told.wrote("");
        self.sheet.row(&row)
    }
}
