//! The calendars by which business time is measured here, and the slow way to measure it.

use super::*;
use domain::business::{BusinessCalendar, BusinessHours, BusinessMeter};
use domain::setting::{Department, Interval, TimeOfDay, Weekday, Workspace};
use domain::{CalendarId, Catalog};

/// By the workspace's calendar, and for tickets of Support by one of their own.
pub fn meter(until: Timestamp) -> BusinessMeter {
    BusinessMeter::of(&catalog(), until).unwrap()
}

/// The seconds that count, each asked by itself.
pub fn business(took: Vec<Took>) -> Vec<i64> {
    let catalog = catalog();
    let usual = BusinessHours::of(&usual()).unwrap();
    let own = BusinessHours::of(&own()).unwrap();
    let measured = took.into_iter().map(|took| {
        let by_own = took
            .department
            .and_then(|id| catalog.department(id))
            .is_some();
        let hours = if by_own { &own } else { &usual };
        hours.between(took.since, took.at).as_secs()
    });
    measured.collect()
}

fn catalog() -> Catalog {
    let mut catalog = Catalog::default();
    let mut known = |calendar: BusinessCalendar| {
        let id = CalendarId::from_key(&calendar.key);
        catalog.calendars.assume(id.0, calendar, NOW);
        Some(id)
    };
    let (usual, own) = (known(usual()), known(own()));
    let workspace = Workspace {
        calendar: usual,
        ..Workspace::default()
    };
    catalog.workspaces.assume(Workspace::id(), workspace, NOW);
    let support = Department {
        calendar: own,
        ..Department::new("Support")
    };
    catalog.departments.assume(SUPPORT.0, support, NOW);
    catalog
}

/// One hour in every three, day and night.
fn usual() -> BusinessCalendar {
    calendar("usual", (0..8).map(|n| (3 * n, 3 * n + 1)))
}

/// The nights.
fn own() -> BusinessCalendar {
    calendar("own", [(21, 5)].into_iter())
}

fn calendar(key: &str, hours: impl Iterator<Item = (u16, u16)>) -> BusinessCalendar {
    let hours = hours.map(|(from, to)| Interval {
        from: TimeOfDay::of_hour(from),
        to: TimeOfDay::of_hour(to),
    });
    let hours: Vec<_> = hours.collect();
    BusinessCalendar {
        key: key.to_owned(),
        name: key.to_owned(),
        names: Default::default(),
        time_zone: "Asia/Jerusalem".to_owned(),
        weekly: Weekday::ALL.map(|day| (day, hours.clone())).into(),
        holidays: Vec::new(),
    }
}
