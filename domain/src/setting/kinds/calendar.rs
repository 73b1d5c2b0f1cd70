//! Working calendars: which hours of which days somebody works, and in which time zone.

use crate::limits::Checks;
use crate::locale;
use jiff::civil::Time;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

/// Most intervals of one day.
const INTERVALS: usize = 10;

/// Hours of work per day of the week; a day that is not there is free.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Calendar {
    /// Name of the IANA database, such as `Asia/Jerusalem`.
    pub time_zone: String,
    pub weekly: BTreeMap<Weekday, Vec<Interval>>,
}

/// Days of the week, from Sunday on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Weekday {
    Sunday,
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
}

impl Weekday {
    /// From Sunday on.
    pub const ALL: [Self; 7] = [
        Self::Sunday,
        Self::Monday,
        Self::Tuesday,
        Self::Wednesday,
        Self::Thursday,
        Self::Friday,
        Self::Saturday,
    ];
}

impl fmt::Display for Weekday {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = format!("{self:?}");
        f.write_str(&name.to_lowercase())
    }
}

/// A part of a day, up to but not with `to`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Interval {
    pub from: TimeOfDay,
    pub to: TimeOfDay,
}

/// Minutes since midnight, written `HH:MM`; `24:00` is the day's end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(try_from = "String", into = "String")]
pub struct TimeOfDay(u16);

impl TimeOfDay {
    /// The full hour, up to 24.
    #[must_use]
    pub const fn of_hour(hour: u16) -> Self {
        Self(if hour < 24 { hour * 60 } else { 24 * 60 })
    }

    /// Minutes since midnight.
    #[must_use]
    pub fn minutes(self) -> u16 {
        self.0
    }
}

impl From<Time> for TimeOfDay {
    /// The minute; seconds are left out.
    fn from(time: Time) -> Self {
        let [hour, minute] = [time.hour(), time.minute()].map(|n| u16::from(n.unsigned_abs()));
        Self(hour * 60 + minute)
    }
}

impl TryFrom<String> for TimeOfDay {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        parse(&text).ok_or("must be a time of day like 09:00, up to 24:00")
    }
}

fn parse(text: &str) -> Option<TimeOfDay> {
    let (hours, minutes) = text.split_once(':')?;
    let number = |text: &str| {
        let two_digits = text.len() == 2 && text.bytes().all(|b| b.is_ascii_digit());
        text.parse::<u16>().ok().filter(|_| two_digits)
    };
    let (hours, minutes) = (number(hours)?, number(minutes)?);
    let sum = hours * 60 + minutes;
    (minutes < 60 && sum <= 24 * 60).then_some(TimeOfDay(sum))
}

impl From<TimeOfDay> for String {
    fn from(time: TimeOfDay) -> Self {
        time.to_string()
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

impl Calendar {
    /// Checks what stands below the field `at`.
    pub fn check(&self, at: &str, checks: &mut Checks) {
        if !locale::is_time_zone(&self.time_zone) {
            let detail = "must be a time zone of the IANA database, like Asia/Jerusalem";
            checks.fail(&format!("{at}.time_zone"), detail);
        }
        for (day, intervals) in &self.weekly {
            check_day(&format!("{at}.weekly.{day}"), intervals, checks);
        }
    }
}

fn check_day(at: &str, intervals: &[Interval], checks: &mut Checks) {
    if intervals.len() > INTERVALS {
        checks.fail(at, format!("must have at most {INTERVALS} intervals"));
        return;
    }
    for (index, interval) in intervals.iter().enumerate() {
        if interval.to <= interval.from {
            let field = format!("{at}[{index}].to");
            checks.fail(&field, "must lie after from, within the same day");
        }
    }
    let mut sorted = intervals.to_vec();
    sorted.sort_by_key(|interval| interval.from);
    if sorted.windows(2).any(|pair| pair[1].from < pair[0].to) {
        checks.fail(at, "must not overlap");
    }
}
