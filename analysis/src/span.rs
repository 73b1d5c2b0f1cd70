//! Which part of the log is looked at: between two moments, each a position or a time.

use domain::Recorded;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::str::FromStr;

/// How long a day is spelled.
const DAY: &str = "2026-03-01";

/// A place in the log, or a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    Position(i64),
    Time(Timestamp),
}

/// What is no moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "write a position such as 4711, a day such as 2026-03-01, or a time such as 2026-03-01T09:30:00Z"
)]
pub struct BadMoment;

impl FromStr for Moment {
    type Err = BadMoment;

    /// A day stands for its first moment in UTC.
    fn from_str(text: &str) -> Result<Self, BadMoment> {
        if let Ok(position) = text.parse::<i64>() {
            return (position > 0)
                .then_some(Self::Position(position))
                .ok_or(BadMoment);
        }
        if let Ok(time) = text.parse() {
            return Ok(Self::Time(time));
        }
        // a date's reader would pass over a time of day without an offset
        let day = text
            .parse::<Date>()
            .ok()
            .filter(|_| text.len() == DAY.len());
        let day = day.ok_or(BadMoment)?;
        let begins = day.to_zoned(TimeZone::UTC).map_err(|_| BadMoment)?;
        Ok(Self::Time(begins.timestamp()))
    }
}

/// From one moment to another, both included; times are those at which things happened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// Without it from the beginning.
    pub from: Option<Moment>,
    /// Without it to the end of the log as it is when reading begins.
    pub to: Option<Moment>,
}

impl Span {
    /// Why nothing can lie within it, and what to do.
    #[must_use]
    pub fn problem(self) -> Option<String> {
        let reversed = match (self.from?, self.to?) {
            (Moment::Position(from), Moment::Position(to)) => from > to,
            (Moment::Time(from), Moment::Time(to)) => from > to,
            _ => false,
        };
        reversed.then(|| "--from lies after --to: turn them round".to_owned())
    }

    /// The last position that may lie within it, in a log that ends at `head`.
    pub(crate) fn last(self, head: i64) -> i64 {
        match self.to {
            Some(Moment::Position(to)) => to.min(head),
            _ => head,
        }
    }

    /// The position after which it may begin.
    pub(crate) fn after(self) -> i64 {
        match self.from {
            Some(Moment::Position(from)) => from - 1,
            _ => 0,
        }
    }

    /// Whether an event does not lie before it.
    pub(crate) fn has_begun(self, event: &Recorded) -> bool {
        match self.from {
            Some(Moment::Position(from)) => event.position >= from,
            Some(Moment::Time(from)) => event.occurred_at >= from,
            None => true,
        }
    }

    /// Whether an event lies after it.
    pub(crate) fn is_over(self, event: &Recorded) -> bool {
        match self.to {
            Some(Moment::Position(to)) => event.position > to,
            Some(Moment::Time(to)) => event.occurred_at > to,
            None => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_a_position_a_day_or_a_time() {
        let day = "2026-03-01T00:00:00Z".parse().unwrap();
        let noon = "2026-03-01T12:00:00Z".parse().unwrap();
        assert_eq!("4711".parse(), Ok(Moment::Position(4711)));
        assert_eq!("2026-03-01".parse(), Ok(Moment::Time(day)));
        assert_eq!("2026-03-01T14:00:00+02:00".parse(), Ok(Moment::Time(noon)));
        for wrong in ["", "0", "-3", "soon", "2026-13-01", "2026-03-01 12:00"] {
            assert_eq!(wrong.parse::<Moment>(), Err(BadMoment), "{wrong}");
        }
    }

    #[test]
    fn a_span_that_ends_before_it_begins_is_refused() {
        let span = |from: &str, to: &str| Span {
            from: Some(from.parse().unwrap()),
            to: Some(to.parse().unwrap()),
        };
        assert!(span("2", "1").problem().is_some());
        assert!(span("2026-03-02", "2026-03-01").problem().is_some());
        assert_eq!(span("1", "1").problem(), None);
        assert_eq!(span("1", "2026-03-01").problem(), None);
    }
}
