//! Timers: moments that set a rule off.

use super::{Moment, Moments};
use crate::Catalog;
use crate::business::BusinessHours;
use crate::limits::Checks;
use crate::locale;
use crate::setting::{TimeOfDay, Weekday};
use crate::ticket::Details;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// Longest time from a moment until a timer, in seconds.
const LONGEST: i64 = 366 * 24 * 60 * 60;
/// Most times of one day.
const TIMES: usize = 24;
/// Every day of the week comes again within so many days.
const WEEK: i64 = 7;

/// A moment that sets a rule off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Timer {
    /// So long after a moment of the ticket.
    After {
        moment: Moment,
        seconds: i64,
        /// Whether the business hours of its department alone count.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        business_time: bool,
    },
    /// So long before one that lies ahead.
    Before { moment: Moment, seconds: i64 },
    /// On days of the week, for every ticket that matches then.
    Schedule(Schedule),
}

/// Times on days of the week.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Schedule {
    /// Every day where there are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub days: Vec<Weekday>,
    pub times: Vec<TimeOfDay>,
    /// Name of the IANA database; UTC without it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
}

impl Timer {
    /// The moment at which the ticket sets it off, as things stand; none where it has no such
    /// moment, or the timer goes by the calendar.
    #[must_use]
    pub fn due(&self, moments: &Moments, ticket: &Details, catalog: &Catalog) -> Option<Timestamp> {
        match self {
            Self::After {
                moment,
                seconds,
                business_time,
            } => {
                let (from, length) = (
                    moments.at(*moment, ticket)?,
                    SignedDuration::from_secs(*seconds),
                );
                match business_time {
                    true => business_after(from, length, ticket, catalog),
                    false => from.checked_add(length).ok(),
                }
            }
            Self::Before { moment, seconds } => {
                let length = SignedDuration::from_secs(*seconds);
                moments.at(*moment, ticket)?.checked_sub(length).ok()
            }
            Self::Schedule(_) => None,
        }
    }

    pub(super) fn check(&self, checks: &mut Checks) {
        match self {
            Self::After { seconds, .. } | Self::Before { seconds, .. } => {
                if !(1..=LONGEST).contains(seconds) {
                    let detail = format!("must lie between 1 and {LONGEST}, which is a year");
                    checks.fail("timer.seconds", detail);
                }
            }
            Self::Schedule(schedule) => schedule.check(checks),
        }
        if let Self::Before { moment, .. } = self
            && !moment.lies_ahead()
        {
            let detail = format!("{moment} is known only once it has come; use type after");
            checks.fail("timer.moment", detail);
        }
    }
}

/// Where nothing says which hours count, all do.
fn business_after(
    from: Timestamp,
    length: SignedDuration,
    ticket: &Details,
    catalog: &Catalog,
) -> Option<Timestamp> {
    match BusinessHours::of_ticket(ticket.department, catalog) {
        Some(hours) => hours.after(from, length),
        None => from.checked_add(length).ok(),
    }
}

impl Moment {
    fn lies_ahead(self) -> bool {
        matches!(
            self,
            Self::DueAt | Self::WindowFrom | Self::WindowTo | Self::SnoozedUntil
        )
    }
}

impl Schedule {
    /// The first of its moments after `at`; none beyond the end of time. A time that the clocks
    /// leave out comes when they are past it, one that they repeat comes once.
    #[must_use]
    pub fn next(&self, at: Timestamp) -> Option<Timestamp> {
        let name = self.time_zone.as_deref().unwrap_or("UTC");
        let zone = locale::time_zone(name)?;
        let mut day = at.to_zoned(zone.clone()).date();
        for _ in 0..=WEEK {
            let moments = self.times.iter().filter(|_| self.is_on(day.weekday()));
            let moments = moments.filter_map(|time| {
                let (hour, minute) = (time.minutes() / 60, time.minutes() % 60);
                let there = day.at(i8::try_from(hour).ok()?, i8::try_from(minute).ok()?, 0, 0);
                Some(there.to_zoned(zone.clone()).ok()?.timestamp())
            });
            if let Some(next) = moments.filter(|moment| *moment > at).min() {
                return Some(next);
            }
            day = day.tomorrow().ok()?;
        }
        None
    }

    /// Whether it comes at this very moment.
    #[must_use]
    pub fn is_at(&self, at: Timestamp) -> bool {
        let before = at.checked_sub(SignedDuration::from_secs(1));
        before.is_ok_and(|before| self.next(before) == Some(at))
    }

    fn is_on(&self, day: jiff::civil::Weekday) -> bool {
        let day = Weekday::ALL[day.to_sunday_zero_offset().unsigned_abs() as usize];
        self.days.is_empty() || self.days.contains(&day)
    }

    fn check(&self, checks: &mut Checks) {
        if self.times.is_empty() || self.times.len() > TIMES {
            let detail = format!("must name 1 to {TIMES} times, e.g. [\"08:00\"]");
            checks.fail("timer.times", detail);
        }
        if self.times.contains(&TimeOfDay::of_hour(24)) {
            checks.fail(
                "timer.times",
                "must not have 24:00; write 00:00 of the next day",
            );
        }
        let zone = self.time_zone.as_deref();
        if zone.is_some_and(|zone| locale::time_zone(zone).is_none()) {
            let detail = "must be a name of the IANA database, such as Asia/Jerusalem";
            checks.fail("timer.time_zone", detail);
        }
    }
}
