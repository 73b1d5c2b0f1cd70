//! By which clock lengths of time are measured.

use crate::calendars::calendar_id;
use crate::request::Reader;
use crate::tickets::Wrong;
use domain::business::BusinessMeter;
use jiff::Timestamp;

/// The clock on the wall.
const WALL: &str = "wall";
/// The hours of business calendars.
pub(super) const BUSINESS: &str = "business";

/// What business time is measured by; neither of it for the clock on the wall.
#[derive(Debug, Default)]
pub(super) struct Business {
    pub meter: Option<BusinessMeter>,
    /// Key of the calendar that holds where departments name none.
    pub calendar: Option<String>,
}

/// The clock that was asked for.
#[derive(Debug)]
pub(super) struct Clock {
    pub time: Option<String>,
    pub calendar: Option<String>,
}

impl Clock {
    /// What it measures by, for lengths that end before `until`.
    pub fn business(&self, until: Timestamp, reader: &Reader, wrong: &mut Wrong) -> Business {
        match (self.time.as_deref().unwrap_or(WALL), &self.calendar) {
            (BUSINESS, Some(named)) => by_one(named, until, reader, wrong),
            (BUSINESS, None) => by_departments(until, reader, wrong),
            (WALL, Some(_)) => {
                wrong.add(
                    "calendar",
                    "is only for time=business; add that, or leave it out",
                );
                Business::default()
            }
            (WALL, None) => Business::default(),
            _ => {
                wrong.add("time", "must be wall or business");
                Business::default()
            }
        }
    }
}

impl Business {
    /// As answers spell the clock.
    pub fn time(&self) -> String {
        let time = if self.calendar.is_some() {
            BUSINESS
        } else {
            WALL
        };
        time.to_owned()
    }
}

/// By a calendar in use or retired, of whichever department a ticket is.
fn by_one(named: &str, until: Timestamp, reader: &Reader, wrong: &mut Wrong) -> Business {
    let catalog = &reader.catalog;
    let found = calendar_id(named, catalog).map_err(|detail| wrong.add("calendar", detail));
    let entry = found.ok().and_then(|id| catalog.calendars.get(id.0));
    let calendar = entry.and_then(|entry| entry.setting.value.as_ref());
    Business {
        meter: calendar.and_then(|calendar| BusinessMeter::by(calendar, until)),
        calendar: calendar.map(|calendar| calendar.key.clone()),
    }
}

fn by_departments(until: Timestamp, reader: &Reader, wrong: &mut Wrong) -> Business {
    let catalog = &reader.catalog;
    let Some(meter) = BusinessMeter::of(catalog, until) else {
        let detail = "must name a calendar, since the workspace goes by none; or set its calendar";
        wrong.add("calendar", detail);
        return Business::default();
    };
    Business {
        meter: Some(meter),
        calendar: catalog.default_calendar().map(|c| c.key.clone()),
    }
}
