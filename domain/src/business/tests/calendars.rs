//! What a calendar must be like to be saved, and when it may go.

use super::{calendar, interval, office, time};
use crate::business::{BusinessCalendar, Holiday, MOST_HOLIDAYS};
use crate::given::{Given, SUPPORT, catalog, department, given, put};
use crate::setting::SettingCommand::{Create, Retire, Save};
use crate::setting::SettingEvent::{Retired, Saved};
use crate::setting::{Department, Setting, Weekday, Workspace};
use crate::{CalendarId, Catalog};
use jiff::civil::date;

type Calendars = Given<Setting<BusinessCalendar>>;

fn nothing() -> Calendars {
    given([])
}

fn saved() -> Calendars {
    given([Saved(office())])
}

#[test]
fn a_sound_calendar_is_saved() {
    nothing().when(Create(office())).then([Saved(office())]);
    let nights: &[_] = &[("22:00", "06:00")];
    let nights = calendar("UTC", &Weekday::ALL.map(|day| (day, nights)));
    nothing().when(Create(nights.clone())).then([Saved(nights)]);
}

#[test]
fn everything_that_is_wrong_is_told_at_once() {
    let mut bad = office();
    bad.key = "No".to_owned();
    bad.time_zone = "Mars/Olympus".to_owned();
    let monday = vec![interval("09:00", "09:00"), interval("24:00", "01:00")];
    bad.weekly.insert(Weekday::Monday, monday);
    let day = Holiday::day("Day", date(2026, 1, 2));
    bad.holidays = vec![
        Holiday {
            last: date(2026, 1, 1),
            ..Holiday::day("", date(2026, 1, 2))
        },
        Holiday {
            last: date(2027, 1, 2),
            ..day.clone()
        },
        Holiday {
            to: Some(time("00:00")),
            ..day
        },
        Holiday {
            from: Some(time("24:00")),
            ..Holiday::day("Late", date(1969, 1, 2))
        },
    ];
    nothing().when(Create(bad)).wrong([
        "key",
        "time_zone",
        "weekly.monday[0].to",
        "weekly.monday[1].from",
        "holidays[0].name",
        "holidays[0].last",
        "holidays[1].last",
        "holidays[2].to",
        "holidays[3].first",
        "holidays[3].last",
        "holidays[3].from",
    ]);
}

#[test]
fn a_calendar_has_hours_and_not_too_many_holidays() {
    let mut many = office();
    many.holidays = vec![Holiday::day("Day", date(2026, 1, 1)); MOST_HOLIDAYS + 1];
    nothing().when(Create(many)).wrong(["holidays"]);
    nothing()
        .when(Create(calendar("UTC", &[])))
        .wrong(["weekly"]);
    let other = BusinessCalendar {
        key: "other".to_owned(),
        ..office()
    };
    saved().when(Save(other)).wrong(["key"]);
}

#[test]
fn hours_do_not_overlap_over_midnight_nor_around_the_week() {
    use Weekday::{Monday, Saturday, Sunday, Tuesday};
    let night = [("22:00", "06:00")];
    for (eve, next, from, wrong) in [
        (Monday, Tuesday, "05:00", Some("weekly.tuesday")),
        (Monday, Tuesday, "06:00", None),
        (Saturday, Sunday, "05:00", Some("weekly.sunday")),
        (Saturday, Sunday, "06:00", None),
    ] {
        let morning = [(from, "07:00")];
        let found = calendar("UTC", &[(eve, &night), (next, &morning)]);
        let asked = nothing().when(Create(found.clone()));
        match wrong {
            Some(field) => asked.wrong([field]),
            None => asked.then([Saved(found)]),
        }
    }
    let day: &[_] = &[("09:00", "12:00"), ("11:00", "13:00")];
    let twice = calendar("UTC", &[(Weekday::Friday, day)]);
    nothing().when(Create(twice)).wrong(["weekly.friday"]);
}

fn id() -> CalendarId {
    CalendarId::from_key("support")
}

fn by_workspace() -> Workspace {
    Workspace {
        calendar: Some(id()),
        ..Workspace::default()
    }
}

fn by_department() -> Department {
    Department {
        calendar: Some(id()),
        ..department("Support")
    }
}

fn with_calendar() -> Catalog {
    let mut catalog = catalog();
    put(&mut catalog, id().0, [Saved(office())]);
    catalog
}

#[test]
fn a_calendar_that_somebody_goes_by_stays() {
    saved().when(Retire).then([Retired]);
    let mut used = with_calendar();
    put(&mut used, Workspace::id(), [Saved(by_workspace())]);
    assert_eq!(used.default_calendar(), Some(&office()));
    saved().among(used).when(Retire).wrong(["key"]);
    let mut used = with_calendar();
    put(&mut used, SUPPORT.0, [Saved(by_department())]);
    saved().among(used).when(Retire).wrong(["key"]);
}

#[test]
fn departments_and_the_workspace_go_by_calendars_in_use() {
    let departments = || given::<Setting<Department>>([]);
    departments()
        .when(Create(by_department()))
        .wrong(["calendar"]);
    let known = departments().among(with_calendar());
    known
        .when(Create(by_department()))
        .then([Saved(by_department())]);
    let workspace = || given::<Setting<Workspace>>([]);
    workspace().when(Create(by_workspace())).wrong(["calendar"]);
    let known = workspace().among(with_calendar());
    known
        .when(Create(by_workspace()))
        .then([Saved(by_workspace())]);
}

#[test]
fn what_is_imported_again_takes_its_own_place_and_no_other() {
    let of = |uid: &str, day| Holiday {
        uid: Some(uid.to_owned()),
        ..Holiday::day("Feast", date(2026, 1, day))
    };
    let own = Holiday::day("Own", date(2026, 1, 1));
    let mut known = office();
    known.holidays = vec![of("a", 1), own.clone(), of("b", 2), of("b", 3)];

    let imported = vec![of("b", 4), of("b", 4), own.clone(), of("c", 5)];
    let after = known.with_imported(imported.clone());

    let expected = [of("a", 1), own, of("b", 4), of("c", 5)];
    assert_eq!(after.holidays, expected);
    assert_eq!(after.with_imported(imported), after);
}
