//! Samples of business calendars, and of what goes by them.

use super::{retired, saved};
use crate::CalendarId;
use crate::business::{BusinessCalendar, Holiday};
use crate::event::EncodedEvent;
use crate::given::department;
use crate::setting::{Department, Interval, Names, TimeOfDay, Weekday, Workspace};
use jiff::civil::date;
use std::collections::BTreeMap;

pub fn labelled() -> [(&'static str, EncodedEvent); 3] {
    let calendar = Some(CalendarId::from_key("support"));
    let by_it = Department {
        calendar,
        ..department("Support")
    };
    let all = Workspace {
        calendar,
        ..Workspace::default()
    };
    [
        (".bare", saved(bare())),
        (".calendar", saved(by_it)),
        (".calendar", saved(all)),
    ]
}

pub fn plain() -> [EncodedEvent; 2] {
    [saved(full()), retired::<BusinessCalendar>()]
}

fn bare() -> BusinessCalendar {
    let whole = hours(0, 24);
    BusinessCalendar {
        key: "always".to_owned(),
        name: "Always".to_owned(),
        names: Names::new(),
        time_zone: "UTC".to_owned(),
        weekly: Weekday::ALL.map(|day| (day, vec![whole])).into(),
        holidays: Vec::new(),
    }
}

fn full() -> BusinessCalendar {
    let names = |ar: &str, he: &str| {
        Names::from([
            ("ar".to_owned(), ar.to_owned()),
            ("he".to_owned(), he.to_owned()),
        ])
    };
    let eve = Holiday {
        names: names("عشية العيد", "ערב חג"),
        last: date(2026, 4, 2),
        from: Some(TimeOfDay::of_hour(13)),
        to: Some(TimeOfDay::of_hour(20)),
        uid: Some("eve-2026@example.org".to_owned()),
        ..Holiday::day("Eve", date(2026, 4, 1))
    };
    let founding = Holiday {
        yearly: true,
        ..Holiday::day("Founding day", date(2020, 6, 15))
    };
    BusinessCalendar {
        key: "support".to_owned(),
        name: "Support".to_owned(),
        names: names("الدعم", "תמיכה"),
        time_zone: "Asia/Jerusalem".to_owned(),
        weekly: BTreeMap::from([
            (Weekday::Sunday, vec![hours(8, 12), hours(13, 17)]),
            (Weekday::Monday, vec![hours(22, 6)]),
        ]),
        holidays: vec![eve, founding],
    }
}

fn hours(from: u16, to: u16) -> Interval {
    Interval {
        from: TimeOfDay::of_hour(from),
        to: TimeOfDay::of_hour(to),
    }
}
