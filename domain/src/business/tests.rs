//! Business time against clocks that are read minute by minute.

mod calendars;
pub(crate) mod oracle;

use super::{BusinessCalendar, BusinessHours, Holiday};
use crate::setting::{Interval, Names, TimeOfDay, Weekday};
use jiff::civil::date;
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;

fn time(text: &str) -> TimeOfDay {
    text.to_owned().try_into().unwrap()
}

fn interval(from: &str, to: &str) -> Interval {
    Interval {
        from: time(from),
        to: time(to),
    }
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn hours(hours: i64) -> SignedDuration {
    SignedDuration::from_hours(hours)
}

fn calendar(zone: &str, weekly: &[(Weekday, &[(&str, &str)])]) -> BusinessCalendar {
    let day = |(day, intervals): &(Weekday, &[(&str, &str)])| {
        let intervals = intervals.iter().map(|(from, to)| interval(from, to));
        (*day, intervals.collect())
    };
    BusinessCalendar {
        key: "support".to_owned(),
        name: "Support".to_owned(),
        names: Names::new(),
        time_zone: zone.to_owned(),
        weekly: weekly.iter().map(day).collect::<BTreeMap<_, _>>(),
        holidays: Vec::new(),
    }
}

fn every_day(zone: &str, intervals: &[(&str, &str)]) -> BusinessCalendar {
    calendar(zone, &Weekday::ALL.map(|day| (day, intervals)))
}

fn asked(calendar: &BusinessCalendar) -> BusinessHours {
    BusinessHours::of(calendar).unwrap()
}

/// Sunday to Thursday from nine to five with a break, in Jerusalem.
fn office() -> BusinessCalendar {
    let day: &[_] = &[("09:00", "12:00"), ("13:00", "17:00")];
    let days = &Weekday::ALL[..5];
    let days: Vec<_> = days.iter().map(|weekday| (*weekday, day)).collect();
    calendar("Asia/Jerusalem", &days)
}

#[test]
fn nights_breaks_and_weekends_do_not_count() {
    let office = asked(&office());
    // Thursday 2026-01-15, 16:00 there, to Sunday, 10:00
    let (from, to) = (at("2026-01-15T14:00:00Z"), at("2026-01-18T08:00:00Z"));

    assert_eq!(office.between(from, to), hours(2));
    assert_eq!(office.between(to, from), hours(0));
    assert_eq!(office.after(from, hours(2)), Some(to));
    assert_eq!(
        office.after(from, hours(1)),
        Some(at("2026-01-15T15:00:00Z"))
    );
    assert_eq!(office.after(from, hours(0)), Some(from));
    assert!(office.is_open(from));
    assert!(!office.is_open(at("2026-01-15T15:00:00Z")));
    let sunday = Some(at("2026-01-18T07:00:00Z"));
    assert_eq!(office.next_opening(at("2026-01-15T15:00:00Z")), sunday);
    assert_eq!(office.next_opening(from), Some(from));
}

#[test]
fn holidays_close_whole_days_and_parts_of_days_once_or_every_year() {
    let mut known = office();
    let eve = Holiday {
        from: Some(time("13:00")),
        ..Holiday::day("Eve", date(2026, 4, 1))
    };
    let founding = Holiday {
        yearly: true,
        ..Holiday::day("Founding", date(2020, 1, 15))
    };
    known.holidays = vec![eve, Holiday::day("Feast", date(2026, 4, 2)), founding];
    let known = asked(&known);
    let day = |text: &str| {
        let from = at(&format!("{text}T00:00:00+02:00"));
        known.between(from, from + hours(24)).as_hours()
    };

    assert_eq!([day("2026-04-01"), day("2026-04-02")], [3, 0]);
    assert_eq!(
        [day("2026-01-15"), day("2026-01-14"), day("2024-01-15")],
        [0, 7, 0]
    );
    assert_eq!(day("2019-01-15"), 7, "it had not begun");
}

#[test]
fn a_shift_goes_on_over_midnight_until_a_holiday() {
    let mut night = calendar("UTC", &[(Weekday::Monday, &[("22:00", "06:00")])]);
    let monday = at("2026-01-12T00:00:00Z");
    assert_eq!(asked(&night).between(monday, monday + hours(48)), hours(8));

    night.holidays = vec![Holiday::day("Tuesday off", date(2026, 1, 13))];
    assert_eq!(asked(&night).between(monday, monday + hours(48)), hours(2));
}

#[test]
fn what_clocks_show_twice_counts_twice_and_what_they_skip_does_not_count() {
    let night = asked(&every_day("Europe/Berlin", &[("01:00", "04:00")]));
    let day = |text: &str| {
        let from = at(text);
        night.between(from, from + hours(12)).as_hours()
    };
    assert_eq!(day("2026-10-24T22:00:00Z"), 4);
    assert_eq!(day("2026-03-28T23:00:00Z"), 2);
    assert_eq!(day("2026-03-27T23:00:00Z"), 3);
}

#[test]
fn always_open_is_the_clock_on_the_wall() {
    let always = asked(&every_day("America/New_York", &[("00:00", "24:00")]));
    let (from, to) = (
        at("2026-01-01T00:00:00.25Z"),
        at("2027-01-01T00:00:00.125Z"),
    );
    assert_eq!(always.between(from, to), to.duration_since(from));
}

#[test]
fn where_it_never_opens_there_is_no_answer() {
    let mut closed = every_day("UTC", &[("09:00", "10:00")]);
    closed.holidays = vec![Holiday {
        last: date(2026, 12, 30),
        yearly: true,
        ..Holiday::day("Closed", date(2026, 1, 1))
    }];
    let closed = asked(&closed);
    let from = at("2026-01-01T00:00:00Z");
    let last = Some(at("2026-12-31T09:00:00Z"));
    assert_eq!(closed.next_opening(from), last);
    assert_eq!(closed.after(from, hours(1000)), None);
}
