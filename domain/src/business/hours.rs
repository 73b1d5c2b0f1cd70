//! A calendar made ready to be asked when it is open.

use super::local::{DAY, Stretch, begin_of, length_of, merged, weekday, without};
use super::open::OpenTimes;
use super::{BusinessCalendar, Holiday};
use crate::locale;
use crate::setting::Weekday;
use crate::{Catalog, DepartmentId};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

/// How far ahead it is looked first, and how much further then, before it is given up.
const LOOK: SignedDuration = SignedDuration::from_hours(14 * 24);
const FURTHEST: SignedDuration = SignedDuration::from_hours(40 * 366 * 24);

/// A calendar made ready to be asked when it is open.
///
/// Whoever has many questions about one stretch of time asks [`BusinessHours::within`] once, and then
/// what that answers.
#[derive(Clone, Debug)]
pub struct BusinessHours {
    zone: TimeZone,
    /// Per day of the week, from Sunday on: seconds from midnight to the beginning, and length.
    week: [Vec<(i64, i64)>; 7],
    once: Vec<Stretch>,
    yearly: Vec<Holiday>,
}

impl BusinessHours {
    /// `None` where the calendar's time zone is not known.
    #[must_use]
    pub fn of(calendar: &BusinessCalendar) -> Option<Self> {
        let zone = locale::time_zone(&calendar.time_zone)?;
        let day = |day: Weekday| {
            let intervals = calendar.weekly.get(&day).into_iter().flatten();
            intervals.map(|i| (begin_of(i), length_of(i))).collect()
        };
        let (yearly, once): (Vec<_>, Vec<_>) =
            (calendar.holidays.iter().cloned()).partition(|h| h.yearly);
        let ever = (i64::MIN, i64::MAX);
        let once = once.iter().flat_map(|holiday| holiday.within(ever));
        Some(Self {
            zone,
            week: Weekday::ALL.map(day),
            once: merged(once.collect()),
            yearly,
        })
    }

    /// Those of a ticket in this department, else of the workspace. `None` where neither has any.
    #[must_use]
    pub fn of_ticket(department: Option<DepartmentId>, catalog: &Catalog) -> Option<Self> {
        let department = department.and_then(|id| catalog.department(id));
        let own = department.and_then(|department| department.calendar);
        let own = own.and_then(|id| catalog.calendar(id));
        own.or_else(|| catalog.default_calendar())
            .and_then(Self::of)
    }

    /// When it is open between two moments.
    #[must_use]
    pub fn within(&self, from: Timestamp, to: Timestamp) -> OpenTimes {
        let mut open = Vec::new();
        let (mut begin, end) = (from.as_second(), to.as_second().saturating_add(1));
        while begin < end {
            let (offset, until) = self.same_clock(begin, end);
            let there = self.open_there((begin + offset, until + offset));
            open.extend(there.into_iter().map(|(b, e)| (b - offset, e - offset)));
            begin = until;
        }
        OpenTimes::new((from, to), &merged(open))
    }

    /// Time between two moments in which it is open; none where `to` is not after `from`.
    #[must_use]
    pub fn between(&self, from: Timestamp, to: Timestamp) -> SignedDuration {
        self.within(from, to.max(from)).between(from, to)
    }

    /// The first moment by which it has been open for `length` since `at`; `at` itself for none.
    /// `None` where that would be decades ahead.
    #[must_use]
    pub fn after(&self, at: Timestamp, length: SignedDuration) -> Option<Timestamp> {
        self.ahead(at, |open| open.after(at, length))
    }

    #[must_use]
    pub fn is_open(&self, at: Timestamp) -> bool {
        let next = SignedDuration::from_secs(1);
        let to = at.checked_add(next).unwrap_or(at);
        self.within(at, to).is_open(at)
    }

    /// `at` itself if it is open then, else when it opens next. `None` where that would be decades
    /// ahead.
    #[must_use]
    pub fn next_opening(&self, at: Timestamp) -> Option<Timestamp> {
        self.ahead(at, |open| open.next_opening(at))
    }

    /// Asks about more and more of what lies ahead, until there is an answer.
    fn ahead(
        &self,
        at: Timestamp,
        ask: impl Fn(&OpenTimes) -> Option<Timestamp>,
    ) -> Option<Timestamp> {
        let mut look = LOOK;
        loop {
            let to = at.checked_add(look).unwrap_or(Timestamp::MAX);
            let found = ask(&self.within(at, to));
            if found.is_some() || look >= FURTHEST || to == Timestamp::MAX {
                return found;
            }
            look *= 8;
        }
    }

    /// By how many seconds clocks there are ahead of UTC at `begin`, and until when.
    fn same_clock(&self, begin: i64, end: i64) -> (i64, i64) {
        let at = Timestamp::from_second(begin).unwrap_or(Timestamp::MAX);
        let offset = self.zone.to_offset(at).seconds();
        let change = self.zone.following(at).next();
        let change = change.map_or(end, |change| change.timestamp().as_second());
        (i64::from(offset), change.min(end))
    }

    /// When it is open while clocks go through `range` without being put forward or back.
    fn open_there(&self, range: Stretch) -> Vec<Stretch> {
        let mut open = Vec::new();
        let mut day = range.0.div_euclid(DAY) * DAY - DAY; // what began the day before may go on
        while day < range.1 {
            let hours = self.week[weekday(day)].iter();
            open.extend(hours.map(|(begin, length)| (day + begin, day + begin + length)));
            day += DAY;
        }
        let clipped = open
            .into_iter()
            .map(|(b, e)| (b.max(range.0), e.min(range.1)));
        without(&merged(clipped.collect()), &self.closed_there(range))
    }

    fn closed_there(&self, range: Stretch) -> Vec<Stretch> {
        let from = self.once.partition_point(|c| c.1 <= range.0);
        let once = self.once[from..].iter().take_while(|c| c.0 < range.1);
        let yearly = self.yearly.iter().flat_map(|h| h.within(range));
        merged(once.copied().chain(yearly).collect())
    }
}
