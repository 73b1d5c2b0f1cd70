//! Many lengths of time, each measured by the calendar that holds for it.

use super::{BusinessCalendar, BusinessHours, OpenTimes};
use crate::catalog::Entry;
use crate::{Catalog, DepartmentId};
use jiff::{SignedDuration, Timestamp};
use std::collections::HashMap;

/// How much further back is laid out at once than was asked.
const BACK: SignedDuration = SignedDuration::from_hours(2 * 366 * 24);

/// Measures lengths of time that have ended by a moment: by one calendar, or each by that of its
/// department.
#[derive(Clone, Debug)]
pub struct BusinessMeter {
    usual: Meter,
    departments: HashMap<DepartmentId, Meter>,
}

impl BusinessMeter {
    /// By one calendar, whatever departments go by. `None` where its time zone is not known.
    #[must_use]
    pub fn by(calendar: &BusinessCalendar, until: Timestamp) -> Option<Self> {
        Some(Self {
            usual: Meter::of(calendar, until)?,
            departments: HashMap::new(),
        })
    }

    /// By the calendars that departments name, and by that of the workspace for all others. `None`
    /// where the workspace names none.
    #[must_use]
    pub fn of(catalog: &Catalog, until: Timestamp) -> Option<Self> {
        let usual = Meter::of(catalog.default_calendar()?, until)?;
        // tickets of retired departments are measured as they were
        let known = catalog.departments.iter();
        let known = known.filter_map(|e: &Entry<_>| Some((e.id, e.setting.value.as_ref()?)));
        let own = known.filter_map(|(id, department)| {
            let calendar = catalog.calendar(department.calendar?)?;
            Some((DepartmentId(id), Meter::of(calendar, until)?))
        });
        Some(Self {
            usual,
            departments: own.collect(),
        })
    }

    /// Business time between two moments, of a ticket of this department.
    pub fn between(
        &mut self,
        department: Option<DepartmentId>,
        (from, to): (Timestamp, Timestamp),
    ) -> SignedDuration {
        let own = department.and_then(|id| self.departments.get_mut(&id));
        own.unwrap_or(&mut self.usual).between(from, to)
    }
}

/// One calendar, laid out as far back as anybody has asked.
#[derive(Clone, Debug)]
struct Meter {
    hours: BusinessHours,
    open: OpenTimes,
    since: Timestamp,
    until: Timestamp,
}

impl Meter {
    fn of(calendar: &BusinessCalendar, until: Timestamp) -> Option<Self> {
        let hours = BusinessHours::of(calendar)?;
        Some(Self {
            open: hours.within(until, until),
            hours,
            since: until,
            until,
        })
    }

    fn between(&mut self, from: Timestamp, to: Timestamp) -> SignedDuration {
        if from < self.since {
            self.since = from.checked_sub(BACK).unwrap_or(Timestamp::MIN);
            self.open = self.hours.within(self.since, self.until);
        }
        self.open.between(from, to)
    }
}
