//! Random calendars, zones and moments: equal to reading the clock minute by minute.

use super::super::{BusinessCalendar, BusinessHours, Holiday};
use super::{interval, time};
use crate::setting::{Interval, Names, Weekday};
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};
use proptest::collection::vec;
use proptest::prelude::*;

/// Zones that put clocks forward and back in either half of the year, by half an hour, at midnight,
/// that skip a whole day, and that leave clocks alone.
const ZONES: [&str; 9] = [
    "Asia/Jerusalem",
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "America/Santiago",
    "Africa/Cairo",
    "Pacific/Apia",
    "Asia/Kathmandu",
    "UTC",
];
/// Days near which something happens to clocks of these zones, and one on which nothing does.
pub(crate) const DAYS: [Date; 8] = [
    date(2026, 3, 27),
    date(2026, 10, 25),
    date(2026, 3, 8),
    date(2026, 11, 1),
    date(2026, 4, 5),
    date(2026, 9, 6),
    date(2011, 12, 30),
    date(2028, 2, 29),
];
/// Minutes that are walked through for each calendar.
const WALKED: i64 = 5 * 24 * 60;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    #[test]
    fn business_time_is_what_clocks_show(
        calendar in calendar(),
        day in 0..DAYS.len(),
        moments in vec((0..WALKED * 60_000, 0..WALKED * 60_000), 12),
    ) {
        let zone = TimeZone::get(&calendar.time_zone).unwrap();
        let begin = (DAYS[day] - 2.days()).to_zoned(TimeZone::UTC).unwrap().timestamp();
        let walk = Walk::of(&calendar, &zone, begin);
        let hours = BusinessHours::of(&calendar).unwrap();
        let open = hours.within(begin, begin + SignedDuration::from_mins(WALKED));
        for (from, to) in moments {
            let (a, b) = (begin + millis(from), begin + millis(to));
            let told = open.between(a, b);
            prop_assert_eq!(told, millis(walk.open(to) - walk.open(from)).max(SignedDuration::ZERO));
            prop_assert_eq!(hours.between(a, b), told);
            prop_assert_eq!(open.is_open(a), walk.is_open(from));
            prop_assert_eq!(hours.is_open(a), walk.is_open(from));
            let length = millis(to / 8 + 1);
            if let Some(end) = walk.after(from, to / 8 + 1) {
                prop_assert_eq!(open.after(a, length), Some(begin + millis(end)));
                prop_assert_eq!(hours.after(a, length), Some(begin + millis(end)));
            } else {
                prop_assert_eq!(open.after(a, length), None);
            }
            if let Some(opens) = walk.next_opening(from) {
                prop_assert_eq!(hours.next_opening(a), Some(begin + millis(opens)));
            }
        }
    }
}

fn millis(millis: i64) -> SignedDuration {
    SignedDuration::from_millis(millis)
}

/// Which minutes are open, found by looking at the clock in each.
struct Walk(Vec<bool>);

impl Walk {
    fn of(calendar: &BusinessCalendar, zone: &TimeZone, begin: Timestamp) -> Self {
        let minutes = (0..WALKED).map(|minute| begin + SignedDuration::from_mins(minute));
        Self(minutes.map(|at| shows_open(calendar, zone, at)).collect())
    }

    fn is_open(&self, millis: i64) -> bool {
        self.0[usize::try_from(millis / 60_000).unwrap()]
    }

    /// Milliseconds that were open before.
    fn open(&self, millis: i64) -> i64 {
        let minute = millis / 60_000;
        let whole = self.0[..usize::try_from(minute).unwrap()].iter();
        let whole = whole.filter(|open| **open).count() as i64 * 60_000;
        let part = if self.is_open(millis) {
            millis % 60_000
        } else {
            0
        };
        whole + part
    }

    fn after(&self, from: i64, length: i64) -> Option<i64> {
        let (mut at, mut left) = (from, length);
        while at < WALKED * 60_000 {
            let next = (at / 60_000 + 1) * 60_000;
            if self.is_open(at) {
                if left <= next - at {
                    return Some(at + left);
                }
                left -= next - at;
            }
            at = next;
        }
        None
    }

    fn next_opening(&self, from: i64) -> Option<i64> {
        if self.is_open(from) {
            return Some(from);
        }
        let minutes = (from / 60_000 + 1)..WALKED;
        let mut open = minutes.filter(|minute| self.is_open(minute * 60_000));
        open.next().map(|minute| minute * 60_000)
    }
}

/// Whether the clock there shows an hour of work.
fn shows_open(calendar: &BusinessCalendar, zone: &TimeZone, at: Timestamp) -> bool {
    let there = zone.to_datetime(at);
    let (day, clock) = (
        there.date(),
        i32::from(there.hour()) * 60 + i32::from(there.minute()),
    );
    let of = |day: Date| {
        let weekday = Weekday::ALL[day.weekday().to_sunday_zero_offset() as usize];
        calendar.weekly.get(&weekday).cloned().unwrap_or_default()
    };
    let minutes = |i: &Interval| (i32::from(i.from.minutes()), i32::from(i.to.minutes()));
    let today = of(day)
        .iter()
        .map(minutes)
        .any(|(from, to)| clock >= from && (clock < to || to <= from));
    let goes_on = of(day - 1.day())
        .iter()
        .map(minutes)
        .any(|(from, to)| to <= from && clock < to);
    (today || goes_on)
        && !calendar
            .holidays
            .iter()
            .any(|h| keeps_closed(h, day, clock))
}

fn keeps_closed(holiday: &Holiday, day: Date, clock: i32) -> bool {
    let years = if holiday.yearly { 0..=200 } else { 0..=0 };
    let length = holiday.last - holiday.first;
    let near =
        |year: &i16| (holiday.first.year() + year - day.year()).abs() <= 1 || !holiday.yearly;
    years.filter(near).any(|year| {
        let year = holiday.first.year() + year;
        let Ok(first) = Date::new(year, holiday.first.month(), holiday.first.day()) else {
            return false;
        };
        let last = first + length;
        let from = holiday.from.map_or(0, |t| i32::from(t.minutes()));
        let to = holiday.to.map_or(24 * 60, |t| i32::from(t.minutes()));
        (day, clock) >= (first, from) && (day, clock) < (last, to)
    })
}

pub(crate) fn calendar() -> impl Strategy<Value = BusinessCalendar> {
    let zone = proptest::sample::select(ZONES.as_slice());
    let weekly = vec(any_day(), 7);
    (zone, weekly, vec(holiday(), 0..4)).prop_map(|(zone, days, holidays)| BusinessCalendar {
        key: "any".to_owned(),
        name: "Any".to_owned(),
        names: Names::new(),
        time_zone: zone.to_owned(),
        weekly: Weekday::ALL.into_iter().zip(days).collect(),
        holidays,
    })
}

/// None, several, one that goes on over midnight, a whole day, or many short ones.
fn any_day() -> impl Strategy<Value = Vec<Interval>> {
    let minute = || (0..24u16, 0..60u16).prop_map(|(h, m)| time(&format!("{h:02}:{m:02}")));
    let one = (minute(), minute()).prop_map(|(from, to)| Interval { from, to });
    let one = one.prop_filter("has a length", |i| i.from != i.to);
    prop_oneof![
        Just(vec![]),
        vec(one, 1..3),
        Just(vec![interval("22:00", "02:30")]),
        Just(vec![interval("00:00", "24:00")]),
        Just(vec![interval("01:30", "02:15"), interval("02:45", "03:15")]),
    ]
}

fn holiday() -> impl Strategy<Value = Holiday> {
    let day = (0..DAYS.len(), -3..4i64, 0..2i64, 0..3i16);
    let part = proptest::option::of((0..24u16).prop_map(TimeOfDayHour));
    (day, part.clone(), part, any::<bool>()).prop_map(
        |((day, shift, days, back), from, to, yearly)| {
            let first = DAYS[day] + shift.days();
            // what comes every year may have begun years ago
            let first = first - back.years();
            let (from, to) = (from.map(|h| h.0), to.map(|h| h.0 + 1));
            let sound = days > 0 || from.unwrap_or(0) < to.unwrap_or(24);
            let hour = |hour: u16| time(&format!("{hour:02}:00"));
            Holiday {
                last: first + days.days(),
                from: from.filter(|_| sound).map(hour),
                to: to.filter(|_| sound).map(hour),
                yearly,
                ..Holiday::day("any", first)
            }
        },
    )
}

#[derive(Clone, Copy, Debug)]
struct TimeOfDayHour(u16);
