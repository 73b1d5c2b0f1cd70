//! Moments that depend on when, where and of which ticket they are asked: `now-7d`, `today`,
//! `due_at-1d`.

use super::Path;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

/// Most of a unit that a condition counts; ten years of minutes.
const MOST: i64 = 5_256_000;
/// What is written instead of the id of whoever asks.
pub(super) const ME: &str = "me";

/// Who asks, when, and where they are.
#[derive(Clone, Debug, PartialEq)]
pub struct Viewpoint {
    now: Timestamp,
    zone: TimeZone,
    me: Option<Uuid>,
}

/// A length of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    count: i64,
    unit: Unit,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    Minutes,
    Hours,
    Days,
    Weeks,
}

/// A moment counted from another one.
#[derive(Clone, Debug, PartialEq)]
pub struct Relative {
    from: Anchor,
    shift: Span,
}

#[derive(Clone, Debug, PartialEq)]
enum Anchor {
    Now,
    /// So many days after the one on which it is asked.
    Day(i64),
    /// Another moment of the same ticket.
    Of(Path),
}

/// A relative moment as it is for one viewpoint.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Settled {
    Moment(Timestamp),
    /// A day, and when it begins.
    Day(Date, Timestamp),
    /// So long after another moment of the same ticket.
    Of(Path, SignedDuration),
}

impl Viewpoint {
    /// `now` counts to the microsecond, as what is stored does. Nobody is `me` to programs.
    #[must_use]
    pub fn new(now: Timestamp, zone: TimeZone, me: Option<Uuid>) -> Self {
        let now = Timestamp::from_microsecond(now.as_microsecond()).unwrap_or(now);
        Self { now, zone, me }
    }

    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.now
    }

    /// The id that is meant by `text`, which may be `me`.
    pub(super) fn id(&self, text: &str) -> Option<Uuid> {
        match text {
            ME => self.me,
            _ => Uuid::parse_str(text).ok(),
        }
    }

    pub(super) fn later(&self, span: Span, forwards: bool) -> Timestamp {
        let span = if forwards {
            span.duration()
        } else {
            -span.duration()
        };
        self.now.saturating_add(span).unwrap_or(self.now)
    }

    /// When a day begins here, and when the next one does.
    pub(super) fn day(&self, date: Date) -> Option<(Timestamp, Timestamp)> {
        Some((self.begin(date)?, self.begin(date.tomorrow().ok()?)?))
    }

    fn begin(&self, date: Date) -> Option<Timestamp> {
        let zoned = date.to_zoned(self.zone.clone()).ok()?;
        Some(zoned.start_of_day().ok()?.timestamp())
    }

    fn today(&self) -> Date {
        self.now.to_zoned(self.zone.clone()).date()
    }
}

impl Span {
    const NONE: Self = Self {
        count: 0,
        unit: Unit::Minutes,
    };

    /// `30m`, `2h`, `7d`, `2w`.
    pub(super) fn read(text: &str) -> Option<Self> {
        let mut letters = text.chars();
        let unit = match letters.next_back()? {
            'm' => Unit::Minutes,
            'h' => Unit::Hours,
            'd' => Unit::Days,
            'w' => Unit::Weeks,
            _ => return None,
        };
        let digits = letters.as_str();
        let plain = digits.len() <= 7 && digits.bytes().all(|b| b.is_ascii_digit());
        let count = digits.parse().ok().filter(|n| plain && *n <= MOST)?;
        Some(Self { count, unit })
    }

    fn back(self) -> Self {
        Self {
            count: -self.count,
            ..self
        }
    }

    fn duration(self) -> SignedDuration {
        match self.unit {
            Unit::Minutes => SignedDuration::from_mins(self.count),
            Unit::Hours => SignedDuration::from_hours(self.count),
            Unit::Days => SignedDuration::from_hours(self.count * 24),
            Unit::Weeks => SignedDuration::from_hours(self.count * 24 * 7),
        }
    }

    /// Whole days; none when it counts smaller ones.
    fn days(self) -> Option<i64> {
        match self.unit {
            Unit::Days => Some(self.count),
            Unit::Weeks => Some(self.count * 7),
            Unit::Minutes | Unit::Hours if self.count == 0 => Some(0),
            Unit::Minutes | Unit::Hours => None,
        }
    }
}

impl Relative {
    /// `now`, `today`, `yesterday`, `tomorrow` or a moment of the ticket, and how much earlier or
    /// later: `now-7d`, `due_at-1d`. None for anything else.
    pub(super) fn read(text: &str) -> Option<Self> {
        let (from, shift) = match text.find(['+', '-', ' ']) {
            None => (text, Span::NONE),
            Some(end) => {
                let (from, shift) = text.split_at(end);
                let back = shift.starts_with('-');
                // a plus sign that a form decoded is a space
                let span = Span::read(&shift[1..])?;
                (from, if back { span.back() } else { span })
            }
        };
        let from = match from {
            "now" => Anchor::Now,
            "today" => Anchor::Day(0),
            "yesterday" => Anchor::Day(-1),
            "tomorrow" => Anchor::Day(1),
            path => {
                let path = Path::try_from(path.to_owned()).ok();
                Anchor::Of(path.filter(Path::is_moment)?)
            }
        };
        Some(Self { from, shift })
    }

    /// Whether it names a day and no moment of it.
    pub(super) fn is_day(&self) -> bool {
        matches!(self.from, Anchor::Day(_)) && self.shift.days().is_some()
    }

    /// What it is for whoever asks; none beyond the end of time.
    pub(super) fn settled(&self, viewpoint: &Viewpoint) -> Option<Settled> {
        Some(match &self.from {
            Anchor::Now => {
                let shift = self.shift.duration();
                Settled::Moment(viewpoint.now.saturating_add(shift).ok()?)
            }
            Anchor::Of(path) => Settled::Of(path.clone(), self.shift.duration()),
            Anchor::Day(days) => {
                let whole = days + self.shift.days().unwrap_or(0);
                let date = viewpoint.today();
                let date = date
                    .checked_add(SignedDuration::from_hours(whole * 24))
                    .ok()?;
                let begin = viewpoint.begin(date)?;
                match self.shift.days() {
                    Some(_) => Settled::Day(date, begin),
                    None => Settled::Moment(begin.saturating_add(self.shift.duration()).ok()?),
                }
            }
        })
    }
}

/// A day as a condition names it: a date, or one that depends on today.
pub(super) fn day(text: &str, viewpoint: &Viewpoint) -> Option<Date> {
    if let Ok(date) = text.parse() {
        return Some(date);
    }
    match Relative::read(text)?.settled(viewpoint)? {
        Settled::Day(date, _) => Some(date),
        Settled::Moment(_) | Settled::Of(..) => None,
    }
}
