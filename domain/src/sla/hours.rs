//! The hours that count for a clock: those of a calendar, or all.

use super::SlaCalendar;
use crate::business::BusinessHours;
use crate::{CalendarId, Catalog, DepartmentId};
use jiff::{SignedDuration, Timestamp};
use std::collections::HashMap;

/// The hours that count.
#[derive(Clone, Debug)]
pub(super) enum Hours {
    All,
    Business(Box<BusinessHours>),
}

/// Every calendar made ready, and who goes by which.
#[derive(Clone, Debug)]
pub(super) struct Calendars {
    ready: HashMap<CalendarId, Hours>,
    departments: HashMap<DepartmentId, CalendarId>,
    usual: Option<CalendarId>,
    all: Hours,
}

impl Hours {
    /// Time between two moments that counts.
    pub fn between(&self, from: Timestamp, to: Timestamp) -> SignedDuration {
        match self {
            Self::All => to.duration_since(from).max(SignedDuration::ZERO),
            Self::Business(hours) => hours.between(from, to),
        }
    }

    /// The first moment by which so much of the time since `at` counts. `None` where that would be
    /// decades ahead.
    pub fn after(&self, at: Timestamp, length: SignedDuration) -> Option<Timestamp> {
        match self {
            Self::All => at.checked_add(length).ok(),
            Self::Business(hours) => hours.after(at, length),
        }
    }
}

impl Calendars {
    /// Retired ones too: what goes by one goes on by it.
    pub fn of(catalog: &Catalog) -> Self {
        let known = catalog.calendars.iter();
        let known = known.filter_map(|e| Some((CalendarId(e.id), e.setting.value.as_ref()?)));
        let ready = known.filter_map(|(id, calendar)| {
            let hours = BusinessHours::of(calendar)?;
            Some((id, Hours::Business(Box::new(hours))))
        });
        let departments = catalog.departments.iter();
        let own = departments.filter_map(|e| {
            let department = e.setting.value.as_ref()?;
            Some((DepartmentId(e.id), department.calendar?))
        });
        Self {
            ready: ready.collect(),
            departments: own.collect(),
            usual: catalog.workspace().calendar,
            all: Hours::All,
        }
    }

    /// The hours that count for a ticket of this department.
    pub fn chosen(&self, choice: SlaCalendar, department: Option<DepartmentId>) -> &Hours {
        let own = department.and_then(|id| self.departments.get(&id).copied());
        let id = match choice {
            SlaCalendar::AlwaysOpen => None,
            SlaCalendar::Named { id } => Some(id),
            SlaCalendar::Department => own.or(self.usual),
        };
        id.and_then(|id| self.ready.get(&id)).unwrap_or(&self.all)
    }
}
