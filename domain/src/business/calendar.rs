//! Business calendars: a kind of setting that says which hours count.

use super::holiday::{self, Holiday};
use super::local::{DAY, WEEK, begin_of, length_of};
use crate::aggregate::{Context, FieldError};
use crate::limits::{Checks, NAME_CHARS};
use crate::locale;
use crate::setting::{Interval, Names, SettingKind, TimeOfDay, Weekday, check_names};
use crate::{CalendarId, Catalog};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// Most intervals of one day.
const INTERVALS: usize = 10;

/// Which hours count: those of a week, without the holidays.
///
/// It is open whenever the clocks of its time zone show a time within its hours. Where clocks are put
/// back, the hour that they show twice counts twice; where they are put forward, the hour that they
/// never show does not count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct BusinessCalendar {
    /// Stable name for machines; never changes.
    pub key: String,
    pub name: String,
    #[serde(default, skip_serializing_if = "Names::is_empty")]
    pub names: Names,
    /// Name of the IANA database, such as `Asia/Jerusalem`.
    pub time_zone: String,
    /// Hours per day of the week; a day that is not there is closed. An interval whose `to` is not
    /// after its `from` goes on over midnight.
    pub weekly: BTreeMap<Weekday, Vec<Interval>>,
    /// When it is closed all the same.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub holidays: Vec<Holiday>,
}

impl BusinessCalendar {
    /// With these holidays besides. Those imported before from the same events go, and what is there
    /// already comes no second time.
    #[must_use]
    pub fn with_imported(&self, imported: Vec<Holiday>) -> Self {
        let uids: HashSet<_> = imported.iter().filter_map(|h| h.uid.clone()).collect();
        let again = |holiday: &Holiday| holiday.uid.as_ref().is_some_and(|u| uids.contains(u));
        let kept = self.holidays.iter().filter(|holiday| !again(holiday));
        let mut holidays: Vec<_> = kept.cloned().collect();
        let mut seen: HashSet<_> = holidays.iter().cloned().collect();
        holidays.extend(imported.into_iter().filter(|h| seen.insert(h.clone())));
        Self {
            holidays,
            ..self.clone()
        }
    }
}

impl SettingKind for BusinessCalendar {
    const CATEGORY: &'static str = "calendar";
    const SAVED: &'static str = "calendar.saved";
    const RETIRED: &'static str = "calendar.retired";

    fn check(&self, checks: &mut Checks, _: &Context<'_>) {
        checks.key("key", &self.key);
        checks.line("name", &self.name, NAME_CHARS);
        check_names(checks, "names", &self.names);
        if !locale::is_time_zone(&self.time_zone) {
            let detail = "must be a time zone of the IANA database, like Asia/Jerusalem";
            checks.fail("time_zone", detail);
        }
        check_week(&self.weekly, checks);
        holiday::check(&self.holidays, checks);
    }

    fn frozen(&self, before: &Self) -> Option<FieldError> {
        let detail = "cannot be changed; make a new one instead";
        (before.key != self.key).then(|| FieldError::new("key", detail))
    }

    fn needed(&self, context: &Context<'_>) -> Option<FieldError> {
        let catalog = context.catalog;
        let id = CalendarId::from_key(&self.key);
        if catalog.workspace().calendar == Some(id) {
            let detail = "the workspace goes by it; name another one there first";
            return Some(FieldError::new("key", detail));
        }
        let departments = catalog.departments.iter().filter_map(|e| e.active());
        let of = departments.filter(|d| d.calendar == Some(id));
        let departments: BTreeSet<_> = of.map(|d| format!("{:?}", d.name)).collect();
        let by_it = [
            ("departments", departments),
            ("SLA policies", catalog.policies_by(id)),
        ];
        let mut by_it = by_it.into_iter().filter(|(_, names)| !names.is_empty());
        by_it.next().map(|(what, names)| {
            let names = Vec::from_iter(names).join(", ");
            let detail = format!("{what} go by it: {names}; name another one there first");
            FieldError::new("key", detail)
        })
    }
}

impl Catalog {
    /// A calendar in use.
    #[must_use]
    pub fn calendar(&self, id: CalendarId) -> Option<&BusinessCalendar> {
        self.calendars.get(id.0).and_then(|entry| entry.active())
    }

    /// Key of a calendar, retired or not; its id where nothing is known of it.
    #[must_use]
    pub fn calendar_key(&self, id: CalendarId) -> String {
        let entry = self.calendars.get(id.0);
        let known = entry.and_then(|entry| entry.setting.value.as_ref());
        known.map_or_else(|| id.to_string(), |calendar| calendar.key.clone())
    }

    /// The calendar that holds where nobody names another one, if there is such a one.
    #[must_use]
    pub fn default_calendar(&self) -> Option<&BusinessCalendar> {
        let id = self.workspace().calendar?;
        self.calendar(id)
    }
}

fn check_week(weekly: &BTreeMap<Weekday, Vec<Interval>>, checks: &mut Checks) {
    if weekly.values().all(Vec::is_empty) {
        let detail = "must have an interval: with no hours at all nothing would ever be due";
        checks.fail("weekly", detail);
    }
    let mut sound = true;
    for (day, intervals) in weekly {
        sound &= is_sound(&format!("weekly.{day}"), intervals, checks);
    }
    if let Some(day) = sound.then(|| overlapping(weekly)).flatten() {
        let detail = "must not overlap, nor be overlapped by what goes on over midnight";
        checks.fail(&format!("weekly.{day}"), detail);
    }
}

fn is_sound(at: &str, intervals: &[Interval], checks: &mut Checks) -> bool {
    if intervals.len() > INTERVALS {
        checks.fail(at, format!("must have at most {INTERVALS} intervals"));
        return false;
    }
    let mut sound = true;
    for (index, interval) in intervals.iter().enumerate() {
        if interval.from == TimeOfDay::of_hour(24) {
            let detail = "must lie before the day's end; write 00:00 of the next day";
            checks.fail(&format!("{at}[{index}].from"), detail);
            sound = false;
        }
        if interval.from == interval.to {
            let detail = "must not be the same as from; a whole day is 00:00 to 24:00";
            checks.fail(&format!("{at}[{index}].to"), detail);
            sound = false;
        }
    }
    sound
}

/// A day with hours that begin before those before it have ended.
fn overlapping(weekly: &BTreeMap<Weekday, Vec<Interval>>) -> Option<Weekday> {
    let mut all: Vec<_> = (weekly.iter())
        .flat_map(|(day, intervals)| intervals.iter().map(|interval| (*day, interval)))
        .map(|(day, i)| (day as i64 * DAY + begin_of(i), length_of(i), day))
        .collect();
    all.sort_unstable();
    let (first, last) = (*all.first()?, *all.last()?);
    let met = all.windows(2).find(|w| w[0].0 + w[0].1 > w[1].0);
    let met = met.map(|w| w[1].2);
    let around = last.0 + last.1 > first.0 + WEEK;
    met.or(around.then_some(first.2))
}
