//! Holidays: stretches of days in which a calendar is closed all the same.

use super::local::{self, DAY, Stretch, midnight};
use crate::limits::{Checks, NAME_CHARS};
use crate::setting::{Names, TimeOfDay, check_names};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Most holidays of one calendar.
pub const MOST_HOLIDAYS: usize = 2_000;
/// Most wrong holidays that are told one by one.
const TOLD: usize = 50;
/// Longest id of an imported event, in characters.
const UID_CHARS: usize = 255;
/// Longest holiday, in days: one that comes every year must have ended by then.
const DAYS: i64 = 364;

/// A time in which a calendar is closed all the same: whole days, or from a time of its first day
/// to a time of its last.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Holiday {
    pub name: String,
    #[serde(default, skip_serializing_if = "Names::is_empty")]
    pub names: Names,
    pub first: Date,
    /// Its last day; may be `first`.
    pub last: Date,
    /// When it begins on its first day; with the day unless told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<TimeOfDay>,
    /// When it ends on its last day; with the day unless told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<TimeOfDay>,
    /// Whether it comes again every year after.
    #[serde(default, skip_serializing_if = "is_no")]
    pub yearly: bool,
    /// Id of the calendar event that it was imported from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uid: Option<String>,
}

impl Holiday {
    /// One whole day.
    #[must_use]
    pub fn day(name: impl Into<String>, day: Date) -> Self {
        Self {
            name: name.into(),
            names: Names::new(),
            first: day,
            last: day,
            from: None,
            to: None,
            yearly: false,
            uid: None,
        }
    }

    /// All times within `range` in which it keeps closed, and perhaps some beyond.
    pub(super) fn within(&self, range: Stretch) -> Vec<Stretch> {
        let begins = match self.yearly {
            false => vec![self.first],
            true => {
                let first = (local::year(range.0) - 1).max(self.first.year());
                let years = first..=local::year(range.1);
                years.filter_map(|year| self.in_year(year)).collect()
            }
        };
        let from = self.from.map_or(0, seconds);
        let whole = midnight(self.last) - midnight(self.first);
        let to = whole + self.to.map_or(DAY, seconds);
        let stretches = begins.into_iter().map(midnight);
        let stretches = stretches.map(|begin| (begin + from, begin + to));
        stretches
            .filter(|(begin, end)| *begin < range.1 && *end > range.0)
            .collect()
    }

    /// Its first day in a year: the 29th of February is not in every one.
    fn in_year(&self, year: i16) -> Option<Date> {
        Date::new(year, self.first.month(), self.first.day()).ok()
    }

    fn check(&self, at: &str, checks: &mut Checks) {
        checks.line(&format!("{at}.name"), &self.name, NAME_CHARS);
        check_names(checks, &format!("{at}.names"), &self.names);
        for (field, day) in [("first", self.first), ("last", self.last)] {
            if !(1970..2200).contains(&day.year()) {
                let detail = "must lie between 1970-01-01 and 2199-12-31";
                checks.fail(&format!("{at}.{field}"), detail);
            }
        }
        let days = (midnight(self.last) - midnight(self.first)) / DAY;
        if days < 0 {
            checks.fail(&format!("{at}.last"), "must not lie before first");
        } else if days > DAYS {
            let detail = "must lie less than a year after first; make several of it";
            checks.fail(&format!("{at}.last"), detail);
        }
        let (from, to) = (self.from.map_or(0, seconds), self.to.map_or(DAY, seconds));
        if from == DAY {
            let detail = "must lie before the day's end; let it begin on the next day";
            checks.fail(&format!("{at}.from"), detail);
        } else if days == 0 && to <= from || to == 0 {
            let detail = "must lie after from; without it the holiday ends with the day";
            checks.fail(&format!("{at}.to"), detail);
        }
        if let Some(uid) = &self.uid {
            checks.line(&format!("{at}.uid"), uid, UID_CHARS);
        }
    }
}

pub(super) fn check(holidays: &[Holiday], checks: &mut Checks) {
    if holidays.len() > MOST_HOLIDAYS {
        let detail = format!("must have at most {MOST_HOLIDAYS} entries; leave out past ones");
        checks.fail("holidays", detail);
        return;
    }
    let mut told = 0;
    for (index, holiday) in holidays.iter().enumerate() {
        let mut own = Checks::default();
        holiday.check(&format!("holidays[{index}]"), &mut own);
        let errors = own.finish().err().unwrap_or_default();
        told += errors.len();
        for error in errors {
            checks.fail(&error.field, error.detail);
        }
        if told >= TOLD {
            return;
        }
    }
}

fn seconds(time: TimeOfDay) -> i64 {
    i64::from(time.minutes()) * 60
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes a reference"
)]
fn is_no(yes: &bool) -> bool {
    !*yes
}
