//! When a calendar is open within a stretch of time, laid out to be asked fast.

use super::local::Stretch;
use jiff::{SignedDuration, Timestamp};

pub(super) const MICROS: i64 = 1_000_000;

/// When a calendar is open within a stretch of time. A question costs a search among its openings,
/// a few dozen nanoseconds for years of them. Beyond the stretch it is closed.
#[derive(Clone, Debug)]
pub struct OpenTimes {
    range: Stretch,
    openings: Vec<Opening>,
}

/// All in microseconds.
#[derive(Clone, Copy, Debug)]
struct Opening {
    begin: i64,
    end: i64,
    /// How long it was open before.
    before: i64,
}

impl OpenTimes {
    /// From stretches in seconds, in order and apart.
    pub(super) fn new((from, to): (Timestamp, Timestamp), stretches: &[Stretch]) -> Self {
        let range = (from.as_microsecond(), to.as_microsecond());
        let mut openings = Vec::with_capacity(stretches.len());
        let mut before = 0;
        for (begin, end) in stretches {
            let begin = (begin * MICROS).max(range.0);
            let end = (end * MICROS).min(range.1);
            if begin < end {
                openings.push(Opening { begin, end, before });
                before += end - begin;
            }
        }
        Self { range, openings }
    }

    /// Time between two moments in which it is open, to the microsecond; none where `to` is not after
    /// `from`.
    #[must_use]
    pub fn between(&self, from: Timestamp, to: Timestamp) -> SignedDuration {
        let (from, to) = (from.as_microsecond(), to.as_microsecond());
        let open = self.until(to) - self.until(from);
        SignedDuration::from_micros(open.max(0))
    }

    /// The first moment by which it has been open for `length` since `at`; `at` itself for none.
    /// `None` where it is not open for so long any more.
    #[must_use]
    pub fn after(&self, at: Timestamp, length: SignedDuration) -> Option<Timestamp> {
        let length = i64::try_from(length.as_micros()).ok()?;
        if length <= 0 {
            return Some(at);
        }
        let wanted = self.until(at.as_microsecond()).checked_add(length)?;
        let index = self.openings.partition_point(|o| o.before < wanted);
        let opening = self.openings.get(index.checked_sub(1)?)?;
        let end = opening.begin + (wanted - opening.before);
        let end = Some(end).filter(|end| *end <= opening.end)?;
        Timestamp::from_microsecond(end).ok()
    }

    #[must_use]
    pub fn is_open(&self, at: Timestamp) -> bool {
        let at = at.as_microsecond();
        let opening = self.before_or_at(at);
        opening.is_some_and(|opening| at < opening.end)
    }

    /// `at` itself if it is open then, else when it opens next, if it does.
    #[must_use]
    pub fn next_opening(&self, at: Timestamp) -> Option<Timestamp> {
        if self.is_open(at) {
            return Some(at);
        }
        let micros = at.as_microsecond();
        let index = self.openings.partition_point(|o| o.begin < micros);
        let opening = self.openings.get(index)?;
        Timestamp::from_microsecond(opening.begin).ok()
    }

    /// How long it was open before a moment.
    fn until(&self, at: i64) -> i64 {
        let at = at.clamp(self.range.0, self.range.1);
        let opening = self.before_or_at(at);
        opening.map_or(0, |o| o.before + (at.min(o.end) - o.begin))
    }

    /// The last opening that begins then or earlier.
    fn before_or_at(&self, at: i64) -> Option<&Opening> {
        let index = self.openings.partition_point(|o| o.begin <= at);
        self.openings.get(index.checked_sub(1)?)
    }
}
