//! Business calendars as HTTP spells them.

use crate::members::{Time, Weekly};
use crate::request::present;
use crate::settings::{Record, example_names, example_record};
use crate::types::{Day, Moment};
use domain::business;
use domain::setting::{Names, TimeOfDay};
use jiff::civil::date;
use poem_openapi::Object;
use poem_openapi::types::Example;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Which hours count: those of a week, without the holidays.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(example)]
pub(crate) struct BusinessCalendar {
    pub id: Uuid,
    /// Stable name for machines.
    pub key: String,
    pub name: String,
    /// The name per language, such as `ar`, `he`, `en`.
    pub names: Names,
    /// Name of the IANA database, such as `Asia/Jerusalem`.
    pub time_zone: String,
    /// The hours of each day; one that ends at or before its beginning goes on over midnight.
    pub weekly: Weekly,
    pub holidays: Vec<Holiday>,
    pub retired: bool,
    pub version: i32,
    pub created_at: Moment,
    pub updated_at: Moment,
}

/// A time in which a calendar is closed all the same.
#[derive(Clone, Debug, Object, Serialize, Deserialize)]
#[oai(example)]
#[serde(deny_unknown_fields)]
pub(crate) struct Holiday {
    pub name: String,
    /// The name per language, such as `ar`, `he`, `en`.
    #[oai(default)]
    #[serde(default)]
    pub names: Names,
    pub first: Day,
    /// Its last day; `first` unless told.
    pub last: Option<Day>,
    /// When it begins on its first day; with the day unless told.
    pub from: Option<Time>,
    /// When it ends on its last day; with the day unless told.
    pub to: Option<Time>,
    /// Whether it comes again every year after.
    #[oai(default)]
    #[serde(default)]
    pub yearly: bool,
    /// Id of the calendar event that it was imported from.
    pub uid: Option<String>,
}

/// A business calendar, whole.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(example)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewBusinessCalendar {
    /// Stable name for machines; never changes.
    pub key: String,
    pub name: String,
    /// The name per language, such as `ar`, `he`, `en`.
    #[oai(default)]
    #[serde(default)]
    pub names: Names,
    /// Name of the IANA database, such as `Asia/Jerusalem`.
    pub time_zone: String,
    /// The hours of each day, `00:00` to `24:00` for a whole one; one that ends before its beginning
    /// goes on over midnight. A day without any is closed.
    pub weekly: Weekly,
    /// At most 2,000.
    #[oai(default)]
    #[serde(default)]
    pub holidays: Vec<Holiday>,
}

/// What shall be different of a business calendar.
#[derive(Debug, Default, Object, Serialize, Deserialize)]
#[oai(example)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct BusinessCalendarPatch {
    #[serde(deserialize_with = "present")]
    pub name: Option<String>,
    /// All names per language.
    #[serde(deserialize_with = "present")]
    pub names: Option<Names>,
    #[serde(deserialize_with = "present")]
    pub time_zone: Option<String>,
    /// The hours of all days.
    #[serde(deserialize_with = "present")]
    pub weekly: Option<Weekly>,
    /// All holidays.
    #[serde(deserialize_with = "present")]
    pub holidays: Option<Vec<Holiday>>,
}

impl NewBusinessCalendar {
    pub fn to_calendar(&self) -> business::BusinessCalendar {
        business::BusinessCalendar {
            key: self.key.clone(),
            name: self.name.clone(),
            names: self.names.clone(),
            time_zone: self.time_zone.clone(),
            weekly: self.weekly.clone().into(),
            holidays: self.holidays.iter().cloned().map(Into::into).collect(),
        }
    }
}

impl BusinessCalendar {
    pub fn of(calendar: &business::BusinessCalendar, record: Record) -> Self {
        Self {
            id: record.id,
            key: calendar.key.clone(),
            name: calendar.name.clone(),
            names: calendar.names.clone(),
            time_zone: calendar.time_zone.clone(),
            weekly: calendar.weekly.clone().into(),
            holidays: calendar.holidays.iter().cloned().map(Into::into).collect(),
            retired: record.retired,
            version: record.version,
            created_at: record.created_at,
            updated_at: record.updated_at,
        }
    }
}

impl From<Holiday> for business::Holiday {
    fn from(holiday: Holiday) -> Self {
        Self {
            name: holiday.name,
            names: holiday.names,
            first: holiday.first.0,
            last: holiday.last.unwrap_or(holiday.first).0,
            from: holiday.from.map(|time| time.0),
            to: holiday.to.map(|time| time.0),
            yearly: holiday.yearly,
            uid: holiday.uid,
        }
    }
}

impl From<business::Holiday> for Holiday {
    fn from(holiday: business::Holiday) -> Self {
        Self {
            name: holiday.name,
            names: holiday.names,
            first: Day(holiday.first),
            last: Some(Day(holiday.last)),
            from: holiday.from.map(Time),
            to: holiday.to.map(Time),
            yearly: holiday.yearly,
            uid: holiday.uid,
        }
    }
}

impl Example for Holiday {
    fn example() -> Self {
        Self {
            name: "Eve of Passover".to_owned(),
            names: example_names("عشية عيد الفصح", "ערב פסח"),
            first: Day(date(2026, 4, 1)),
            last: Some(Day(date(2026, 4, 1))),
            from: Some(Time(TimeOfDay::of_hour(13))),
            to: None,
            yearly: false,
            uid: None,
        }
    }
}

impl Example for NewBusinessCalendar {
    fn example() -> Self {
        Self {
            key: "support_hours".to_owned(),
            name: "Support hours".to_owned(),
            names: example_names("ساعات الدعم", "שעות התמיכה"),
            time_zone: "Asia/Jerusalem".to_owned(),
            weekly: Weekly::example(),
            holidays: vec![Holiday::example()],
        }
    }
}

impl Example for BusinessCalendarPatch {
    fn example() -> Self {
        Self {
            holidays: Some(vec![Holiday::example()]),
            ..Self::default()
        }
    }
}

impl Example for BusinessCalendar {
    fn example() -> Self {
        let made = NewBusinessCalendar::example().to_calendar();
        let id = Uuid::from_u128(0x0192_0000_0000_7000_8000_0000_0000_00ca);
        Self::of(&made, example_record(id))
    }
}
