//! Working calendars as HTTP spells them.

use crate::types::described;
use domain::setting::{self, TimeOfDay, Weekday};
use poem_openapi::Object;
use poem_openapi::registry::MetaSchema;
use poem_openapi::types::Example;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Hours of work per day of the week.
#[derive(Clone, Debug, Object, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Calendar {
    /// Name of the IANA database, such as `Asia/Jerusalem`.
    pub time_zone: String,
    pub weekly: Weekly,
}

/// The intervals of each day; a day without any is free.
#[derive(Clone, Debug, Default, Object, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Weekly {
    #[oai(default)]
    pub sunday: Vec<Interval>,
    #[oai(default)]
    pub monday: Vec<Interval>,
    #[oai(default)]
    pub tuesday: Vec<Interval>,
    #[oai(default)]
    pub wednesday: Vec<Interval>,
    #[oai(default)]
    pub thursday: Vec<Interval>,
    #[oai(default)]
    pub friday: Vec<Interval>,
    #[oai(default)]
    pub saturday: Vec<Interval>,
}

/// A part of a day.
#[derive(Clone, Copy, Debug, Object, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Interval {
    pub from: Time,
    pub to: Time,
}

/// A time of day as `HH:MM`, up to `24:00`.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Time(pub TimeOfDay);

described!(
    Time,
    "TimeOfDay",
    MetaSchema {
        pattern: Some("^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$".to_owned()),
        ..MetaSchema::new("string")
    }
);

impl Weekly {
    fn days(self) -> [(Weekday, Vec<Interval>); 7] {
        [
            (Weekday::Sunday, self.sunday),
            (Weekday::Monday, self.monday),
            (Weekday::Tuesday, self.tuesday),
            (Weekday::Wednesday, self.wednesday),
            (Weekday::Thursday, self.thursday),
            (Weekday::Friday, self.friday),
            (Weekday::Saturday, self.saturday),
        ]
    }

    fn day(&mut self, day: Weekday) -> &mut Vec<Interval> {
        match day {
            Weekday::Sunday => &mut self.sunday,
            Weekday::Monday => &mut self.monday,
            Weekday::Tuesday => &mut self.tuesday,
            Weekday::Wednesday => &mut self.wednesday,
            Weekday::Thursday => &mut self.thursday,
            Weekday::Friday => &mut self.friday,
            Weekday::Saturday => &mut self.saturday,
        }
    }
}

impl From<Calendar> for setting::Calendar {
    fn from(calendar: Calendar) -> Self {
        Self {
            time_zone: calendar.time_zone,
            weekly: calendar.weekly.into(),
        }
    }
}

impl From<Weekly> for BTreeMap<Weekday, Vec<setting::Interval>> {
    fn from(weekly: Weekly) -> Self {
        let interval = |i: Interval| setting::Interval {
            from: i.from.0,
            to: i.to.0,
        };
        let days = weekly.days().into_iter();
        let working = days.filter(|(_, intervals)| !intervals.is_empty());
        working
            .map(|(day, intervals)| (day, intervals.into_iter().map(interval).collect()))
            .collect()
    }
}

impl From<BTreeMap<Weekday, Vec<setting::Interval>>> for Weekly {
    fn from(days: BTreeMap<Weekday, Vec<setting::Interval>>) -> Self {
        let interval = |i: setting::Interval| Interval {
            from: Time(i.from),
            to: Time(i.to),
        };
        let mut weekly = Self::default();
        for (day, intervals) in days {
            *weekly.day(day) = intervals.into_iter().map(interval).collect();
        }
        weekly
    }
}

impl From<setting::Calendar> for Calendar {
    fn from(calendar: setting::Calendar) -> Self {
        Self {
            time_zone: calendar.time_zone,
            weekly: calendar.weekly.into(),
        }
    }
}

impl Example for Weekly {
    fn example() -> Self {
        let hours = |from: u16, to: u16| Interval {
            from: Time(TimeOfDay::of_hour(from)),
            to: Time(TimeOfDay::of_hour(to)),
        };
        let day = vec![hours(8, 12), hours(13, 17)];
        Self {
            sunday: day.clone(),
            monday: day.clone(),
            tuesday: day.clone(),
            wednesday: day.clone(),
            thursday: day,
            ..Self::default()
        }
    }
}

impl Example for Calendar {
    fn example() -> Self {
        Self {
            time_zone: "Asia/Jerusalem".to_owned(),
            weekly: Weekly::example(),
        }
    }
}
