//! Hours, days, weeks and months as people in a time zone have them.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{RoundMode, Timestamp, ToSpan, Unit, Zoned, ZonedRound, civil::Weekday};
use serde::{Deserialize, Serialize};

/// Most stretches of one chart.
pub(super) const MOST: usize = 1000;

/// How long each stretch is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, poem_openapi::Enum)]
#[serde(rename_all = "snake_case")]
#[oai(rename = "TrendInterval", rename_all = "snake_case")]
pub(crate) enum Interval {
    Hour,
    Day,
    Week,
    Month,
}

impl Interval {
    pub fn parse(text: &str) -> Option<Self> {
        Some(match text {
            "hour" => Self::Hour,
            "day" => Self::Day,
            "week" => Self::Week,
            "month" => Self::Month,
            _ => return None,
        })
    }
}

/// The day with which a week begins.
pub(super) fn week_start(text: &str) -> Option<Weekday> {
    Some(match text {
        "monday" => Weekday::Monday,
        "sunday" => Weekday::Sunday,
        "saturday" => Weekday::Saturday,
        _ => return None,
    })
}

/// How time is cut.
#[derive(Clone, Debug)]
pub(super) struct Cut {
    pub interval: Interval,
    pub week_start: Weekday,
    pub zone: TimeZone,
}

impl Cut {
    /// Where the stretches begin that hold any moment from `from` on and before `to`, and where the
    /// last one ends. `None` where there are more than [`MOST`].
    pub fn moments(&self, from: Timestamp, to: Timestamp) -> Option<Vec<Timestamp>> {
        let mut at = self.floor(&from.to_zoned(self.zone.clone()))?;
        let mut moments = vec![at.timestamp()];
        while at.timestamp() < to {
            at = self.next(&at)?;
            moments.push(at.timestamp());
            if moments.len() > MOST + 1 {
                return None;
            }
        }
        Some(moments)
    }

    fn floor(&self, at: &Zoned) -> Option<Zoned> {
        let whole = ZonedRound::new()
            .smallest(Unit::Hour)
            .mode(RoundMode::Trunc);
        let day = match self.interval {
            Interval::Hour => return at.round(whole).ok(),
            Interval::Day => at.date(),
            Interval::Week => {
                let since = at.date().weekday().since(self.week_start);
                at.date().checked_sub(i64::from(since).days()).ok()?
            }
            Interval::Month => at.date().first_of_month(),
        };
        self.begin(day)
    }

    fn next(&self, at: &Zoned) -> Option<Zoned> {
        let step = match self.interval {
            Interval::Hour => return at.checked_add(1.hour()).ok(),
            Interval::Day => 1.day(),
            Interval::Week => 1.week(),
            Interval::Month => 1.month(),
        };
        self.begin(at.date().checked_add(step).ok()?)
    }

    /// Midnight, or the first moment after it where clocks skip it.
    fn begin(&self, day: Date) -> Option<Zoned> {
        day.to_zoned(self.zone.clone()).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moments(interval: Interval, zone: &str, from: &str, to: &str) -> Vec<String> {
        let cut = Cut {
            interval,
            week_start: Weekday::Sunday,
            zone: TimeZone::get(zone).unwrap(),
        };
        let found = cut.moments(from.parse().unwrap(), to.parse().unwrap());
        found.unwrap().iter().map(ToString::to_string).collect()
    }

    #[test]
    fn days_are_as_long_as_clocks_make_them() {
        let days = moments(
            Interval::Day,
            "Asia/Jerusalem",
            "2026-03-26T12:00:00Z",
            "2026-03-28T12:00:00Z",
        );
        // clocks go forward on the 27th
        let expected = [
            "2026-03-25T22:00:00Z",
            "2026-03-26T22:00:00Z",
            "2026-03-27T21:00:00Z",
            "2026-03-28T21:00:00Z",
        ];
        assert_eq!(days, expected);
    }

    #[test]
    fn a_day_without_a_midnight_begins_with_its_first_moment() {
        let days = moments(
            Interval::Day,
            "Asia/Beirut",
            "2026-03-28T22:30:00Z",
            "2026-03-28T23:30:00Z",
        );
        assert_eq!(days, ["2026-03-28T22:00:00Z", "2026-03-29T21:00:00Z"]);
    }

    #[test]
    fn weeks_and_months_begin_where_people_begin_them() {
        let (from, to) = ("2026-03-04T12:00:00Z", "2026-03-09T00:00:00Z");
        let weeks = moments(Interval::Week, "UTC", from, to);
        let expected = [
            "2026-03-01T00:00:00Z",
            "2026-03-08T00:00:00Z",
            "2026-03-15T00:00:00Z",
        ];
        assert_eq!(weeks, expected);
        let months = moments(Interval::Month, "UTC", from, to);
        assert_eq!(months, ["2026-03-01T00:00:00Z", "2026-04-01T00:00:00Z"]);
        let hours = moments(
            Interval::Hour,
            "Asia/Kolkata",
            "2026-03-04T12:10:00Z",
            "2026-03-04T12:31:00Z",
        );
        let expected = [
            "2026-03-04T11:30:00Z",
            "2026-03-04T12:30:00Z",
            "2026-03-04T13:30:00Z",
        ];
        assert_eq!(hours, expected);
    }

    #[test]
    fn too_many_stretches_are_none() {
        let cut = Cut {
            interval: Interval::Hour,
            week_start: Weekday::Monday,
            zone: TimeZone::UTC,
        };
        let at = |text: &str| text.parse().unwrap();
        let asked = cut.moments(at("2026-01-01T00:00:00Z"), at("2027-01-01T00:00:00Z"));
        assert_eq!(asked, None);
    }
}
