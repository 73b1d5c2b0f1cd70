//! Members' hours, absences and substitutes.

use super::*;
use crate::MemberId;
use crate::given::{BEN, GUS, NOW};
use jiff::{SignedDuration, Timestamp};

fn hours(text: &str) -> Interval {
    let (from, to) = text.split_once('-').unwrap();
    let time = |text: &str| TimeOfDay::try_from(text.to_owned()).unwrap();
    Interval {
        from: time(from),
        to: time(to),
    }
}

fn working(zone: &str, days: &[(Weekday, &[&str])]) -> Member {
    let day = |(day, texts): &(Weekday, &[&str])| {
        let intervals = texts.iter().map(|text| hours(text)).collect();
        (*day, intervals)
    };
    Member {
        calendar: Some(Calendar {
            time_zone: zone.to_owned(),
            weekly: days.iter().map(day).collect(),
        }),
        ..member("Dana")
    }
}

fn members() -> Given<Setting<Member>> {
    given([])
}

#[test]
fn a_member_works_several_times_a_day() {
    let dana = working(
        "Asia/Jerusalem",
        &[
            (Weekday::Sunday, &["13:00-17:00", "08:30-13:00"]),
            (Weekday::Monday, &["00:00-24:00"]),
        ],
    );
    members().when(Create(dana.clone())).then([Saved(dana)]);
}

#[test]
fn hours_that_overlap_or_end_before_they_begin_are_refused() {
    let dana = working(
        "Moon/Base",
        &[
            (Weekday::Sunday, &["08:00-12:00", "11:59-13:00"]),
            (Weekday::Monday, &["12:00-12:00"]),
            (Weekday::Friday, &["10:00-12:00", "14:00-13:00"]),
        ],
    );
    members().when(Create(dana)).wrong([
        "calendar.time_zone",
        "calendar.weekly.sunday",
        "calendar.weekly.monday[0].to",
        "calendar.weekly.friday[1].to",
    ]);
}

#[test]
fn a_day_has_ten_intervals_at_most() {
    let many = ["00:00-00:01"; 11];
    let dana = working("UTC", &[(Weekday::Sunday, &many)]);
    members()
        .when(Create(dana))
        .wrong(["calendar.weekly.sunday"]);
}

#[test]
fn a_time_of_day_is_written_as_it_is_read() {
    for text in ["00:00", "09:05", "23:59", "24:00"] {
        let time = TimeOfDay::try_from(text.to_owned()).unwrap();
        assert_eq!(time.to_string(), text);
    }
    for text in [
        "", "9:00", "24:01", "12:60", "ab:cd", "+1:00", "12:00:00", "-1:30",
    ] {
        assert!(TimeOfDay::try_from(text.to_owned()).is_err(), "{text}");
    }
}

fn at(seconds: i64) -> Timestamp {
    NOW + SignedDuration::from_secs(seconds)
}

fn away(substitute: Option<MemberId>) -> Member {
    Member {
        away: Some(Away {
            from: at(0),
            until: at(60),
            substitute,
        }),
        ..member("Dana")
    }
}

#[test]
fn a_member_may_be_away_with_a_substitute() {
    members()
        .when(Create(away(Some(BEN))))
        .then([Saved(away(Some(BEN)))]);
}

#[test]
fn a_substitute_is_in_service_and_an_absence_ends_after_it_begins() {
    let mut dana = away(Some(GUS));
    dana.away = dana.away.map(|away| Away {
        until: away.from,
        ..away
    });
    members()
        .when(Create(dana))
        .wrong(["away.until", "away.substitute_id"]);
}

#[test]
fn a_language_is_a_tag_as_it_is_usually_written() {
    for (tag, wrong) in [
        ("he", false),
        ("ar-EG", false),
        ("HE", true),
        ("Hebrew!", true),
    ] {
        let dana = Member {
            language: Some(tag.to_owned()),
            ..member("Dana")
        };
        let when = members().when(Create(dana.clone()));
        if wrong {
            when.wrong(["language"]);
        } else {
            when.then([Saved(dana)]);
        }
    }
}

#[test]
fn a_department_that_was_retired_may_stay_but_not_be_joined() {
    let before = Member {
        department_ids: vec![TELEX],
        ..member("Dana")
    };
    let renamed = Member {
        name: "Dina".to_owned(),
        ..before.clone()
    };
    given::<Setting<Member>>([Saved(before)])
        .when(Save(renamed.clone()))
        .then([Saved(renamed)]);
}

/// Members who are away now, each with a substitute.
fn absent(pairs: &[(MemberId, Option<MemberId>)]) -> Catalog {
    let mut catalog = catalog();
    for (id, substitute) in pairs {
        put(&mut catalog, id.0, [Saved(away(*substitute))]);
    }
    catalog
}

#[test]
fn a_member_who_is_there_does_the_work() {
    assert_eq!(catalog().on_duty(ANA, NOW), ANA);
}

#[test]
fn the_substitute_does_the_work_from_the_first_moment_to_the_last() {
    let catalog = absent(&[(ANA, Some(BEN))]);
    assert_eq!(catalog.on_duty(ANA, at(-1)), ANA);
    assert_eq!(catalog.on_duty(ANA, at(0)), BEN);
    assert_eq!(catalog.on_duty(ANA, at(59)), BEN);
    assert_eq!(catalog.on_duty(ANA, at(60)), ANA);
}

#[test]
fn a_substitute_who_is_away_too_hands_on() {
    let dana = MemberId(NOBODY);
    let mut catalog = absent(&[(ANA, Some(BEN)), (BEN, Some(dana))]);
    put(&mut catalog, dana.0, [Saved(member("Dana"))]);
    assert_eq!(catalog.on_duty(ANA, NOW), dana);
}

#[test]
fn work_stays_where_the_way_ends_in_nobody() {
    for pairs in [
        &[(ANA, None)][..],
        &[(ANA, Some(ANA))],
        &[(ANA, Some(GUS))],
        &[(ANA, Some(BEN)), (BEN, None)],
        &[(ANA, Some(BEN)), (BEN, Some(ANA))],
    ] {
        assert_eq!(absent(pairs).on_duty(ANA, NOW), ANA, "{pairs:?}");
    }
}
